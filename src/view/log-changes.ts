// What the event at this moment did to a partition's logs: how they stood one event before, held against how they stand now.

import type { Batch } from '../kafka/log/batch.ts'
import { endOf } from '../kafka/log/batch.ts'
import { activeSegment } from '../kafka/log/log.ts'
import { replicaHighWatermark, replicaLog } from '../kafka/truth.ts'
import type { World } from '../sim/world.ts'
import { lastBatches } from './log-batches.ts'
import type { LogChangeRow } from './log-rows.ts'
import { endOnDisk, tornBatches } from './log-torn.ts'

/** How a replica stood. Its last batches are kept, so that a truncation can show what it took. */
export interface LogStanding {
  readonly node: number
  readonly start: number
  readonly end: number
  readonly sizeBytes: number
  /** Base offset of the segment that is appended to. */
  readonly active: number
  readonly highWatermark: number
  readonly tail: readonly Batch[]
  /** With what a loss of power left behind the log's end: there, until recovery cuts it off. */
  readonly endOnDisk: number
  readonly behind: readonly Batch[]
}

const TAIL_MAX = 96

/** Those of the replicas that have a log. */
export function logStandings(world: World, partition: string, replicas: readonly number[]): LogStanding[] {
  const standings: LogStanding[] = []
  for (const node of replicas) {
    const log = replicaLog(world, partition, node)
    if (log === null) continue
    standings.push({
      node,
      start: log.logStart,
      end: log.logEnd,
      sizeBytes: log.sizeBytes,
      active: activeSegment(log).baseOffset,
      highWatermark: replicaHighWatermark(world, partition, node),
      tail: lastBatches(log, TAIL_MAX),
      endOnDisk: endOnDisk(log),
      behind: tornBatches(log, TAIL_MAX),
    })
  }
  return standings
}

export function logChanges(
  partition: string,
  before: readonly LogStanding[],
  now: readonly LogStanding[],
): LogChangeRow[] {
  const rows: LogChangeRow[] = []
  for (const is of now) {
    const was = before.find((standing) => standing.node === is.node)
    if (was === undefined) continue
    const add = (kind: LogChangeRow['kind'], from: number, to: number) =>
      rows.push({ address: `replica:${partition}@${is.node}/${kind}`, node: is.node, kind, from, to })
    const cut = cutAt(was, is)
    if (cut < was.end) add('truncate', cut, was.end)
    else if (was.endOnDisk > was.end && is.endOnDisk === is.end) add('truncate', was.end, was.endOnDisk)
    if (is.end > cut) add('append', cut, is.end)
    if (is.active > was.active) add('roll', is.active, is.active)
    if (is.start > was.start) add('delete', was.start, is.start)
    else if (is.end === was.end && is.sizeBytes < was.sizeBytes) add('clean', is.start, is.end)
    if (is.highWatermark !== was.highWatermark) add('highWatermark', was.highWatermark, is.highWatermark)
  }
  return rows
}

/** Where the two logs part: below it nothing was taken away. Batches are told by the chain of hashes, since the two moments may not share objects. */
function cutAt(was: LogStanding, is: LogStanding): number {
  const { tail } = was
  if (tail.length === 0 || is.start >= was.end) return was.end
  for (let place = tail.length - 1; place >= 0; place--) {
    const batch = tail[place] as Batch
    if (holds(is.tail, batch)) return place === tail.length - 1 ? was.end : endOf(batch)
  }
  const oldest = is.tail[0]
  // So much was appended at once that the old end is out of sight.
  if (oldest !== undefined && oldest.baseOffset >= was.end) return was.end
  return Math.min(is.end, (tail[0] as Batch).baseOffset)
}

function holds(tail: readonly Batch[], batch: Batch): boolean {
  for (let place = tail.length - 1; place >= 0; place--) {
    const each = tail[place] as Batch
    if (each.baseOffset > batch.baseOffset) continue
    return (
      each.baseOffset === batch.baseOffset &&
      each.historyLo === batch.historyLo &&
      each.historyHi === batch.historyHi
    )
  }
  return false
}

/** The batches that a truncation took, as far as they are known. */
export function goneBatches(was: LogStanding | undefined, from: number): Batch[] {
  return was === undefined ? [] : [...was.tail.filter((batch) => endOf(batch) > from), ...was.behind]
}
