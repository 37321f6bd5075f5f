// What a consumer's process hears of its group.

import { assertNever } from '../../../sim/assert.ts'
import type { Process } from '../../../sim/process.ts'
import type { World } from '../../../sim/world.ts'
import { fact, intern } from '../../../sim/world.ts'
import type { ChannelFailure, InFlight } from '../../network/channel.ts'
import {
  CONSUMER_GROUP_HEARTBEAT,
  HEARTBEAT,
  JOIN_GROUP,
  OFFSET_COMMIT,
  OFFSET_FETCH,
  SYNC_GROUP,
} from '../../protocol/api.ts'
import type {
  HeartbeatResponse,
  JoinGroupResponse,
  LeaveGroupResponse,
  SyncGroupResponse,
} from '../../protocol/classic-group.ts'
import type { ConsumerGroupHeartbeatResponse } from '../../protocol/consumer-group.ts'
import { NETWORK_EXCEPTION, REQUEST_TIMED_OUT } from '../../protocol/errors.ts'
import type { MetadataResponse } from '../../protocol/metadata.ts'
import type { OffsetCommitResponse, OffsetFetchResponse } from '../../protocol/offsets.ts'
import type { Consumer } from '../consumer.ts'
import { answersAll } from '../metadata.ts'
import { leadOn, roundLost, takeJoined, takeSynced } from './classic-answers.ts'
import type { CommitContext } from './commits.ts'
import { commitLost, takeCommitted } from './commits.ts'
import type { CommittedContext } from './committed.ts'
import { committedLost, takeCommittedOffsets } from './committed.ts'
import { findLater, forgetCoordinator } from './coordinator-link.ts'
import { POLL_EXPIRED } from './facts.ts'
import type { HeartbeatContext } from './heartbeat.ts'
import { heartbeatLost, leaveClassic, takeHeartbeat } from './heartbeat.ts'
import { followMetadata } from './leader.ts'
import type { MemberState, Membership } from './membership.ts'
import { groupHeartbeatLost, leaveModern, takeGroupHeartbeat } from './modern.ts'

export type GroupAnswer =
  | JoinGroupResponse
  | SyncGroupResponse
  | HeartbeatResponse
  | LeaveGroupResponse
  | OffsetCommitResponse
  | OffsetFetchResponse
  | ConsumerGroupHeartbeatResponse

export function groupAnswered(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  inFlight: InFlight,
  body: GroupAnswer,
): void {
  // It is the coordinator, and it speaks.
  member.findAttempts = 0
  switch (body.type) {
    case 'joinGroup':
      takeJoined(world, process, mine, member, body)
      return
    case 'syncGroup':
      takeSynced(world, process, mine, member, body)
      return
    case 'heartbeat':
      takeHeartbeat(world, process, mine, member, inFlight.context as HeartbeatContext, body)
      return
    case 'consumerGroupHeartbeat':
      takeGroupHeartbeat(world, process, mine, member, body)
      return
    case 'offsetCommit':
      takeCommitted(world, process, mine, member, inFlight.context as CommitContext, body)
      return
    case 'offsetFetch':
      takeCommittedOffsets(world, process, mine, member, inFlight.context as CommittedContext, body)
      return
    case 'leaveGroup':
      if (mine.loop.closing) member.state = 'left'
      return
    default:
      assertNever(body, 'answer of a coordinator')
  }
}

/** The connection to the coordinator is gone, or never came about: it is looked for anew, after a while. */
export function coordinatorFailed(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  isPresent: boolean,
  requests: readonly InFlight[],
  how: ChannelFailure,
): void {
  const error = how === 'timedOut' ? REQUEST_TIMED_OUT : NETWORK_EXCEPTION
  for (const { api, context } of requests) {
    switch (api) {
      case JOIN_GROUP:
      case SYNC_GROUP:
        roundLost(world, mine, member)
        break
      case HEARTBEAT:
        heartbeatLost(world, mine, member)
        break
      case CONSUMER_GROUP_HEARTBEAT:
        groupHeartbeatLost(world, mine, member)
        break
      case OFFSET_COMMIT:
        commitLost(world, process, mine, member, context as CommitContext, error)
        break
      case OFFSET_FETCH:
        committedLost(world, mine, context as CommittedContext)
        break
      default:
        if (mine.loop.closing) member.state = 'left'
    }
  }
  if (!isPresent) return
  forgetCoordinator(world, process, mine, member, error)
  findLater(world, mine, member)
}

/** Metadata has come. */
export function groupMetadata(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  body: MetadataResponse,
): void {
  if (mine.subscribe === null || member.protocol !== 'classic') return
  if (answersAll(mine, body)) leadOn(world, process, mine, member)
  followMetadata(mine, member)
}

/** A member that was fenced knows already that it is none, and joins again at its next poll anyway. */
const OUTSIDE: readonly MemberState[] = ['unjoined', 'fenced', 'stale', 'left']

// rule: consumer.poll-interval
/** The application has not polled for max.poll.interval.ms: the member leaves by itself (trap 11, 3.7). */
export function pollExpired(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
): void {
  if (OUTSIDE.includes(member.state)) return
  fact(world, POLL_EXPIRED, process.slot, -1, intern(world, member.id), mine.config.maxPollIntervalMs * 1_000)
  if (member.protocol === 'classic') {
    leaveClassic(world, process, mine, member, 'consumer poll timeout has expired')
  } else leaveModern(world, process, member)
}
