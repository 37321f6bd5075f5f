// A batch that the broker finds too large is taken apart and sent in pieces (clients.md 1.3; ProducerBatch.split, RecordAccumulator.splitAndReenqueue).

import type { Process } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import { BATCH_HEADER_BYTES, makeBatch } from '../log/batch.ts'
import { codedBatch } from '../log/codecs.ts'
import { recordBytes } from '../log/record-size.ts'
import { keyBytesAt } from '../workload/key-hash.ts'
import { valueBytesOf } from '../workload/workload.ts'
import { BATCH_SPLIT } from './facts.ts'
import type { Producer, ProducerBatch, ProducerPartition } from './producer.ts'
import { isIdempotent } from './producer.ts'
import { requeueInSequence } from './sequences.ts'

/** Puts the pieces in front, in their order, with the creation time of the whole. The attempt does not count. */
export function splitBatch(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  partition: ProducerPartition,
  batch: ProducerBatch,
): void {
  const whole = batch.sealedBatch
  if (whole === null) return
  const pieces = piecesOf(mine, batch, whole.records)
  partition.inFlight.splice(partition.inFlight.indexOf(batch), 1)
  mine.freeBytes += batch.capacityBytes
  let sequence = batch.baseSequence
  const made: ProducerBatch[] = []
  for (const records of pieces) {
    const piece = makePiece(mine, batch, records, sequence)
    if (sequence >= 0) sequence += records.length
    mine.freeBytes -= piece.capacityBytes
    made.push(piece)
  }
  fact(world, BATCH_SPLIT, process.slot, -1, partition.nameId, batch.number, made.length)
  if (isIdempotent(mine)) for (const piece of made) requeueInSequence(partition, piece)
  else partition.deque.unshift(...made)
}

/** At batch.size; a piece that was split before, at half of its size. */
function piecesOf(mine: Producer, batch: ProducerBatch, records: readonly number[]): number[][] {
  const limitBytes = batch.wasSplit ? Math.floor(batch.sizeBytes / 2) : mine.config.batchSize
  const pieces: number[][] = []
  let piece: number[] = []
  let bytes = BATCH_HEADER_BYTES
  for (const record of records) {
    const more = pieceRecordBytes(mine, record, piece.length)
    if (piece.length > 0 && bytes + more > limitBytes) {
      pieces.push(piece)
      piece = []
      bytes = BATCH_HEADER_BYTES
    }
    piece.push(record)
    bytes += more
  }
  pieces.push(piece)
  return pieces
}

function pieceRecordBytes(mine: Producer, record: number, place: number): number {
  const { workload } = mine
  return recordBytes(
    0,
    place,
    keyBytesAt(workload, record),
    valueBytesOf(workload, record),
    workload.headersBytes,
  )
}

function makePiece(
  mine: Producer,
  batch: ProducerBatch,
  records: readonly number[],
  baseSequence: number,
): ProducerBatch {
  const number = mine.nextBatch
  mine.nextBatch += 1
  let sizeBytes = BATCH_HEADER_BYTES
  for (let i = 0; i < records.length; i++) sizeBytes += pieceRecordBytes(mine, records[i] as number, i)
  const { baseTimestampMs, maxTimestampMs } = batch
  const { producerId, producerEpoch } = batch.sealedBatch ?? { producerId: -1, producerEpoch: -1 }
  const fields = { baseTimestampMs, maxTimestampMs, producerId, producerEpoch, baseSequence, sizeBytes }
  return {
    ...batch,
    number,
    capacityBytes: sizeBytes,
    records: [],
    count: records.length,
    sizeBytes,
    baseSequence,
    wasSplit: true,
    sealedBatch: codedBatch(
      makeBatch({ ...fields, producer: mine.id, batchNumber: number, records }),
      batch.sealedBatch?.codec ?? 0,
      mine.workload,
    ),
  }
}
