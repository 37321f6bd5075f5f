import { describe, expect, test } from 'vitest'
import { checkpoint } from '../../../sim/world.ts'
import { LIST_OFFSETS } from '../../protocol/api.ts'
import { OFFSET_EXPIRED } from '../facts.ts'
import { GroupCluster } from '../testing/group-cluster.ts'

describe('OffsetCommit', () => {
  test('a member commits, and whoever asks is told', () => {
    const groups = new GroupCluster()
    const [first] = groups.formed(['m1'])
    expect(groups.commit('m1', first ?? '', 1, { 'orders-0': 5, 'orders-1': 7 })).toEqual(['NONE', 'NONE'])
    expect(groups.committed('m2')).toEqual({ 'orders-0': 5, 'orders-1': 7 })
    expect(groups.committed('m2', ['orders-1', 'orders-2'])).toEqual({ 'orders-1': 7, 'orders-2': -1 })
  })

  test('whoever assigns by hand commits without a member, as long as the group is empty', () => {
    const groups = new GroupCluster()
    expect(groups.commit('m1', '', -1, { 'orders-0': 3 })).toEqual(['NONE'])
    // Offsets alone write no generation.
    expect(groups.records().map(({ key }) => key[0])).toEqual(['offset'])
    expect(groups.classic()).toMatchObject({ state: 'Empty', protocolType: null, generation: 0 })
    const other = new GroupCluster()
    other.formed(['m1'])
    expect(other.commit('m2', '', -1, { 'orders-0': 3 })).toEqual(['UNKNOWN_MEMBER_ID'])
    expect(other.committed('m2')).toEqual({})
  })

  test('strangers, other generations, unknown groups and unknown partitions are refused and change nothing', () => {
    const groups = new GroupCluster()
    expect(groups.commit('m1', 'who', 1, { 'orders-0': 5 })).toEqual(['GROUP_ID_NOT_FOUND'])
    const [first] = groups.formed(['m1'])
    expect(groups.commit('m1', 'who', 1, { 'orders-0': 5 })).toEqual(['UNKNOWN_MEMBER_ID'])
    expect(groups.commit('m1', first ?? '', 0, { 'orders-0': 5 })).toEqual(['ILLEGAL_GENERATION'])
    expect(groups.commit('m1', first ?? '', 2, { 'orders-0': 5 })).toEqual(['ILLEGAL_GENERATION'])
    expect(groups.commit('m1', first ?? '', 1, { 'nowhere-0': 5, 'orders-1': 5 })).toEqual([
      'UNKNOWN_TOPIC_OR_PARTITION',
      'NONE',
    ])
    expect(groups.committed('m1')).toEqual({ 'orders-1': 5 })
  })

  test('while the group waits for joins a member may still commit, while it waits for the assignment not', () => {
    const groups = new GroupCluster()
    const [first] = groups.formed(['m1'])
    const second = groups.memberId('m2')
    groups.sendJoin('m2', { memberId: second })
    groups.cluster.runFor(10)
    expect(groups.classic().state).toBe('PreparingRebalance')
    expect(groups.commit('m1', first ?? '', 1, { 'orders-0': 5 })).toEqual(['NONE'])
    groups.join('m1', { memberId: first ?? '' })
    expect(groups.classic().state).toBe('CompletingRebalance')
    expect(groups.commit('m1', first ?? '', 2, { 'orders-0': 6 })).toEqual(['REBALANCE_IN_PROGRESS'])
    expect(groups.committed('m1')).toEqual({ 'orders-0': 5 })
  })

  test('keeps the session of a classic member, not that of a KIP-848 member', () => {
    const classic = new GroupCluster()
    const [first] = classic.formed(['m1'])
    classic.cluster.runFor(7_000)
    classic.commit('m1', first ?? '', 1, { 'orders-0': 5 })
    classic.cluster.runFor(7_000)
    expect(classic.heartbeat('m1', first ?? '', 1)).toBe('NONE')
    const modern = new GroupCluster()
    modern.enter('m1')
    modern.cluster.runFor(40_000)
    expect(modern.commit('m1', 'm1', 2, { 'orders-0': 5 })).toEqual(['NONE'])
    modern.cluster.runFor(5_100)
    expect(modern.commit('m1', 'm1', 2, { 'orders-0': 6 })).toEqual(['UNKNOWN_MEMBER_ID'])
  })

  test('is answered when it is replicated, and fails after 5 s while it cannot be; it may still count', () => {
    const groups = new GroupCluster({ brokers: 3 })
    const followers = ['1', '2', '3'].filter((id) => id !== String(groups.coordinator))
    for (const node of followers) groups.cluster.input('pause', { node })
    const startMs = groups.cluster.nowMs
    const id = groups.sendCommit('m1', '', -1, { 'orders-0': 9 })
    groups.answer('m1', id)
    expect(groups.cluster.nowMs - startMs).toBeCloseTo(5_002, -1)
    for (const node of followers) groups.cluster.input('resume', { node })
    groups.cluster.runFor(3_000)
    expect(groups.committed('m1')).toEqual({ 'orders-0': 9 })
  })

  test('goes backwards without a word: the last one in the log counts', () => {
    const groups = new GroupCluster()
    groups.commit('m1', '', -1, { 'orders-0': 9 })
    groups.commit('m1', '', -1, { 'orders-0': 2 })
    expect(groups.committed('m1')).toEqual({ 'orders-0': 2 })
  })

  test('of a KIP-848 member: an older epoch is good for what it had in it (4.3)', () => {
    const groups = new GroupCluster({ cluster: { 'group.consumer.assignment.interval.ms': 0 } })
    groups.enter('m1')
    groups.enter('m2')
    groups.beat('m1', { memberEpoch: 2 })
    const kept = groups.consumer().members[0]?.assigned.map(({ partition }) => partition) ?? []
    const lost = groups.consumer().members[0]?.revoking.map(({ partition }) => partition) ?? []
    groups.beat('m1', { memberEpoch: 2, owned: kept })
    const offsets = { [kept[0] ?? '']: 4, [lost[0] ?? '']: 4 }
    expect(groups.commit('m1', 'm1', 2, offsets)).toEqual(['NONE', 'STALE_MEMBER_EPOCH'])
    expect(groups.commit('m1', 'm1', 9, offsets)).toEqual(['STALE_MEMBER_EPOCH', 'STALE_MEMBER_EPOCH'])
    expect(groups.commit('m1', 'who', 3, offsets)).toEqual(['UNKNOWN_MEMBER_ID', 'UNKNOWN_MEMBER_ID'])
    expect(groups.commit('m3', '', -1, offsets)).toEqual(['UNKNOWN_MEMBER_ID', 'UNKNOWN_MEMBER_ID'])
    expect(groups.committed('m1')).toEqual({ [kept[0] ?? '']: 4 })
  })
})

