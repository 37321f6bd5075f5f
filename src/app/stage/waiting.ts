// Requests that wait at a process: parked in purgatory, or buffered because it is paused or busy.

import type { MessageRow } from '../../view/rows.ts'

export interface Waiting {
  readonly parked: number
  readonly buffered: number
}

export const NONE_WAITING: Waiting = { parked: 0, buffered: 0 }

export function waitingByProcess(messages: readonly MessageRow[]): ReadonlyMap<string, Waiting> {
  const found = new Map<string, Waiting>()
  for (const { to, state } of messages) {
    if (state !== 'parked' && state !== 'buffered') continue
    const before = found.get(to) ?? NONE_WAITING
    found.set(to, { ...before, [state]: before[state] + 1 })
  }
  return found
}
