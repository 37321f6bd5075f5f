// Requests of the admin client that somebody asked for (Java's KafkaAdminClient): each goes to the node that it is for, is tried again after a lost connection
// or a controller that is not, and is given up after default.api.timeout.ms. What a topic or partition is refused for is final.

import type { Process } from '../../sim/process.ts'
import { msToUs, NEVER_US } from '../../sim/time.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { fact, find, own } from '../../sim/world.ts'
import { backoffMs } from '../network/backoff.ts'
import type { Channel, InFlight } from '../network/channel.ts'
import { connect, isReady, send } from '../network/channel.ts'
import { FIND_COORDINATOR, METADATA } from '../protocol/api.ts'
import type { FindCoordinatorRequest, FindCoordinatorResponse } from '../protocol/coordinator.ts'
import { NONE, NOT_CONTROLLER } from '../protocol/errors.ts'
import type { MetadataRequest, MetadataResponse } from '../protocol/metadata.ts'
import { ADMIN_CALL_TIMER } from '../timers.ts'
import type { Admin } from './admin.ts'
import { ADMIN_ASKED, ADMIN_BEGUN, ADMIN_GIVEN_UP, ADMIN_RETRIED } from './admin-facts.ts'
import type { AdminAnswerBody, Outcome, OutcomePart } from './admin-outcome.ts'
import { movedOn, nameOf, outcomeOf, partsOf, tellOutcome, wholeRefusal } from './admin-outcome.ts'
import { channelTo, firstRetryUs, leastLoaded, setTimer } from './network-client.ts'
import { findCoordinatorRequestBytes, metadataRequestBytes } from './sizes.ts'

/** default.api.timeout.ms of an admin client. */
const GIVE_UP_AFTER_US = 60_000_000
/** Answers that the client remembers. */
const ANSWERS_MAX = 20

export type Target =
  /** Whom Metadata names as the controller: under KRaft any broker. */
  | { readonly to: 'controller' }
  | { readonly to: 'leastLoaded' }
  | { readonly to: 'broker'; readonly id: number }
  | { readonly to: 'leader'; readonly partition: string }
  | { readonly to: 'coordinator'; readonly group: string }

export interface AdminOperation {
  readonly id: number
  readonly api: number
  readonly body: Sealed
  readonly sizeBytes: number
  /** Topic, partition or resource, '' for none. */
  readonly of: string
  readonly target: Target & Sealed
  readonly deadlineUs: number
  tries: number
  nextTryUs: number
  /** Its request, or the look-up before it, is in flight. */
  asking: boolean
  /** Leader of its partition, or coordinator of its group, as looked up for this try, −1. */
  leader: number
}

/** What became of an operation: for whoever looks on. */
export interface AdminOutcome extends Sealed {
  readonly id: number
  readonly api: number
  readonly of: string
  readonly askedUs: number
  readonly answeredUs: number
  readonly error: number
  /** Of each topic, partition or resource; `value`: what was answered for it, −1 nothing. */
  readonly parts: readonly OutcomePart[]
}

export interface NewOperation {
  readonly api: number
  readonly body: Sealed
  readonly sizeBytes: number
  readonly of: string
  readonly target: Target
}

type LookedUp = MetadataResponse | FindCoordinatorResponse

interface OperationContext extends Sealed {
  readonly operation: number
  readonly step: 'lookup' | 'request'
}

/** The admin client of the world; null while its process does not run. */
export function runningAdmin(world: World): Admin | null {
  const process = find(world, 'process:admin') as Process | null
  return process?.life === 'running' ? (find(world, 'admin:admin') as Admin | null) : null
}

