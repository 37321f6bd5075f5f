// The admin client. It sets a run up: once all brokers are there it asks the controllers to create the topics (KIP-919: directly). After that it does what it
// is told to (admin-operations.ts).

import { assertNever } from '../../sim/assert.ts'
import type { Message } from '../../sim/connection.ts'
import type { Process, TimerRow } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern } from '../../sim/world.ts'
import { backoffMs } from '../network/backoff.ts'
import type { Channel, InFlight } from '../network/channel.ts'
import { connect, isReady, send } from '../network/channel.ts'
import { CREATE_TOPICS, METADATA } from '../protocol/api.ts'
import type { CreateTopicsRequest, CreateTopicsResponse, NewTopic } from '../protocol/create-topics.ts'
import { NONE, NOT_CONTROLLER, TOPIC_ALREADY_EXISTS } from '../protocol/errors.ts'
import type { MetadataRequest, MetadataResponse } from '../protocol/metadata.ts'
import type { TopicSetup } from '../setup.ts'
import { ADMIN_CALL_TIMER, ADMIN_TIMER } from '../timers.ts'
import type { AdminOperation, AdminOutcome } from './admin-operations.ts'
import { operationAnswered, operationsFailed, pursueOperations } from './admin-operations.ts'
import { BROKERS_AWAITED, TOPIC_CREATED, TOPIC_REFUSED } from './facts.ts'
import { bootstrapMetadata } from './metadata.ts'
import type { NetworkClient } from './network-client.ts'
import { channelTo, firstRetryUs, forgetChannels, leastLoaded, setTimer } from './network-client.ts'
import { createTopicsRequestBytes, metadataRequestBytes } from './sizes.ts'

export interface Admin extends NetworkClient {
  readonly kind: 'admin'
  readonly brokers: readonly number[]
  readonly controllers: readonly number[]
  /** Topics still to be created. */
  missing: readonly NewTopic[]
  step: 'brokers' | 'topics' | 'idle'
  /** Controller that is asked, by place in `controllers`. */
  controller: number
  /** A request is on its way. */
  asking: boolean
  /** Failures in a row. */
  attempts: number
  /** What it was told to do and has not finished, oldest first. */
  operations: AdminOperation[]
  nextOperation: number
  /** The node that Metadata names as the controller, −1 unknown. */
  controllerNode: number
  /** What became of the last ones. */
  outcomes: AdminOutcome[]
}

/** With replicas placed by hand the counts are left open, as the protocol wants it. */
export function newTopic(setup: TopicSetup): NewTopic {
  const config: { [name: string]: string } = {}
  for (const name of Object.keys(setup.config)) config[name] = String(setup.config[name])
  const { name, placement } = setup
  const partitions = placement === null ? setup.partitions : -1
  const replicationFactor = placement === null ? setup.replicationFactor : -1
  return { name, partitions, replicationFactor, placement, config }
}

type Memory = 'step' | 'controller' | 'asking' | 'attempts' | 'operations' | 'controllerNode' | 'outcomes'

export function emptyAdminMemory(): Pick<Admin, Memory> {
  return {
    step: 'brokers',
    controller: 0,
    asking: false,
    attempts: 0,
    operations: [],
    controllerNode: -1,
    outcomes: [],
  }
}

export function emptyAdmin(world: World, mine: Admin): void {
  forgetChannels(world, mine)
  Object.assign(mine, emptyAdminMemory())
  mine.metadata = bootstrapMetadata(mine.bootstrap)
}

/** Does the next step that can be done now. */
export function goOnAdmin(world: World, process: Readonly<Process>, mine: Admin): void {
  if (mine.missing.length === 0) mine.step = 'idle'
  if (mine.asking) return
  switch (mine.step) {
    case 'brokers':
      askForBrokers(world, process, mine)
      return
    case 'topics':
      askForTopics(world, process, mine)
      return
    case 'idle':
      return
    default:
      assertNever(mine.step, 'step of the admin')
  }
}

function askForBrokers(world: World, process: Readonly<Process>, mine: Admin): void {
  const channel = leastLoaded(world, process, mine, mine.brokers)
  if (channel === null) {
    setTimer(world, process, ADMIN_TIMER, firstRetryUs(world, process, mine, mine.brokers))
    return
  }
  if (!isReady(channel)) {
    connect(world, channel)
    return
  }
  const body: MetadataRequest = { sealed: true, type: 'metadata', topics: [], allowAutoTopicCreation: false }
  send(world, channel, METADATA, body, metadataRequestBytes(0), mine.config.requestTimeoutMs)
  mine.asking = true
}

