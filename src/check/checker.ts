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
import type { FactKind } from '../sim/facts.ts'
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
import { noteLed } from './promises.ts'
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
    if (LOOKED_AT[chunk.kind[row] as number] === 1) checkFact(world, tables, chunk, row)
}

type Check = (
  world: World,
  tables: Tables,
  subject: number,
  a: number,
  b: number,
  c: number,
  chunk: TraceChunk,
  row: number,
) => void

/** By code of the fact. */
const CHECKS: (Check | null)[] = Array.from({ length: FACT_CODES }, () => null)

/** Most facts are of kinds that nobody looks at. */
const LOOKED_AT = MAY_BE_RARE.slice()

function when(kinds: readonly FactKind[], check: Check): void {
  for (const { code } of kinds) {
    CHECKS[code] = check
    LOOKED_AT[code] = 1
  }
}

function checkFact(world: World, tables: Tables, chunk: TraceChunk, row: number): void {
  const code = chunk.kind[row] as number
  const subject = chunk.subject[row] as number
  const a = chunk.a[row] as number
  const b = chunk.b[row] as number
  const c = chunk.c[row] as number
  if (MAY_BE_RARE[code] === 1) noteRare(tables, code, a, b, c, chunk.d[row] as number)
  CHECKS[code]?.(world, tables, subject, a, b, c, chunk, row)
}

when([RECORD_APPENDED], (_world, tables, subject, a, b, c) => bookRecord(tables, subject, a, b, c))

when([RECORD_FAILED], (_world, tables, subject, a) => bookRecord(tables, subject, a, -1, REFUSED))

when([BATCH_SPLIT], (world, tables, subject, _a, b, c) => bookPieces(world, tables, subject, b, c))

when([BATCH_SENT], (_world, tables, subject, _a, b, c) => {
  noteSent(tables, subject, b, c)
  bookBatch(tables, subject, b, SENT)
})

// The next row says whose batch it was.
when([APPENDED], (world, tables, _subject, _a, _b, _c, chunk, row) =>
  noteLeaderAppend(world, tables, chunk, row),
)

when([BATCH_ACKNOWLEDGED], (world, tables, subject, _a, _b, _c, chunk, row) =>
  noteAnswer(world, tables, subject, chunk, row),
)

when([BATCH_FAILED], (_world, tables, subject, _a, b, c) => {
  noteFailed(tables, subject, b, c)
  bookBatch(tables, subject, b, FAILED)
})

when([HIGH_WATERMARK_ADVANCED], (world, tables, _subject, _a, b, c, chunk, row) => {
  noteAdvance(world, tables, replicaAt(world, chunk.object[row] as number), b, c)
  checkAgreement(world, tables, chunk.object[row] as number)
})

when([HIGH_WATERMARK_FOLLOWED, TRUNCATED], (world, tables, _subject, _a, _b, _c, chunk, row) =>
  checkAgreement(world, tables, chunk.object[row] as number),
)

when([RECORDS_DELIVERED], (world, tables, subject, a, b, c) => noteRead(world, tables, subject, a, b, c))

when([POSITION_RESET], (world, tables, subject, a, b, c) => {
  noteReset(world, tables, subject, a, b, c)
  noteLatest(world, tables, subject, a, b)
  noteMoved(tables, subject, a)
})

when([PARTITION_ASSIGNED], (world, tables, subject, a) => {
  noteMember(world, tables, subject)
  forgetReading(tables, subject, a)
})

// Back to where the logs part.
when([TRUNCATION_DETECTED, POSITION_LOST], (world, tables, subject, a) => {
  breakAssumption(tables, 'positions-stay-valid', world.event)
  noteMoved(tables, subject, a)
})

when([RECORDS_PROCESSED], (world, tables, subject, a, b, c) => noteProcessed(world, tables, subject, a, b, c))

when([OFFSET_COMMITTED], (world, tables, _subject, a, b, c) => checkCommitted(world, tables, a, b, c))

when([SOUGHT], (world, tables, subject, a) => {
  breakAssumption(tables, 'offsets-not-by-hand', world.event)
  forgetReading(tables, subject, a)
})

when([OFFSET_EXPIRED], (world, tables) => breakAssumption(tables, 'positions-stay-valid', world.event))

when([INPUT_DONE], (world, tables, _subject, a, b) => {
  if (a === REPLACE_DISK.code) noteDiskReplaced(world, tables, world.names[b] ?? '')
  if (OFFSETS_BY_HAND.includes(a)) breakAssumption(tables, 'offsets-not-by-hand', world.event)
})

when([TOPIC_RECREATED], (world, tables, subject) => {
  breakAssumption(tables, 'positions-stay-valid', world.event)
  forgetReading(tables, subject, null)
})

when([PROCESS_STARTED], (_world, tables, subject) => {
  forgetReading(tables, subject, null)
  forgetLatest(tables, subject)
  forgetEpochs(tables, subject, null)
})

