// The moment shown, on another branch: the same event while it is one that both share, the same virtual time beyond.

import type { BranchInfo, MomentAsk } from '../../worker/protocol.ts'
import type { RunState } from '../state/run-state.ts'

/** Beyond the fork an event's index says nothing about another branch: there it may lie many seconds away. */
export function sameMoment(
  { info, branch, event, cursorUs }: Pick<RunState, 'info' | 'branch' | 'event' | 'cursorUs'>,
  to: number,
): MomentAsk {
  const isShared = event >= 0 && event <= lastShared(info?.branches ?? [], branch, to)
  return isShared ? { by: 'event', event } : { by: 'time', timeUs: Math.round(cursorUs) }
}

/** The last event that two branches have in common; −1 when there is none. */
function lastShared(branches: readonly BranchInfo[], a: number, b: number): number {
  const sharedWithB = pastOf(branches, b)
  for (const [id, event] of pastOf(branches, a)) {
    const there = sharedWithB.get(id)
    if (there !== undefined) return Math.min(event, there)
  }
  return -1
}

/** The branch itself and those it comes from, each with the last of its events that lies in the branch's past. */
function pastOf(branches: readonly BranchInfo[], id: number): Map<number, number> {
  const past = new Map<number, number>()
  let last = Number.POSITIVE_INFINITY
  for (let at = branches.find((one) => one.id === id); at !== undefined; ) {
    past.set(at.id, last)
    last = Math.min(last, at.forkEvent)
    const { parent } = at
    at = branches.find((one) => one.id === parent)
  }
  return past
}
