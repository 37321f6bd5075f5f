// The high watermark rule (server.md 4.5): it stands where every replica that may be in the ISR has arrived, and stands still below min ISR.

import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { wakeCoordinator } from '../group/wake.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { isPlanted } from '../plants.ts'
import { HIGH_WATERMARK_ADVANCED } from './facts.ts'
import { newsForConsumers } from './fetch-purgatory.ts'
import { completeProduce } from './produce-purgatory.ts'
import type { Follower, Replica } from './replica.ts'
import { logOf, maximalIsr } from './replica.ts'

// rule: watermark.min-isr
/** Advances the leader's high watermark if it may; whoever waited for it is answered. */
export function maybeAdvanceHighWatermark(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
): boolean {
  if (replica.isr.length < replica.effectiveMinIsr && node.rules.hwRule === 'min-isr') {
    if (!isPlanted(world, 'commits-below-min-isr')) return false
  }
  const end = committedEnd(world, node, replica)
  const falls = end > 0 && end % 16 === 0 && isPlanted(world, 'watermark-falls')
  const candidate = falls ? Math.max(replica.highWatermark - 1, 0) : end
  if (candidate <= replica.highWatermark && !falls) return false
  const mine = own(world, replica)
  const from = mine.highWatermark
  mine.highWatermark = candidate
  fact(world, HIGH_WATERMARK_ADVANCED, processOf(world, node).slot, mine.slot, mine.nameId, from, candidate)
  completeProduce(world, node, mine)
  newsForConsumers(world, node, mine)
  wakeCoordinator(world, node, mine)
  return true
}

// rule: watermark.holders
/** The least log end among the leader and every replica that counts; −1 while one of them is unknown. */
function committedEnd(world: World, node: Readonly<Node>, replica: Readonly<Replica>): number {
  const leaderEnd = logOf(world, replica).logEnd
  const isr = maximalIsr(replica)
  let end = leaderEnd
  for (const follower of replica.followers) {
    if (follower.logEnd >= end) continue
    if (
      isr.includes(follower.id) ||
      (isInSync(world, node, follower, leaderEnd) && isEligible(world, node, follower))
    ) {
      end = follower.logEnd
    }
  }
  return end
}

/** In sync: at the leader's end, or caught up within replica.lag.time.max.ms. */
export function isInSync(
  world: World,
  node: Readonly<Node>,
  follower: Readonly<Follower>,
  leaderEnd: number,
): boolean {
  return (
    follower.logEnd === leaderEnd ||
    world.nowUs - follower.lastCaughtUpUs <= node.config.replicaLagTimeMaxMs * 1_000
  )
}

// rule: versions.isr-eligible
/** May join the ISR: neither fenced nor shutting down (KIP-841), and of the broker epoch that the leader's metadata knows (KIP-903). */
export function isEligible(world: World, node: Readonly<Node>, follower: Readonly<Follower>): boolean {
  const { isrEligible } = node.rules
  if (isrEligible === 'any') return true
  const broker = imageOf(world, node).brokers.get(follower.id)
  if (broker === undefined || broker.fenced || broker.inControlledShutdown) return false
  if (isrEligible === 'unfenced') return true
  return follower.brokerEpoch < 0 || follower.brokerEpoch === broker.brokerEpoch
}