/** Has the admin client do something. */
export function startOperation(world: World, wanted: NewOperation): void {
  const process = find(world, 'process:admin') as Process
  const mine = own(world, find(world, 'admin:admin') as Admin)
  const { api, body, sizeBytes, of, target } = wanted
  mine.operations.push({
    id: mine.nextOperation,
    api,
    body,
    sizeBytes,
    of,
    target: { sealed: true, ...target },
    deadlineUs: world.nowUs + GIVE_UP_AFTER_US,
    tries: 0,
    nextTryUs: world.nowUs,
    asking: false,
    leader: -1,
  })
  fact(world, ADMIN_BEGUN, process.slot, -1, api, nameOf(world, of), mine.nextOperation)
  mine.nextOperation += 1
  pursueOperations(world, process, mine)
}

/** Does what can be done now for every operation. */
export function pursueOperations(world: World, process: Readonly<Process>, mine: Admin): void {
  if (mine.operations.length === 0) return
  let nextUs = NEVER_US
  for (const operation of mine.operations.slice()) {
    if (operation.asking) continue
    if (world.nowUs >= operation.deadlineUs) {
      giveUp(world, process, mine, operation)
      continue
    }
    if (operation.nextTryUs <= world.nowUs) attempt(world, process, mine, operation)
    const dueUs = operation.nextTryUs > world.nowUs ? operation.nextTryUs : operation.deadlineUs
    if (!operation.asking && dueUs < nextUs) nextUs = dueUs
  }
  setTimer(world, process, ADMIN_CALL_TIMER, nextUs)
}

// rule: admin.client
/** The request, or first the Metadata that say to whom it goes. One request at a time for each node. */
function attempt(world: World, process: Readonly<Process>, mine: Admin, operation: AdminOperation): void {
  const node = nodeFor(mine, operation)
  const channel =
    node >= 0 ? channelTo(world, process, mine, node) : leastLoaded(world, process, mine, mine.brokers)
  if (channel === null) {
    operation.nextTryUs = firstRetryUs(world, process, mine, mine.brokers)
    return
  }
  if (!isReady(channel)) {
    connect(world, channel)
    return
  }
  if (channel.inFlight.length > 0) return
  const isLookup = node < 0 && operation.target.to !== 'leastLoaded'
  const context: OperationContext = {
    sealed: true,
    operation: operation.id,
    step: isLookup ? 'lookup' : 'request',
  }
  operation.asking = true
  if (operation.target.to === 'coordinator' && isLookup) {
    const groups = [operation.target.group]
    const body: FindCoordinatorRequest = { sealed: true, type: 'findCoordinator', groups }
    const sizeBytes = findCoordinatorRequestBytes(operation.target.group.length)
    send(world, channel, FIND_COORDINATOR, body, sizeBytes, mine.config.requestTimeoutMs, context)
    return
  }
  if (isLookup) {
    const topics = operation.target.to === 'leader' ? [topicOf(operation.target.partition)] : []
    const body: MetadataRequest = { sealed: true, type: 'metadata', topics, allowAutoTopicCreation: false }
    const { requestTimeoutMs } = mine.config
    send(world, channel, METADATA, body, metadataRequestBytes(topics.length), requestTimeoutMs, context)
    return
  }
  const of = nameOf(world, operation.of)
  fact(world, ADMIN_ASKED, process.slot, channel.connectionSlot, operation.api, of, operation.tries)
  const { api, body, sizeBytes } = operation
  send(world, channel, api, body, sizeBytes, mine.config.requestTimeoutMs, context)
}

/** −1: not known yet, or any will do. */
function nodeFor(mine: Readonly<Admin>, { target, leader }: AdminOperation): number {
  switch (target.to) {
    case 'controller':
      return mine.controllerNode
    case 'broker':
      return target.id
    case 'leader':
    case 'coordinator':
      return leader
    case 'leastLoaded':
      return -1
  }
}

function topicOf(partition: string): string {
  return partition.slice(0, partition.lastIndexOf('-'))
}

