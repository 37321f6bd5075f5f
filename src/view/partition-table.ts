// The partitions lens as lines of a table: each partition with its replicas, filtered and sorted. It knows rows only, so that the page can do it.

import type { ChangeRow } from './lens-rows.ts'
import type { PartitionRow, ReplicaRow } from './rows.ts'

export type PartitionFilter =
  | 'all'
  | 'underReplicated'
  | 'atMinIsr'
  | 'leaderless'
  | 'notPreferred'
  | 'changed'

export const PARTITION_FILTERS: readonly PartitionFilter[] = [
  'all',
  'underReplicated',
  'atMinIsr',
  'leaderless',
  'notPreferred',
  'changed',
]

export type PartitionSort = 'name' | 'leader' | 'isr' | 'leaderEpoch' | 'partitionEpoch' | 'lag'

export interface PartitionOrder {
  readonly by: PartitionSort
  readonly descending: boolean
}

export interface PartitionLine {
  readonly partition: PartitionRow
  readonly name: string
  /** By node id. */
  readonly replicas: ReadonlyMap<number, ReplicaRow>
  /** Records that the slowest replica lacks to the end of the leader's log. */
  readonly lag: number
  readonly changed: readonly string[]
  readonly isChanged: boolean
}

export function partitionLines(
  partitions: readonly PartitionRow[],
  replicas: readonly ReplicaRow[],
  changes: ReadonlyMap<string, ChangeRow>,
): PartitionLine[] {
  const byPartition = new Map<string, Map<number, ReplicaRow>>()
  for (const replica of replicas) {
    const known = byPartition.get(replica.partition)
    if (known === undefined) byPartition.set(replica.partition, new Map([[replica.node, replica]]))
    else known.set(replica.node, replica)
  }
  return partitions.map((partition) => {
    const name = `${partition.topic}-${partition.index}`
    const mine = byPartition.get(name) ?? new Map<number, ReplicaRow>()
    const changed = changes.get(partition.address)?.fields ?? []
    const isChanged = changed.length > 0 || [...mine.values()].some((replica) => changes.has(replica.address))
    return { partition, name, replicas: mine, lag: lagOf(partition, mine), changed, isChanged }
  })
}

/** Without a leader: behind the longest log. */
function lagOf(partition: PartitionRow, replicas: ReadonlyMap<number, ReplicaRow>): number {
  const ends = [...replicas.values()].map((replica) => replica.logEnd)
  const end = replicas.get(partition.leader)?.logEnd ?? Math.max(0, ...ends)
  return Math.max(0, ...ends.map((each) => end - each))
}

export function filterLines(
  lines: readonly PartitionLine[],
  filter: PartitionFilter,
  text: string,
): PartitionLine[] {
  const wanted = text.trim().toLowerCase()
  return lines.filter((line) => passes(line, filter) && line.name.toLowerCase().includes(wanted))
}

function passes({ partition, isChanged }: PartitionLine, filter: PartitionFilter): boolean {
  const { isr, replicas, minIsr, leader } = partition
  switch (filter) {
    case 'all':
      return true
    case 'underReplicated':
      return isr.length < replicas.length
    case 'atMinIsr':
      return isr.length <= Math.min(minIsr, replicas.length)
    case 'leaderless':
      return leader < 0
    case 'notPreferred':
      return leader !== replicas[0]
    case 'changed':
      return isChanged
  }
}

/** Equal ones keep the order of topics and indexes, in which the rows come. */
export function sortLines(lines: readonly PartitionLine[], order: PartitionOrder): PartitionLine[] {
  const sorted = lines.map((line, place) => ({ line, place }))
  const sign = order.descending ? -1 : 1
  sorted.sort((a, b) => {
    if (order.by === 'name') return sign * (a.place - b.place)
    return sign * (sortValue(a.line, order.by) - sortValue(b.line, order.by)) || a.place - b.place
  })
  return sorted.map(({ line }) => line)
}

function sortValue({ partition, lag }: PartitionLine, by: Exclude<PartitionSort, 'name'>): number {
  switch (by) {
    case 'leader':
      return partition.leader
    case 'isr':
      return partition.isr.length
    case 'leaderEpoch':
      return partition.leaderEpoch
    case 'partitionEpoch':
      return partition.partitionEpoch
    case 'lag':
      return lag
  }
}
