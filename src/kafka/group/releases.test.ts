import { describe, expect, test } from 'vitest'
import { errorOf } from '../protocol/errors.ts'
import { GroupCluster } from './testing/group-cluster.ts'

const ALL = ['orders-0', 'orders-1', 'orders-2', 'orders-3']

describe('coordinators of older releases', () => {
  test('before 2.2 a member joins in one step', () => {
    const groups = new GroupCluster({ rules: '2.1' })
    const answer = groups.join('m1')
    expect(answer).toMatchObject({ error: 0, generation: 1 })
    expect(answer.memberId).toMatch(/^m1-/)
    expect(errorOf(new GroupCluster({ rules: '2.2' }).join('m1').error).name).toBe('MEMBER_ID_REQUIRED')
  })

  test('before 2.1 an offset expires by the age of its commit, whoever is there', () => {
    const cluster = { 'offsets.retention.minutes': 1, 'offsets.retention.check.interval.ms': 10_000 }
    const left = ['2.0', '2.1'].map((rules) => {
      const groups = new GroupCluster({ rules, cluster })
      groups.enter('m1')
      groups.commit('m1', 'm1', 2, { 'orders-0': 9 })
      for (let beat = 0; beat < 4; beat++) {
        groups.cluster.runFor(20_000)
        groups.beat('m1', { memberEpoch: 2 })
      }
      return groups.committed('m2')
    })
    expect(left).toEqual([{}, { 'orders-0': 9 }])
  })

  test('before 4.2 a member that joins again under its id is fenced', () => {
    const again = ['4.1', '4.2'].map((rules) => {
      const groups = new GroupCluster({ rules })
      groups.enter('m1')
      groups.enter('m2')
      groups.cluster.runFor(1_000)
      groups.beat('m1', { memberEpoch: 2, owned: [] })
      expect(groups.consumer().members[0]).toMatchObject({ epoch: 3, previousEpoch: 2 })
      return errorOf(groups.enter('m1').error).name
    })
    expect(again).toEqual(['FENCED_MEMBER_EPOCH', 'NONE'])
  })

  test('before 4.3 a commit in an older epoch is stale, and targets follow each other at once', () => {
    const groups = new GroupCluster({ rules: '4.2' })
    groups.enter('m1')
    expect(groups.enter('m2')).toMatchObject({ memberEpoch: 3 })
    groups.beat('m1', { memberEpoch: 2 })
    const kept = groups.consumer().members[0]?.assigned.map(({ partition }) => partition) ?? []
    groups.beat('m1', { memberEpoch: 2, owned: kept })
    expect(ALL).toContain(kept[0])
    expect(groups.commit('m1', 'm1', 2, { [kept[0] ?? '']: 4 })).toEqual(['STALE_MEMBER_EPOCH'])
    expect(groups.commit('m1', 'm1', 3, { [kept[0] ?? '']: 4 })).toEqual(['NONE'])
  })
})
