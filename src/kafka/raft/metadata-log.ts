// The log of __cluster_metadata on one node's disk: `metadata-log:<id>`. Full chunks are sealed, so that copies stay cheap.
// Snapshots lie beside it: one may stand for all that is below `startOffset`.

import { assert, present } from '../../sim/assert.ts'
import type { Entity } from '../../sim/tables.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { MetadataBatch } from '../metadata/metadata-batch.ts'
import { endOfBatch } from '../metadata/metadata-batch.ts'
import type { MetadataSnapshot } from '../metadata/snapshot.ts'

export interface MetadataLog extends Entity {
  readonly kind: 'metadataLog'
  /** Closed chunks, oldest first. */
  readonly chunks: MetadataChunk[]
  /** Batches after the last chunk. */
  readonly tail: MetadataBatch[]
  startOffset: number
  /** Epoch of the record before `startOffset`, as the snapshot there says; 0 at the beginning. */
  startEpoch: number
  endOffset: number
  /** Of the batches that are there. */
  sizeBytes: number
  /** First offset of each epoch that left a record, ascending. */
  readonly epochs: EpochStart[]
  /** Power loss cuts here. */
  flushedEnd: number
  /** A flush that was asked for before a truncation proves nothing. */
  truncations: number
  /** Finished snapshots, oldest first. */
  readonly snapshots: MetadataSnapshot[]
}

export interface MetadataChunk extends Sealed {
  readonly baseOffset: number
  readonly batches: readonly MetadataBatch[]
}

export interface EpochStart extends Sealed {
  readonly epoch: number
  readonly startOffset: number
}

export interface OffsetAndEpoch {
  readonly epoch: number
  readonly endOffset: number
}

const BATCHES_PER_CHUNK = 64

export function emptyMetadataLog(slot: number, stamp: number, nodeId: number): MetadataLog {
  return {
    kind: 'metadataLog',
    address: `metadata-log:${nodeId}`,
    slot,
    stamp,
    chunks: [],
    tail: [],
    startOffset: 0,
    startEpoch: 0,
    endOffset: 0,
    sizeBytes: 0,
    epochs: [],
    flushedEnd: 0,
    truncations: 0,
    snapshots: [],
  }
}

/** Epoch of the last record, which may lie in a snapshot; 0 for nothing at all. */
export function lastEpoch(log: Readonly<MetadataLog>): number {
  return log.epochs[log.epochs.length - 1]?.epoch ?? log.startEpoch
}

export function appendToMetadataLog(log: MetadataLog, batch: MetadataBatch): void {
  assert(batch.baseOffset === log.endOffset, `${log.address}: a gap before offset ${batch.baseOffset}`)
  assert(batch.epoch >= lastEpoch(log), `${log.address}: epochs run backwards`)
  if (log.tail.length === BATCHES_PER_CHUNK) {
    const baseOffset = present(log.tail[0], 'first batch').baseOffset
    log.chunks.push({ sealed: true, baseOffset, batches: log.tail.slice() })
    log.tail.length = 0
  }
  if (batch.epoch > lastEpoch(log) || log.epochs.length === 0) {
    log.epochs.push({ sealed: true, epoch: batch.epoch, startOffset: batch.baseOffset })
  }
  log.tail.push(batch)
  log.sizeBytes += batch.sizeBytes
  log.endOffset = endOfBatch(batch)
}

/** Batches from an offset on, up to an end, at most `maxBytes` of them but at least one. */
export function readMetadataLog(
  log: Readonly<MetadataLog>,
  fromOffset: number,
  endOffset: number,
  maxBytes: number,
): MetadataBatch[] {
  const found: MetadataBatch[] = []
  let budget = maxBytes
  const take = (batches: readonly MetadataBatch[]): boolean => {
    for (const batch of batches) {
      if (endOfBatch(batch) <= fromOffset) continue
      if (endOfBatch(batch) > endOffset) return false
      if (found.length > 0 && batch.sizeBytes > budget) return false
      found.push(batch)
      budget -= batch.sizeBytes
    }
    return true
  }
  let index = log.chunks.length
  while (index > 0 && (index === log.chunks.length ? tailBase(log) : chunkBase(log, index)) > fromOffset) {
    index -= 1
  }
  for (; index < log.chunks.length; index++) {
    if (!take((log.chunks[index] as MetadataChunk).batches)) return found
  }
  take(log.tail)
  return found
}

function tailBase(log: Readonly<MetadataLog>): number {
  return log.tail[0]?.baseOffset ?? log.endOffset
}

function chunkBase(log: Readonly<MetadataLog>, index: number): number {
  return (log.chunks[index] as MetadataChunk).baseOffset
}

