// A run of the toy cluster, with checks that count, for the tests of this folder and of the worker.

import { INPUT_DONE } from '../../sim/facts.ts'
import type { Entity, Tables } from '../../sim/tables.ts'
import { addEntity, createTables, entityAt, ownIn } from '../../sim/tables.ts'
import { toyWorld } from '../../sim/testing/toy.ts'
import { TOY_REGISTRY, TOY_STORM } from '../../sim/testing/toy-inputs.ts'
import type { Checker } from '../checker-type.ts'
import type { Run, RunLimits } from '../run.ts'
import { createRun } from '../run.ts'

/** Counts facts and inputs as they pass. */
export interface Tally extends Entity {
  readonly kind: 'tally'
  facts: number
  inputs: number
  lastEvent: number
}

export const TALLY_CHECKER: Checker = {
  create: () => {
    const tables = createTables()
    addEntity<Tally>(tables, (slot, stamp) => ({
      kind: 'tally',
      address: 'tally',
      slot,
      stamp,
      facts: 0,
      inputs: 0,
      lastEvent: -1,
    }))
    return tables
  },
  afterEvent: (world, checks, chunk, firstRow, endRow) => {
    const tally = ownIn(checks, tallyOf(checks))
    tally.facts += endRow - firstRow
    tally.lastEvent = world.event
    for (let row = firstRow; row < endRow; row++) if (chunk.kind[row] === INPUT_DONE.code) tally.inputs += 1
  },
}

export function tallyOf(checks: Tables): Tally {
  return entityAt(checks, 0) as Tally
}

/** So many players that a few virtual seconds fill several chunks. */
export function toyRun(limits?: RunLimits, checker: Checker | null = TALLY_CHECKER, players = 18): Run {
  return createRun({
    makeWorld: () => toyWorld({ players }),
    registry: TOY_REGISTRY,
    inputs: TOY_STORM.list.map((input) => ({ ...input, origin: 'scenario' })),
    checker,
    ...(limits === undefined ? {} : { limits }),
  })
}
