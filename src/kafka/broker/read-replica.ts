// Which replica a consumer should read from (KIP-392; server.md 4.7, RackAwareReplicaSelector). The leader decides, with every fetch that comes to it.

import type { World } from '../../sim/world.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import type { Replica } from './replica.ts'

const RACK_AWARE = 'org.apache.kafka.common.replica.RackAwareReplicaSelector'

// rule: fetch.nearest-replica
/** −1: this leader. In the consumer's rack, of the ISR and holding the offset; of several the one that is furthest, then the one caught up last, then the greatest id. */
export function preferredReplica(
  world: World,
  node: Readonly<Node>,
  leader: Readonly<Replica>,
  rack: string,
  fetchOffset: number,
): number {
  if (rack === '' || rack === node.rack || node.config.replicaSelectorClass !== RACK_AWARE) return -1
  if (node.rules.fetchFrom === 'leader') return -1
  const { brokers } = imageOf(world, node)
  let best: Replica['followers'][number] | null = null
  for (const follower of leader.followers) {
    const broker = brokers.get(follower.id)
    if (broker === undefined || broker.fenced || broker.rack !== rack) continue
    if (!leader.isr.includes(follower.id)) continue
    // Its own retention may have gone further than the leader's.
    if (fetchOffset < follower.logStart || fetchOffset > follower.logEnd) continue
    if (best === null || isBefore(best, follower)) best = follower
  }
  return best === null ? -1 : best.id
}

function isBefore(best: Replica['followers'][number], other: Replica['followers'][number]): boolean {
  if (other.logEnd !== best.logEnd) return other.logEnd > best.logEnd
  if (other.lastCaughtUpUs !== best.lastCaughtUpUs) return other.lastCaughtUpUs > best.lastCaughtUpUs
  return other.id > best.id
}
