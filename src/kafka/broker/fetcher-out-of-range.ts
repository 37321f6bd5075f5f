// A follower whose offset the leader does not have (server.md 4.2): it asks where the leader's log ends, then where it starts, and goes on from there.

import type { Message } from '../../sim/connection.ts'
import { NEVER_US } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { at } from '../../sim/world.ts'
import type { Channel } from '../network/channel.ts'
import { send } from '../network/channel.ts'
import type { Node } from '../node.ts'
import { LIST_OFFSETS } from '../protocol/api.ts'
import type { ListOffsetsRequest, ListOffsetsResponse } from '../protocol/client-requests.ts'
import { EARLIEST, LATEST } from '../protocol/client-requests.ts'
import { NONE } from '../protocol/errors.ts'
import type { Fetcher } from './fetcher-state.ts'
import { delay, leaveOut, nameInNext } from './fetcher-state.ts'
import { toldEpoch } from './fetcher-truncation.ts'
import type { Replica } from './replica.ts'
import { findReplica, logOf } from './replica.ts'
import { restartLog, truncateReplica } from './truncate.ts'

/** The partition is not fetched until the leader has said where its log ends. */
export function askLeadersEnd(
  world: World,
  node: Readonly<Node>,
  fetcher: Fetcher,
  replica: Readonly<Replica>,
): void {
  ask(world, node, fetcher, replica, LATEST)
}

function ask(
  world: World,
  node: Readonly<Node>,
  fetcher: Fetcher,
  replica: Readonly<Replica>,
  timestamp: number,
): void {
  const state = fetcher.partitions.get(replica.partition)
  if (state === undefined) return
  state.delayedUntilUs = NEVER_US
  leaveOut(fetcher, replica.partition)
  const body: ListOffsetsRequest = {
    sealed: true,
    type: 'listOffsets',
    replicaId: node.id,
    partitions: [
      { partition: replica.partition, currentLeaderEpoch: toldEpoch(node, state.leaderEpoch), timestamp },
    ],
  }
  const channel = at(world, fetcher.channelSlot) as Channel
  send(world, channel, LIST_OFFSETS, body, 60, node.config.replicaSocketTimeoutMs, body)
}

/** The leader said where its log ends, or where it starts. */
export function leadersEndAnswered(
  world: World,
  node: Readonly<Node>,
  fetcher: Fetcher,
  message: Message,
  asked: ListOffsetsRequest,
): void {
  const answer = (message.body as ListOffsetsResponse).partitions[0]
  const timestamp = asked.partitions[0]?.timestamp
  if (answer === undefined) return
  const state = fetcher.partitions.get(answer.partition)
  const replica = findReplica(world, node.id, answer.partition)
  if (state === undefined || replica === null || replica.leaderEpoch !== state.leaderEpoch) return
  if (answer.error !== NONE) {
    delay(world, node, fetcher, answer.partition)
    return
  }
  const { logEnd } = logOf(world, replica)
  if (timestamp === LATEST && answer.offset >= logEnd) {
    ask(world, node, fetcher, replica, EARLIEST)
    return
  }
  // The leader ends below us (an unclean election): what is beyond its end goes. Or it starts above us: everything goes.
  if (timestamp === LATEST) truncateReplica(world, node, replica, answer.offset)
  else if (answer.offset > logEnd) restartLog(world, node, replica, answer.offset)
  state.delayedUntilUs = 0
  nameInNext(fetcher, answer.partition)
}
