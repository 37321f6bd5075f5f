// What the lenses that look along the run ask of it: each answer is made for the stretch or the page that is in sight.

import { branchOf } from '../run/run.ts'
import type { LedgerAsk, LedgerCells, RecordLife } from '../view/ledger-rows.ts'
import type { SpacetimeAsk, SpacetimeRows } from '../view/spacetime-rows.ts'
import { answerLedger, answerLife } from './ledger.ts'
import type { OpenRun } from './open-run.ts'
import { answerSpacetime } from './spacetime.ts'

export interface PageTools {
  /** What the space-time lens draws of a stretch of virtual time. */
  spacetime(branch: number, ask: SpacetimeAsk): Promise<SpacetimeRows>
  /** What became of every record by an event. */
  ledgerCells(branch: number, ask: LedgerAsk): Promise<LedgerCells>
  /** The life of a record up to an event; null when it is not made yet. */
  recordLife(branch: number, event: number, address: string): Promise<RecordLife | null>
}

export function pageTools(present: () => OpenRun): PageTools {
  return {
    async spacetime(branch, ask) {
      const open = present()
      return answerSpacetime(open, branchOf(open.run, branch), ask)
    },

    async ledgerCells(branch, ask) {
      const open = present()
      return answerLedger(open, branchOf(open.run, branch), ask)
    },

    async recordLife(branch, event, address) {
      const open = present()
      return answerLife(open, branchOf(open.run, branch), event, address)
    },
  }
}
