// Reads the facts of each event and feeds the ledger and the invariants.

import { LOG_DELETED } from '../kafka/broker/admin-facts.ts'
import { brokerOf } from '../kafka/broker/broker.ts'
import {
  APPENDED,
  APPENDED_BATCH,
  BECAME_FOLLOWER,
  BECAME_LEADER,
  HIGH_WATERMARK_ADVANCED,
  HIGH_WATERMARK_FOLLOWED,
  ISR_CHANGED,
  LEADERLESS,
  TRUNCATED,
} from '../kafka/broker/facts.ts'
import { isServing, RUNNING } from '../kafka/broker/lifecycle-state.ts'
import type { Replica } from '../kafka/broker/replica.ts'
import { findReplica, logOf, replicaAt } from '../kafka/broker/replica.ts'
import { TOPIC_RECREATED } from '../kafka/client/admin-facts.ts'
import {
  BATCH_ACKNOWLEDGED,
  BATCH_FAILED,
  BATCH_SENT,
  BATCH_SPLIT,
  POSITION_LOST,
  POSITION_RESET,
  RECORD_APPENDED,
  RECORD_FAILED,
  RECORDS_DELIVERED,
  TRUNCATION_DETECTED,
} from '../kafka/client/facts.ts'
import { PARTITION_ASSIGNED, RECORDS_PROCESSED, SOUGHT } from '../kafka/client/group/facts.ts'
import { CONFIG_DELETED, CONFIG_SET } from '../kafka/controller/admin-facts.ts'
import {
  BROKER_STATE,
  ISR_CHANGED as CONTROLLER_ISR_CHANGED,
  LEADER_ELECTED,
  PARTITION_LEADERLESS,
} from '../kafka/controller/facts.ts'
import {
  COMMIT_TAKEN,
  GROUP_ASSIGNED,
  OFFSET_COMMITTED,
  OFFSET_EXPIRED,
  PARTITION_GRANTED,
} from '../kafka/group/facts.ts'
import { COMMIT, SEEK } from '../kafka/inputs/consumers.ts'
import { REPLACE_DISK } from '../kafka/inputs/disk.ts'
import { RESET_OFFSETS } from '../kafka/inputs/new-clients.ts'
import { hashBelow } from '../kafka/log/history.ts'
import { METADATA_APPLIED, METADATA_COMMITTED, RAFT_LEADER } from '../kafka/raft/facts.ts'
import { DIR_OFFLINE } from '../kafka/storage/facts.ts'
import {
  FACT_CODES,
  INPUT_DONE,
  PROCESS_KILLED,
  PROCESS_POWER_LOST,
  PROCESS_STARTED,
  PROCESS_STOPPED,
} from '../sim/facts.ts'
import { numberedFinder } from '../sim/finders.ts'
import type { Process } from '../sim/process.ts'
import type { Tables } from '../sim/tables.ts'
import { beginTouch, createTables, ownIn } from '../sim/tables.ts'
import type { TraceChunk } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import { checkAgreement } from './agreement.ts'
import {
  noteConfigChanged,
  noteDirLost,
  noteDiskReplaced,
  noteIsr,
  noteSettings,
  noteStop,
  noteUncleanElection,
  noteUncleanStop,
} from './assumptions.ts'
import { ACKNOWLEDGED, bookBatch, bookRecord, FAILED, REFUSED, SENT, UNANSWERED } from './book.ts'
import { bookAppended, bookPieces } from './bookkeeping.ts'
import { checkCommitted, noteMember, noteProcessed, noteReset } from './consumption.ts'
import { checkAssignment, checkCommit, checkGrant } from './groups.ts'
import { acknowledgeRow, addRow, endOfChunk, historyOf, isSettled } from './history.ts'
import { addFindings, breakAssumption, ONE_CONTROLLER_PER_EPOCH, ONE_LEADER_PER_EPOCH } from './invariant.ts'
import { forgetLatest, noteLatest } from './latest.ts'
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
import {
  checkMetadataAgreement,
  forgetEpochs,
  noteEpochLearned,
  noteMetadataApplied,
  notePartitionWritten,
  noteQuorumLeader,
} from './metadata.ts'
import { checkOrder } from './order.ts'
import { MAY_BE_RARE, noteRare } from './rare.ts'
import { forgetReading, noteMoved, noteRead } from './reading.ts'
import { noteTopicOf } from './recreated.ts'
import { loseAcknowledged, noteTakeover } from './survival.ts'
import { noteWatermark } from './watermark.ts'

/** Inputs that set a position or an offset: seek, commit, reset-offsets. */
const OFFSETS_BY_HAND: readonly number[] = [SEEK.code, COMMIT.code, RESET_OFFSETS.code]

