import { expect, test } from 'vitest'
import { ADMIN_ANSWERED, ADMIN_ASKED } from '../../client/admin-facts.ts'
import { GROUP_ID_NOT_FOUND, NON_EMPTY_GROUP, NONE } from '../../protocol/errors.ts'
import { GROUP_DELETED, OFFSET_EXPIRED } from '../facts.ts'
import { GroupCluster } from '../testing/group-cluster.ts'

/** Does it and waits for the answer. */
function deleteGroup(groups: GroupCluster, group: string): number {
  const { cluster } = groups
  const answers = () => cluster.facts(ADMIN_ANSWERED).map(({ c }) => c)
  const before = answers().length
  cluster.input('delete-group', { group })
  cluster.runUntil(() => answers().length > before)
  return answers().at(-1) ?? -1
}

test('a group with members is not deleted, one without goes with all its offsets', () => {
  const groups = new GroupCluster()
  const [first] = groups.formed(['m1'])
  groups.commit('m1', first ?? '', 1, { 'orders-0': 5, 'orders-1': 7 })
  expect(deleteGroup(groups, 'g')).toBe(NON_EMPTY_GROUP)
  expect(groups.committed('m1')).toEqual({ 'orders-0': 5, 'orders-1': 7 })

  groups.leave('m1', first ?? '')
  expect(deleteGroup(groups, 'g')).toBe(NONE)
  expect(groups.committed('m1')).toEqual({})
  expect(groups.cluster.facts(OFFSET_EXPIRED)).toHaveLength(2)
  expect(groups.cluster.facts(GROUP_DELETED)).toHaveLength(1)
  const last = groups.records().slice(-3)
  expect(last.map(({ key, value }) => [key[0], value])).toEqual([
    ['offset', null],
    ['offset', null],
    ['group', null],
  ])
  expect(groups.cluster.facts(ADMIN_ASKED).at(-1)?.object).toBe(`conn:admin>${groups.coordinator}`)
})

test('a group that is unknown is not found', () => {
  const groups = new GroupCluster()
  expect(deleteGroup(groups, 'nobody')).toBe(GROUP_ID_NOT_FOUND)
})
