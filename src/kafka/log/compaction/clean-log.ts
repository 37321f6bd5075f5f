// One cleaning round on a log (server.md 3.2; Cleaner.doClean): segments in groups, each written anew as one segment under the name of its first.

import { INDEX_ENTRY_BYTES, TIME_INDEX_ENTRY_BYTES } from '../files/roll.ts'
import { chunksOf } from '../files/segments.ts'
import type { DeletedSegment, Log } from '../log.ts'
import { newChunk } from '../log.ts'
import type { LogConfig } from '../log-config.ts'
import type { LogChunk, LogSegment } from '../segment.ts'
import { closeSegment, indexBatch, newSegment, sealChunk } from '../segment.ts'
import type { Round } from './clean-batch.ts'
import { cleanBatch } from './clean-batch.ts'

export interface Cleaned {
  readonly readBytes: number
  readonly writtenBytes: number
  readonly readRecords: number
  readonly keptRecords: number
  readonly segmentsBefore: number
  readonly segmentsAfter: number
}

const BATCHES_PER_CHUNK = 64
const RELATIVE_OFFSET_MAX = 2_147_483_647

/** Rewrites the segments from the log's start up to the end of the map. Offsets never move, appends and reads go on meanwhile. The log must be owned. */
export function cleanLog(log: Log, round: Round, nowUs: number, config: LogConfig): Cleaned {
  const { endOffset } = round.map
  const sources = log.segments.filter((segment) => segment.sealed && segment.baseOffset < endOffset)
  const writer: Writer = { log, round, config, chunks: [], segments: [], readRecords: 0, keptRecords: 0 }
  let readBytes = 0
  let chunksRead = 0
  const gone: DeletedSegment[] = []
  const dueUs = nowUs + config.fileDeleteDelayMs * 1_000
  for (const group of groupsOf(sources, log, config)) {
    writeGroup(writer, group)
    for (const segment of group) {
      const { baseOffset, sizeBytes } = segment
      readBytes += sizeBytes
      gone.push({ sealed: true, baseOffset, sizeBytes, segment, chunks: chunksOf(log, segment), dueUs })
    }
  }
  for (const segment of sources) chunksRead += chunksOf(log, segment).length
  log.chunks.splice(0, chunksRead, ...writer.chunks)
  log.segments.splice(0, sources.length, ...writer.segments)
  log.deleted.push(...gone)
  let writtenBytes = 0
  for (const { sizeBytes } of writer.segments) writtenBytes += sizeBytes
  log.sizeBytes += writtenBytes - readBytes
  log.cleanerCheckpoint = endOffset
  log.cleanedEnd = Math.max(log.cleanedEnd, endOffset)
  return {
    readBytes,
    writtenBytes,
    readRecords: writer.readRecords,
    keptRecords: writer.keptRecords,
    segmentsBefore: sources.length,
    segmentsAfter: writer.segments.length,
  }
}

// rule: compaction.groups
/** In order: a group grows while its segments fit in one, with their indexes and relative offsets. */
function groupsOf(sources: readonly LogSegment[], log: Readonly<Log>, config: LogConfig): LogSegment[][] {
  const groups: LogSegment[][] = []
  let bytes = 0
  let indexBytes = 0
  let timeIndexBytes = 0
  sources.forEach((segment, place) => {
    const group = groups[groups.length - 1]
    const lastOffset = (log.segments[place + 1]?.baseOffset ?? log.logEnd) - 1
    bytes += segment.sizeBytes
    indexBytes += segment.indexEntries * INDEX_ENTRY_BYTES
    timeIndexBytes += segment.timeIndexEntries * TIME_INDEX_ENTRY_BYTES
    const fits =
      group !== undefined &&
      bytes <= config.segmentBytes &&
      indexBytes <= config.segmentIndexBytes &&
      timeIndexBytes <= config.segmentIndexBytes &&
      (segment.sizeBytes === 0 || lastOffset - (group[0] as LogSegment).baseOffset <= RELATIVE_OFFSET_MAX)
    if (fits) {
      group.push(segment)
      return
    }
    groups.push([segment])
    bytes = segment.sizeBytes
    indexBytes = segment.indexEntries * INDEX_ENTRY_BYTES
    timeIndexBytes = segment.timeIndexEntries * TIME_INDEX_ENTRY_BYTES
  })
  return groups
}

interface Writer {
  readonly log: Readonly<Log>
  readonly round: Round
  readonly config: LogConfig
  readonly chunks: LogChunk[]
  readonly segments: LogSegment[]
  readRecords: number
  keptRecords: number
}

function writeGroup(writer: Writer, group: readonly LogSegment[]): void {
  const first = group[0] as LogSegment
  const last = group[group.length - 1] as LogSegment
  const segment: LogSegment = {
    ...newSegment(writer.log.address, first.baseOffset, writer.config, first.createdMs, first.snapshot),
    modifiedMs: last.modifiedMs,
  }
  const start = writer.chunks.length
  for (const source of group) {
    for (const chunk of chunksOf(writer.log, source)) copyChunk(writer, segment, chunk, start)
  }
  const open = writer.chunks[writer.chunks.length - 1]
  closeSegment(segment, writer.chunks.length > start && open !== undefined ? open : null)
  writer.segments.push(segment)
}

function copyChunk(writer: Writer, segment: LogSegment, source: LogChunk, start: number): void {
  source.batches.forEach((batch, place) => {
    writer.readRecords += batch.count
    const left = cleanBatch(batch, writer.round)
    if (left === null) return
    writer.keptRecords += left.count
    let chunk = writer.chunks[writer.chunks.length - 1]
    if (writer.chunks.length === start || chunk === undefined || chunk.sealed) {
      const isKnown = place > 0 || source.isBeforeKnown
      const lo = place > 0 ? (source.hashLo[place - 1] as number) : source.beforeLo
      const hi = place > 0 ? (source.hashHi[place - 1] as number) : source.beforeHi
      chunk = newChunk(segment.baseOffset, segment.sizeBytes, isKnown, lo, hi)
      writer.chunks.push(chunk)
    }
    if (segment.firstTimestampMs < 0) segment.firstTimestampMs = left.maxTimestampMs
    indexBatch(segment, chunk, left, writer.config.indexIntervalBytes)
    chunk.batches.push(left)
    chunk.hashLo.push(source.hashLo[place] as number)
    chunk.hashHi.push(source.hashHi[place] as number)
    if (chunk.batches.length === BATCHES_PER_CHUNK) sealChunk(chunk)
  })
}
