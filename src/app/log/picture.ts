// What the log lens's picture is made of, and what it says.

import type {
  LogBucketsRow,
  LogChangeRow,
  LogReaderRow,
  LogRecordRow,
  LogReplicaRow,
  LogTornRow,
  LogWindowRow,
} from '../../view/log-rows.ts'

export interface LogPicture {
  readonly window: LogWindowRow
  readonly replicas: readonly LogReplicaRow[]
  readonly records: readonly LogRecordRow[]
  readonly buckets: readonly LogBucketsRow[]
  readonly changes: readonly LogChangeRow[]
  readonly readers: readonly LogReaderRow[]
  /** What the keyboard or the pointer is on. */
  readonly cursor: { readonly node: number; readonly offset: number } | null
  readonly selected: string | null
}

/** What the picture says in the reader's language. */
export interface LogWords {
  readonly broker: (node: number) => string
  readonly standing: (replica: LogReplicaRow) => readonly string[]
  readonly change: (change: LogChangeRow) => readonly string[]
  readonly logEnd: string
  readonly logEndNote: string
  readonly highWatermark: string
  readonly highWatermarkNote: string
  readonly lastStable: string
  readonly logStart: string
  /** All of a log lies below, or above, what is in sight. */
  readonly below: (logEnd: number) => readonly string[]
  readonly above: (logStart: number) => readonly string[]
  readonly active: string
  readonly torn: (torn: LogTornRow) => readonly string[]
  readonly nothing: string
}
