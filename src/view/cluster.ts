// What the cluster lens shows at one moment: the truth, in plain rows.

import type { World } from '../sim/world.ts'
import { clientRows } from './clients.ts'
import { cutRows } from './cuts.ts'
import { messageRows } from './messages.ts'
import { nodeRows } from './nodes.ts'
import { partitionRows } from './partitions.ts'
import { replicaRows } from './replicas.ts'
import type { ClusterRows, LedgerRow } from './rows.ts'
import { sceneOf } from './scene.ts'

/** The counters of the ledger, as the checks keep them. */
export type Counters = Omit<LedgerRow, 'address' | 'uncommitted'>

export const NO_COUNTS: Counters = {
  sent: 0,
  appended: 0,
  acknowledged: 0,
  committed: 0,
  delivered: 0,
  failed: 0,
  lost: 0,
}

export function clusterRows(world: World, ledger: Counters = NO_COUNTS, uncommitted = 0): ClusterRows {
  const scene = sceneOf(world)
  return {
    nodes: nodeRows(scene),
    partitions: partitionRows(scene),
    replicas: replicaRows(scene),
    clients: clientRows(scene),
    messages: messageRows(scene),
    cuts: cutRows(scene),
    ledger: ledgerRow(ledger, uncommitted),
  }
}

export function ledgerRow(ledger: Counters, uncommitted: number): LedgerRow {
  const { sent, appended, acknowledged, committed, delivered, failed, lost } = ledger
  return { address: 'ledger', sent, appended, acknowledged, committed, uncommitted, delivered, failed, lost }
}
