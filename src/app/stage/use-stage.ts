// From a frame's rows to what the cluster lens draws, each part renewed only when its own rows changed.

import { useMemo, useRef } from 'react'
import type { ClusterRows, PartitionRow, ReplicaRow } from '../../view/rows.ts'
import type { StageLayout } from './layout.ts'
import { layoutStage } from './layout.ts'
import { type Link, type Pair, routeLinks, standingPairs, strayPairs } from './links.ts'
import { type TankWindow, windowsOf } from './tank-scale.ts'
import type { Size } from './use-size.ts'
import { type Waiting, waitingByProcess } from './waiting.ts'

export interface Stage {
  readonly layout: StageLayout
  readonly links: ReadonlyMap<string, Link>
  readonly replicasByNode: ReadonlyMap<number, readonly ReplicaRow[]>
  readonly partitions: ReadonlyMap<string, PartitionRow>
  readonly windows: ReadonlyMap<string, TankWindow>
  readonly waiting: ReadonlyMap<string, Waiting>
}

export function useStage(cluster: ClusterRows, size: Size): Stage {
  const layout = useLayout(cluster, size)
  const links = useLinks(cluster, layout)
  const replicasByNode = useMemo(() => byNode(cluster.replicas), [cluster.replicas])
  const partitions = useMemo(
    () => new Map(cluster.partitions.map((row) => [`${row.topic}-${row.index}`, row])),
    [cluster.partitions],
  )
  const windows = useMemo(() => windowsOf(cluster.replicas), [cluster.replicas])
  const waiting = useMemo(() => waitingByProcess(cluster.messages), [cluster.messages])
  return { layout, links, replicasByNode, partitions, windows, waiting }
}

function useLayout(cluster: ClusterRows, size: Size): StageLayout {
  const isBroker = (node: ClusterRows['nodes'][number]) => node.roles.includes('broker')
  const controllers = cluster.nodes.filter((node) => !isBroker(node)).map((node) => String(node.id))
  const brokers = cluster.nodes.filter(isBroker).map((node) => String(node.id))
  const clients = cluster.clients.map((client) => client.id)
  const perNode = [...byNode(cluster.replicas).values()].map((rows) => rows.length)
  const replicasMax = Math.max(1, ...perNode)
  const shape = JSON.stringify([controllers, brokers, clients, replicasMax, size])
  return useMemo(() => {
    const [c, b, k, most, { width, height }] = JSON.parse(shape) as [
      string[],
      string[],
      string[],
      number,
      Size,
    ]
    return layoutStage({ width, height, controllers: c, brokers: b, clients: k, replicasMax: most })
  }, [shape])
}

function useLinks(cluster: ClusterRows, layout: StageLayout): ReadonlyMap<string, Link> {
  const strays = useRef<readonly Pair[]>([])
  const standing = standingPairs(cluster)
  const fresh = strayPairs(cluster, [...standing, ...strays.current])
  if (fresh.length > 0) strays.current = [...strays.current, ...fresh]
  const known = new Set(standing.map((pair) => pair.key))
  const pairs = JSON.stringify([...standing, ...strays.current.filter((pair) => !known.has(pair.key))])
  return useMemo(() => routeLinks(layout, JSON.parse(pairs) as Pair[]), [layout, pairs])
}

function byNode(replicas: readonly ReplicaRow[]): ReadonlyMap<number, readonly ReplicaRow[]> {
  const found = new Map<number, ReplicaRow[]>()
  for (const replica of replicas) {
    const rows = found.get(replica.node)
    if (rows === undefined) found.set(replica.node, [replica])
    else rows.push(replica)
  }
  for (const rows of found.values()) rows.sort((left, right) => (left.partition < right.partition ? -1 : 1))
  return found
}
