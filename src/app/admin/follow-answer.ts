// What became of the admin request made last: asked of the run until the answer has been computed.

import { create } from 'zustand'
import type { AdminAnswer } from '../../view/admin-rows.ts'
import type { InputInfo, OpenSource, RunHost } from '../../worker/protocol.ts'
import { useRun } from '../state/run-state.ts'

export interface AdminAsked {
  /** What the run was opened from: another run on the stage was not asked. */
  readonly source: OpenSource | null
  readonly branch: number
  /** Event of the input. */
  readonly event: number
  readonly input: string
  readonly args: InputInfo['args']
  readonly answer: AdminAnswer | null
}

export const useAdmin = create<{ readonly asked: AdminAsked | null }>(() => ({ asked: null }))

const EVERY_MS = 150

export async function followAnswer(
  host: RunHost,
  asked: Omit<AdminAsked, 'answer' | 'source'>,
): Promise<void> {
  const { source } = useRun.getState()
  const mine: AdminAsked = { ...asked, source, answer: null }
  useAdmin.setState({ asked: mine })
  let from = asked.event
  for (;;) {
    const answer = await host.adminAnswer(asked.branch, asked.event, from).catch(() => null)
    if (useAdmin.getState().asked !== mine) return
    if (answer === null || useRun.getState().source !== source) {
      useAdmin.setState({ asked: null })
      return
    }
    from = answer.next
    if (answer.kind !== 'waiting' || answer.atEnd) {
      useAdmin.setState({ asked: { ...mine, answer } })
      return
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
  }
}

export function forgetAnswer(): void {
  useAdmin.setState({ asked: null })
}
