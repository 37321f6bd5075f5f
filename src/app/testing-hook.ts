// For tests and for people at the console: wait until the page has caught up, ask where it stands.

import type { Session } from './play/session.ts'
import { useRun } from './state/run-state.ts'

export interface TestingHook {
  /** Resolves when all that was asked is done and answered and, with play halted, the state hash is known. */
  idle(): Promise<void>
  moment(): {
    branch: number
    event: number
    timeUs: number
    traceHash: string
    stateHash: string | null
    playing: boolean
  }
}

declare global {
  interface Window {
    highwater: TestingHook
  }
}

export function installHook(session: Session): void {
  window.highwater = {
    idle: session.idle,
    moment: () => {
      const { branch, event, cursorUs, traceHash, stateHash, playing } = useRun.getState()
      return { branch, event, timeUs: cursorUs, traceHash, stateHash, playing }
    },
  }
}
