// What the checks have found, as marks of the timeline: promises that are broken, and losses that a setting allowed.

import type { Anomaly } from '../check/anomalies.ts'
import { anomalyRows } from '../check/anomalies.ts'
import { ACKNOWLEDGED_SURVIVES, verdicts } from '../check/invariant.ts'
import { producerAt } from '../kafka/client/client-at.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { sentence } from '../tell/sentence.ts'
import type { MarkRow } from './rows.ts'

/** One mark an event and invariant, in order of events. The world lends its names: any moment from then on will do. */
export function findingMarks(world: World, checks: Tables, timeOf: (event: number) => number): MarkRow[] {
  const marks = allowedLosses(checks).map(
    (row): MarkRow => ({
      event: row.event,
      timeUs: timeOf(row.event),
      kind: 'allowedLoss',
      sentence: sentence(`allowed.${row.allowedBy}`, lossArgs(world, row)),
    }),
  )
  for (const { id, finding } of verdicts(checks)) {
    let last = -1
    for (const { event, about } of finding.violations) {
      if (event === last) continue
      last = event
      marks.push({
        event,
        timeUs: timeOf(event),
        kind: id === ACKNOWLEDGED_SURVIVES.id ? 'loss' : 'violation',
        sentence: sentence(`finding.${id}`, { about: about.slice(about.indexOf(':') + 1) }),
      })
    }
  }
  return marks.sort((a, b) => a.event - b.event)
}

/** The first finding after an event, or the last before it; −1 without any. */
export function findingBeside(checks: Tables, event: number, direction: 1 | -1): number {
  const events = [
    ...allowedLosses(checks).map((row) => row.event),
    ...verdicts(checks).flatMap(({ finding }) => finding.violations.map((row) => row.event)),
  ].filter((found) => (direction === 1 ? found > event : found < event))
  if (events.length === 0) return -1
  return direction === 1 ? Math.min(...events) : Math.max(...events)
}

/** Acknowledged records that are gone though no promise is broken: a mark an event. */
function allowedLosses(checks: Tables): Anomaly[] {
  const found: Anomaly[] = []
  for (const row of anomalyRows(checks)) {
    if (row.kind !== 'lost' || row.allowedBy === '') continue
    const last = found[found.length - 1]
    if (last?.event === row.event) found[found.length - 1] = { ...last, count: last.count + row.count }
    else found.push(row)
  }
  return found
}

function lossArgs(world: World, { partition, count, batches }: Anomaly) {
  const acks = producerAt(world, batches[0]?.producer ?? -1)?.config.acks ?? -1
  return { partition: world.names[partition] ?? '', records: count, acks: acks === -1 ? 'all' : String(acks) }
}
