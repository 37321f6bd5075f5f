// Acknowledged records survive. When a leader takes over, its log is held against the history: whatever of it is not there is gone,
// and what of that was acknowledged is lost.

import type { Log } from '../kafka/log/log.ts'
import { batchAt, hashBelow } from '../kafka/log/log.ts'
import type { Process } from '../sim/process.ts'
import type { Tables } from '../sim/tables.ts'
import { ownIn } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import type { History, HistoryChunk } from './history.ts'
import { endOfChunk, historyOf, popRow } from './history.ts'
import { ACKNOWLEDGED_SURVIVES, violate } from './invariant.ts'
import { ledgerOf, noteDropped } from './ledger.ts'

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
    if (chunk === undefined || isHeld(world, log, chunk)) return
    loseLastRow(world, tables, history)
  }
}

/** A sealed chunk is held if the logs agree up to its end; an open one if its last batch is the one in the log (a log is a chain: what agrees at the end agrees below). */
function isHeld(world: World, log: Readonly<Log>, chunk: HistoryChunk): boolean {
  const end = endOfChunk(chunk)
  if (end > log.logEnd) return false
  if (chunk.sealed) return hashBelow(log, end) === chunk.logHash
  const last = chunk.base.length - 1
  const batch = batchAt(log, chunk.base[last] as number)
  if (batch === null || batch.baseOffset !== chunk.base[last]) return false
  const producer = at(world, chunk.producer[last] as number) as Process
  return batch.batchNumber === chunk.batch[last] && batch.producer === producer.name
}

function loseLastRow(world: World, tables: Tables, history: History): void {
  const row = popRow(history)
  if (row === null) return
  history.committedEnd = Math.min(history.committedEnd, row.base)
  history.deliveredEnd = Math.min(history.deliveredEnd, row.base)
  if (!row.acknowledged) {
    noteDropped(tables, row.producer, row.batch)
    return
  }
  ownIn(tables, ledgerOf(tables)).lost += row.count
  const about = `partition:${world.names[history.partition] ?? ''}`
  violate(
    tables,
    ACKNOWLEDGED_SURVIVES,
    world.event,
    about,
    `offsets ${row.base} to ${row.base + row.count - 1}`,
  )
}
