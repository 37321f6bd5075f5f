// How the brokers of a fake cluster answer a fetch: a session for each connection; one without records waits, and is looked at again every few milliseconds.

import type { Connection, Message } from '../../../sim/connection.ts'
import { sendResponse } from '../../../sim/connection.ts'
import type { Process } from '../../../sim/process.ts'
import { later } from '../../../sim/process.ts'
import { at } from '../../../sim/world.ts'
import type { Batch } from '../../log/batch.ts'
import { endOf } from '../../log/batch.ts'
import { NONE, NOT_LEADER_OR_FOLLOWER } from '../../protocol/errors.ts'
import type { FetchPartition, FetchPartitionResponse, FetchRequest } from '../../protocol/fetch.ts'
import type { FakeCluster, FakePartition } from './fake-cluster.ts'

const FETCH_RETRY_TASK = 1
const FETCH_RETRY_US = 5_000

export interface ParkedFetch {
  readonly connectionSlot: number
  readonly message: Message
  readonly askedUs: number
}

export interface FakeSession {
  readonly id: number
  readonly partitions: Map<string, FetchPartition>
}

function sessionOf(
  all: Map<number, FakeSession>,
  connection: Connection,
  body: FetchRequest,
  isFirstLook: boolean,
): FakeSession {
  const known = all.get(connection.slot)
  if (!isFirstLook && known !== undefined) return known
  const isNew = body.sessionEpoch === 0 || known === undefined
  const session = isNew ? { id: (known?.id ?? 0) + 1, partitions: new Map() } : known
  all.set(connection.slot, session)
  for (const partition of body.partitions) session.partitions.set(partition.partition, partition)
  for (const partition of body.forgotten) session.partitions.delete(partition)
  return session
}

export function answerFetch(
  fake: FakeCluster,
  connection: Connection,
  message: Message,
  body: FetchRequest,
  askedUs: number,
  error: number,
): void {
  const { world } = fake
  const node = Number(connection.server)
  if (fake.sessionError !== NONE) {
    const refusal = {
      sealed: true as const,
      type: 'fetch',
      error: fake.sessionError,
      sessionId: 0,
      partitions: [],
    }
    fake.sessionError = NONE
    sendResponse(world, connection, message, refusal, 60)
    return
  }
  const session = sessionOf(fake.sessions, connection, body, askedUs === world.nowUs)
  const partitions: FetchPartitionResponse[] = []
  for (const wanted of session.partitions.values()) {
    const said = fetchOne(fake, node, wanted, error)
    if (said.error !== NONE || said.batches.length > 0) partitions.push(said)
  }
  if (partitions.length === 0 && world.nowUs < askedUs + body.maxWaitMs * 1_000) {
    const process = at(world, connection.serverSlot) as Process
    later(world, process, FETCH_RETRY_TASK, FETCH_RETRY_US, {
      sealed: true,
      connectionSlot: connection.slot,
      message,
      askedUs,
    })
    return
  }
  const answer = { sealed: true as const, type: 'fetch', error: NONE, sessionId: session.id, partitions }
  sendResponse(world, connection, message, answer, 60)
}

function fetchOne(
  fake: FakeCluster,
  node: number,
  wanted: FetchPartition,
  forced: number,
): FetchPartitionResponse {
  const partition = fake.partitions.get(wanted.partition) as FakePartition
  const error = forced !== NONE ? forced : partition.leader === node ? NONE : NOT_LEADER_OR_FOLLOWER
  const highWatermark = partition.highWatermark ?? logEnd(partition)
  const readable = (batch: Batch) => endOf(batch) > wanted.fetchOffset && endOf(batch) <= highWatermark
  return {
    partition: wanted.partition,
    error,
    highWatermark,
    logStartOffset: 0,
    batches: error === NONE ? partition.batches.filter(readable) : [],
    diverging: null,
    preferredReadReplica: -1,
    currentLeader: fake.hints && error !== NONE ? partition.leader : -1,
    currentLeaderEpoch: fake.hints && error !== NONE ? partition.leaderEpoch : -1,
  }
}

export function logEnd(partition: FakePartition): number {
  const last = partition.batches[partition.batches.length - 1]
  return last === undefined ? 0 : endOf(last)
}
