// What is lit in the space-time lens: the events that led to the one at hand, and those that it led to.

import type { TraceChunk } from '../sim/trace.ts'
import type { WhyRow } from './rows.ts'
import type { Lanes } from './spacetime-lanes.ts'
import type { Lit, WaitRow } from './spacetime-rows.ts'

/** Effects beyond these are left dark: in the end everything follows from everything. */
const EFFECTS_MAX = 240

export function litEvents(
  chain: readonly WhyRow[],
  event: number,
  last: number,
  chunkAt: (event: number) => TraceChunk,
): Map<number, Lit> {
  const lit = new Map<number, Lit>()
  for (const row of chain) lit.set(row.index, row.link === 'asked' ? 'asked' : 'cause')
  if (event < 0) return lit
  lit.set(event, 'asked')
  const following = new Set<number>([event])
  for (let at = event + 1; at <= last && following.size <= EFFECTS_MAX; ) {
    const chunk = chunkAt(at)
    const end = Math.min(last, chunk.firstEvent + chunk.events - 1)
    for (; at <= end && following.size <= EFFECTS_MAX; at++) {
      if (!following.has(chunk.cause[at - chunk.firstEvent] as number)) continue
      following.add(at)
      if (!lit.has(at)) lit.set(at, 'effect')
    }
  }
  return lit
}

/** Deadlines of the chain that passed, each from the last thing heard of whoever was awaited. */
export function waitRows(chain: readonly WhyRow[], lanes: Lanes): WaitRow[] {
  const rows: WaitRow[] = []
  chain.forEach((row, place) => {
    const before = chain[place - 1]
    if (row.link !== 'awaited' || before === undefined) return
    const lane = lanes.ofName.get(before.node)
    if (lane === undefined || before.timeUs <= row.timeUs) return
    const { sentence } = before
    rows.push({ lane, fromUs: row.timeUs, toUs: before.timeUs, event: before.index, sentence })
  })
  return rows
}

/** A cause farther off than so many times what is in sight already would make all the rest a dot. */
const FAR = 12
const NEAR_US = 50_000

/** Back over the chain, silences that ended in a deadline included, until the next cause lies far before all the others. */
export function chainSpan(
  chain: readonly WhyRow[],
): { readonly fromUs: number; readonly toUs: number } | null {
  const [asked] = chain
  if (asked === undefined) return null
  let fromUs = asked.timeUs
  let toUs = asked.timeUs
  for (const row of chain) {
    const isFar = fromUs - row.timeUs > Math.max(NEAR_US, (toUs - fromUs) * FAR)
    if (isFar && row.link === 'cause') break
    fromUs = Math.min(fromUs, row.timeUs)
    toUs = Math.max(toUs, row.timeUs)
  }
  return { fromUs, toUs }
}
