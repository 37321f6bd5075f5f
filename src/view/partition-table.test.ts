import { describe, expect, it } from 'vitest'
import type { PartitionFilter, PartitionLine } from './partition-table.ts'
import { filterLines, partitionLines, sortLines } from './partition-table.ts'
import type { PartitionRow, ReplicaRow } from './rows.ts'

function partition(index: number, part: Partial<PartitionRow> = {}): PartitionRow {
  return {
    address: `partition:orders-${index}`,
    topic: 'orders',
    index,
    leader: 1,
    leaderEpoch: 0,
    partitionEpoch: 0,
    replicas: [1, 2, 3],
    isr: [1, 2, 3],
    elr: [],
    minIsr: 2,
    ...part,
  }
}

function replica(index: number, node: number, logEnd: number): ReplicaRow {
  return {
    address: `replica:orders-${index}@${node}`,
    partition: `orders-${index}`,
    node,
    role: 'follower',
    inSync: true,
    logStart: 0,
    logEnd,
    highWatermark: 0,
    lastEpoch: 0,
    logHash: '',
    truncatedRecords: 0,
  }
}

const partitions = [
  partition(0, { isr: [1, 2], leaderEpoch: 3 }),
  partition(1, { leader: -1, isr: [] }),
  partition(2, { leader: 2 }),
  partition(10, { isr: [1] }),
]
const changes = new Map([['replica:orders-2@1', { address: 'replica:orders-2@1', fields: ['logEnd'] }]])
const lines = partitionLines(
  partitions,
  [replica(0, 1, 9), replica(0, 2, 4), replica(2, 1, 12), replica(2, 2, 10)],
  changes,
)
const names = (found: readonly PartitionLine[]) => found.map((line) => line.partition.index)

describe('the lines of the partitions lens', () => {
  it('say how far the slowest replica is behind its leader, never below zero', () => {
    expect(lines.map((line) => line.lag)).toEqual([5, 0, 0, 0])
  })

  it('count a change of a replica as one of its partition', () => {
    expect(names(lines.filter((line) => line.isChanged))).toEqual([2])
  })
})

describe('a filter', () => {
  it.each<[PartitionFilter, number[]]>([
    ['all', [0, 1, 2, 10]],
    ['underReplicated', [0, 1, 10]],
    ['atMinIsr', [0, 1, 10]],
    ['leaderless', [1]],
    ['notPreferred', [1, 2]],
    ['changed', [2]],
  ])('%s keeps what it says', (filter, kept) => {
    expect(names(filterLines(lines, filter, ''))).toEqual(kept)
  })

  it('finds names by a part of them, whatever the case', () => {
    expect(names(filterLines(lines, 'all', ' ORDERS-1'))).toEqual([1, 10])
  })
})

describe('an order', () => {
  it('is by topic and index, so that 10 comes after 2', () => {
    expect(names(sortLines(lines, { by: 'name', descending: false }))).toEqual([0, 1, 2, 10])
    expect(names(sortLines(lines, { by: 'name', descending: true }))).toEqual([10, 2, 1, 0])
  })

  it('keeps equal ones in the order of their names, both ways', () => {
    expect(names(sortLines(lines, { by: 'leaderEpoch', descending: true }))).toEqual([0, 1, 2, 10])
    expect(names(sortLines(lines, { by: 'isr', descending: false }))).toEqual([1, 10, 0, 2])
    expect(names(sortLines(lines, { by: 'lag', descending: true }))).toEqual([0, 1, 2, 10])
  })
})
