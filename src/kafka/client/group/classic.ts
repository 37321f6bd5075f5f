// A member under the classic protocol, as far as its application's thread drives it: inside poll() it gives up what it owns, joins, and takes what the
// group has given (clients.md 4.4 to 4.8; ConsumerCoordinator, AbstractCoordinator).

import type { Process } from '../../../sim/process.ts'
import { NEVER_US } from '../../../sim/time.ts'
import type { World } from '../../../sim/world.ts'
import { fact, intern } from '../../../sim/world.ts'
import type { Channel } from '../../network/channel.ts'
import { JOIN_GROUP } from '../../protocol/api.ts'
import type { JoinGroupRequest, Subscription } from '../../protocol/classic-group.ts'
import type { Consumer } from '../consumer.ts'
import { replaceAssignment, topicOf } from '../consumer.ts'
import { joinGroupRequestBytes } from '../sizes.ts'
import { assigned, lost, ownedBeyond, revoked } from './callbacks.ts'
import { commitPositions } from './commits.ts'
import { sendToCoordinator } from './coordinator-link.ts'
import { JOIN_SENT } from './facts.ts'
import { hasGeneration } from './generation.ts'
import { followMetadata } from './leader.ts'
import type { Membership } from './membership.ts'
import { assignorNames, isCooperative, subscribedTopics } from './subscription.ts'

/** The coordinator's part of a poll. `channel` is ready, or null. */
export function pollClassic(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  channel: Channel | null,
): void {
  if (member.target !== null) joinComplete(world, process, mine, member, member.target)
  if (!member.rejoinNeeded || member.joinInFlight || member.waitsForMetadata !== null) return
  if (channel === null || world.nowUs < member.joinAgainUs) return
  if (member.prepareNeeded && !prepareJoin(world, process, mine, member)) return
  sendJoin(world, mine, member, channel, process)
}

// rule: member.eager-cooperative
/** onJoinPrepare: eagerly everything is given up before the join; cooperatively only what is no longer subscribed to. False while a commit is under way. */
function prepareJoin(world: World, process: Readonly<Process>, mine: Consumer, member: Membership): boolean {
  const cooperative = isCooperative(mine.config)
  if (hasGeneration(member)) {
    if (!cooperative) for (const partition of mine.partitions) partition.pendingRevocation = true
    if (!hasCommitted(world, process, mine, member)) return false
    const topics = subscribedTopics(mine)
    const given = cooperative
      ? mine.partitions.filter(({ name }) => !topics.includes(topicOf(name)))
      : mine.partitions
    revoked(world, process, member, given)
    const names = cooperative
      ? mine.partitions.filter((one) => !given.includes(one)).map(({ name }) => name)
      : []
    keepOnly(world, mine, names)
  } else lost(world, process, mine, member)
  member.prepared = false
  member.prepareNeeded = false
  member.isLeader = false
  return true
}

/** The automatic commit before a rebalance: sent once, and waited for. */
export function hasCommitted(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
): boolean {
  if (member.prepareCommit >= 0) return false
  if (member.prepared || !mine.config.enableAutoCommit) return true
  member.prepareCommit = commitPositions(world, process, mine, member, 'rebalance')
  return member.prepareCommit < 0
}

function sendJoin(
  world: World,
  mine: Consumer,
  member: Membership,
  channel: Channel,
  process: Readonly<Process>,
): void {
  const { config } = mine
  const topics = subscribedTopics(mine)
  const names = assignorNames(config)
  const owned = mine.partitions.map(({ name }) => name)
  const body: JoinGroupRequest = {
    sealed: true,
    type: 'joinGroup',
    group: member.id,
    sessionTimeoutMs: config.sessionTimeoutMs,
    rebalanceTimeoutMs: config.maxPollIntervalMs,
    memberId: member.memberId,
    instanceId: config.groupInstanceId,
    protocols: names.map((name) => ({
      name,
      subscription: subscriptionOf(mine, member, topics, name === 'sticky' ? member.lastOwned : owned),
    })),
    reason: member.rejoinReason,
  }
  const sizeBytes = joinGroupRequestBytes(names.length, topics.length, owned.length)
  const timeoutMs = Math.max(config.requestTimeoutMs, config.maxPollIntervalMs + 5_000)
  sendToCoordinator(world, mine, channel, JOIN_GROUP, body, sizeBytes, null, timeoutMs)
  member.state = 'preparing'
  member.heartbeatDueUs = NEVER_US
  member.joinInFlight = true
  member.joinedTopics = topics
  fact(world, JOIN_SENT, process.slot, -1, intern(world, member.id), member.generation)
}

function subscriptionOf(
  mine: Consumer,
  member: Membership,
  topics: readonly string[],
  owned: readonly string[],
): Subscription {
  const { clientRack } = mine.config
  return {
    sealed: true,
    topics,
    owned,
    generation: member.generation,
    rack: clientRack === '' ? null : clientRack,
  }
}

/** onJoinComplete: cooperatively, what goes to others is given up now, and a second round hands it out. */
function joinComplete(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  names: readonly string[],
): void {
  member.target = null
  const cooperative = isCooperative(mine.config)
  if (cooperative) {
    const given = ownedBeyond(mine, names)
    revoked(world, process, member, given)
    if (given.length > 0) {
      member.rejoinNeeded = true
      member.rejoinReason = 'need to revoke partitions and re-join'
    }
  }
  assigned(world, process, mine, member, names, cooperative)
  followMetadata(mine, member)
}

/** The partitions that stay keep their positions. */
function keepOnly(world: World, mine: Consumer, names: readonly string[]): void {
  if (names.length < mine.partitions.length) replaceAssignment(world, mine, names, true)
}