/** True if the answer was for an operation. */
export function operationAnswered(
  world: World,
  process: Readonly<Process>,
  mine: Admin,
  request: InFlight,
  body: Sealed,
): boolean {
  const context = request.context as OperationContext | null
  if (context === null) return false
  const operation = mine.operations.find(({ id }) => id === context.operation)
  if (operation === undefined) return true
  operation.asking = false
  if (context.step === 'lookup') takeLookup(world, process, mine, operation, body as LookedUp)
  else takeAnswer(world, process, mine, operation, body as AdminAnswerBody)
  pursueOperations(world, process, mine)
  return true
}

function takeLookup(
  world: World,
  process: Readonly<Process>,
  mine: Admin,
  operation: AdminOperation,
  body: LookedUp,
): void {
  const { target } = operation
  if (body.type === 'findCoordinator') {
    const [said] = body.coordinators
    operation.leader = said?.error === NONE ? said.node : -1
  } else mine.controllerNode = body.controllerId
  if (target.to === 'leader' && body.type === 'metadata') {
    const said = body.topics[0]?.partitions.find(({ partition }) => partition === target.partition)
    operation.leader = said?.error === NONE ? said.leader : -1
  }
  if (nodeFor(mine, operation) < 0) tryLater(world, process, mine, operation)
}

function takeAnswer(
  world: World,
  process: Readonly<Process>,
  mine: Admin,
  operation: AdminOperation,
  body: AdminAnswerBody,
): void {
  if (wholeRefusal(body) === NOT_CONTROLLER) mine.controllerNode = -1
  if (movedOn(body)) {
    operation.leader = -1
    tryLater(world, process, mine, operation)
    return
  }
  const outcome = outcomeOf(body)
  tellOutcome(world, process, operation, body, outcome)
  finish(world, mine, operation, outcome, partsOf(body))
}

function tryLater(world: World, process: Readonly<Process>, mine: Admin, operation: AdminOperation): void {
  const { retryBackoffMs, retryBackoffMaxMs } = mine.config
  const waitMs = backoffMs(world, mine.id, retryBackoffMs, retryBackoffMaxMs, operation.tries)
  operation.tries += 1
  operation.nextTryUs = world.nowUs + msToUs(waitMs)
  fact(world, ADMIN_RETRIED, process.slot, -1, operation.api, nameOf(world, operation.of), operation.tries)
}

/** A connection is gone, or never came: what was in flight on it is tried again. */
export function operationsFailed(
  world: World,
  process: Readonly<Process>,
  mine: Admin,
  channel: Readonly<Channel>,
  lost: readonly InFlight[],
): void {
  if (mine.operations.length === 0) return
  if (channel.server === String(mine.controllerNode)) mine.controllerNode = -1
  for (const operation of mine.operations) {
    const isLost = lost.some(
      ({ context }) => (context as OperationContext | null)?.operation === operation.id,
    )
    if (!isLost) continue
    operation.asking = false
    operation.leader = -1
    tryLater(world, process, mine, operation)
  }
  pursueOperations(world, process, mine)
}

function giveUp(world: World, process: Readonly<Process>, mine: Admin, operation: AdminOperation): void {
  const { api, of, tries, id } = operation
  fact(world, ADMIN_GIVEN_UP, process.slot, -1, api, nameOf(world, of), tries, id)
  finish(world, mine, operation, 'timedOut')
}

function finish(
  world: World,
  mine: Admin,
  operation: AdminOperation,
  outcome: Outcome,
  parts: readonly OutcomePart[] = [],
): void {
  mine.operations.splice(mine.operations.indexOf(operation), 1)
  const { id, api, of, deadlineUs } = operation
  const error = outcome === 'timedOut' ? -2 : outcome
  const askedUs = deadlineUs - GIVE_UP_AFTER_US
  mine.outcomes.push({ sealed: true, id, api, of, askedUs, answeredUs: world.nowUs, error, parts })
  if (mine.outcomes.length > ANSWERS_MAX) mine.outcomes.shift()
}
