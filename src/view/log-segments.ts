// The segments of a replica's log as its files, with the entries of their indexes.

import { segmentFileName } from '../kafka/log/files/text-files.ts'
import type { Log } from '../kafka/log/log.ts'
import type { LogSegment } from '../kafka/log/segment.ts'
import { chunksBetween } from './log-batches.ts'
import type { LogSegmentRow } from './log-rows.ts'

/** Segments of one log that are told one by one, and entries of one index: a picture cannot tell more apart. */
const SEGMENTS_MAX = 120
const ENTRIES_MAX = 120

/** Those that reach into [from, to), oldest first; of too many the newest. */
export function segmentRows(log: Readonly<Log>, from: number, to: number): LogSegmentRow[] {
  const { segments } = log
  const entries = entriesBetween(log, from, to)
  const rows: LogSegmentRow[] = []
  for (let place = segments.length - 1; place >= 0 && rows.length < SEGMENTS_MAX; place--) {
    const segment = segments[place] as LogSegment
    const active = place === segments.length - 1
    const end = segments[place + 1]?.baseOffset ?? log.logEnd
    if (segment.baseOffset >= to) continue
    if (end <= from && !active) break
    rows.push({
      base: segment.baseOffset,
      end,
      sizeBytes: segment.sizeBytes,
      file: segmentFileName(segment.baseOffset, 'log'),
      active,
      entries: entries.filter((offset) => offset >= segment.baseOffset && offset < end),
    })
  }
  return rows.reverse()
}

/** Offsets of index entries; none when there are too many to be told apart. */
function entriesBetween(log: Readonly<Log>, from: number, to: number): number[] {
  const found: number[] = []
  for (const { index } of chunksBetween(log, from, to)) {
    for (let at = 0; at < index.length; at += 2) {
      const offset = index[at] as number
      if (offset < from || offset >= to) continue
      if (found.length === ENTRIES_MAX) return []
      found.push(offset)
    }
  }
  return found
}
