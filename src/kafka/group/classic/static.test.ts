import { describe, expect, test } from 'vitest'
import type { JoinGroupResponse } from '../../protocol/classic-group.ts'
import { errorOf } from '../../protocol/errors.ts'
import { GroupCluster } from '../testing/group-cluster.ts'

function nameOf(error: number): string {
  return errorOf(error).name
}

describe('static members', () => {
  function formedStatic(groups: GroupCluster): { one: string; two: string } {
    const joins = [groups.sendJoin('m1', { instanceId: 'one' }), groups.sendJoin('m2', { instanceId: 'two' })]
    const one = groups.answer<JoinGroupResponse>('m1', joins[0] ?? -1)
    const two = groups.answer<JoinGroupResponse>('m2', joins[1] ?? -1)
    const assignments = [
      { memberId: one.memberId, partitions: ['orders-0'] },
      { memberId: two.memberId, partitions: ['orders-1'] },
    ]
    const second = groups.sendSync('m2', { memberId: two.memberId, instanceId: 'two' })
    groups.sync('m1', { memberId: one.memberId, instanceId: 'one', assignments })
    groups.answer('m2', second)
    return { one: one.memberId, two: two.memberId }
  }

  test('join at once, under an id made of their instance id', () => {
    const groups = new GroupCluster()
    const { one } = formedStatic(groups)
    expect(one).toMatch(/^one-/)
  })

  test('a group of theirs begins with an empty generation 0 too', () => {
    const groups = new GroupCluster()
    groups.sendJoin('m1', { instanceId: 'one' })
    groups.cluster.runFor(10)
    expect(groups.records()).toMatchObject([
      { value: { generation: 0, protocolType: '', leader: null, members: [] } },
    ])
  })

  test('one that is back gets a new id and its old assignment, and nothing moves', () => {
    const groups = new GroupCluster()
    const { one, two } = formedStatic(groups)
    const answer = groups.join('m3', { instanceId: 'two' })
    expect(answer).toMatchObject({ error: 0, generation: 1, skipAssignment: false, members: [] })
    expect(answer.memberId).not.toBe(two)
    expect(groups.classic().state).toBe('Stable')
    expect(groups.heartbeat('m1', one, 1, 'one')).toBe('NONE')
    const synced = groups.sync('m3', { memberId: answer.memberId, instanceId: 'two' })
    expect(synced).toMatchObject({ error: 0, partitions: ['orders-1'] })
    // Written as the same generation once more.
    expect(
      groups.records().filter(({ value }) => value?.type === 'group' && value.generation === 1),
    ).toHaveLength(2)
  })

  test('the old instance is fenced', () => {
    const groups = new GroupCluster()
    const { two } = formedStatic(groups)
    groups.join('m3', { instanceId: 'two' })
    expect(groups.heartbeat('m2', two, 1, 'two')).toBe('FENCED_INSTANCE_ID')
    expect(groups.commit('m2', two, 1, { 'orders-1': 5 }, 'two')).toEqual(['FENCED_INSTANCE_ID'])
    expect(groups.heartbeat('m2', two, 1, 'three')).toBe('UNKNOWN_MEMBER_ID')
  })

  test('the leader that is back is told the members and not to assign (KIP-814)', () => {
    const groups = new GroupCluster()
    formedStatic(groups)
    const answer = groups.join('m3', { instanceId: 'one' })
    expect(answer).toMatchObject({ generation: 1, skipAssignment: true, leader: answer.memberId })
    expect(answer.members).toHaveLength(2)
  })

  test('a join that waits under the old id is fenced', () => {
    const groups = new GroupCluster()
    const { two } = formedStatic(groups)
    groups.sendJoin('m4', { memberId: groups.memberId('m4') })
    const waiting = groups.sendJoin('m2', { memberId: two, instanceId: 'two' })
    groups.cluster.runFor(10)
    groups.sendJoin('m3', { instanceId: 'two' })
    expect(nameOf(groups.answer<JoinGroupResponse>('m2', waiting).error)).toBe('FENCED_INSTANCE_ID')
  })

  test('one that stays away is out after its session', () => {
    const groups = new GroupCluster()
    const { one } = formedStatic(groups)
    groups.cluster.runFor(8_000)
    groups.heartbeat('m1', one, 1, 'one')
    groups.cluster.runFor(2_100)
    expect(groups.classic().members.map(({ instanceId }) => instanceId)).toEqual(['one'])
  })

  test('an admin removes one by its instance id', () => {
    const groups = new GroupCluster()
    formedStatic(groups)
    expect(groups.leave('m4', '', 'two')).toBe('NONE')
    expect(groups.leave('m4', '', 'two')).toBe('UNKNOWN_MEMBER_ID')
  })
})