/** The greatest epoch not above the given one, and where it ends here. */
export function endOfEpoch(log: Readonly<MetadataLog>, epoch: number): OffsetAndEpoch {
  for (let i = log.epochs.length - 1; i >= 0; i--) {
    const entry = log.epochs[i] as EpochStart
    if (entry.epoch > epoch) continue
    return { epoch: entry.epoch, endOffset: log.epochs[i + 1]?.startOffset ?? log.endOffset }
  }
  return { epoch: log.startEpoch, endOffset: log.startOffset }
}

// rule: quorum.truncation
/** Where the leader's answer to a diverging fetch cuts this log (KafkaMetadataLog.truncateToEndOffset). */
export function truncationOffset(log: Readonly<MetadataLog>, diverging: OffsetAndEpoch): number {
  const local = endOfEpoch(log, diverging.epoch)
  return local.epoch === diverging.epoch ? Math.min(local.endOffset, diverging.endOffset) : local.endOffset
}

/** Cuts everything from an offset on. Both logs end a batch there. */
export function truncateMetadataLog(log: MetadataLog, endOffset: number): void {
  if (endOffset >= log.endOffset) return
  while (tailBase(log) >= endOffset && log.chunks.length > 0) {
    const chunk = log.chunks.pop() as MetadataChunk
    log.tail.length = 0
    for (const batch of chunk.batches) log.tail.push(batch)
  }
  while (log.tail.length > 0 && endOfBatch(log.tail[log.tail.length - 1] as MetadataBatch) > endOffset) {
    log.sizeBytes -= (log.tail.pop() as MetadataBatch).sizeBytes
  }
  const last = log.tail[log.tail.length - 1]
  log.endOffset = last === undefined ? log.startOffset : endOfBatch(last)
  while (
    log.epochs.length > 0 &&
    (log.epochs[log.epochs.length - 1] as EpochStart).startOffset >= endOffset
  ) {
    log.epochs.pop()
  }
  log.flushedEnd = Math.min(log.flushedEnd, log.endOffset)
  log.truncations += 1
}

export function latestSnapshot(log: Readonly<MetadataLog>): MetadataSnapshot | null {
  return log.snapshots[log.snapshots.length - 1] ?? null
}

// rule: snapshots.fetched
/** Whether a follower that ends so gets a snapshot: the log no longer begins so early, the follower has nothing, or its last epoch is older than any snapshot. */
export function needsSnapshot(
  log: Readonly<MetadataLog>,
  fetchOffset: number,
  lastFetchedEpoch: number,
): boolean {
  const earliest = log.snapshots[0]
  if (earliest === undefined) return false
  return (
    fetchOffset === 0 ||
    fetchOffset < log.startOffset ||
    (fetchOffset === log.startOffset && lastFetchedEpoch !== earliest.epoch) ||
    lastFetchedEpoch < earliest.epoch
  )
}

/** Forgets what a snapshot that lies here stands for: the log begins at its end, and older snapshots go. */
export function startLogAt(log: MetadataLog, snapshot: MetadataSnapshot): void {
  log.startOffset = snapshot.endOffset
  log.startEpoch = snapshot.epoch
  while (log.snapshots.length > 0 && (log.snapshots[0] as MetadataSnapshot).endOffset < snapshot.endOffset)
    log.snapshots.shift()
  while (log.chunks.length > 0 && chunkBase(log, 0) < log.startOffset) {
    const { batches } = log.chunks.shift() as MetadataChunk
    const kept = batches.filter((batch) => stays(log, batch))
    if (kept.length > 0) log.chunks.unshift({ sealed: true, baseOffset: log.startOffset, batches: kept })
  }
  const tail = log.tail.splice(0)
  for (const batch of tail) if (stays(log, batch)) log.tail.push(batch)
  while (log.epochs.length > 0 && (log.epochs[1]?.startOffset ?? log.endOffset) <= log.startOffset)
    log.epochs.shift()
  log.flushedEnd = Math.max(log.flushedEnd, log.startOffset)
}

function stays(log: MetadataLog, batch: MetadataBatch): boolean {
  if (batch.baseOffset >= log.startOffset) return true
  log.sizeBytes -= batch.sizeBytes
  return false
}

/** A snapshot that reaches farther than the log, or says otherwise: the whole log gives way to it (KafkaMetadataLog.truncateToLatestSnapshot). */
export function replaceLogBy(log: MetadataLog, snapshot: MetadataSnapshot): void {
  log.chunks.length = 0
  log.tail.length = 0
  log.epochs.length = 0
  log.sizeBytes = 0
  log.endOffset = snapshot.endOffset
  log.flushedEnd = snapshot.endOffset
  log.truncations += 1
  startLogAt(log, snapshot)
}