/** As the controller's fact says where a leader comes from. */
const UNCLEAN = 2

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
  beginTouch(tables)
  for (let row = firstRow; row < endRow; row++)
    if (PASSED_OVER[chunk.kind[row] as number] === 0) checkFact(world, tables, chunk, row)
}

/** Facts that no check looks at, found when the first of each comes: most facts are of these. A memo of the code below, not state. */
const PASSED_OVER = new Uint8Array(FACT_CODES)

function checkFact(world: World, tables: Tables, chunk: TraceChunk, row: number): void {
  const subject = chunk.subject[row] as number
  const a = chunk.a[row] as number
  const b = chunk.b[row] as number
  const c = chunk.c[row] as number
  const code = chunk.kind[row] as number
  if (MAY_BE_RARE[code] === 1) noteRare(tables, code, a, b, c, chunk.d[row] as number)
  switch (code) {
    case RECORD_APPENDED.code:
      bookRecord(tables, subject, a, b, c)
      return
    case RECORD_FAILED.code:
      bookRecord(tables, subject, a, -1, REFUSED)
      return
    case BATCH_SPLIT.code:
      bookPieces(world, tables, subject, b, c)
      return
    case BATCH_SENT.code:
      noteSent(tables, subject, b, c)
      bookBatch(tables, subject, b, SENT)
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
      bookBatch(tables, subject, b, FAILED)
      return
    case HIGH_WATERMARK_ADVANCED.code:
      noteAdvance(world, tables, replicaAt(world, chunk.object[row] as number), b, c)
      checkAgreement(world, tables, chunk.object[row] as number)
      return
    case HIGH_WATERMARK_FOLLOWED.code:
    case TRUNCATED.code:
      checkAgreement(world, tables, chunk.object[row] as number)
      return
    case RECORDS_DELIVERED.code:
      noteRead(world, tables, subject, a, b, c)
      return
    case POSITION_RESET.code:
      noteReset(world, tables, subject, a, b, c)
      noteLatest(world, tables, subject, a, b)
      noteMoved(tables, subject, a)
      return
    case PARTITION_ASSIGNED.code:
      noteMember(world, tables, subject)
      forgetReading(tables, subject, a)
      return
    // Back to where the logs part.
    case TRUNCATION_DETECTED.code:
    case POSITION_LOST.code:
      breakAssumption(tables, 'positions-stay-valid', world.event)
      noteMoved(tables, subject, a)
      return
    case RECORDS_PROCESSED.code:
      noteProcessed(world, tables, subject, a, b, c)
      return
    case OFFSET_COMMITTED.code:
      checkCommitted(world, tables, a, b, c)
      return
    case SOUGHT.code:
      breakAssumption(tables, 'offsets-not-by-hand', world.event)
      forgetReading(tables, subject, a)
      return
    case OFFSET_EXPIRED.code:
      breakAssumption(tables, 'positions-stay-valid', world.event)
      return
    case INPUT_DONE.code:
      if (a === REPLACE_DISK.code) noteDiskReplaced(world, tables, world.names[b] ?? '')
      if (OFFSETS_BY_HAND.includes(a)) breakAssumption(tables, 'offsets-not-by-hand', world.event)
      return
    case TOPIC_RECREATED.code:
      breakAssumption(tables, 'positions-stay-valid', world.event)
      forgetReading(tables, subject, null)
      return
    case PROCESS_STARTED.code:
      forgetReading(tables, subject, null)
      forgetLatest(tables, subject)
      forgetEpochs(tables, subject, null)
      return
    case LOG_DELETED.code:
      forgetEpochs(tables, subject, a)
      return
    case BECAME_FOLLOWER.code:
    case LEADERLESS.code:
      noteEpochLearned(world, tables, subject, a, b)
      return
    case BECAME_LEADER.code: {
      const replica = replicaAt(world, chunk.object[row] as number)
      noteTopicOf(tables, replica)
      noteLeader(tables, ONE_LEADER_PER_EPOCH, `partition:${replica.partition}`, b, subject, world.event)
      noteEpochLearned(world, tables, subject, a, b)
      if (isServing(world, { id: replica.nodeId })) noteTakeover(world, tables, a, logOf(world, replica), b)
      return
    }
    case BROKER_STATE.code:
      if (a === RUNNING) noteServing(world, tables, (at(world, subject) as Process).name)
      return
    case RAFT_LEADER.code:
      noteLeader(tables, ONE_CONTROLLER_PER_EPOCH, 'quorum', a, subject, world.event)
      noteQuorumLeader(world, tables, subject, a, -1)
      return
    case METADATA_COMMITTED.code:
      noteQuorumLeader(world, tables, subject, b, a)
      return
    case METADATA_APPLIED.code:
      checkMetadataAgreement(world, tables, subject, b)
      noteMetadataApplied(world, tables, subject)
      return
    case LEADER_ELECTED.code:
      if ((chunk.d[row] as number) === UNCLEAN) noteUncleanElection(world, tables, a, b)
      notePartitionWritten(tables, world.names[a] ?? '')
      return
    case CONFIG_SET.code:
    case CONFIG_DELETED.code:
      noteConfigChanged(tables, world.names[b] ?? '', world.event)
      return
    case PARTITION_LEADERLESS.code:
    case CONTROLLER_ISR_CHANGED.code:
      notePartitionWritten(tables, world.names[a] ?? '')
      return
    case PROCESS_KILLED.code:
      noteUncleanStop(world, tables, (at(world, subject) as Process).name, 'killed')
      return
    case PROCESS_STOPPED.code:
      noteStop(world, tables, (at(world, subject) as Process).name)
      return
    case PROCESS_POWER_LOST.code:
      noteUncleanStop(world, tables, (at(world, subject) as Process).name, 'power-lost')
      return
    case DIR_OFFLINE.code:
      noteDirLost(world, tables, (at(world, subject) as Process).name, a)
      return
    case GROUP_ASSIGNED.code:
      checkAssignment(world, tables, chunk.object[row] as number)
      return
    case PARTITION_GRANTED.code:
      checkGrant(world, tables, chunk.object[row] as number, b, c)
      return
    case COMMIT_TAKEN.code:
      checkCommit(world, tables, chunk.object[row] as number, b, c)
      return
    case ISR_CHANGED.code:
      noteIsr(world, tables, replicaAt(world, chunk.object[row] as number))
      return
    default:
      if (MAY_BE_RARE[code] === 0) PASSED_OVER[code] = 1
  }
}

