// The work at hand, kept in the browser: where the run came from, what was done to it, and where the reader stood.

import type { LensId } from '../../view/lens-rows.ts'
import { LENSES } from '../../view/lens-rows.ts'
import type { OpenSource } from '../../worker/protocol.ts'
import type { JournalEntry } from './journal.ts'

export const WORK_FORMAT = 1

export interface KeptWork {
  readonly format: typeof WORK_FORMAT
  readonly savedAtMs: number
  readonly title: { readonly en: string; readonly ko: string }
  readonly source: OpenSource
  readonly journal: readonly JournalEntry[]
  /** The run was let go on up to here. */
  readonly endUs: number
  readonly branch: number
  readonly event: number
  readonly timeUs: number
  readonly lens: LensId
  readonly selected: string | null
}

/** What was stored may be of another version, or damaged: then there is nothing to take up. */
export function readKept(stored: unknown): KeptWork | null {
  if (typeof stored !== 'object' || stored === null) return null
  const work = stored as Partial<KeptWork>
  const isWhole =
    work.format === WORK_FORMAT &&
    typeof work.source === 'object' &&
    Array.isArray(work.journal) &&
    Number.isSafeInteger(work.branch) &&
    Number.isSafeInteger(work.event) &&
    Number.isFinite(work.timeUs) &&
    Number.isFinite(work.endUs) &&
    typeof work.title?.en === 'string' &&
    LENSES.some((lens) => lens === work.lens)
  return isWhole ? (work as KeptWork) : null
}
