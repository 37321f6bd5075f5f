// What became of one recorded fact.

import { isDeepStrictEqual } from 'node:util'
import type { Json } from './recording.ts'

export type Verdict =
  | { readonly id: string; readonly outcome: 'agrees' }
  | { readonly id: string; readonly outcome: 'differs'; readonly recorded: Json; readonly engine: Json }
  /** Not held against the engine, with the reason. */
  | { readonly id: string; readonly outcome: 'leftOut'; readonly why: string }

export function judge(id: string, recorded: Json, engine: Json): Verdict {
  // Optional fields that are undefined, and the order of names, mean nothing.
  const same = isDeepStrictEqual(JSON.parse(JSON.stringify(recorded)), JSON.parse(JSON.stringify(engine)))
  return same ? { id, outcome: 'agrees' } : { id, outcome: 'differs', recorded, engine }
}

export function leftOut(id: string, why: string): Verdict {
  return { id, outcome: 'leftOut', why }
}

/** A time or a count of the engine against the least and the most of the takes: all must lie within what the same cause can spread over. */
export function judgeWithin(
  id: string,
  [least, most]: readonly [number, number],
  engine: number | undefined,
  spread: Spread,
): Verdict {
  // Takes that lie further apart than that show that more than one round of a timer may pass (3.9.2: leave to go with the first heartbeat or the second).
  const more = most - least > spread.below ? most - least : 0
  const { below, above } = { below: spread.below + more, above: spread.above + more }
  const inside = engine !== undefined && engine >= most - below && engine <= least + above
  return inside
    ? { id, outcome: 'agrees' }
    : { id, outcome: 'differs', recorded: [least, most], engine: engine ?? null }
}

export interface Spread {
  /** How far below the largest recorded value one of the same cause can be. */
  readonly below: number
  /** How far above the least. */
  readonly above: number
}
