// When faults are over, a partition that can have a leader has one in time. Who can lead: a member of the ISR that is up with its log directory online; with the ISR
// empty one of the ELR; with both empty the last known leader; and where unclean elections are on, any replica.

import { findReplica } from '../kafka/broker/replica.ts'
import { isUncleanElectionOn } from '../kafka/controller/topic-rules.ts'
import type { PartitionState } from '../kafka/metadata/records.ts'
import type { Node } from '../kafka/node.ts'
import { isOffline } from '../kafka/storage/offline.ts'
import { nodesOf, truthImage } from '../kafka/truth.ts'
import type { Process } from '../sim/process.ts'
import { msToUs } from '../sim/time.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'

/** Split votes included. */
const ELECTION_ROUNDS = 2
/** Logs as long as those of a run here are read in less. */
const RECOVERY_US = 2_000_000

/** A new controller, a fresh session of each broker with it, a registration that is refused until the last session has ended, and recovery. */
export function leaderWithinUs(world: World): number {
  const node = nodesOf(world)[0]
  if (node === undefined) return 0
  const {
    controllerQuorumFetchTimeoutMs,
    controllerQuorumElectionTimeoutMs,
    controllerQuorumElectionBackoffMaxMs,
    brokerSessionTimeoutMs,
  } = node.config
  // An election times out after up to twice its timeout.
  const roundMs = 2 * controllerQuorumElectionTimeoutMs + controllerQuorumElectionBackoffMaxMs
  const controllerMs = controllerQuorumFetchTimeoutMs + ELECTION_ROUNDS * roundMs
  return msToUs(controllerMs + 2 * brokerSessionTimeoutMs) + RECOVERY_US
}

export function areNodesUp(world: World): boolean {
  return nodesOf(world).every(({ id }) => isUp(world, id))
}

/** Partitions that can have a leader and have none, as committed metadata says. */
export function owedLeaders(world: World): string[] {
  const nodes = nodesOf(world)
  const image = truthImage(world, nodes)
  const found: string[] = []
  for (const topic of image.topicNames) {
    for (const name of image.topics.get(topic)?.partitions ?? []) {
      const state = image.partitions.get(name)
      if (state === undefined || canServe(world, nodes, name, state.leader)) continue
      const first = nodes[0]
      const isUnclean = first !== undefined && isUncleanElectionOn(image, first, topic)
      if (eligible(state, isUnclean).some((id) => canServe(world, nodes, name, id))) found.push(name)
    }
  }
  return found
}

/** One of these can lead, if it is up. */
export function eligible(
  state: Pick<PartitionState, 'replicas' | 'isr' | 'elr' | 'lastKnownElr'>,
  isUnclean: boolean,
): readonly number[] {
  if (isUnclean) return state.replicas
  if (state.isr.length > 0) return state.isr
  return state.elr.length > 0 ? state.elr : state.lastKnownElr
}

function canServe(world: World, nodes: readonly Node[], partition: string, id: number): boolean {
  const node = nodes.find((one) => one.id === id)
  if (node === undefined || !isUp(world, id)) return false
  const replica = findReplica(world, id, partition)
  return replica !== null && !isOffline(world, node, replica)
}

function isUp(world: World, id: number): boolean {
  return (find(world, `process:${id}`) as Process | null)?.life === 'running'
}

/** Looks on from time to time. What it answers is what should have a leader by now and has none. */
export interface LeaderWatch {
  /** Since when every node has been up, −1 while one is not. */
  sinceUs: number
}

export function lateLeaders(world: World, watch: LeaderWatch): string[] {
  if (!areNodesUp(world)) {
    watch.sinceUs = -1
    return []
  }
  if (watch.sinceUs < 0) watch.sinceUs = world.nowUs
  return world.nowUs - watch.sinceUs < leaderWithinUs(world) ? [] : owedLeaders(world)
}
