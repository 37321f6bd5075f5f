// Acknowledged records survive. When a leader takes over, its log is held against the history: whatever of it is not there is gone,
// and what of that was acknowledged is lost. What it holds beyond is there again: a leader in between had not had it.

import { producerAt } from '../kafka/client/client-at.ts'
import { endOf } from '../kafka/log/batch.ts'
import { hashBelow } from '../kafka/log/history.ts'
import type { Log } from '../kafka/log/log.ts'
import { batchAt, readBatches } from '../kafka/log/read.ts'
import type { Process } from '../sim/process.ts'
import type { Tables } from '../sim/tables.ts'
import { ownIn } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { at, find } from '../sim/world.ts'
import { noteAnomaly, takeBackAnomaly } from './anomalies.ts'
import { noteLostBeyond } from './assumptions.ts'
import { APPENDED, bookBatch, LOST, READ_GONE } from './book.ts'
import { cutProcessed } from './consumption.ts'
import { detailOf } from './detail.ts'
import type { History, HistoryChunk, LostRow, Row } from './history.ts'
import { acknowledgeRow, addRow, endOfChunk, endOfHistory, historyOf, popRow } from './history.ts'
import { ACKNOWLEDGED_SURVIVES, violate } from './invariant.ts'
import { noteDropped, noteRegained } from './ledger.ts'
import { noteLoss } from './promises.ts'
import { foundAgain, goneUnder } from './reading.ts'

/** A replica leads from now on: cut the history down to what its log holds. */
export function noteTakeover(
  world: World,
  tables: Tables,
  partition: number,
  log: Readonly<Log>,
  leaderEpoch: number,
): void {
  const known = historyOf(tables, partition)
  if (leaderEpoch <= known.leaderEpoch) return
  const history = ownIn(tables, known)
  history.leaderEpoch = leaderEpoch
  for (;;) {
    const chunk = history.chunks[history.chunks.length - 1]
    if (chunk === undefined || isHeld(world, log, chunk)) break
    loseLastRow(world, tables, history)
  }
  regainRows(world, tables, history, log)
  history.epochStart = endOfHistory(history)
}

/** Adds what the new leader's log holds beyond the history. */
function regainRows(world: World, tables: Tables, history: History, log: Readonly<Log>): void {
  const last = history.chunks[history.chunks.length - 1]
  const end = last === undefined ? log.logStart : endOfChunk(last)
  for (const batch of readBatches(log, end, log.logEnd, Number.MAX_SAFE_INTEGER)) {
    const producer = find(world, `process:${batch.producer}`)?.slot ?? -1
    if (batch.data !== null) continue
    addRow(history, batch.baseOffset, endOf(batch) - batch.baseOffset, producer, batch.batchNumber)
    noteRegained(tables, producer, batch.batchNumber)
    bookBatch(tables, producer, batch.batchNumber, APPENDED, LOST | READ_GONE, batch.baseOffset)
    const place = history.lostRows.findIndex(
      (row) => row.producer === producer && row.batch === batch.batchNumber,
    )
    const lost = history.lostRows[place]
    if (lost === undefined) continue
    history.lostRows.splice(place, 1)
    findAgain(world, tables, history, lost, batch.baseOffset)
  }
}

/** What was lost is there after all. The history must be owned. */
function findAgain(world: World, tables: Tables, history: History, lost: LostRow, base: number): void {
  const { producer, batch, acknowledged, read } = lost
  const { partition } = history
  if (read > 0) {
    takeBackAnomaly(world, tables, 'g1a', partition, { producer, batch, count: read })
    foundAgain(tables, history, base, read)
  }
  if (acknowledged === 0) return
  acknowledgeRow(history, base, producer, batch)
  takeBackAnomaly(world, tables, 'lost', partition, { producer, batch, count: acknowledged })
  if (producerAt(world, producer)?.config.acks === -1)
    noteLostBeyond(tables, world.names[partition] ?? '', -acknowledged)
}

/** A sealed chunk is held if the logs agree up to its end; an open one if its last batch is the one in the log (a log is a chain: what agrees at the end agrees below). */
function isHeld(world: World, log: Readonly<Log>, chunk: HistoryChunk): boolean {
  const end = endOfChunk(chunk)
  if (end > log.logEnd) return false
  if (chunk.sealed) {
    // Where retention and compaction have been, nobody can tell any more; what they take away is not lost.
    const hash = hashBelow(log, end)
    return hash === null || hash === chunk.logHash
  }
  const last = chunk.base.length - 1
  const base = chunk.base[last] as number
  if (base < Math.max(log.logStart, log.cleanedEnd)) return true
  const batch = batchAt(log, base)
  if (batch === null || batch.baseOffset !== base) return false
  const producer = at(world, chunk.producer[last] as number) as Process
  return batch.batchNumber === chunk.batch[last] && batch.producer === producer.name
}

/** Lost batches that are watched for, in case a later leader has them. */
const LOST_ROWS_MAX = 10_000

function loseLastRow(world: World, tables: Tables, history: History): void {
  const row = popRow(history)
  if (row === null) return
  history.committedEnd = Math.min(history.committedEnd, row.base)
  const { producer, batch } = row
  const read = goneUnder(world, tables, history, row, { sealed: true, producer, batch })
  if (read > 0) {
    cutProcessed(tables, history.partition, row.base)
    bookBatch(tables, producer, batch, READ_GONE)
  }
  if (row.acknowledged) {
    loseAcknowledged(world, tables, history, row, read)
    return
  }
  noteDropped(tables, producer, batch)
  bookBatch(tables, producer, batch, 0, APPENDED)
  if (read > 0) watchFor(history, { sealed: true, producer, batch, acknowledged: 0, read })
}

function watchFor(history: History, lost: LostRow): void {
  if (history.lostRows.length < LOST_ROWS_MAX) history.lostRows.push(lost)
}

/** An acknowledged batch that the present leader does not have. The history must be owned. */
export function loseAcknowledged(
  world: World,
  tables: Tables,
  history: History,
  row: Pick<Row, 'base' | 'count' | 'producer' | 'batch'>,
  read = 0,
): void {
  const { producer, batch } = row
  bookBatch(tables, producer, batch, LOST, APPENDED)
  watchFor(history, { sealed: true, producer, batch, acknowledged: row.count, read })
  const isAll = producerAt(world, producer)?.config.acks === -1
  if (isAll) noteLostBeyond(tables, world.names[history.partition] ?? '', row.count)
  noteLoss(world, tables, history.partition, producer, row.count)
  noteAnomaly(world, tables, 'lost', {
    partition: history.partition,
    who: (at(world, producer) as Process).name,
    from: row.base,
    to: row.base + row.count,
    count: row.count,
    batches: [{ sealed: true, producer, batch }],
    excusedBy: isAll ? null : 'acks-all',
  })
  violate(tables, ACKNOWLEDGED_SURVIVES, world.event, {
    about: `partition:${world.names[history.partition] ?? ''}`,
    detail: detailOf('offsets', { from: row.base, last: row.base + row.count - 1 }),
    producer,
    batch,
    ...(isAll ? {} : { excusedBy: 'acks-all' }),
  })
}
