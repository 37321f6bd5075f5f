// "Why?": from an event back to the input, or the start, that brought it about. Where a deadline passed, the way goes over what was awaited to what blocked it.

import type { FactRow } from '../run/rows.ts'
import { TIMER_FIRED } from '../sim/facts.ts'
import type { World } from '../sim/world.ts'
import { eventRow, leadOf } from './events.ts'
import type { WhyRow } from './rows.ts'

/** The trace of one branch, by event index. */
export interface EventSource {
  readonly rowsOf: (event: number) => readonly FactRow[]
  /** −1 for an input and for what stood at the start. */
  readonly causeOf: (event: number) => number
  readonly timeOf: (event: number) => number
}

/** What repeats itself (a heartbeat, a long poll) is told once; then the chain goes on with its origin. */
const STEPS_MAX = 64
const WALK_MAX = 200_000

export function whyChain(world: World, source: EventSource, event: number): WhyRow[] {
  const chain: WhyRow[] = []
  const seen = new Set<string>()
  let at = event
  let link: WhyRow['link'] = 'asked'
  while (at >= 0 && chain.length < STEPS_MAX) {
    const rows = source.rowsOf(at)
    const cause = source.causeOf(at)
    chain.push(whyRow(world, source, at, rows, link))
    const blocker = blockerIn(rows)
    if (blocker >= 0) {
      // The last thing heard of whoever was awaited, then what kept the next from coming.
      if (cause >= 0 && cause < blocker)
        chain.push(whyRow(world, source, cause, source.rowsOf(cause), 'awaited'))
      at = blocker
      link = 'blocked'
      continue
    }
    const name = likeness(rows)
    if (name !== '' && seen.has(name)) {
      const origin = originOf(source, cause)
      if (origin >= 0) chain.push(whyRow(world, source, origin, source.rowsOf(origin), 'cause'))
      break
    }
    seen.add(name)
    at = cause
    link = 'cause'
  }
  return chain
}

function whyRow(
  world: World,
  source: EventSource,
  index: number,
  rows: readonly FactRow[],
  link: WhyRow['link'],
): WhyRow {
  const head = { index, timeUs: source.timeOf(index), cause: source.causeOf(index) }
  return { ...eventRow(world, head, leadOf(rows)), link }
}

/** The event that kept an awaited thing from coming before the deadline, −1 if none did. */
function blockerIn(rows: readonly FactRow[]): number {
  for (const row of rows) if (row.kind === TIMER_FIRED) return row.c
  return -1
}

/** Two events of one likeness are two rounds of the same. */
function likeness(rows: readonly FactRow[]): string {
  const lead = leadOf(rows)
  if (lead === null) return ''
  const first = lead.kind.fields[0]
  const which = first === 'api' || first === 'timer' || first === 'task' || first === 'name:partition'
  const key = lead.kind === TIMER_FIRED ? lead.b : ''
  return `${lead.kind.code}/${lead.subject}/${lead.object}/${which ? lead.a : ''}/${key}`
}

function originOf(source: EventSource, event: number): number {
  let at = event
  for (let steps = 0; steps < WALK_MAX && at >= 0; steps++) {
    const cause = source.causeOf(at)
    if (cause < 0) return at
    at = cause
  }
  return -1
}
