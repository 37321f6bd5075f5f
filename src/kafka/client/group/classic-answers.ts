// What the coordinator answers to JoinGroup and SyncGroup, and what a member does then (clients.md 4.6).

import type { Process } from '../../../sim/process.ts'
import { msToUs } from '../../../sim/time.ts'
import type { World } from '../../../sim/world.ts'
import { fact, intern } from '../../../sim/world.ts'
import { backoffMs } from '../../network/backoff.ts'
import { isReady } from '../../network/channel.ts'
import { SYNC_GROUP } from '../../protocol/api.ts'
import type { JoinGroupResponse, SyncGroupRequest, SyncGroupResponse } from '../../protocol/classic-group.ts'
import {
  COORDINATOR_LOAD_IN_PROGRESS,
  COORDINATOR_NOT_AVAILABLE,
  ILLEGAL_GENERATION,
  MEMBER_ID_REQUIRED,
  NONE,
  NOT_COORDINATOR,
  REBALANCE_IN_PROGRESS,
  UNKNOWN_MEMBER_ID,
} from '../../protocol/errors.ts'
import type { Consumer } from '../consumer.ts'
import { requestUpdate } from '../metadata.ts'
import { syncGroupRequestBytes } from '../sizes.ts'
import { coordinatorChannel, forgetCoordinator, sendToCoordinator } from './coordinator-link.ts'
import { JOIN_REFUSED, MEMBER_ID_GIVEN, MEMBER_JOINED } from './facts.ts'
import { failApplication } from './fatal.ts'
import { forgetGeneration, resetGeneration } from './generation.ts'
import { assignAsLeader, topicsOfGroup } from './leader.ts'
import type { Membership } from './membership.ts'

// rule: member.join
export function takeJoined(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  body: JoinGroupResponse,
): void {
  if (member.state !== 'preparing') return
  member.joinInFlight = false
  const group = intern(world, member.id)
  if (body.error === NONE) {
    member.memberId = body.memberId
    member.generation = body.generation
    member.assignor = body.protocol
    member.state = 'completing'
    member.isLeader = body.leader === body.memberId
    member.joinAttempts = 0
    member.heartbeatDueUs = world.nowUs + msToUs(mine.config.heartbeatIntervalMs)
    member.heartbeatOkUs = world.nowUs
    fact(world, MEMBER_JOINED, process.slot, -1, group, member.generation, intern(world, member.memberId))
    if (member.isLeader) leadRound(world, process, mine, member, body)
    else sendSync(world, process, mine, member, [])
    return
  }
  member.state = 'unjoined'
  if (body.error === MEMBER_ID_REQUIRED) {
    member.memberId = body.memberId
    fact(world, MEMBER_ID_GIVEN, process.slot, -1, group, intern(world, body.memberId))
    return
  }
  fact(world, JOIN_REFUSED, process.slot, -1, group, body.error)
  switch (body.error) {
    case UNKNOWN_MEMBER_ID:
      forgetGeneration(member, true)
      return
    case ILLEGAL_GENERATION:
      forgetGeneration(member, false)
      return
    case REBALANCE_IN_PROGRESS:
      return
    case NOT_COORDINATOR:
    case COORDINATOR_NOT_AVAILABLE:
      forgetCoordinator(world, process, mine, member, body.error)
      joinLater(world, mine, member)
      return
    case COORDINATOR_LOAD_IN_PROGRESS:
      joinLater(world, mine, member)
      return
    default:
      failApplication(world, process, mine, member, body.error)
  }
}

/** The leader needs metadata of every topic of the group before it can assign. */
function leadRound(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  body: JoinGroupResponse,
): void {
  const topics = topicsOfGroup(body)
  const unknown = topics.filter((topic) => !mine.metadata.partitionCounts.has(topic))
  mine.topics = [...new Set([...mine.topics, ...topics])].sort()
  if (unknown.length > 0 && member.waitsForMetadata === null) {
    member.waitsForMetadata = { sealed: true, body }
    requestUpdate(world, process, mine)
    return
  }
  member.waitsForMetadata = null
  const assignments = assignAsLeader(world, process, mine, member, body)
  sendSync(world, process, mine, member, body.skipAssignment ? [] : assignments)
}

/** Fresh metadata of all topics has come: whatever is unknown now stays without partitions. */
export function leadOn(world: World, process: Readonly<Process>, mine: Consumer, member: Membership): void {
  const waiting = member.waitsForMetadata
  if (waiting !== null && member.state === 'completing') leadRound(world, process, mine, member, waiting.body)
}

function sendSync(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  assignments: SyncGroupRequest['assignments'],
): void {
  const channel = member.coordinator < 0 ? null : coordinatorChannel(world, process, mine, member)
  if (channel === null || !isReady(channel)) {
    rejoin(member)
    return
  }
  const body: SyncGroupRequest = {
    sealed: true,
    type: 'syncGroup',
    group: member.id,
    generation: member.generation,
    memberId: member.memberId,
    instanceId: mine.config.groupInstanceId,
    protocol: member.assignor,
    assignments,
  }
  let partitions = 0
  for (const one of assignments) partitions += one.partitions.length
  const sizeBytes = syncGroupRequestBytes(assignments.length, partitions)
  const timeoutMs = Math.max(mine.config.requestTimeoutMs, mine.config.maxPollIntervalMs + 5_000)
  sendToCoordinator(world, mine, channel, SYNC_GROUP, body, sizeBytes, null, timeoutMs)
  member.joinInFlight = true
}

// rule: member.sync
export function takeSynced(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  body: SyncGroupResponse,
): void {
  if (member.state !== 'completing') return
  member.joinInFlight = false
  if (body.error === NONE) {
    member.state = 'stable'
    member.rejoinNeeded = false
    member.rejoinReason = ''
    member.prepareNeeded = true
    member.prepared = false
    member.target = body.partitions
    return
  }
  fact(world, JOIN_REFUSED, process.slot, -1, intern(world, member.id), body.error)
  switch (body.error) {
    case UNKNOWN_MEMBER_ID:
    case ILLEGAL_GENERATION:
      resetGeneration(world, process, member, body.error)
      return
    case REBALANCE_IN_PROGRESS:
      rejoin(member)
      return
    case NOT_COORDINATOR:
    case COORDINATOR_NOT_AVAILABLE:
      forgetCoordinator(world, process, mine, member, body.error)
      rejoin(member)
      return
    case COORDINATOR_LOAD_IN_PROGRESS:
      // An unexpected error to the Java client, whose poll() throws; an application that polls again joins anew.
      rejoin(member)
      joinLater(world, mine, member)
      return
    default:
      failApplication(world, process, mine, member, body.error)
  }
}

/** JoinGroup or SyncGroup went down with its connection. */
export function roundLost(world: World, mine: Consumer, member: Membership): void {
  if (member.state !== 'preparing' && member.state !== 'completing') return
  rejoin(member)
  joinLater(world, mine, member)
}

/** The id and the generation stay: only the round has to be begun again. */
function rejoin(member: Membership): void {
  member.state = 'unjoined'
  member.joinInFlight = false
  member.waitsForMetadata = null
  member.rejoinNeeded = true
}

function joinLater(world: World, mine: Consumer, member: Membership): void {
  const { retryBackoffMs, retryBackoffMaxMs } = mine.config
  member.joinAgainUs =
    world.nowUs + msToUs(backoffMs(world, mine.id, retryBackoffMs, retryBackoffMaxMs, member.joinAttempts))
  member.joinAttempts += 1
}
