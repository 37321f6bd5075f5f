// How the ledger lens is set: kept while other lenses are open.

import { create } from 'zustand'
import type { Fate } from '../../check/fates.ts'
import { whenRunIsOld } from '../state/forget-old-run.ts'
import type { Range } from './grid.ts'

export interface LedgerState {
  /** null: every record. */
  readonly range: Range | null
  /** null: every fate. */
  readonly fates: readonly Fate[] | null
  readonly partition: string | null
}

export const useLedger = create<LedgerState>(() => ({ range: null, fates: null, partition: null }))

whenRunIsOld(() => useLedger.setState({ range: null, partition: null }))

/** The first choice shows that fate alone; choosing the last one away shows all again. */
export function toggleFate(fate: Fate): void {
  useLedger.setState(({ fates }) => {
    if (fates === null) return { fates: [fate] }
    const next = fates.includes(fate) ? fates.filter((one) => one !== fate) : [...fates, fate]
    return { fates: next.length === 0 ? null : next }
  })
}
