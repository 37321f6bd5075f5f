// Opens another run beside the one on the stage, and keeps what was wrong with it.

import { useState } from 'react'
import type { SameBut } from '../../worker/compare-tools.ts'
import type { OpenError, OpenSource } from '../../worker/protocol.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { openBeside } from './beside.ts'

export interface Other {
  readonly wrong: OpenError | null
  readonly isOpening: boolean
  readonly open: (wanted: OpenSource | SameBut) => Promise<void>
}

export function useOtherRun(onOpened: () => void): Other {
  const session = useSession()
  const [wrong, setWrong] = useState<OpenError | null>(null)
  const [isOpening, setIsOpening] = useState(false)
  const open = async (wanted: OpenSource | SameBut): Promise<void> => {
    setIsOpening(true)
    try {
      const error = await openBeside(session, wanted)
      setWrong(error)
      if (error === null) onOpened()
    } catch (error) {
      useRun.setState({ failure: String(error) })
    }
    setIsOpening(false)
  }
  return { wrong, isOpening, open }
}
