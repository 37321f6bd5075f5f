// What a loss of power leaves of what was not flushed. The kernel writes pages back in any order, so a batch may be on the disk in part, with zeros where a page
// was lost, and whole batches and whole segments behind it. Nobody knows before the log is looked through; until then the log ends where its first broken batch begins, and what lies beyond is kept here as the disk has it.

import type { Sealed } from '../../sim/tree.ts'
import type { Batch } from './batch.ts'
import { endOf } from './batch.ts'
import { chunksOf } from './files/segments.ts'
import type { EpochEntry } from './leader-epochs.ts'
import type { Log, SegmentFiles } from './log.ts'
import type { LogChunk, LogSegment } from './segment.ts'
import { truncateLog } from './truncate.ts'
import { noteOnPlatter, safeEndOf } from './written.ts'

export interface TornTail extends Sealed {
  /** Of the segment with the broken batch. */
  readonly segmentBase: number
  /** First offset of that batch, and where in the file it begins. */
  readonly offset: number
  readonly position: number
  /** Bytes of the file that were never written: zeros up to here from there; the same twice where the file just ends. */
  readonly holeFrom: number
  readonly holeTo: number
  /** Of the file. */
  readonly sizeBytes: number
  /** From the broken batch on, as they were when the file had them. */
  readonly batches: readonly Batch[]
  /** Segments behind it, untouched. */
  readonly later: readonly SegmentFiles[]
  /** leader-epoch-checkpoint, which is flushed whenever it is written. */
  readonly epochs: readonly EpochEntry[]
}

/** Pages in which the kernel writes back. */
export const PAGE_BYTES = 4_096

/** Fewer lost bytes than these might have been zeros anyway. */
const LOST_BYTES_MIN = 20

/** What happens to what lies behind the page that was lost: nothing of it had been written, all of it had, or all but the rest of that file. */
export type Behind = 'lost' | 'kept' | 'laterKept'

/** The part of a segment that is not on the platter for sure. */
interface Span {
  readonly segment: LogSegment
  /** Bytes of the file: from where a batch begins, up to its size. */
  readonly from: number
  readonly to: number
}

/** Where a page may be missing: so many page boundaries lie within what is not on the platter. */
export function pagesAtRisk(log: Readonly<Log>, nowUs: number): number {
  let pages = 0
  for (const span of spansOf(log, nowUs)) pages += boundariesIn(span)
  return pages
}

/** The power is gone, and of what was not flushed everything. Returns the log's end. The log must be owned. */
export function loseUnflushed(log: Log, nowUs: number): number {
  return cutTo(log, safeEndOf(log, nowUs), null, nowUs)
}

/** The power is gone while the kernel was writing: all before the page at risk with this number is on the disk, the page is not. Returns the log's end. The log must be owned. */
export function loseFromPage(log: Log, page: number, behind: Behind, nowUs: number): number {
  const spans = spansOf(log, nowUs)
  let left = page
  for (const [place, span] of spans.entries()) {
    const boundaries = boundariesIn(span)
    if (left < boundaries) {
      const at = (Math.floor(span.from / PAGE_BYTES) + 1 + left) * PAGE_BYTES
      return loseAt(log, spans, place, at, behind, nowUs)
    }
    left -= boundaries
  }
  // Even the last page had been written.
  return cutTo(log, log.logEnd, null, nowUs)
}

/** As `loseFromPage`, at the page in the middle of what was not flushed or the next that holds part of a batch; where all of it lies in one page, that page. Returns the log's end. The log must be owned. */
export function tearInTheMiddle(log: Log, nowUs: number): number {
  const spans = spansOf(log, nowUs)
  const first = spans[0]
  if (first === undefined) return log.logEnd
  const pages = pagesAtRisk(log, nowUs)
  let left = Math.floor(pages / 2)
  for (const [place, span] of spans.entries()) {
    const boundaries = boundariesIn(span)
    for (; left < boundaries; left++) {
      const at = (Math.floor(span.from / PAGE_BYTES) + 1 + left) * PAGE_BYTES
      const { batch, position } = batchOver(log, span.segment, at)
      const lost = Math.min(at + PAGE_BYTES, position + batch.sizeBytes) - at
      if (position < at && lost >= LOST_BYTES_MIN) return loseAt(log, spans, place, at, 'kept', nowUs)
    }
    left -= boundaries
  }
  return loseAt(log, spans, 0, first.from, 'kept', nowUs)
}

