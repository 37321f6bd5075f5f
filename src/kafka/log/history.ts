// The history of a log as a hash: of every batch that leaders appended, whatever retention and compaction have taken away since. Two logs agree below an offset
// when their histories there are equal.

import type { Hash } from '../../sim/hash.ts'
import { hashText } from '../../sim/hash.ts'
import type { Batch } from './batch.ts'
import { endOf } from './batch.ts'
import type { Log } from './log.ts'
import { chunkIndexOf, firstBeyond } from './read.ts'
import type { LogChunk } from './segment.ts'

/** Hash of the history up to the log's end. */
export function logHash(log: Readonly<Log>): string {
  return hashText({ lo: log.endLo, hi: log.endHi })
}

/** A place between two batches of a log at which its history is known. */
interface Place extends Hash {
  offset: number
}

const left: Place = { offset: 0, lo: 0, hi: 0 }
const right: Place = { offset: 0, lo: 0, hi: 0 }

/**
 * Whether two logs hold the same history below an offset. Where compaction has been, batches are missing and with them what is known of the history there:
 * then the logs are compared at the greatest offset below that both know. Where it has not been, both must know the same places.
 */
export function agreeBelow(a: Readonly<Log>, b: Readonly<Log>, offset: number): boolean {
  let below = offset
  const cleanedEnd = Math.max(a.cleanedEnd, b.cleanedEnd)
  for (;;) {
    const knowsLeft = historyInto(a, below, left)
    const knowsRight = historyInto(b, below, right)
    if (!knowsLeft || !knowsRight) return true
    if (left.offset === right.offset) return left.lo === right.lo && left.hi === right.hi
    const nearest = Math.max(left.offset, right.offset)
    if (nearest > cleanedEnd && nearest > Math.max(startOf(a), startOf(b))) return false
    below = Math.min(left.offset, right.offset)
  }
}

function startOf(log: Readonly<Log>): number {
  return log.chunks[0]?.batches[0]?.baseOffset ?? log.logEnd
}

/** History of the log below `offset`, which must lie between batches; null where it is not known: below what retention has left, or where compaction was. */
export function hashBelow(log: Readonly<Log>, offset: number): string | null {
  return historyInto(log, offset, left) && left.offset === offset ? hashText(left) : null
}

/** The same as a value; null where it is not known. */
export function historyAt(log: Readonly<Log>, offset: number): Hash | null {
  return historyInto(log, offset, left) && left.offset === offset ? { lo: left.lo, hi: left.hi } : null
}

/** The greatest place at or below an offset. False: the log knows of none. */
function historyInto(log: Readonly<Log>, offset: number, into: Place): boolean {
  if (offset >= log.logEnd) return !log.isAdrift && place(into, log.logEnd, log.endLo, log.endHi)
  const first = log.chunks[0]
  if (first === undefined) return false
  const start = (first.batches[0] as Batch).baseOffset
  if (offset < start) return false
  if (offset === start) return beforeInto(first, into)
  const chunk = log.chunks[chunkIndexOf(log, offset - 1)] as LogChunk
  const low = firstBeyond(chunk.batches, offset) - 1
  if (low < 0) return beforeInto(chunk, into)
  return place(
    into,
    endOf(chunk.batches[low] as Batch),
    chunk.hashLo[low] as number,
    chunk.hashHi[low] as number,
  )
}

function beforeInto(chunk: LogChunk, into: Place): boolean {
  return (
    chunk.isBeforeKnown && place(into, (chunk.batches[0] as Batch).baseOffset, chunk.beforeLo, chunk.beforeHi)
  )
}

function place(into: Place, offset: number, lo: number, hi: number): boolean {
  into.offset = offset
  into.lo = lo
  into.hi = hi
  return true
}
