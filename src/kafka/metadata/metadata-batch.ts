// A batch of __cluster_metadata: one transaction of the controller, atomic. Typed records instead of bytes; sizes are close to the real ones.

import type { Hash } from '../../sim/hash.ts'
import { mixInt, mixNumber } from '../../sim/hash.ts'
import type { Sealed } from '../../sim/tree.ts'
import { mixTree } from '../../sim/tree.ts'
import { BATCH_HEADER_BYTES } from '../log/batch.ts'
import type { MetadataRecord } from './records.ts'

export interface MetadataBatch extends Sealed {
  /** Stands for the whole batch in state hashes. */
  readonly contentHash: number
  readonly baseOffset: number
  /** Raft epoch of the leader that appended it. */
  readonly epoch: number
  readonly records: readonly MetadataRecord[]
  readonly sizeBytes: number
}

export function makeMetadataBatch(
  baseOffset: number,
  epoch: number,
  records: readonly MetadataRecord[],
): MetadataBatch {
  const hash: Hash = { lo: 3, hi: 5 }
  mixNumber(hash, baseOffset)
  mixInt(hash, epoch)
  let sizeBytes = BATCH_HEADER_BYTES
  for (const record of records) {
    mixTree(hash, record)
    sizeBytes += recordBytes(record)
  }
  return { sealed: true, contentHash: hash.lo, baseOffset, epoch, records, sizeBytes }
}

/** Offset after the batch. */
export function endOfBatch(batch: MetadataBatch): number {
  return batch.baseOffset + batch.records.length
}

const FRAME_BYTES = 8

// rule: bytes.metadata-records
/** Fixed fields by the schemas of 5.6; what varies is counted by its length. */
export function recordBytes(record: MetadataRecord): number {
  switch (record.type) {
    case 'noOp':
      return FRAME_BYTES + 3
    case 'leaderChange':
      return FRAME_BYTES + 30
    case 'registerBroker':
      return FRAME_BYTES + 120
    case 'brokerRegistrationChange':
      return FRAME_BYTES + 20
    case 'topic':
      return FRAME_BYTES + 20 + record.name.length
    case 'removeTopic':
      return FRAME_BYTES + 20
    case 'partition':
      return FRAME_BYTES + 50 + 24 * record.state.replicas.length
    case 'partitionChange':
      return FRAME_BYTES + 26 + 5 * (record.isr?.length ?? 0) + (record.leader === null ? 0 : 6)
    case 'config':
      return FRAME_BYTES + 6 + record.name.length + record.key.length + (record.value?.length ?? 0)
    case 'zkMigrationState':
      return FRAME_BYTES + 4
    case 'featureLevel':
      return FRAME_BYTES + 6 + record.name.length
    case 'producerIds':
      return FRAME_BYTES + 24
    case 'clearElr':
      return FRAME_BYTES + 4 + record.topic.length
    case 'beginTransaction':
      return FRAME_BYTES + 6 + record.name.length
    case 'endTransaction':
      return FRAME_BYTES + 3
  }
}
