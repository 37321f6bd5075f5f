// The heartbeat thread of a classic member (clients.md 4.6, 3.7): it says that the process lives, hears of rebalances, and leaves the group when the
// application has not polled for too long.

import type { Process } from '../../../sim/process.ts'
import { msToUs, NEVER_US } from '../../../sim/time.ts'
import type { Sealed } from '../../../sim/tree.ts'
import type { World } from '../../../sim/world.ts'
import { fact, intern } from '../../../sim/world.ts'
import { backoffMs } from '../../network/backoff.ts'
import type { Channel } from '../../network/channel.ts'
import { isReady } from '../../network/channel.ts'
import { HEARTBEAT, LEAVE_GROUP } from '../../protocol/api.ts'
import type { HeartbeatRequest, HeartbeatResponse, LeaveGroupRequest } from '../../protocol/classic-group.ts'
import {
  COORDINATOR_NOT_AVAILABLE,
  FENCED_INSTANCE_ID,
  ILLEGAL_GENERATION,
  NONE,
  NOT_COORDINATOR,
  REBALANCE_IN_PROGRESS,
  REQUEST_TIMED_OUT,
  UNKNOWN_MEMBER_ID,
} from '../../protocol/errors.ts'
import type { Consumer } from '../consumer.ts'
import { heartbeatRequestBytes, leaveGroupRequestBytes } from '../sizes.ts'
import { coordinatorChannel, forgetCoordinator, sendToCoordinator } from './coordinator-link.ts'
import { MEMBER_LEFT, REBALANCE_HEARD } from './facts.ts'
import { failApplication } from './fatal.ts'
import { forgetGeneration, resetGeneration } from './generation.ts'
import type { Membership } from './membership.ts'

/** When a session without a heartbeat that was answered makes the member doubt its coordinator; NEVER_US while it sends none. */
export function sessionEndsUs(mine: Readonly<Consumer>, member: Readonly<Membership>): number {
  if (member.protocol !== 'classic' || member.coordinator < 0) return NEVER_US
  if (member.state !== 'completing' && member.state !== 'stable') return NEVER_US
  return member.heartbeatOkUs + msToUs(mine.config.sessionTimeoutMs)
}

// rule: member.session
/** A whole session without an answer: whoever the coordinator was, it is looked for anew. That alone is no rebalance. */
export function expireSession(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
): void {
  if (world.nowUs >= sessionEndsUs(mine, member))
    forgetCoordinator(world, process, mine, member, REQUEST_TIMED_OUT)
}

// rule: member.heartbeat
export function sendHeartbeat(world: World, mine: Consumer, member: Membership, channel: Channel): void {
  if (member.state !== 'completing' && member.state !== 'stable') return
  if (member.heartbeatInFlight || world.nowUs < member.heartbeatDueUs) return
  const body: HeartbeatRequest = {
    sealed: true,
    type: 'heartbeat',
    group: member.id,
    generation: member.generation,
    memberId: member.memberId,
    instanceId: mine.config.groupInstanceId,
  }
  const context: HeartbeatContext = { sealed: true, generation: member.generation }
  sendToCoordinator(world, mine, channel, HEARTBEAT, body, heartbeatRequestBytes(), context)
  member.heartbeatInFlight = true
  member.heartbeatDueUs = world.nowUs + msToUs(mine.config.heartbeatIntervalMs)
}

export interface HeartbeatContext extends Sealed {
  readonly generation: number
}

export function takeHeartbeat(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  context: HeartbeatContext,
  body: HeartbeatResponse,
): void {
  member.heartbeatInFlight = false
  member.heartbeatAttempts = 0
  // An answer to a membership that has ended meanwhile says nothing of the present one.
  const isOld = context.generation !== member.generation
  switch (body.error) {
    case NONE:
      member.heartbeatOkUs = world.nowUs
      return
    case REBALANCE_IN_PROGRESS:
      member.heartbeatOkUs = world.nowUs
      if (isOld || member.state !== 'stable' || member.rejoinNeeded) return
      member.rejoinNeeded = true
      member.rejoinReason = 'group is already rebalancing'
      fact(world, REBALANCE_HEARD, process.slot, -1, intern(world, member.id), member.generation)
      return
    case NOT_COORDINATOR:
    case COORDINATOR_NOT_AVAILABLE:
      forgetCoordinator(world, process, mine, member, body.error)
      heartbeatLost(world, mine, member)
      return
    case UNKNOWN_MEMBER_ID:
    case ILLEGAL_GENERATION:
      if (!isOld && (member.state === 'stable' || member.state === 'completing')) {
        resetGeneration(world, process, member, body.error)
      }
      return
    case FENCED_INSTANCE_ID:
      if (!isOld) failApplication(world, process, mine, member, body.error)
      return
    default:
      heartbeatLost(world, mine, member)
  }
}

/** A heartbeat that failed is sent again after the back-off. */
export function heartbeatLost(world: World, mine: Consumer, member: Membership): void {
  const { retryBackoffMs, retryBackoffMaxMs } = mine.config
  member.heartbeatInFlight = false
  if (member.state !== 'completing' && member.state !== 'stable') return
  member.heartbeatDueUs =
    world.nowUs +
    msToUs(backoffMs(world, mine.id, retryBackoffMs, retryBackoffMaxMs, member.heartbeatAttempts))
  member.heartbeatAttempts += 1
}

/** Leaves by itself. A static member says nothing: its session runs out. True if an answer will come. */
export function leaveClassic(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  reason: string,
): boolean {
  const isDynamic = mine.config.groupInstanceId === null
  const channel = member.coordinator < 0 ? null : coordinatorChannel(world, process, mine, member)
  let asked = false
  if (
    isDynamic &&
    channel !== null &&
    isReady(channel) &&
    member.memberId !== '' &&
    member.state !== 'unjoined'
  ) {
    const body: LeaveGroupRequest = {
      sealed: true,
      type: 'leaveGroup',
      group: member.id,
      members: [{ memberId: member.memberId, instanceId: null, reason }],
    }
    sendToCoordinator(world, mine, channel, LEAVE_GROUP, body, leaveGroupRequestBytes())
    fact(world, MEMBER_LEFT, process.slot, -1, intern(world, member.id), NONE)
    asked = true
  }
  forgetGeneration(member, true)
  return asked
}
