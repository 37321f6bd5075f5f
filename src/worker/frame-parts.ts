// The parts of a frame that only some frames have: fetched before the first that has them.

import type { InspectPart } from '../view/inspect.ts'
import type { LogPart } from '../view/log-tables.ts'
import type { FrameAsk } from './protocol.ts'

export interface FrameParts {
  readonly inspect: InspectPart | null
  readonly log: LogPart | null
}

export async function framePartsFor(ask: FrameAsk): Promise<FrameParts> {
  return {
    inspect: ask.inspect === null ? null : await import('../view/inspect.ts'),
    log: ask.log === undefined ? null : await import('../view/log-tables.ts'),
  }
}
