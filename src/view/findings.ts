// What the checks have found, as marks of the timeline.

import { ACKNOWLEDGED_SURVIVES, verdicts } from '../check/invariant.ts'
import type { Tables } from '../sim/tables.ts'
import { sentence } from '../tell/sentence.ts'
import type { MarkRow } from './rows.ts'

/** One mark an event and invariant, in order of events. */
export function findingMarks(checks: Tables, timeOf: (event: number) => number): MarkRow[] {
  const marks: MarkRow[] = []
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
