// The space-time lens' questions, answered from the trace of a branch.

import type { Branch } from '../run/branch.ts'
import { headEvent } from '../run/branch.ts'
import { causeOf, chunkAt, eventAt, leadingFact, rows, timeOf } from '../run/rows.ts'
import { eventRow } from '../view/events.ts'
import { spacetimeRows } from '../view/spacetime.ts'
import type { SpacetimeAsk, SpacetimeRows } from '../view/spacetime-rows.ts'
import { whyChain } from '../view/why.ts'
import type { OpenRun } from './open-run.ts'
import { feedBranch } from './open-run.ts'

export function answerSpacetime(open: OpenRun, branch: Branch, ask: SpacetimeAsk): SpacetimeRows {
  const { run } = open
  const { world } = branch.head
  const trace = {
    rowsOf: (event: number) => rows(run, branch, event),
    causeOf: (event: number) => causeOf(run, branch, event),
    timeOf: (event: number) => timeOf(run, branch, event),
  }
  return spacetimeRows(
    {
      world,
      headEvent: headEvent(branch),
      chunkAt: (event) => chunkAt(run, branch, event),
      timeOf: trace.timeOf,
      timeline: feedBranch(open, branch),
      eventAt: (timeUs) => (timeUs < 0 ? -1 : eventAt(run, branch, timeUs)),
      eventRow: (index) =>
        eventRow(
          world,
          { index, timeUs: trace.timeOf(index), cause: trace.causeOf(index) },
          leadingFact(run, branch, index),
        ),
      why: (event) => (event > headEvent(branch) ? [] : whyChain(world, trace, event)),
    },
    ask,
  )
}
