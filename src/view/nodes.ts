// A row for each node: how its process stands, its part in the quorum, and what the metadata say of it.

import type { NodeImage } from '../kafka/metadata/node-image.ts'
import type { Node } from '../kafka/node.ts'
import { processOf } from '../kafka/node.ts'
import { standingOf } from '../kafka/process-status.ts'
import type { Quorum, Raft } from '../kafka/raft/state.ts'
import { liesInOfflineDir, sessionEndsUs } from '../kafka/truth.ts'
import { find } from '../sim/world.ts'
import type { NodeRow, RaftRole } from './rows.ts'
import type { Scene } from './scene.ts'

export function nodeRows(scene: Scene): NodeRow[] {
  const duties = dutiesOf(scene)
  return scene.things.node.map((node) =>
    nodeRow(scene, node, duties.get(node.id) ?? { leaders: 0, followers: 0 }),
  )
}

/** A combined node goes by its broker. */
function nodeAddress(node: Readonly<Node>): string {
  return `${node.isBroker ? 'broker' : 'controller'}:${node.id}`
}

interface Duties {
  leaders: number
  followers: number
}

function nodeRow(scene: Scene, node: Readonly<Node>, duties: Duties): NodeRow {
  const { world, truth, active, things } = scene
  const standing = standingOf(world, processOf(world, node), things.process)
  const registered = truth.brokers.get(node.id)
  return {
    address: nodeAddress(node),
    id: node.id,
    roles: rolesOf(node),
    rack: node.rack,
    status: standing.status,
    downBy: standing.downBy < 0 ? null : standing.downBy,
    raftRole: raftRoleOf(scene, node),
    raftEpoch: raftEpochOf(scene, node),
    active: active === node.id,
    fenced: registered === undefined ? null : registered.fenced,
    sessionEndsUs: node.isBroker ? sessionEndsUs(world, active, node.id) : null,
    metadataOffset: (find(world, `image:${node.id}`) as NodeImage | null)?.endOffset ?? 0,
    leaders: duties.leaders,
    followers: duties.followers,
  }
}

function rolesOf(node: Readonly<Node>): ('broker' | 'controller')[] {
  const roles: ('broker' | 'controller')[] = []
  if (node.isBroker) roles.push('broker')
  if (node.isController) roles.push('controller')
  return roles
}

/** One that does not run has no part; it would come back without a leader. */
function raftRoleOf(scene: Scene, node: Readonly<Node>): RaftRole {
  const raft = find(scene.world, `raft:${node.id}`) as Raft | null
  if (raft !== null && raft.role !== 'none') return raft.role
  return node.isController ? 'unattached' : 'observer'
}

/** While it does not run, what its disk remembers. */
function raftEpochOf(scene: Scene, node: Readonly<Node>): number {
  const raft = find(scene.world, `raft:${node.id}`) as Raft | null
  if (raft !== null && raft.role !== 'none') return raft.epoch
  return (find(scene.world, `quorum:${node.id}`) as Quorum | null)?.written.epoch ?? 0
}

function dutiesOf(scene: Scene): Map<number, Duties> {
  const duties = new Map<number, Duties>(
    scene.things.node.map((node) => [node.id, { leaders: 0, followers: 0 }]),
  )
  for (const state of scene.truth.partitions.values()) {
    for (const id of state.replicas) {
      const mine = duties.get(id)
      if (mine === undefined) continue
      if (id === state.leader) mine.leaders += 1
      else if (!liesInOfflineDir(scene.world, state, id)) mine.followers += 1
    }
  }
  return duties
}