/**
 * Its listener opens. What it leads it takes over only now: a broker that was restarted may lead under its old registration, which nobody can notice, and has
 * lost that again before it is unfenced (seen on 4.3.1, `restarted leader` in conformance/FINDINGS.md).
 */
function noteServing(world: World, tables: Tables, name: string): void {
  for (const partition of brokerOf(world, { id: Number(name) }).logs) {
    const replica = findReplica(world, Number(name), partition)
    if (replica !== null && replica.role === 'leader')
      noteTakeover(world, tables, replica.nameId, logOf(world, replica), replica.leaderEpoch)
  }
}

const findProcess = numberedFinder((name: string) => `process:${name}`)

/** Slot of the process with an interned name, −1 if there is none. */
function producerNamed(world: World, nameId: number): number {
  return findProcess(world.tables, nameId, world.names[nameId] ?? '')?.slot ?? -1
}

function noteLeaderAppend(world: World, tables: Tables, chunk: TraceChunk, row: number): void {
  const partition = chunk.a[row] as number
  const base = chunk.b[row] as number
  const count = chunk.c[row] as number
  const epoch = chunk.d[row] as number
  if (chunk.kind[row + 1] !== APPENDED_BATCH.code) return
  // A broker's own records: nobody sent them.
  if (world.names[chunk.a[row + 1] as number] === '') return
  const producer = producerNamed(world, chunk.a[row + 1] as number)
  const batch = chunk.b[row + 1] as number
  const history = historyOf(tables, partition)
  // A leader that has been replaced and does not know it appends to a log that nobody will follow.
  if (epoch < history.leaderEpoch) {
    noteAppendedAside(tables, producer, batch, count)
    return
  }
  const isCopy = noteAppended(tables, producer, batch, count)
  bookAppended(tables, producer, batch, base)
  checkOrder(world, tables, history, { producer, batch, base, count, isCopy })
  addRow(ownIn(tables, history), base, count, producer, batch)
}

function noteAnswer(world: World, tables: Tables, producer: number, chunk: TraceChunk, row: number): void {
  const partition = chunk.a[row] as number
  const batch = chunk.b[row] as number
  const base = chunk.d[row] as number
  noteAcknowledged(tables, producer, batch, chunk.c[row] as number)
  bookBatch(tables, producer, batch, base < 0 ? UNANSWERED : ACKNOWLEDGED, 0, base)
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
  const hash = hashBelow(logOf(world, replica), endOfChunk(settled))
  if (hash === null) return
  settled.logHash = hash
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
function noteAdvance(
  world: World,
  tables: Tables,
  replica: Readonly<Replica>,
  from: number,
  to: number,
): void {
  noteWatermark(world, tables, replica, from, to)
  const history = historyOf(tables, replica.nameId)
  // What the cluster writes for itself is nobody's record; and a leader that has been replaced and does not know it commits nothing.
  if (to <= history.committedEnd || history.chunks.length === 0) return
  if (replica.leaderEpoch < history.leaderEpoch) return
  const mine = ownIn(tables, history)
  ownIn(tables, ledgerOf(tables)).committed += to - mine.committedEnd
  mine.committedEnd = to
}
