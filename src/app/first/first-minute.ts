// The first minute of a newcomer: kill a broker, say what will happen, see why nothing was lost, step back. What was done is seen, never asked.

import { create } from 'zustand'
import type { PartitionRow } from '../../view/rows.ts'
import type { JournalEntry } from '../work/journal.ts'

export const FIRST_SCENARIO = 'first-minute'

export type FirstStep = 'kill' | 'predict' | 'watch' | 'why' | 'back' | 'end'

export const FIRST_STEPS: readonly FirstStep[] = ['kill', 'predict', 'watch', 'why', 'back', 'end']

export interface FirstState {
  /** Somebody wants to be led (again). */
  readonly asked: boolean
  /** null: there is no guide. */
  readonly step: FirstStep | null
  /** The broker that was killed. */
  readonly broker: string
  /** The answer that was chosen; null before. */
  readonly chosen: number | null
  /** Acknowledged when it was killed. */
  readonly acknowledged: number
  readonly killUs: number
  /** Where the reader stood when the step began. */
  readonly fromEvent: number
}

const NOTHING: FirstState = {
  asked: false,
  step: null,
  broker: '',
  chosen: null,
  acknowledged: 0,
  killUs: 0,
  fromEvent: -1,
}

export const useFirst = create<FirstState>(() => NOTHING)

const STORED = 'highwater.first'

/** A reader who has been through it, or has put it away, is not led again. */
export function isNewcomer(): boolean {
  try {
    return localStorage.getItem(STORED) === null
  } catch {
    return false
  }
}

export function askFirst(): void {
  useFirst.setState({ asked: true })
}

export function beginFirst(): void {
  useFirst.setState({ ...NOTHING, step: 'kill' })
}

export function endFirst(): void {
  useFirst.setState(NOTHING)
  try {
    localStorage.setItem(STORED, 'done')
  } catch {
    // Storage may be refused; the guide then comes again with the next visit.
  }
}

/** The broker that was taken down by hand, or null. */
export function killedBroker(entries: readonly JournalEntry[]): string | null {
  const entry = entries.find(
    (one) => one.kind === 'input' && (one.input === 'kill' || one.input === 'power-loss'),
  )
  const node = entry?.kind === 'input' ? entry.args.node : undefined
  return node !== undefined && Number(node) < 100 ? String(node) : null
}

/** Another broker leads what the killed one led, and records are acknowledged again. */
export function isOver(
  partitions: readonly Pick<PartitionRow, 'leader'>[],
  broker: string,
  acknowledged: number,
  before: number,
): boolean {
  const led = partitions.every(({ leader }) => leader >= 0 && leader !== Number(broker))
  return led && partitions.length > 0 && acknowledged > before + ENOUGH
}

/** So many more acknowledgements show that it goes on. */
const ENOUGH = 40