function loseAt(
  log: Log,
  spans: readonly Span[],
  place: number,
  holeFrom: number,
  behind: Behind,
  nowUs: number,
): number {
  const { segment, to } = spans[place] as Span
  const { batch, position } = batchOver(log, segment, holeFrom)
  const end = Math.min(nextPage(holeFrom + LOST_BYTES_MIN - 1), to)
  const isWhole = position === holeFrom
  const hasLater = place < spans.length - 1
  const later = log.segments.slice(log.segments.indexOf(segment) + 1)
  let kept = behind
  // A file that ends between two batches shows no damage: nothing can be behind it.
  if (kept === 'laterKept' && (isWhole || !hasLater)) kept = 'kept'
  if (kept === 'kept' && Math.min(end, position + batch.sizeBytes) - holeFrom < LOST_BYTES_MIN) kept = 'lost'
  if (kept === 'lost' && isWhole) return cutTo(log, batch.baseOffset, null, nowUs)
  const holeTo = kept === 'kept' ? end : holeFrom
  const sizeBytes = kept === 'kept' ? to : holeFrom
  const torn: TornTail = {
    sealed: true,
    segmentBase: segment.baseOffset,
    offset: batch.baseOffset,
    position,
    holeFrom,
    holeTo,
    sizeBytes,
    batches: kept === 'kept' ? batchesFrom(log, segment, batch.baseOffset) : [batch],
    later: kept === 'lost' ? [] : later.map((each) => filesOf(log, each)),
    epochs: log.epochs.map((entry) => ({ ...entry })),
  }
  return cutTo(log, batch.baseOffset, torn, nowUs)
}

/** The cut is the disk's doing and not a truncation: it is not counted as one. */
function cutTo(log: Log, offset: number, torn: TornTail | null, nowUs: number): number {
  const truncated = log.truncatedRecords
  if (offset < log.logEnd) truncateLog(log, offset)
  log.truncatedRecords = truncated
  log.checkpointedHighWatermark = Math.min(log.checkpointedHighWatermark, log.logEnd)
  noteOnPlatter(log, nowUs)
  if (torn !== null) log.torn = torn
  return log.logEnd
}

/** Oldest first. */
function spansOf(log: Readonly<Log>, nowUs: number): Span[] {
  const safeEnd = safeEndOf(log, nowUs)
  const spans: Span[] = []
  for (let place = log.segments.length - 1; place >= 0; place--) {
    const segment = log.segments[place] as LogSegment
    const from = segment.baseOffset >= safeEnd ? 0 : positionOf(log, segment, safeEnd)
    if (from < segment.sizeBytes) spans.push({ segment, from, to: segment.sizeBytes })
    if (segment.baseOffset <= safeEnd) break
  }
  return spans.reverse()
}

function boundariesIn({ from, to }: Span): number {
  return Math.floor((to - 1) / PAGE_BYTES) - Math.floor(from / PAGE_BYTES)
}

function nextPage(at: number): number {
  return (Math.floor(at / PAGE_BYTES) + 1) * PAGE_BYTES
}

/** Where in the segment's file the first batch at or beyond an offset begins. */
function positionOf(log: Readonly<Log>, segment: LogSegment, offset: number): number {
  let position = 0
  for (const { batches } of chunksOf(log, segment)) {
    for (const batch of batches) {
      if (endOf(batch) > offset) return position
      position += batch.sizeBytes
    }
  }
  return position
}

/** The batch that holds a byte of the segment's file, and where it begins. */
function batchOver(log: Readonly<Log>, segment: LogSegment, at: number): { batch: Batch; position: number } {
  const chunks = chunksOf(log, segment)
  let found = { batch: (chunks[0] as LogChunk).batches[0] as Batch, position: 0 }
  for (const { batches, position: first } of chunks) {
    if (first > at) break
    let position = first
    for (const batch of batches) {
      if (position > at) break
      found = { batch, position }
      position += batch.sizeBytes
    }
  }
  return found
}

function batchesFrom(log: Readonly<Log>, segment: LogSegment, offset: number): Batch[] {
  return chunksOf(log, segment).flatMap(({ batches }) =>
    batches.filter(({ baseOffset }) => baseOffset >= offset),
  )
}

function filesOf(log: Readonly<Log>, segment: LogSegment): SegmentFiles {
  const { baseOffset, sizeBytes } = segment
  return { sealed: true, baseOffset, sizeBytes, segment, chunks: chunksOf(log, segment) }
}

/** Bytes on the disk beyond the log's end. */
export function tornBytes({ torn }: Readonly<Log>): number {
  if (torn === null) return 0
  let bytes = torn.sizeBytes - torn.position
  for (const { sizeBytes } of torn.later) bytes += sizeBytes
  return bytes
}

/** Offset after the last record that lies on the disk beyond the log's end. */
export function tornEnd(torn: TornTail): number {
  let end = endOf(torn.batches[torn.batches.length - 1] as Batch)
  for (const { chunks } of torn.later)
    for (const { batches } of chunks) end = endOf(batches[batches.length - 1] as Batch)
  return end
}

/** Whatever the disk had of it is gone, or looked through. The log must be owned. */
export function forgetTorn(log: Log): void {
  log.flushing.length = 0
  log.torn = null
}