when([LOG_DELETED], (_world, tables, subject, a) => forgetEpochs(tables, subject, a))

when([BECAME_FOLLOWER, LEADERLESS], (world, tables, subject, a, b) =>
  noteEpochLearned(world, tables, subject, a, b),
)

when([BECAME_LEADER], (world, tables, subject, a, b, _c, chunk, row) => {
  const replica = replicaAt(world, chunk.object[row] as number)
  noteTopicOf(tables, replica)
  noteLeader(tables, ONE_LEADER_PER_EPOCH, `partition:${replica.partition}`, b, subject, world.event)
  noteEpochLearned(world, tables, subject, a, b)
  if (isServing(world, { id: replica.nodeId })) takeOver(world, tables, replica, b)
})

when([BROKER_STATE], (world, tables, subject, a) => {
  if (a === RUNNING) noteServing(world, tables, (at(world, subject) as Process).name)
})

when([RAFT_LEADER], (world, tables, subject, a) => {
  noteLeader(tables, ONE_CONTROLLER_PER_EPOCH, 'quorum', a, subject, world.event)
  noteQuorumLeader(world, tables, subject, a, -1)
})

when([METADATA_COMMITTED], (world, tables, subject, a, b) => noteQuorumLeader(world, tables, subject, b, a))

when([METADATA_APPLIED], (world, tables, subject, _a, b) => {
  checkMetadataAgreement(world, tables, subject, b)
  noteMetadataApplied(world, tables, subject)
})

when([LEADER_ELECTED], (world, tables, _subject, a, b, _c, chunk, row) => {
  if ((chunk.d[row] as number) === UNCLEAN) noteUncleanElection(world, tables, a, b)
  notePartitionWritten(tables, world.names[a] ?? '')
})

when([CONFIG_SET, CONFIG_DELETED], (world, tables, _subject, _a, b) =>
  noteConfigChanged(tables, world.names[b] ?? '', world.event),
)

when([PARTITION_LEADERLESS, CONTROLLER_ISR_CHANGED], (world, tables, _subject, a) =>
  notePartitionWritten(tables, world.names[a] ?? ''),
)

when([PROCESS_KILLED], (world, tables, subject) =>
  noteUncleanStop(world, tables, (at(world, subject) as Process).name, 'killed'),
)

when([PROCESS_STOPPED], (world, tables, subject) =>
  noteStop(world, tables, (at(world, subject) as Process).name),
)

when([PROCESS_POWER_LOST], (world, tables, subject) =>
  noteUncleanStop(world, tables, (at(world, subject) as Process).name, 'power-lost'),
)

when([DIR_OFFLINE], (world, tables, subject, a) =>
  noteDirLost(world, tables, (at(world, subject) as Process).name, a),
)

when([GROUP_ASSIGNED], (world, tables, _subject, _a, _b, _c, chunk, row) =>
  checkAssignment(world, tables, chunk.object[row] as number),
)

when([PARTITION_GRANTED], (world, tables, _subject, _a, b, c, chunk, row) =>
  checkGrant(world, tables, chunk.object[row] as number, b, c),
)

when([COMMIT_TAKEN], (world, tables, _subject, _a, b, c, chunk, row) =>
  checkCommit(world, tables, chunk.object[row] as number, b, c),
)

when([ISR_CHANGED], (world, tables, _subject, _a, _b, _c, chunk, row) =>
  noteIsr(world, tables, replicaAt(world, chunk.object[row] as number)),
)

/**
 * Its listener opens. What it leads it takes over only now: a broker that was restarted may lead under its old registration, which nobody can notice, and has
 * lost that again before it is unfenced (seen on 4.3.1, `restarted leader` in conformance/FINDINGS.md).
 */
function noteServing(world: World, tables: Tables, name: string): void {
  for (const partition of brokerOf(world, { id: Number(name) }).logs) {
    const replica = findReplica(world, Number(name), partition)
    if (replica !== null && replica.role === 'leader') takeOver(world, tables, replica, replica.leaderEpoch)
  }
}

function takeOver(world: World, tables: Tables, replica: Readonly<Replica>, epoch: number): void {
  const { nameId, nodeId } = replica
  if (epoch > historyOf(tables, nameId).leaderEpoch) noteLed(tables, nameId, nodeId)
  noteTakeover(world, tables, nameId, logOf(world, replica), epoch)
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
  // A leader that has been replaced and does not know it commits what its successor began with, and no more.
  const end = replica.leaderEpoch < history.leaderEpoch ? Math.min(to, history.epochStart) : to
  // What the cluster writes for itself is nobody's record.
  if (end <= history.committedEnd || history.chunks.length === 0) return
  const mine = ownIn(tables, history)
  ownIn(tables, ledgerOf(tables)).committed += end - mine.committedEnd
  mine.committedEnd = end
}
