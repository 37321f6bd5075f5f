// What a loss of power has left on a replica's disk behind the end of its log, until recovery takes it away.

import type { Batch } from '../kafka/log/batch.ts'
import { endOf } from '../kafka/log/batch.ts'
import { segmentFileName } from '../kafka/log/files/text-files.ts'
import type { Log } from '../kafka/log/log.ts'
import { tornBytes, tornEnd } from '../kafka/log/torn.ts'
import type { LogSegmentRow, LogTornRow } from './log-rows.ts'

export function tornRow(log: Readonly<Log>): LogTornRow | null {
  const { torn } = log
  if (torn === null) return null
  return {
    from: torn.offset,
    batchEnd: endOf(torn.batches[0] as Batch),
    to: tornEnd(torn),
    segment: torn.segmentBase,
    position: torn.position,
    lostBytes: torn.holeTo - torn.holeFrom,
    bytes: tornBytes(log),
  }
}

/** The segments in sight as the disk has them: the torn one with all of its file, and those behind it, as far as they reach into [from, to). */
export function withTorn(
  rows: readonly LogSegmentRow[],
  { torn }: Readonly<Log>,
  from: number,
  to: number,
): readonly LogSegmentRow[] {
  if (torn == null) return rows
  const end = tornEnd(torn)
  const later = torn.later.map(({ baseOffset, sizeBytes }, place) => ({
    base: baseOffset,
    end: torn.later[place + 1]?.baseOffset ?? end,
    sizeBytes,
    file: segmentFileName(baseOffset, 'log'),
    active: place === torn.later.length - 1,
    entries: [],
  }))
  const { segmentBase, sizeBytes } = torn
  const active = later.length === 0
  const known = rows.map((row) => (row.base === segmentBase ? { ...row, sizeBytes, active } : row))
  return [...known, ...later.filter((row) => row.base < to && row.end > from)]
}

/** Offset after the last record on the disk, whole or not. */
export function endOnDisk(log: Readonly<Log>): number {
  return log.torn === null ? log.logEnd : tornEnd(log.torn)
}

/** The batches behind the log's end, at most so many. */
export function tornBatches({ torn }: Readonly<Log>, count: number): Batch[] {
  if (torn == null) return []
  const batches = torn.batches.slice(0, count)
  for (const { chunks } of torn.later)
    for (const chunk of chunks) if (batches.length < count) batches.push(...chunk.batches)
  return batches.slice(0, count)
}
