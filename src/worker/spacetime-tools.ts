// What the space-time lens asks of an open run, answered from the trace of a branch.

import type { Branch } from '../run/branch.ts'
import { headEvent } from '../run/branch.ts'
import { causeOf, chunkAt, eventAt, leadingFact, rows, timeOf } from '../run/rows.ts'
import { branchOf } from '../run/run.ts'
import { eventRow } from '../view/events.ts'
import { spacetimeRows } from '../view/spacetime.ts'
import type { SpacetimeAsk, SpacetimeRows } from '../view/spacetime-rows.ts'
import { whyChain } from '../view/why.ts'
import type { OpenRun } from './open-run.ts'
import { feedBranch } from './open-run.ts'

export interface SpacetimeTools {
  /** What the space-time lens draws of a stretch of virtual time. */
  spacetime(branch: number, ask: SpacetimeAsk): Promise<SpacetimeRows>
}

export function spacetimeTools(opened: () => OpenRun): SpacetimeTools {
  return {
    async spacetime(branch, ask) {
      const open = opened()
      return stretchOf(open, branchOf(open.run, branch), ask)
    },
  }
}

function stretchOf(open: OpenRun, branch: Branch, ask: SpacetimeAsk): SpacetimeRows {
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
