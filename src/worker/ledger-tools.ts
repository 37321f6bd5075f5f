// What the ledger lens asks of an open run, answered from the checks at a moment and the trace up to it.

import type { Book } from '../check/book.ts'
import type { Branch } from '../run/branch.ts'
import { chunkOfEvent } from '../run/branch.ts'
import { chunkAt, rows, timeOf } from '../run/rows.ts'
import type { Run } from '../run/run.ts'
import { branchOf } from '../run/run.ts'
import { seek } from '../run/seek.ts'
import { present } from '../sim/assert.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import { anomalyTable } from '../view/ledger-anomalies.ts'
import { ledgerCells } from '../view/ledger-cells.ts'
import { recordLife } from '../view/ledger-life.ts'
import type { AnomalyRow, LedgerAsk, LedgerCells, LifeRest, RecordLife } from '../view/ledger-rows.ts'
import { divergence } from './frame.ts'
import type { OpenRun } from './open-run.ts'

export interface LedgerTools {
  /** What became of every record by an event. */
  ledgerCells(branch: number, ask: LedgerAsk): Promise<LedgerCells>
  /** The life of a record up to an event, from its beginning or from where an answer left off; null when it is not made yet. */
  recordLife(
    branch: number,
    event: number,
    address: string,
    rest: LifeRest | null,
  ): Promise<RecordLife | null>
  /** Every kind of anomaly, how often it came by an event, and whom it befell. */
  anomalies(branch: number, event: number): Promise<readonly AnomalyRow[]>
}

export function ledgerTools(opened: () => OpenRun): LedgerTools {
  return {
    async ledgerCells(branch, ask) {
      const { run } = opened()
      const { world, checks } = lookAt(run, branchOf(run, branch), ask.event)
      return ledgerCells(world, checks, ask)
    },

    async recordLife(branch, event, address, rest) {
      const { run } = opened()
      return lifeOf(run, branchOf(run, branch), event, address, rest)
    },

    async anomalies(branch, event) {
      const { run } = opened()
      const on = branchOf(run, branch)
      const { world, checks } = lookAt(run, on, event)
      return anomalyTable(world, checks, (of) => timeOf(run, on, of))
    },
  }
}

function lookAt(run: Run, branch: Branch, event: number): { readonly world: World; readonly checks: Tables } {
  const seeked = seek(run, branch, event)
  if (seeked.kind === 'diverged') throw divergence(seeked)
  return { world: seeked.world, checks: present(seeked.checks, 'the checks of a run that is shown') }
}

const ADDRESS = /^record:([^/]+)\/(\d{1,12})$/

function lifeOf(
  run: Run,
  branch: Branch,
  event: number,
  address: string,
  rest: LifeRest | null,
): RecordLife | null {
  const named = ADDRESS.exec(address)
  if (named === null) return null
  const [producer, record] = [named[1] ?? '', Number(named[2])]
  const look = lookAt(run, branch, event)
  const source = {
    ...look,
    chunkAt: (at: number) => chunkAt(run, branch, at),
    rowsOf: (at: number) => rows(run, branch, at),
    firstEvent: beforeMaking(branch, find(look.world, `process:${producer}`)?.slot ?? -1, record),
    isKept: (at: number) => (branch.chunks[chunkOfEvent(at)] ?? null) !== null,
    replaysMax: 2,
  }
  return recordLife(source, producer, record, rest)
}

/** The first event after the last checkpoint at which a record was not made. */
function beforeMaking({ checkpoints }: Readonly<Branch>, producer: number, record: number): number {
  const address = `book:${producer}`
  let low = 0
  let high = checkpoints.length
  while (low < high) {
    const middle = (low + high) >> 1
    const book = checkpoints[middle]?.checks?.entities.find((entity) => entity.address === address)
    if (book !== undefined && (book as Book).end > record) high = middle
    else low = middle + 1
  }
  return (checkpoints[low - 1]?.event ?? -1) + 1
}
