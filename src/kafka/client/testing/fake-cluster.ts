// For tests: brokers that answer at once from lists in memory, and a programme that routes channels to the clients as the real one does.

import type { Connection, Message } from '../../../sim/connection.ts'
import { sendResponse } from '../../../sim/connection.ts'
import type { FactKind } from '../../../sim/facts.ts'
import { endProcess, startProcess } from '../../../sim/life.ts'
import type { Process, Task } from '../../../sim/process.ts'
import { addProcess } from '../../../sim/process.ts'
import type { Programme } from '../../../sim/programme.ts'
import { step } from '../../../sim/step.ts'
import type { TraceChunk } from '../../../sim/trace.ts'
import { createChunk, createRecorder } from '../../../sim/trace.ts'
import type { Sealed } from '../../../sim/tree.ts'
import type { World } from '../../../sim/world.ts'
import { at, beginEvent, createWorld, find, own } from '../../../sim/world.ts'
import type { Batch } from '../../log/batch.ts'
import { assignOffsets } from '../../log/batch.ts'
import {
  channelAnswered,
  channelAt,
  channelConnected,
  channelDisconnected,
  channelOf,
  channelTimedOut,
  connect,
  timerFailure,
} from '../../network/channel.ts'
import type {
  ApiVersionsRequest,
  InitProducerIdRequest,
  ListOffsetsRequest,
  OffsetForLeaderEpochRequest,
} from '../../protocol/client-requests.ts'
import { EARLIEST } from '../../protocol/client-requests.ts'
import type { CreateTopicsRequest } from '../../protocol/create-topics.ts'
import {
  NONE,
  NOT_CONTROLLER,
  NOT_LEADER_OR_FOLLOWER,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../../protocol/errors.ts'
import type { FetchRequest } from '../../protocol/fetch.ts'
import type { MetadataRequest } from '../../protocol/metadata.ts'
import type { ProducePartitionResponse, ProduceRequest } from '../../protocol/produce.ts'
import type { Rules } from '../../rules/rules.ts'
import type { ClientSetup } from '../../setup.ts'
import { CONNECT_TIMER, RECONNECT_TIMER, REQUEST_TIMER, taskName, timerName } from '../../timers.ts'
import { addClient } from '../add-client.ts'
import {
  clientAnswered,
  clientEnded,
  clientFailed,
  clientReady,
  clientStarted,
  clientStopping,
  clientTask,
  clientTimer,
} from '../client.ts'
import { clientAt } from '../client-at.ts'
import type { AskedOfGroup, FakeGroup } from '../group/testing/fake-coordinator.ts'
import { fakeGroup, isForGroup, serveGroup } from '../group/testing/fake-coordinator.ts'
import type { FakeSession, ParkedFetch } from './fake-fetch.ts'
import { answerFetch, logEnd } from './fake-fetch.ts'

type Asked =
  | ApiVersionsRequest
  | CreateTopicsRequest
  | MetadataRequest
  | ProduceRequest
  | FetchRequest
  | ListOffsetsRequest
  | InitProducerIdRequest
  | OffsetForLeaderEpochRequest
  | AskedOfGroup

export interface FakePartition {
  leader: number
  leaderEpoch: number
  batches: Batch[]
  /** null: the log's end. */
  highWatermark: number | null
  /** What OffsetForLeaderEpoch answers. */
  epochEnd: { epoch: number; endOffset: number } | null
}

/** What a test does about one request: answer it with an error for all its partitions, swallow it, or let it be. */
export type Verdict = 'answer' | 'swallow' | 'appendAndSwallow' | { readonly error: number }

export interface FakeCluster {
  readonly world: World
  readonly partitions: Map<string, FakePartition>
  readonly asked: { readonly timeUs: number; readonly node: number; readonly body: Asked }[]
  verdict: (body: Asked, node: number) => Verdict
  /** Whether errors carry the new leader (KIP-951). */
  hints: boolean
  topicExists: boolean
  readonly group: FakeGroup
  /** Controller that creates topics; the others answer NOT_CONTROLLER. */
  activeController: number
  /** Error of the whole next fetch answer; its session is forgotten. */
  sessionError: number
  /** Fetch sessions, by slot of the connection. */
  readonly sessions: Map<number, FakeSession>
  run(untilUs: number): void
  /** Does something now, as an input would. */
  act(effect: (world: World) => void): void
  /** Fields of every fact of a kind so far. */
  facts(kind: FactKind): number[][]
  requests<T extends Asked['type']>(type: T): Extract<Asked, { type: T }>[]
}

const BROKERS: readonly number[] = [1, 2, 3]
const CONTROLLERS: readonly number[] = [101, 102]
export function fakeCluster(
  leaders: readonly number[],
  clients: readonly ClientSetup[],
  options: { readonly latencyUs?: number; readonly seed?: string; readonly rules?: Rules } = {},
): FakeCluster {
  const programme = fakeProgramme(
    (connection, message) => serve(fake, connection, message),
    (task) => {
      const { connectionSlot, message, askedUs } = task.payload as ParkedFetch
      const connection = at(world, connectionSlot) as Connection
      answerFetch(fake, connection, message, message.body as FetchRequest, askedUs, NONE)
    },
  )
  const latencyUs = options.latencyUs ?? 1_000
  const world = createWorld(options.seed ?? '42', programme, { latencyUs, jitterUs: 0 })
  const fake = makeFake(world, leaders)
  beginEvent(world, -1)
  for (const node of [...BROKERS, ...CONTROLLERS]) {
    startProcess(world, addProcess(world, String(node)))
  }
  for (const client of clients) startProcess(world, addClient(world, client, BROKERS, options.rules))
  return fake
}

function makeFake(world: World, leaders: readonly number[]): FakeCluster {
  const chunks: TraceChunk[] = []
  world.recorder = createRecorder(0, (firstEvent) => {
    const chunk = createChunk(firstEvent)
    chunks.push(chunk)
    return chunk
  })
  const partitions = new Map<string, FakePartition>()
  leaders.forEach((leader, index) => {
    const state = { leader, leaderEpoch: 0, batches: [], highWatermark: null, epochEnd: null }
    partitions.set(`orders-${index}`, state)
  })
  const inputs = { list: [], registry: new Map() }
  const asked: FakeCluster['asked'] = []
  return {
    world,
    partitions,
    asked,
    verdict: () => 'answer',
    hints: false,
    topicExists: true,
    group: fakeGroup(),
    activeController: 101,
    sessionError: NONE,
    sessions: new Map(),
    run(untilUs) {
      while (step(world, inputs, untilUs));
      world.nowUs = untilUs
    },
    act(effect) {
      beginEvent(world, -1)
      effect(world)
    },
    facts: (kind) => rowsOf(chunks, kind.code),
    requests: (type) =>
      asked.flatMap(({ body }) =>
        body.type === type ? [body as Extract<Asked, { type: typeof type }>] : [],
      ),
  }
}

function rowsOf(chunks: readonly TraceChunk[], code: number): number[][] {
  const found: number[][] = []
  for (const chunk of chunks) {
    for (let row = 0; row < chunk.rows; row++) {
      if (chunk.kind[row] !== code) continue
      found.push([chunk.a[row], chunk.b[row], chunk.c[row], chunk.d[row]].map(Number))
    }
  }
  return found
}

function serve(fake: FakeCluster, connection: Connection, message: Message): void {
  const body = message.body as Asked
  const node = Number(connection.server)
  fake.asked.push({ timeUs: fake.world.nowUs, node, body })
  const verdict = fake.verdict(body, node)
  if (verdict === 'swallow') return
  const error = typeof verdict === 'object' ? verdict.error : NONE
  if (body.type === 'produce') {
    const partitions = body.partitions.map((item) => produce(fake, node, item, error))
    if (verdict === 'appendAndSwallow') return
    sendResponse(fake.world, connection, message, { sealed: true, type: 'produce', partitions } as Sealed, 60)
  } else if (isForGroup(body)) serveGroup(fake.world, fake.group, connection, message, error)
  else if (body.type === 'fetch') answerFetch(fake, connection, message, body, fake.world.nowUs, error)
  else sendResponse(fake.world, connection, message, answerTo(fake, node, body, error) as Sealed, 60)
}

function produce(
  fake: FakeCluster,
  node: number,
  item: ProduceRequest['partitions'][number],
  forced: number,
): ProducePartitionResponse {
  const partition = fake.partitions.get(item.partition) as FakePartition
  const error = forced !== NONE ? forced : partition.leader === node ? NONE : NOT_LEADER_OR_FOLLOWER
  const hint = fake.hints && error === NOT_LEADER_OR_FOLLOWER
  const currentLeader = hint ? partition.leader : -1
  const currentLeaderEpoch = hint ? partition.leaderEpoch : -1
  const said = { partition: item.partition, logStartOffset: 0, currentLeader, currentLeaderEpoch }
  if (error !== NONE) return { ...said, error, baseOffset: -1 }
  const end = logEnd(partition)
  const known = partition.batches.find(
    (batch) =>
      item.batch.producerId >= 0 &&
      batch.producerId === item.batch.producerId &&
      batch.producerEpoch === item.batch.producerEpoch &&
      batch.baseSequence === item.batch.baseSequence,
  )
  if (known !== undefined) return { ...said, error, baseOffset: known.baseOffset }
  partition.batches.push(assignOffsets(item.batch, end, partition.leaderEpoch))
  return { ...said, error, baseOffset: end }
}

function answerTo(
  fake: FakeCluster,
  node: number,
  body: Exclude<Asked, ProduceRequest | FetchRequest | AskedOfGroup>,
  error: number,
): object {
  switch (body.type) {
    case 'apiVersions':
      return { sealed: true, type: 'apiVersions', error }
    case 'createTopics': {
      const isActive = node === fake.activeController
      const topics = body.topics.map(({ name }) => ({ name, error: isActive ? error : NOT_CONTROLLER }))
      return { sealed: true, type: 'createTopics', topics }
    }
    case 'metadata':
      return metadataAnswer(fake, body)
    case 'initProducerId':
      return {
        sealed: true,
        type: 'initProducerId',
        error,
        producerId: producerIdsOf(fake),
        producerEpoch: 0,
      }
    case 'listOffsets': {
      const partitions = body.partitions.map(({ partition, timestamp }) => {
        const state = fake.partitions.get(partition) as FakePartition
        const young = state.batches.find(({ maxTimestampMs }) => maxTimestampMs >= timestamp)
        const latest = timestamp === EARLIEST ? 0 : (state.highWatermark ?? logEnd(state))
        const offset = timestamp < 0 ? latest : (young?.baseOffset ?? -1)
        const isLeader = state.leader === node
        const refused = isLeader ? error : NOT_LEADER_OR_FOLLOWER
        return { partition, error: refused, offset, timestamp: -1, leaderEpoch: 0 }
      })
      return { sealed: true, type: 'listOffsets', partitions }
    }
    case 'offsetForLeaderEpoch': {
      const partitions = body.partitions.map(({ partition, leaderEpoch }) => {
        const state = fake.partitions.get(partition) as FakePartition
        const end = state.epochEnd ?? { epoch: leaderEpoch, endOffset: logEnd(state) }
        return { partition, error, leaderEpoch: end.epoch, endOffset: end.endOffset }
      })
      return { sealed: true, type: 'offsetForLeaderEpoch', partitions }
    }
  }
}

function metadataAnswer(fake: FakeCluster, body: MetadataRequest): object {
  const alive = BROKERS.filter((node) => (find(fake.world, `process:${node}`) as Process).life === 'running')
  const names = body.everyTopic === true ? ['orders'] : body.topics
  const topics = names.map((name) => ({
    name,
    topicId: 1,
    error: fake.topicExists ? NONE : UNKNOWN_TOPIC_OR_PARTITION,
    partitions: [...fake.partitions].map(([partition, { leader, leaderEpoch }]) => ({
      partition,
      error: NONE,
      leader,
      leaderEpoch,
    })),
  }))
  return { sealed: true, type: 'metadata', brokers: alive, topics }
}

/** The how-many-th InitProducerId this is. */
function producerIdsOf(fake: FakeCluster): number {
  return fake.requests('initProducerId').length
}

function isNode(process: Process): boolean {
  return [...BROKERS, ...CONTROLLERS].some((node) => String(node) === process.name)
}

function fakeProgramme(
  request: (connection: Connection, message: Message) => void,
  retry: (task: Task) => void,
): Programme {
  return {
    started: (world, process) => {
      if (isNode(process)) own(world, process).listening = true
      else clientStarted(world, process)
    },
    stopping: (world, process) => {
      if (isNode(process)) endProcess(world, process, 'stopped')
      else clientStopping(world, process)
    },
    ended: (world, process, how) => {
      if (!isNode(process)) clientEnded(world, process, how)
    },
    connected(world, connection) {
      const channel = channelOf(world, connection)
      channelConnected(world, channel, clientAt(world, channel.processSlot)?.config.requestTimeoutMs)
    },
    disconnected(world, connection) {
      const channel = channelOf(world, connection)
      const lost = channelDisconnected(world, channel)
      clientFailed(world, at(world, channel.processSlot) as Process, channel, lost, 'disconnected')
    },
    request: (_world, connection, message) => request(connection, message),
    response(world, connection, message) {
      const channel = channelOf(world, connection)
      const process = at(world, channel.processSlot) as Process
      const answered = channelAnswered(world, channel, message)
      if (answered === null) clientReady(world, process, channel)
      else clientAnswered(world, process, channel, answered, message)
    },
    timer(world, process, row) {
      if (row.timer === RECONNECT_TIMER) connect(world, channelAt(world, row.key))
      else if (row.timer === REQUEST_TIMER || row.timer === CONNECT_TIMER) {
        const channel = channelAt(world, row.key)
        const how = timerFailure(world, channel)
        clientFailed(world, process, channel, channelTimedOut(world, channel), how)
      } else clientTimer(world, process, row)
    },
    task: (world, process, task) => {
      if (isNode(process)) retry(task)
      else clientTask(world, process, task)
    },
    disk: () => {},
    names: { api: String, timer: timerName, task: taskName, disk: String },
  }
}
