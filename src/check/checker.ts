// Reads the facts of each event and feeds the ledger and the invariants.

import {
  APPENDED,
  APPENDED_BATCH,
  BECAME_LEADER,
  HIGH_WATERMARK_ADVANCED,
  HIGH_WATERMARK_FOLLOWED,
  ISR_CHANGED,
  TRUNCATED,
} from '../kafka/broker/facts.ts'
import type { Replica } from '../kafka/broker/replica.ts'
import { logOf, replicaAt } from '../kafka/broker/replica.ts'
import { BATCH_ACKNOWLEDGED, BATCH_FAILED, BATCH_SENT, RECORDS_DELIVERED } from '../kafka/client/facts.ts'
import { hashBelow } from '../kafka/log/log.ts'
import { RAFT_LEADER } from '../kafka/raft/facts.ts'
import { PROCESS_KILLED, PROCESS_POWER_LOST } from '../sim/facts.ts'
import type { Process } from '../sim/process.ts'
import type { Tables } from '../sim/tables.ts'
import { createTables, ownIn } from '../sim/tables.ts'
import type { TraceChunk } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import { at, find } from '../sim/world.ts'
import { checkAgreement } from './agreement.ts'
import { noteIsr, noteSettings, noteUncleanStop } from './assumptions.ts'
import { acknowledgeRow, addRow, endOfChunk, historyOf, isSettled } from './history.ts'
import { addFindings } from './invariant.ts'
import { noteLeader } from './leaders.ts'
import {
  addLedger,
  ledgerOf,
  noteAcknowledged,
  noteAppended,
  noteAppendedAside,
  noteFailed,
  noteSent,
} from './ledger.ts'
import { loseAcknowledged, noteTakeover } from './survival.ts'

export function createChecks(world: World): Tables {
  const tables = createTables()
  addLedger(tables)
  addFindings(tables)
  noteSettings(world, tables)
  return tables
}

/** The rows `firstRow` to `endRow − 1` of the chunk are the facts of the present event. */
export function checkEvent(
  world: World,
  tables: Tables,
  chunk: TraceChunk,
  firstRow: number,
  endRow: number,
): void {
  tables.serial += 1
  tables.touched.length = 0
  for (let row = firstRow; row < endRow; row++) checkFact(world, tables, chunk, row)
}

function checkFact(world: World, tables: Tables, chunk: TraceChunk, row: number): void {
  const subject = chunk.subject[row] as number
  const a = chunk.a[row] as number
  const b = chunk.b[row] as number
  const c = chunk.c[row] as number
  switch (chunk.kind[row]) {
    case BATCH_SENT.code:
      noteSent(tables, subject, b, c)
      return
    case APPENDED.code:
      // The next row says whose batch it was.
      noteLeaderAppend(world, tables, chunk, row)
      return
    case BATCH_ACKNOWLEDGED.code:
      noteAnswer(world, tables, subject, chunk, row)
      return
    case BATCH_FAILED.code:
      noteFailed(tables, subject, b, c)
      return
    case HIGH_WATERMARK_ADVANCED.code:
      noteCommitted(tables, a, c)
      checkAgreement(world, tables, chunk.object[row] as number)
      return
    case HIGH_WATERMARK_FOLLOWED.code:
    case TRUNCATED.code:
      checkAgreement(world, tables, chunk.object[row] as number)
      return
    case RECORDS_DELIVERED.code:
      noteDelivered(tables, a, b, c)
      return
    case BECAME_LEADER.code: {
      const replica = replicaAt(world, chunk.object[row] as number)
      noteLeader(tables, `partition:${replica.partition}`, b, subject, world.event)
      noteTakeover(world, tables, a, logOf(world, replica as Replica), b)
      return
    }
    case RAFT_LEADER.code:
      noteLeader(tables, 'quorum', a, subject, world.event)
      return
    case PROCESS_KILLED.code:
      noteUncleanStop(world, tables, (at(world, subject) as Process).name, false)
      return
    case PROCESS_POWER_LOST.code:
      noteUncleanStop(world, tables, (at(world, subject) as Process).name, true)
      return
    case ISR_CHANGED.code:
      noteIsr(world, tables, replicaAt(world, chunk.object[row] as number))
      return
    default:
  }
}

function noteLeaderAppend(world: World, tables: Tables, chunk: TraceChunk, row: number): void {
  const partition = chunk.a[row] as number
  const base = chunk.b[row] as number
  const count = chunk.c[row] as number
  const epoch = chunk.d[row] as number
  if (chunk.kind[row + 1] !== APPENDED_BATCH.code) return
  const producer = find(world, `process:${world.names[chunk.a[row + 1] as number] ?? ''}`)?.slot ?? -1
  const batch = chunk.b[row + 1] as number
  const history = historyOf(tables, partition)
  // A leader that has been replaced and does not know it appends to a log that nobody will follow.
  if (epoch < history.leaderEpoch) {
    noteAppendedAside(tables, producer, batch, count)
    return
  }
  noteAppended(tables, producer, batch, count)
  addRow(ownIn(tables, history), base, count, producer, batch)
}

function noteAnswer(world: World, tables: Tables, producer: number, chunk: TraceChunk, row: number): void {
  const partition = chunk.a[row] as number
  const batch = chunk.b[row] as number
  const base = chunk.d[row] as number
  noteAcknowledged(tables, producer, batch, chunk.c[row] as number)
  if (base < 0) return
  const history = ownIn(tables, historyOf(tables, partition))
  const settled = acknowledgeRow(history, base, producer, batch)
  if (settled === null) {
    // Acknowledged by a leader that has been replaced: the present leader does not have it.
    loseAcknowledged(world, tables, history, { base, count: chunk.c[row] as number, producer, batch })
    return
  }
  if (!isSettled(settled)) return
  const replica = leaderReplica(world, partition, history.leaderEpoch)
  if (replica === null || logOf(world, replica).logEnd < endOfChunk(settled)) return
  settled.logHash = hashBelow(logOf(world, replica), endOfChunk(settled))
  settled.contentHash = Number.parseInt(settled.logHash.slice(0, 8), 16) | 0
  settled.sealed = true
}

function leaderReplica(world: World, partition: number, epoch: number): Replica | null {
  const name = world.names[partition] ?? ''
  for (const entity of world.tables.entities) {
    if (entity.kind !== 'replica') continue
    const replica = entity as Replica
    if (replica.partition === name && replica.role === 'leader' && replica.leaderEpoch === epoch)
      return replica
  }
  return null
}

/** Committed once and for all, wherever the next leader's high watermark starts again. */
function noteCommitted(tables: Tables, partition: number, to: number): void {
  const history = historyOf(tables, partition)
  if (to <= history.committedEnd) return
  const mine = ownIn(tables, history)
  ownIn(tables, ledgerOf(tables)).committed += to - mine.committedEnd
  mine.committedEnd = to
}

/** Each record counts once, whoever reads it first. */
function noteDelivered(tables: Tables, partition: number, from: number, to: number): void {
  const history = historyOf(tables, partition)
  if (to <= history.deliveredEnd) return
  const mine = ownIn(tables, history)
  ownIn(tables, ledgerOf(tables)).delivered += to - Math.max(from, mine.deliveredEnd)
  mine.deliveredEnd = to
}
