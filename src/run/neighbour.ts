// The next thing, or the one before: an event, a request, or what matters.

import { FACT_CODES, REQUEST_ARRIVED } from '../sim/facts.ts'
import type { Branch } from './branch.ts'
import { headEvent } from './branch.ts'
import { hasCode, markBeside } from './marks.ts'
import { chunkAt } from './rows.ts'
import type { Run } from './run.ts'

export type NeighbourKind = 'event' | 'request' | 'mark'

const REQUEST_CODES = new Uint8Array(FACT_CODES)
REQUEST_CODES[REQUEST_ARRIVED.code] = 1

/** The event beside another, −1 if there is none, or none is computed yet. */
export function neighbour(
  run: Run,
  branch: Branch,
  event: number,
  kind: NeighbourKind,
  direction: 1 | -1,
): number {
  switch (kind) {
    case 'event': {
      const beside = event + direction
      return beside <= headEvent(branch) && beside >= 0 ? beside : -1
    }
    case 'mark':
      return markBeside(branch, event, direction)
    case 'request':
      return requestBeside(run, branch, event, direction)
  }
}

function requestBeside(run: Run, branch: Branch, event: number, direction: 1 | -1): number {
  const last = headEvent(branch)
  for (let at = event + direction; at >= 0 && at <= last; at += direction) {
    const chunk = chunkAt(run, branch, at)
    if (hasCode(chunk, at - chunk.firstEvent, REQUEST_CODES)) return at
  }
  return -1
}
