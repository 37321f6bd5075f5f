// The hash of the whole state is costly: it is asked for when the cursor rests.

import type { RunHost } from '../../worker/protocol.ts'
import { useRun } from '../state/run-state.ts'
import { reportFailure } from './frame-loop.ts'

export interface StateHashWatch {
  /** The cursor has come to a rest, perhaps. */
  rest(): void
  /** True while the hash of a moment at rest is still wanted. */
  wanting(): boolean
  dispose(): void
}

const REST_MS = 120

export function watchStateHash(host: RunHost, moving: () => boolean): StateHashWatch {
  let timer: ReturnType<typeof setTimeout> | null = null

  async function ask(): Promise<void> {
    timer = null
    const { source, branch, event, playing, stateHash } = useRun.getState()
    if (playing || moving() || stateHash !== null) return
    const isShown = () => {
      const now = useRun.getState()
      return now.source === source && now.branch === branch && now.event === event
    }
    try {
      const hash = await host.stateHash(branch, event)
      if (isShown()) useRun.setState({ stateHash: hash })
    } catch (error) {
      if (isShown()) reportFailure(error)
    }
  }

  const stop = () => {
    if (timer !== null) clearTimeout(timer)
  }
  return {
    rest: () => {
      stop()
      timer = setTimeout(() => void ask(), REST_MS)
    },
    wanting: () => {
      const run = useRun.getState()
      return run.info !== null && !run.playing && run.stateHash === null && run.failure === null
    },
    dispose: stop,
  }
}
