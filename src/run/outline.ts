// When the events of a chunk came and what caused them: kept when the rest of it is not, so that a moment is found by its time, and a way back
// leads over a million events, without a replay.

import type { TraceChunk } from '../sim/trace.ts'

export interface Outline {
  readonly firstUs: number
  /** One entry an event, counted from the first. */
  readonly sinceUs: Uint32Array | Float64Array
  /** One entry an event; an index fits in 32 bits. */
  readonly causes: Int32Array
}

const UINT32_MAX = 0xffff_ffff

export function outlineOf({ events, timeUs, cause }: TraceChunk): Outline {
  const firstUs = timeUs[0] as number
  const spanUs = (timeUs[events - 1] as number) - firstUs
  const sinceUs = spanUs <= UINT32_MAX ? new Uint32Array(events) : new Float64Array(events)
  for (let at = 0; at < events; at++) sinceUs[at] = (timeUs[at] as number) - firstUs
  return { firstUs, sinceUs, causes: new Int32Array(cause.subarray(0, events)) }
}

export function outlineBytes({ sinceUs, causes }: Outline): number {
  return sinceUs.byteLength + causes.byteLength
}
