// What looks on while a run steps: the ledger and the invariants. They keep tables of their own, beside the world's, and never touch it.

import type { Tables } from '../sim/tables.ts'
import type { TraceChunk } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'

export interface Checker {
  /** The tables before the first event. */
  readonly create: (world: World) => Tables
  /** After each event: its facts are the rows `firstRow` to `endRow − 1` of the chunk, what it touched is `world.tables.touched`. */
  readonly afterEvent: (
    world: World,
    checks: Tables,
    chunk: TraceChunk,
    firstRow: number,
    endRow: number,
  ) => void
  /** Whether the present event brought something to light: a checkpoint is pinned there. */
  readonly isAlarmed?: (checks: Tables) => boolean
}