describe('offsets go', () => {
  const SOON = { 'offsets.retention.minutes': 1, 'offsets.retention.check.interval.ms': 10_000 }

  test('of offsets alone: when their retention since the commit is over, and the group with them', () => {
    const groups = new GroupCluster({ cluster: SOON })
    groups.commit('m1', '', -1, { 'orders-0': 9 })
    groups.cluster.runFor(49_000)
    expect(groups.committed('m1')).toEqual({ 'orders-0': 9 })
    groups.cluster.runFor(25_000)
    expect(groups.committed('m1')).toEqual({})
    expect(groups.group()?.members).toBe(null)
    expect(groups.records().at(-1)).toEqual({ key: ['offset', 'g', 'orders', 0], value: null })
  })

  test('the group goes in the same pass whether or not a checkpoint was taken before it', () => {
    const groups = new GroupCluster({ cluster: SOON })
    groups.commit('m1', '', -1, { 'orders-0': 9 })
    groups.cluster.runUntil(() => groups.cluster.facts(OFFSET_EXPIRED).length > 0, 49_000 + 25_000)
    const pass = groups.cluster.nowMs
    const again = new GroupCluster({ cluster: SOON })
    again.commit('m1', '', -1, { 'orders-0': 9 })
    again.cluster.runTo(pass - 1)
    checkpoint(again.cluster.world)
    again.cluster.runTo(pass)
    expect(groups.group()?.members).toBe(null)
    expect(again.group()?.members).toBe(null)
  })

  test('of a group: retention begins when it becomes empty', () => {
    const groups = new GroupCluster({ cluster: SOON })
    const [first] = groups.formed(['m1'])
    groups.commit('m1', first ?? '', 1, { 'orders-0': 9 })
    for (let beat = 0; beat < 12; beat++) {
      groups.cluster.runFor(8_000)
      groups.heartbeat('m1', first ?? '', 1)
    }
    expect(groups.committed('m1')).toEqual({ 'orders-0': 9 })
    groups.leave('m1', first ?? '')
    groups.cluster.runFor(50_000)
    expect(groups.committed('m1')).toEqual({ 'orders-0': 9 })
    groups.cluster.runFor(25_000)
    expect(groups.committed('m1')).toEqual({})
    expect(groups.records().slice(-2)).toEqual([
      { key: ['offset', 'g', 'orders', 0], value: null },
      { key: ['group', 'g'], value: null },
    ])
  })

  test('with their topic, at once; a topic made anew begins without any', () => {
    const groups = new GroupCluster()
    groups.commit('m1', '', -1, { 'orders-0': 9 })
    groups.cluster.input('delete-topic', { topic: 'orders' })
    groups.cluster.runFor(1_000)
    expect(groups.committed('m1', ['orders-0'])).toEqual({ 'orders-0': -1 })
    expect(groups.records().at(-1)).toEqual({ key: ['offset', 'g', 'orders', 0], value: null })
  })
})

test('the offsets topic is an ordinary one: its records are read and replicated like all others', () => {
  const groups = new GroupCluster({ brokers: 3 })
  groups.commit('m1', '', -1, { 'orders-0': 9 })
  groups.cluster.runFor(600)
  for (const broker of [1, 2, 3]) expect(groups.records(broker)).toHaveLength(1)
  const asked = {
    type: 'listOffsets',
    replicaId: -1,
    partitions: [{ partition: '__consumer_offsets-0', currentLeaderEpoch: -1, timestamp: -1 }],
  }
  expect(groups.ask('m1', LIST_OFFSETS, asked)).toMatchObject({ partitions: [{ error: 0, offset: 1 }] })
})
