// Becoming the active controller (server.md 5.8): the committed image is taken over, every live broker gets a fresh session, and an empty log its first records.

import { armTimer } from '../../sim/process.ts'
import { msToUs } from '../../sim/time.ts'
import { copyTree } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { Image } from '../metadata/image.ts'
import { imageOf } from '../metadata/node-image.ts'
import type { MetadataRecord } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { raftOf } from '../raft/state.ts'
import { ELR_FEATURE, FEATURE_NAMES, featureLevel, tellsOfMigration } from '../rules/features.ts'
import { BALANCE_TIMER, UNCLEAN_ELECTION_TIMER } from '../timers.ts'
import { CONTROLLER_CLAIMED } from './facts.ts'
import { contact } from './sessions.ts'
import { controllerOf, ensureSession } from './state.ts'
import { armNoOp, write } from './write.ts'

// rule: controller.failover
export function claim(world: World, node: Readonly<Node>, epoch: number): void {
  const raft = raftOf(world, node)
  const controller = controllerOf(world, node)
  if (raft.role !== 'leader' || raft.epoch !== epoch || controller.active) return
  const mine = own(world, controller)
  mine.claiming = false
  mine.active = true
  mine.claimEpoch = epoch
  mine.claimedUs = world.nowUs
  mine.image = copyImage(imageOf(world, node))
  mine.writtenEnd = mine.image.endOffset
  mine.sessions = []
  let live = 0
  for (const brokerId of mine.image.brokerIds) {
    const session = ensureSession(mine, brokerId)
    if (mine.image.brokers.get(brokerId)?.fenced === true) continue
    live += 1
    contact(world, node, mine, session)
  }
  fact(world, CONTROLLER_CLAIMED, node.processSlot, -1, epoch, mine.writtenEnd, live)
  if (mine.image.features.size === 0) write(world, node, bootstrapRecords(node))
  armNoOp(world, node)
  armBalance(world, node)
  armUncleanElections(world, node)
}

// rule: quorum.first-records
/**
 * A newly formatted cluster, in the order in which 4.3.1 writes it (recordings, `metadata bootstrap`): the metadata version, the other features by name,
 * and, with ELR on, the cluster's min ISR as a dynamic config (4.14). A feature formatted at level 0 is not mentioned.
 */
function bootstrapRecords(node: Readonly<Node>): MetadataRecord[] {
  const records: MetadataRecord[] = [{ type: 'beginTransaction', name: 'Bootstrap records' }]
  for (const name of FEATURE_NAMES) {
    const level = featureLevel(node, name)
    if (level > 0) records.push({ type: 'featureLevel', name, level })
  }
  if (tellsOfMigration(node.rules)) records.push({ type: 'zkMigrationState', state: 0 })
  if (featureLevel(node, ELR_FEATURE) > 0) {
    records.push({
      type: 'config',
      resource: 'broker',
      name: '',
      key: 'min.insync.replicas',
      value: String(node.config.minInsyncReplicas),
    })
  }
  records.push({ type: 'endTransaction' })
  return records
}

/** Until the next pass when this one was full. */
const NEXT_PASS_SOON_US = 10_000

export function armBalance(world: World, node: Readonly<Node>, soon = false): void {
  if (!node.config.autoLeaderRebalanceEnable) return
  const periodUs = msToUs(node.config.leaderImbalanceCheckIntervalSeconds * 1_000)
  armTimer(world, processOf(world, node), BALANCE_TIMER, 0, soon ? NEXT_PASS_SOON_US : periodUs)
}

export function armUncleanElections(world: World, node: Readonly<Node>, soon = false): void {
  const periodUs = msToUs(node.config.uncleanLeaderElectionIntervalMs)
  armTimer(world, processOf(world, node), UNCLEAN_ELECTION_TIMER, 0, soon ? NEXT_PASS_SOON_US : periodUs)
}

function copyImage(from: Readonly<Image>): Image {
  return {
    endOffset: from.endOffset,
    brokers: copyTree(from.brokers),
    brokerIds: from.brokerIds.slice(),
    topics: copyTree(from.topics),
    topicNames: from.topicNames.slice(),
    partitions: copyTree(from.partitions),
    configs: copyTree(from.configs),
    features: copyTree(from.features),
    nextProducerId: from.nextProducerId,
  }
}
