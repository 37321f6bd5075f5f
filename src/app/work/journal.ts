// What was done by hand since the run was opened, in order: doing it again brings back every branch.

import { create } from 'zustand'
import type { InputInfo } from '../../worker/protocol.ts'

export type JournalEntry =
  | {
      readonly kind: 'input'
      /** Where it was done, and the branch on which it stands since. */
      readonly branch: number
      readonly made: number
      readonly event: number
      readonly timeUs: number
      readonly input: string
      readonly args: InputInfo['args']
    }
  | { readonly kind: 'rename'; readonly branch: number; readonly name: string }
  | { readonly kind: 'delete'; readonly branch: number }

export const useJournal = create<{ readonly entries: readonly JournalEntry[] }>(() => ({ entries: [] }))

export function note(entry: JournalEntry): void {
  useJournal.setState(({ entries }) => ({ entries: [...entries, entry] }))
}

export function forgetJournal(): void {
  useJournal.setState({ entries: [] })
}