function askForTopics(world: World, process: Readonly<Process>, mine: Admin): void {
  const node = mine.controllers[mine.controller % mine.controllers.length] as number
  const channel = channelTo(world, process, mine, node)
  if (!isReady(channel)) {
    connect(world, channel)
    return
  }
  const { requestTimeoutMs } = mine.config
  const topics = mine.missing.slice()
  let partitions = 0
  for (const topic of topics) partitions += partitionCount(topic)
  const body: CreateTopicsRequest = { sealed: true, type: 'createTopics', topics }
  const sizeBytes = createTopicsRequestBytes(topics.length, partitions)
  send(world, channel, CREATE_TOPICS, body, sizeBytes, requestTimeoutMs)
  mine.asking = true
}

function partitionCount(topic: NewTopic): number {
  return topic.placement?.length ?? topic.partitions
}

export function adminAnswered(
  world: World,
  process: Readonly<Process>,
  mine: Admin,
  request: InFlight,
  message: Message,
): void {
  if (operationAnswered(world, process, mine, request, message.body as Sealed)) return
  mine.asking = false
  const body = message.body as MetadataResponse | CreateTopicsResponse
  if (body.type === 'metadata') takeBrokers(world, process, mine, body)
  else takeCreated(world, process, mine, body)
  pursueOperations(world, process, mine)
}

function takeBrokers(world: World, process: Readonly<Process>, mine: Admin, body: MetadataResponse): void {
  const missing = mine.brokers.filter((broker) => !body.brokers.includes(broker))
  if (missing.length > 0) {
    const listed = mine.brokers.length - missing.length
    fact(world, BROKERS_AWAITED, process.slot, -1, listed, mine.brokers.length)
    again(world, process, mine)
    return
  }
  mine.attempts = 0
  mine.step = 'topics'
  goOnAdmin(world, process, mine)
}

/** What is there is done with; what was refused is asked for again, of the next controller if this one is not active. */
function takeCreated(
  world: World,
  process: Readonly<Process>,
  mine: Admin,
  body: CreateTopicsResponse,
): void {
  const missing: NewTopic[] = []
  let isElsewhere = false
  for (const topic of mine.missing) {
    const error = body.topics.find((said) => said.name === topic.name)?.error ?? NOT_CONTROLLER
    const name = intern(world, topic.name)
    if (error === NONE || error === TOPIC_ALREADY_EXISTS) {
      fact(world, TOPIC_CREATED, process.slot, -1, name, partitionCount(topic))
      continue
    }
    if (error === NOT_CONTROLLER) isElsewhere = true
    fact(world, TOPIC_REFUSED, process.slot, -1, name, error)
    missing.push(topic)
  }
  mine.missing = missing
  if (missing.length === 0) {
    mine.step = 'idle'
    return
  }
  if (isElsewhere) mine.controller = (mine.controller + 1) % mine.controllers.length
  again(world, process, mine)
}

export function adminFailed(
  world: World,
  process: Readonly<Process>,
  mine: Admin,
  channel: Channel,
  lost: readonly InFlight[],
): void {
  operationsFailed(world, process, mine, channel, lost)
  if (mine.step === 'idle') return
  mine.asking = false
  const node = mine.controllers[mine.controller]
  if (mine.step === 'topics' && channel.server === String(node)) {
    mine.controller = (mine.controller + 1) % mine.controllers.length
  }
  again(world, process, mine)
}

/** After a back-off. */
function again(world: World, process: Readonly<Process>, mine: Admin): void {
  if (mine.step === 'idle') return
  const { retryBackoffMs, retryBackoffMaxMs } = mine.config
  const waitMs = backoffMs(world, mine.id, retryBackoffMs, retryBackoffMaxMs, mine.attempts)
  mine.attempts += 1
  setTimer(world, process, ADMIN_TIMER, world.nowUs + msToUs(waitMs))
}

export function adminTimer(world: World, process: Readonly<Process>, mine: Admin, row: TimerRow): void {
  if (row.timer === ADMIN_TIMER) goOnAdmin(world, process, mine)
  else if (row.timer === ADMIN_CALL_TIMER) pursueOperations(world, process, mine)
}
