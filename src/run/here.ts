// A world at one moment, and the checks that have followed it there.

import type { Inputs } from '../sim/step.ts'
import { step } from '../sim/step.ts'
import type { Tables, TablesCheckpoint } from '../sim/tables.ts'
import { beginTouch, checkpointTables, restoreTables } from '../sim/tables.ts'
import type { TraceRecorder } from '../sim/trace.ts'
import type { Checkpoint, World } from '../sim/world.ts'
import { checkpoint, restore } from '../sim/world.ts'
import type { Checker } from './checker-type.ts'
import { treeBytes } from './tree-bytes.ts'

export interface Here {
  readonly world: World
  readonly checks: Tables | null
}

/** Both as they stood after an event. */
export interface Kept {
  readonly event: number
  readonly world: Checkpoint
  readonly checks: TablesCheckpoint | null
  /** Never thinned out: a fault happened here. */
  readonly pinned: boolean
  /** About what it takes beside the one before it. */
  bytes: number
  /** How many have been taken for as heavy as the last that was weighed. */
  guesses: number
}

/** `before`: an earlier one of the same line, with which it shares what has not changed since. */
export function keep(here: Here, pinned: boolean, before: Kept | null): Kept {
  const world = checkpoint(here.world)
  const checks = here.checks === null ? null : checkpointTables(here.checks)
  const kept: Kept = { event: here.world.event, world, checks, pinned, bytes: 0, guesses: 0 }
  // Neighbours weigh about the same: not each is worth a walk over all that changed.
  if (before !== null && before.guesses < GUESSES_MAX) {
    kept.bytes = before.bytes
    kept.guesses = before.guesses + 1
  } else weigh(kept, before)
  return kept
}

const GUESSES_MAX = 3

/** Asked again when the one before it has gone. */
export function weigh(kept: Kept, before: Kept | null): void {
  // The first holds the whole world: none is as heavy.
  kept.guesses = before === null ? GUESSES_MAX : 0
  kept.bytes =
    changedBytes(kept.world.tables, before?.world.tables) +
    (kept.checks === null ? 0 : changedBytes(kept.checks, before?.checks ?? undefined))
}

/** Columns of the tables and of the queue. */
const BYTES_PER_SLOT = 8 * 8

function changedBytes(now: TablesCheckpoint, before: TablesCheckpoint | undefined): number {
  const { entities } = now
  let bytes = entities.length * BYTES_PER_SLOT
  for (let slot = 0; slot < entities.length; slot++)
    if (entities[slot] !== before?.entities[slot]) bytes += treeBytes(entities[slot])
  return bytes
}

/** A world of its own that goes on from there. Checks need a recorder, whose rows they read. */
export function goFrom(like: World, kept: Kept, recorder: TraceRecorder | null): Here {
  const world = restore(like, kept.world)
  world.recorder = recorder
  return { world, checks: kept.checks === null ? null : restoreTables(kept.checks) }
}

/** The next event and what the checks make of it; false when there is none up to `untilUs`. */
export function stepHere(here: Here, inputs: Inputs, untilUs: number, checker: Checker | null): boolean {
  const { world, checks } = here
  if (!step(world, inputs, untilUs)) return false
  if (checker !== null && checks !== null && world.recorder !== null) {
    const chunk = world.recorder.chunk
    beginTouch(checks)
    checker.afterEvent(
      world,
      checks,
      chunk,
      chunk.firstRow[world.event - chunk.firstEvent] as number,
      chunk.rows,
    )
  }
  return true
}
