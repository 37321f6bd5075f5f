// The rows of the log lens: one partition's replicas on one axis of offsets. Plain data, made only for the offsets in sight.

import type { ReplicaRole } from './rows.ts'

/** What the log lens wants to see. */
export interface LogAsk {
  /** null: the first there is. */
  readonly partition: string | null
  /** Offsets from floor to brim; 0: the whole log. */
  readonly span: number
  /** Offset at the brim; null: the newest, followed. */
  readonly top: number | null
  /** So many offsets at most are told record by record; more of them in at most so many buckets. */
  readonly recordsMax: number
  readonly bucketsMax: number
  /** Whose data directory is listed, and which folder of it is open. */
  readonly directory: { readonly node: number; readonly folder: string | null } | null
  /** Disks and caches too. */
  readonly disks: boolean
}

export interface LogNameRow {
  readonly address: string
  readonly name: string
}

/** The window as it is shown. */
export interface LogWindowRow {
  readonly address: string
  readonly name: string
  readonly from: number
  readonly to: number
  /** Offsets a bucket; 0: each record has a row. */
  readonly bucket: number
  /** Lowest log start and highest log end of the replicas. */
  readonly start: number
  readonly end: number
  readonly leader: number
  readonly leaderEpoch: number
  readonly highWatermark: number
  readonly lastStable: number
}

export interface LogEpochRow {
  readonly epoch: number
  readonly start: number
}

export interface LogSegmentRow {
  readonly base: number
  /** Offset of the record after its last. */
  readonly end: number
  readonly sizeBytes: number
  readonly file: string
  readonly active: boolean
  /** Offsets of those entries of its index that are in sight. */
  readonly entries: readonly number[]
}

/** What lies on the disk behind the end of a log since a loss of power; nobody has looked yet. */
export interface LogTornRow {
  /** The batch that is there in part: first offset, and the one after its last. */
  readonly from: number
  readonly batchEnd: number
  /** After the last record that is there. */
  readonly to: number
  /** Segment with the torn batch, and where in its file that begins. */
  readonly segment: number
  readonly position: number
  /** Never written, zeros in the file; 0 where the file just ends. */
  readonly lostBytes: number
  /** In files from the torn batch on. */
  readonly bytes: number
}

export interface LogReplicaRow {
  readonly address: string
  readonly node: number
  readonly role: ReplicaRole
  /** The leader as the metadata has it, even when its process is gone. */
  readonly leads: boolean
  readonly inSync: boolean
  readonly leaderEpoch: number
  readonly logStart: number
  readonly highWatermark: number
  readonly lastStable: number
  readonly logEnd: number
  /** End of what is on the platter: a loss of power leaves so much. */
  readonly flushedEnd: number
  readonly sizeBytes: number
  readonly epochs: readonly LogEpochRow[]
  /** Those in sight. */
  readonly segments: readonly LogSegmentRow[]
  readonly segmentCount: number
  readonly torn: LogTornRow | null
}

/** `lost`: acknowledged, and not in the log of the partition's present leader. */
export type Acknowledged = 'yes' | 'no' | 'lost'

export interface LogRecordRow {
  /** `replica:orders-0@1/112` */
  readonly address: string
  readonly node: number
  readonly offset: number
  /** `record:p1/1336`; '' for what no workload made. */
  readonly record: string
  readonly key: string
  readonly value: string
  readonly epoch: number
  readonly acknowledged: Acknowledged
  /** First record of its batch. */
  readonly opensBatch: boolean
  readonly tombstone: boolean
  /** Taken away by the event at this moment, or `behind` the end of the log. */
  readonly gone: boolean
  /** On the disk only, since a loss of power: a torn batch and what comes after it. */
  readonly behind: boolean
}

/** A log seen from far: how many records each bucket of offsets holds, and how many of them are acknowledged, or lost. */
export interface LogBucketsRow {
  readonly address: string
  readonly node: number
  /** Offset of the first bucket. */
  readonly first: number
  readonly records: readonly number[]
  readonly acknowledged: readonly number[]
  readonly lost: readonly number[]
}

/** What the event at this moment did to a replica's log: offsets from `from` up to `to`. */
export interface LogChangeRow {
  readonly address: string
  readonly node: number
  readonly kind: 'append' | 'truncate' | 'roll' | 'delete' | 'clean' | 'highWatermark'
  readonly from: number
  readonly to: number
}

/** Where a reader stands: a consumer's own position, or what its group has committed. */
export interface LogReaderRow {
  readonly address: string
  readonly name: string
  readonly kind: 'position' | 'committed'
  readonly offset: number
}

/** A log directory of a broker, and the page cache in front of it. */
export interface DiskRow {
  readonly address: string
  readonly node: number
  readonly dir: string
  /** First directory of its broker: what is counted for the broker as a whole stands there. */
  readonly first: boolean
  /** `failed`: its disk answers with errors; `offline`: the broker has given it up. */
  readonly state: 'online' | 'failed' | 'offline'
  readonly logs: number
  /** With what is deleted and still there. */
  readonly usedBytes: number
  /** −1: nobody set a limit. */
  readonly capacityBytes: number
  /** Written, and in the page cache only. */
  readonly dirtyBytes: number
  /** How many times as long as usual the disk takes. */
  readonly slowFactor: number
  /** Size of the page cache, −1: everything fits. */
  readonly cacheBytes: number
  /** Reads of logs that the cache served, and that waited for the disk. */
  readonly hits: number
  readonly misses: number
}

/** A line of `ls -l`: a folder has the sum of its files. */
export interface FileRow {
  readonly address: string
  readonly path: string
  readonly folder: boolean
  readonly sizeBytes: number
  readonly files: number
}

export interface LogTables {
  readonly logNames: readonly LogNameRow[]
  readonly logWindow: readonly LogWindowRow[]
  readonly logReplicas: readonly LogReplicaRow[]
  readonly logRecords: readonly LogRecordRow[]
  readonly logBuckets: readonly LogBucketsRow[]
  readonly logChanges: readonly LogChangeRow[]
  readonly logReaders: readonly LogReaderRow[]
  readonly disks: readonly DiskRow[]
  readonly files: readonly FileRow[]
}
