// The ledger lens' questions, answered from the checks at a moment and the trace up to it.

import type { Branch } from '../run/branch.ts'
import { chunkAt, rows } from '../run/rows.ts'
import type { Run } from '../run/run.ts'
import { seek } from '../run/seek.ts'
import { present } from '../sim/assert.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { ledgerCells } from '../view/ledger-cells.ts'
import { recordLife } from '../view/ledger-life.ts'
import type { LedgerAsk, LedgerCells, RecordLife } from '../view/ledger-rows.ts'
import { divergence } from './frame.ts'
import type { OpenRun } from './open-run.ts'

function lookAt(run: Run, branch: Branch, event: number): { readonly world: World; readonly checks: Tables } {
  const seeked = seek(run, branch, event)
  if (seeked.kind === 'diverged') throw divergence(seeked)
  return { world: seeked.world, checks: present(seeked.checks, 'the checks of a run that is shown') }
}

export function answerLedger({ run }: OpenRun, branch: Branch, ask: LedgerAsk): LedgerCells {
  const { world, checks } = lookAt(run, branch, ask.event)
  return ledgerCells(world, checks, ask)
}

const ADDRESS = /^record:([^/]+)\/(\d{1,12})$/

export function answerLife(
  { run }: OpenRun,
  branch: Branch,
  event: number,
  address: string,
): RecordLife | null {
  const named = ADDRESS.exec(address)
  if (named === null) return null
  const look = lookAt(run, branch, event)
  const chunks = {
    chunkAt: (at: number) => chunkAt(run, branch, at),
    rowsOf: (at: number) => rows(run, branch, at),
  }
  return recordLife({ ...look, ...chunks }, named[1] ?? '', Number(named[2]))
}
