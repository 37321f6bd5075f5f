// A partition leaves a broker: its topic was deleted or its replica moved away. Whatever went on with it stops, and its log goes (server.md 4.10, 4.12).

import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { emptyLog } from '../log/log.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { NOT_LEADER_OR_FOLLOWER, UNKNOWN_TOPIC_OR_PARTITION } from '../protocol/errors.ts'
import { LOG_DELETED } from './admin-facts.ts'
import { brokerOf } from './broker.ts'
import { newsOfRole } from './fetch-purgatory.ts'
import { stopFetching } from './fetcher.ts'
import { failProduce } from './produce-purgatory.ts'
import { findReplica, forgetPartition, logOf } from './replica.ts'

/** Why a log goes, as the fact says it. */
export const TOPIC_DELETED = 0
export const MOVED_AWAY = 1
/** Found at the start: of a topic that is not there any more, or of a partition that is not for this broker. */
export const STRAY = 2

// rule: topics.deleted
/** The log's directory goes at once; in Kafka it is renamed first and deleted after file.delete.delay.ms, a stray one is only renamed. */
export function removePartition(
  world: World,
  node: Readonly<Node>,
  partition: string,
  why: typeof TOPIC_DELETED | typeof MOVED_AWAY | typeof STRAY,
): void {
  const replica = findReplica(world, node.id, partition)
  if (replica === null || !brokerOf(world, node).logs.includes(partition)) return
  const mine = own(world, replica)
  if (mine.role === 'follower' && mine.leader >= 0) stopFetching(world, node, mine)
  mine.role = 'none'
  failProduce(world, node, mine, why === MOVED_AWAY ? NOT_LEADER_OR_FOLLOWER : UNKNOWN_TOPIC_OR_PARTITION)
  newsOfRole(world, node, mine)
  const log = own(world, logOf(world, mine))
  const { logEnd, logStart, dir, isWatched } = log
  const empty = emptyLog(log.slot, log.stamp, log.partition, log.nodeId, mine.logConfig)
  Object.assign(log, empty, { dir, isWatched })
  // Fetch sessions go on watching: a topic of the same name may come.
  mine.topicId = -1
  forgetPartition(mine)
  const broker = own(world, brokerOf(world, node))
  broker.logs.splice(broker.logs.indexOf(partition), 1)
  fact(world, LOG_DELETED, processOf(world, node).slot, mine.slot, mine.nameId, logStart, logEnd, why)
}
