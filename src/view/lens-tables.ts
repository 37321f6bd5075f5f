// The tables each lens shows at one moment. Nodes, clients and the ledger belong to the page around every lens.

import type { World } from '../sim/world.ts'
import { changesOf } from './changes.ts'
import { clientRows } from './clients.ts'
import type { Counters } from './cluster.ts'
import { clusterRows, ledgerRow } from './cluster.ts'
import { groupRows } from './group-table.ts'
import type { ChangeRow, LensId, LensRows } from './lens-rows.ts'
import { messageRows } from './messages.ts'
import { metadataRecordRows } from './metadata-records.ts'
import { nodeRows } from './nodes.ts'
import { partitionRows } from './partitions.ts'
import { quorumRow, voteRows, voterRows } from './quorum.ts'
import { replicaRows } from './replicas.ts'
import type { PartitionRow, ReplicaRow } from './rows.ts'
import type { Scene } from './scene.ts'
import { sceneOf } from './scene.ts'

export function lensTables(world: World, lens: LensId, ledger: Counters, uncommitted = 0): Partial<LensRows> {
  if (lens === 'cluster') return clusterRows(world, ledger, uncommitted)
  const scene = sceneOf(world)
  const common = {
    nodes: nodeRows(scene),
    clients: clientRows(scene),
    ledger: ledgerRow(ledger, uncommitted),
  }
  switch (lens) {
    case 'partitions':
      return { ...common, partitions: partitionRows(scene), replicas: replicaRows(scene) }
    case 'controller':
      return { ...common, ...controllerTables(scene) }
    case 'groups':
      return { ...common, partitions: partitionRows(scene), groups: groupRows(scene) }
    case 'metrics':
    // What the log lens adds depends on what it asks for: log-tables.ts.
    case 'log':
    case 'spacetime':
    case 'ledger':
      return common
  }
}

function controllerTables(scene: Scene): Partial<LensRows> {
  const voters = voterRows(scene)
  const records = metadataRecordRows(scene, voters)
  return {
    voters,
    votes: voteRows(messageRows(scene)),
    records,
    quorum: [quorumRow(scene, voters, records[0]?.offset ?? 0)],
  }
}

/** What the partitions lens compares: the same tables one event before and now. */
export interface PartitionTables {
  readonly partitions: readonly PartitionRow[]
  readonly replicas: readonly ReplicaRow[]
}

export function partitionTables(world: World): PartitionTables {
  const scene = sceneOf(world)
  return { partitions: partitionRows(scene), replicas: replicaRows(scene) }
}

export function partitionChanges(before: PartitionTables, now: PartitionTables): ChangeRow[] {
  return [...changesOf(before.partitions, now.partitions), ...changesOf(before.replicas, now.replicas)]
}
