// The timestamp of each record of a batch. A batch keeps only its first and its greatest, so they are worked out from when the application was to send each
// record. That is what it did unless send() blocked or the process stood still; then it sent what was due as soon as it could. The size of the batch tells
// how many bytes the deltas take, and whatever comes out here takes as many: bytes that are made from a batch always add up to its size.

import { EngineError } from '../../../sim/assert.ts'
import { usToMs } from '../../../sim/time.ts'
import { keyBytesAt } from '../../workload/key-hash.ts'
import type { Workload } from '../../workload/workload.ts'
import { createdUs, valueBytesOf } from '../../workload/workload.ts'
import type { Batch } from '../batch.ts'
import { recordBytes } from '../record-size.ts'

/** Timestamps less the base timestamp, in order of offset. */
export function timestampDeltas(batch: Batch, workload: Workload): number[] {
  if (batch.timesMs !== null) return batch.timesMs.map((timeMs) => timeMs - batch.baseTimestampMs)
  const first = createdMs(batch, workload, 0)
  const last = createdMs(batch, workload, batch.count - 1)
  // In time; then with a clock that is off, told by the last record or by the first.
  for (const offMs of [0, batch.maxTimestampMs - last, batch.baseTimestampMs - first]) {
    const deltas = deltasWith(batch, workload, offMs)
    if (sizeWith(batch, workload, deltas) === batch.blockBytes) return deltas
  }
  return deltasOfSize(batch, workload)
}

function createdMs(batch: Batch, workload: Workload, place: number): number {
  return usToMs(createdUs(workload, batch.records[place] as number))
}

/** Each sent in its time by a clock that is off by so much, and none before the one before it. */
function deltasWith(batch: Batch, workload: Workload, offMs: number): number[] {
  const deltas: number[] = []
  const most = batch.maxTimestampMs - batch.baseTimestampMs
  let delta = 0
  for (let place = 0; place < batch.count; place++) {
    const wanted = createdMs(batch, workload, place) + offMs - batch.baseTimestampMs
    if (place > 0) delta = Math.min(Math.max(delta, wanted), most)
    deltas.push(delta)
  }
  if (batch.count > 1) deltas[batch.count - 1] = most
  return deltas
}

function sizeWith(batch: Batch, workload: Workload, deltas: readonly number[]): number {
  let bytes = 0
  for (let place = 0; place < batch.count; place++) {
    const keyBytes = keyBytesAt(workload, batch.records[place] as number)
    const valueBytes = valueBytesOf(workload, batch.records[place] as number)
    bytes += recordBytes(deltas[place] as number, place, keyBytes, valueBytes, workload.headersBytes)
  }
  return bytes
}

/** Least deltas of one byte, two bytes and so on. */
const LEAST: readonly number[] = [0, 64, 8_192, 1_048_576, 134_217_728, 17_179_869_184]

/**
 * Deltas that rise from 0 in steps, as many bytes as the batch has: the least of one byte for the first records, of two for the next, and so on. A piece of a
 * split batch keeps the whole's timestamps but has deltas of one byte each.
 */
function deltasOfSize(batch: Batch, workload: Workload): number[] {
  const most = batch.maxTimestampMs - batch.baseTimestampMs
  const sums = LEAST.filter((least) => least <= most).map((least) => sumsWith(batch, workload, least))
  const ends = endsOf(sums, sums.length - 1, batch.count, batch.blockBytes)
  if (ends === null)
    throw new EngineError(
      `batch ${batch.batchNumber} of ${batch.producer} has records of ${batch.blockBytes} bytes, which no timestamps make`,
    )
  const deltas: number[] = []
  let step = 0
  for (let place = 0; place < batch.count; place++) {
    while (place >= (ends[step] as number)) step += 1
    deltas.push(LEAST[step] as number)
  }
  if (step > 0 && step === sums.length - 1) deltas[batch.count - 1] = most
  return deltas
}

/** Bytes of the first records, none, one, two and so on, if their deltas are all this. */
function sumsWith(batch: Batch, workload: Workload, delta: number): number[] {
  const sums = [0]
  for (let place = 0; place < batch.count; place++) {
    const keyBytes = keyBytesAt(workload, batch.records[place] as number)
    const valueBytes = valueBytesOf(workload, batch.records[place] as number)
    sums.push(
      (sums[place] as number) + recordBytes(delta, place, keyBytes, valueBytes, workload.headersBytes),
    )
  }
  return sums
}

/** Where each step up to `step` ends, so that the first `count` records take so many bytes; null if they cannot. */
function endsOf(
  sums: readonly (readonly number[])[],
  step: number,
  count: number,
  bytes: number,
): number[] | null {
  const mine = sums[step] as readonly number[]
  if (step === 0) return mine[count] === bytes ? [count] : null
  const least = sums[0] as readonly number[]
  // The last record has the greatest time, so a step without any comes last.
  for (let start = count - 1; start > 0; start--) {
    const rest = bytes - ((mine[count] as number) - (mine[start] as number))
    if (rest < (least[start] as number)) break
    const ends = endsOf(sums, step - 1, start, rest)
    if (ends !== null) return [...ends, count]
  }
  const ends = endsOf(sums, step - 1, count, bytes)
  return ends === null ? null : [...ends, count]
}
