import { describe, expect, test } from 'vitest'
import type { PartitionChangeRecord, PartitionState } from '../metadata/records.ts'
import { mergePartition } from '../metadata/records.ts'
import type { PartitionChange } from './partition-change.ts'
import { changePartition } from './partition-change.ts'

const BASE: PartitionState = {
  sealed: true,
  topic: 'orders',
  index: 0,
  replicas: [1, 2, 3],
  isr: [1, 2, 3],
  elr: [],
  lastKnownElr: [],
  adding: [],
  removing: [],
  leader: 1,
  leaderEpoch: 4,
  partitionEpoch: 9,
  recovering: false,
}

type Case = Partial<Omit<PartitionChange, 'state' | 'isAcceptable'>> & {
  readonly state?: Partial<PartitionState>
  /** Brokers that may lead. */
  readonly up: readonly number[]
}

function change(given: Case): PartitionChangeRecord | null {
  const state = { ...BASE, ...given.state }
  return changePartition({
    targetIsr: state.isr,
    election: 'online',
    effectiveMinIsr: 2,
    isElrOn: true,
    bumpsOnShrink: false,
    uncleanShutdown: -1,
    hasRecovered: false,
    ...given,
    state,
    isAcceptable: (replica) => given.up.includes(replica),
  })
}

/** Only what the record sets. */
function set(record: PartitionChangeRecord | null): Partial<PartitionChangeRecord> | null {
  if (record === null) return null
  const { type: _, topic: __, index: ___, ...fields } = record
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}

describe('a partition changes', () => {
  const cases: readonly (readonly [string, Case, Partial<PartitionChangeRecord> | null])[] = [
    ['not at all: no record', { up: [1, 2, 3] }, null],
    [
      'a follower leaves: ISR only, the leader and its epoch stay',
      { up: [1, 3], targetIsr: [1, 3] },
      { isr: [1, 3] },
    ],
    [
      'the leader leaves: the next of the ISR in replica order',
      { up: [2, 3], targetIsr: [2, 3] },
      { isr: [2, 3], leader: 2 },
    ],
    [
      'the leader leaves and the next in order is not in the ISR',
      { state: { isr: [1, 3] }, up: [2, 3], targetIsr: [3] },
      { isr: [3], leader: 3, elr: [1] },
    ],
    [
      'below min ISR whoever leaves enters the ELR',
      { state: { isr: [1, 2] }, up: [1], targetIsr: [1] },
      { isr: [1], elr: [2] },
    ],
    [
      'the last member leaves: ISR empty, everyone in the ELR, the leader is remembered',
      { state: { isr: [1], elr: [2] }, up: [], targetIsr: [] },
      { leader: -1, isr: [], elr: [1, 2], lastKnownElr: [1] },
    ],
    [
      'an ELR member comes up: it is elected, cleanly, into an ISR of its own',
      { state: { isr: [], elr: [1, 2], leader: -1, lastKnownElr: [1] }, up: [2] },
      { leader: 2, isr: [2], elr: [1], lastKnownElr: [] },
    ],
    [
      'a replica outside ISR and ELR comes up: nothing',
      { state: { isr: [], elr: [1, 2], leader: -1, lastKnownElr: [1] }, up: [3] },
      null,
    ],
    [
      'ISR and ELR empty, the last known leader comes up: elected, uncleanly',
      { state: { isr: [], elr: [], leader: -1, lastKnownElr: [1] }, up: [1, 3] },
      { leader: 1, isr: [1], lastKnownElr: [], recovering: true },
    ],
    [
      'ISR and ELR empty, the last known leader is down: nothing (KAFKA-19522)',
      { state: { isr: [], elr: [], leader: -1, lastKnownElr: [1] }, up: [3] },
      null,
    ],
    [
      'an unclean restart takes a member from ISR and ELR',
      { state: { isr: [1], elr: [2] }, up: [1], uncleanShutdown: 2 },
      { elr: [] },
    ],
    [
      'back at min ISR the ELR is cleared',
      { state: { isr: [1], elr: [2, 3] }, up: [1, 2, 3], targetIsr: [1, 3] },
      { isr: [1, 3], elr: [] },
    ],
    [
      'min ISR counts at most the replicas there are',
      { state: { replicas: [1], isr: [1] }, up: [], targetIsr: [], effectiveMinIsr: 3 },
      { leader: -1, isr: [], elr: [1], lastKnownElr: [1] },
    ],
    [
      'without ELR the last member of the ISR is never removed',
      { state: { isr: [1] }, up: [], targetIsr: [], isElrOn: false },
      { leader: -1 },
    ],
    [
      'without ELR it leads again when it comes back',
      { state: { isr: [1], leader: -1 }, up: [1], isElrOn: false },
      { leader: 1 },
    ],
    [
      'unclean election: the first acceptable replica in order, marked as recovering',
      { state: { isr: [1], leader: -1 }, up: [2, 3], targetIsr: [1], isElrOn: false, election: 'unclean' },
      { leader: 2, isr: [2], recovering: true },
    ],
    [
      'unclean is the last resort: an ISR member goes first',
      { up: [3], targetIsr: [2, 3], election: 'unclean' },
      { leader: 3, isr: [2, 3] },
    ],
    [
      'preferred: the first replica, when it may',
      { state: { leader: 2 }, up: [1, 2, 3], election: 'preferred' },
      { leader: 1 },
    ],
    [
      'preferred: out of the ISR, the present leader stays',
      { state: { leader: 2, isr: [2, 3] }, up: [1, 2, 3], election: 'preferred' },
      null,
    ],
    [
      'a leader that reports itself recovered',
      { state: { recovering: true, isr: [1] }, up: [1], targetIsr: [1, 2], hasRecovered: true },
      { isr: [1, 2], recovering: false },
    ],
  ]
  test.each(cases)('%s', (_name, given, expected) => {
    expect(set(change(given))).toEqual(expected)
  })

  test('the leader epoch rises with the leader field only, the partition epoch with every record', () => {
    const shrunk = change({ up: [1, 3], targetIsr: [1, 3] })
    const moved = change({ up: [2, 3], targetIsr: [2, 3] })
    const lost = change({ state: { isr: [1] }, up: [], targetIsr: [] })
    const epochs = [shrunk, moved, lost].map((record) => {
      const after = mergePartition(BASE, record as PartitionChangeRecord)
      return [after.leaderEpoch, after.partitionEpoch]
    })
    expect(epochs).toEqual([
      [4, 10],
      [5, 10],
      [5, 10],
    ])
  })
})
