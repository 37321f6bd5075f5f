// The bytes of the batch that holds a record, every field of them named; and the way a log finds a record, step by step.

import { recordTimesIn } from '../kafka/broker/list-offsets.ts'
import type { Batch } from '../kafka/log/batch.ts'
import { endOf, offsetAt } from '../kafka/log/batch.ts'
import type { Field } from '../kafka/log/bytes/byte-reader.ts'
import { fieldsOf } from '../kafka/log/bytes/decode-batch.ts'
import { bytesOf } from '../kafka/log/bytes/log-bytes.ts'
import { CODECS } from '../kafka/log/bytes/record-batch.ts'
import { isEstimated } from '../kafka/log/files/estimated-batch.ts'
import { segmentFileName } from '../kafka/log/files/text-files.ts'
import type { LookupStep } from '../kafka/log/lookup.ts'
import { lookUpOffset, lookUpTime } from '../kafka/log/lookup.ts'
import { batchAt } from '../kafka/log/read.ts'
import type { LogChunk } from '../kafka/log/segment.ts'
import { replicaLog } from '../kafka/truth.ts'
import { usToMs } from '../sim/time.ts'
import type { World } from '../sim/world.ts'
import { chunksBetween } from './log-batches.ts'
import { groupKeyText, groupValueFields } from './log-contents.ts'
import { workloadsOf } from './log-files.ts'
import { withGroupFields } from './log-group-fields.ts'

export interface LogRecordAsk {
  readonly partition: string
  readonly node: number
  readonly offset: number
}

export interface LogBatchRow {
  readonly partition: string
  readonly node: number
  readonly offset: number
  /** Place of the record within its batch, −1: compaction has taken it. */
  readonly place: number
  readonly baseOffset: number
  readonly endOffset: number
  readonly producer: string
  readonly file: string
  /** Where the batch begins in its file. */
  readonly position: number
  readonly sizeBytes: number
  readonly codec: string
  /** None of a batch packed by a codec whose packing is only estimated. */
  readonly bytes: Uint8Array
  readonly fields: readonly Field[]
  /** What binary keys and values say, of each record of a topic that brokers write; none for others. */
  readonly contents: readonly RecordContent[]
}

export interface RecordContent {
  readonly key: string
  /** null: a tombstone. */
  readonly value: readonly (readonly [name: string, value: string])[] | null
}

/** null: no batch of this replica holds the offset. */
export function logBatchRow(world: World, { partition, node, offset }: LogRecordAsk): LogBatchRow | null {
  const log = replicaLog(world, partition, node)
  const batch = log === null ? null : batchAt(log, offset)
  if (log === null || batch === null) return null
  const chunk = chunksBetween(log, offset, offset + 1).find((each) => each.batches.includes(batch))
  if (chunk === undefined) return null
  const bytes = bytesIn(world, batch)
  return {
    partition,
    node,
    offset,
    place: placeOf(batch, offset),
    baseOffset: batch.baseOffset,
    endOffset: endOf(batch),
    producer: batch.producer,
    file: segmentFileName(chunk.segmentBase, 'log'),
    position: positionOf(chunk, batch),
    sizeBytes: batch.sizeBytes,
    codec: CODECS[batch.codec] ?? 'none',
    bytes,
    fields:
      bytes.length === 0
        ? []
        : batch.data === null
          ? fieldsOf(bytes)
          : withGroupFields(fieldsOf(bytes), bytes, batch.data),
    contents: (batch.data ?? []).map((record) => ({
      key: groupKeyText(record),
      value: record.value === null ? null : groupValueFields(record),
    })),
  }
}

function bytesIn(world: World, batch: Batch): Uint8Array {
  return isEstimated(batch) ? new Uint8Array(0) : bytesOf([batch], workloadsOf(world))
}

function placeOf(batch: Batch, offset: number): number {
  for (let place = 0; place < batch.count; place++) if (offsetAt(batch, place) === offset) return place
  return -1
}

function positionOf(chunk: LogChunk, batch: Batch): number {
  let position = chunk.position
  for (const each of chunk.batches) {
    if (each === batch) break
    position += each.sizeBytes
  }
  return position
}

export interface LookUpAsk {
  readonly partition: string
  readonly node: number
  readonly by: 'offset' | 'time'
  /** Offset, or virtual time. */
  readonly value: number
}

export interface LookUpRows {
  readonly ask: LookUpAsk
  readonly steps: readonly LookupStep[]
}

/** null: the broker has no such log. */
export function lookUpRows(world: World, ask: LookUpAsk): LookUpRows | null {
  const log = replicaLog(world, ask.partition, ask.node)
  if (log === null) return null
  const timesOf = recordTimesIn(world)
  const steps =
    ask.by === 'offset' ? lookUpOffset(log, ask.value, timesOf) : lookUpTime(log, usToMs(ask.value), timesOf)
  return { ask, steps }
}
