// Steps to neighbouring events, requests and marks, one after the other, however fast the key repeats.

import type { RunHost } from '../../worker/protocol.ts'
import { useRun } from '../state/run-state.ts'
import type { FrameLoop } from './frame-loop.ts'
import { reportFailure } from './frame-loop.ts'

export type StepKind = 'event' | 'request' | 'mark'

export interface Stepper {
  step(kind: StepKind, direction: 1 | -1): void
  busy(): boolean
}

/** Steps asked for beyond these are forgotten, so that a held key stops when it is let go. */
const WAITING_MAX = 3

export function createStepper(host: RunHost, frames: FrameLoop): Stepper {
  let waiting = 0
  let chain = Promise.resolve()

  async function take(kind: StepKind, direction: 1 | -1): Promise<void> {
    const { source, branch, event } = useRun.getState()
    const isLeft = () => useRun.getState().source !== source || useRun.getState().branch !== branch
    try {
      const next = await host.neighbour(branch, event, kind, direction)
      if (next === null || isLeft()) return
      const { jumps } = useRun.getState()
      frames.seek({ by: 'event', event: next.event })
      // A step forward is short enough for messages to glide instead of jumping.
      if (direction > 0 && kind !== 'mark') useRun.setState({ jumps })
      await frames.settled()
    } catch (error) {
      if (!isLeft()) reportFailure(error)
    }
  }

  return {
    step: (kind, direction) => {
      if (waiting >= WAITING_MAX) return
      waiting += 1
      chain = chain.then(async () => {
        await take(kind, direction)
        waiting -= 1
      })
    },
    busy: () => waiting > 0,
  }
}
