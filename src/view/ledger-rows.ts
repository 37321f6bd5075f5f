// What the ledger lens draws: every record as a cell, by what has become of it.

import type { AnomalyKind, AnomalyTally } from '../check/anomalies.ts'
import type { Fate } from '../check/fates.ts'
import type { Sentence } from '../tell/sentence.ts'

/** From the least to the most telling: the later ones win where a cell stands for several records. */
export const BY_TELLING: readonly Fate[] = [
  'expired',
  'compacted',
  'delivered',
  'safe',
  'acknowledged',
  'unanswered',
  'waiting',
  'sent',
  'pending',
  'failed',
  'doubtful',
  'reordered',
  'duplicated',
  'readGone',
  'lost',
]

/** A cell without a record of the fates that are asked for. */
export const NO_FATE = 255

export interface LedgerAsk {
  /** The event whose outcome is shown. */
  readonly event: number
  /** Records in order, those of one producer after those of another: from one up to, not including, another. */
  readonly from: number
  readonly to: number
  readonly cellsMax: number
  /** null: all. */
  readonly fates: readonly Fate[] | null
  /** Of one partition only; null for all. */
  readonly partition: string | null
}

export interface LedgerProducerRow {
  readonly id: string
  /** Place of its first record in the order, the number of that record, and how many there are. */
  readonly first: number
  readonly number: number
  readonly records: number
}

export interface LedgerCells {
  readonly records: number
  readonly from: number
  readonly to: number
  /** Records a cell stands for. */
  readonly perCell: number
  /** Fates by their place in BY_TELLING. */
  readonly cells: Uint8Array
  /** Of all records of the partition, whatever fates are filtered. */
  readonly counts: { readonly [fate in Fate]: number }
  readonly producers: readonly LedgerProducerRow[]
  readonly partitions: readonly string[]
}

/** One step in the life of a record. */
export interface LifeRow {
  readonly event: number
  readonly timeUs: number
  readonly stage: LifeStage
  readonly sentence: Sentence
}

export type LifeStage =
  | 'made'
  | 'sent'
  | 'appended'
  | 'committed'
  | 'acknowledged'
  | 'delivered'
  | 'failed'
  | 'truncated'
  | 'takeover'

export interface RecordLife {
  readonly address: string
  readonly fate: Fate
  readonly partition: string
  /** −1: it has none. */
  readonly offset: number
  readonly steps: readonly LifeRow[]
  /** With this one may ask on; null: that is all. */
  readonly rest: LifeRest | null
}

/** How far a life has been looked through, and what of it must be known further on. */
export interface LifeRest {
  readonly event: number
  readonly told: number
  /** At which leaders have appended it. */
  readonly offsets: readonly number[]
  readonly committed: boolean
}

/** One kind of anomaly, named as in Jepsen's Kafka checker. */
export interface AnomalyRow {
  readonly kind: AnomalyKind
  /** Records, or polls. */
  readonly count: number
  /** Under this promise it would be a violation; and how that stands. */
  readonly promise: Sentence
  readonly verdict: 'kept' | 'void' | 'violated'
  readonly tallies: readonly AnomalyTally[]
  /** The first few. */
  readonly cases: readonly AnomalyCase[]
}

export interface AnomalyCase {
  readonly event: number
  readonly timeUs: number
  readonly says: Sentence
  /** The assumption of the promise that did not hold; null: it was promised. */
  readonly allowedBy: Sentence | null
  /** Addresses of its records, a few. */
  readonly records: readonly string[]
  readonly recordCount: number
}
