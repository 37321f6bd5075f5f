import { describe, expect, test } from 'vitest'
import { ASSIGNORS } from '../../kafka/assignors/assignors.ts'
import { movesOf } from '../../kafka/assignors/moves.ts'
import {
  addMember,
  addTopic,
  FIRST_QUESTION,
  groupOf,
  keep,
  removeMember,
  removeTopic,
  setPartitions,
  toggleSubscription,
} from './assign-question.ts'

describe('a question about an assignment', () => {
  test('begins with members that own nothing', () => {
    expect(groupOf(FIRST_QUESTION).members.map((member) => [member.owned.length, member.generation])).toEqual(
      [
        [0, -1],
        [0, -1],
        [0, -1],
      ],
    )
  })

  test('goes on from the assignment that was kept: a member that joins then moves only what it needs', () => {
    const kept = keep(FIRST_QUESTION, ASSIGNORS.sticky(groupOf(FIRST_QUESTION)))
    const joined = groupOf(addMember(kept))
    expect(joined.members.map((member) => member.id)).toEqual(['c1', 'c2', 'c3', 'c4'])
    expect(movesOf(joined, ASSIGNORS.sticky(joined)).moved).toHaveLength(2)
    expect(movesOf(joined, ASSIGNORS.roundrobin(joined)).moved.length).toBeGreaterThan(2)
  })

  test('gives a new member the first free name, and takes a left one with what it owned', () => {
    const left = removeMember(FIRST_QUESTION, 'c2')
    expect(left.members.map((member) => member.id)).toEqual(['c1', 'c3'])
    expect(addMember(left).members.map((member) => member.id)).toEqual(['c1', 'c3', 'c2'])
  })

  test('forgets what nobody can own any more', () => {
    const kept = keep(FIRST_QUESTION, ASSIGNORS.range(groupOf(FIRST_QUESTION)))
    const fewer = groupOf(setPartitions(kept, 'orders', 1))
    expect(fewer.members.flatMap((member) => member.owned).filter(({ topic }) => topic === 'orders')).toEqual(
      [{ topic: 'orders', index: 0 }],
    )
    const without = removeTopic(kept, 'orders')
    expect(without.members.every((member) => !member.topics.includes('orders'))).toBe(true)
    expect(groupOf(without).members.flatMap((member) => member.owned)).toHaveLength(4)
  })

  test('a topic that is added is subscribed by all, and each may leave it', () => {
    const added = addTopic(FIRST_QUESTION)
    expect(added.members.every((member) => member.topics.includes('t1'))).toBe(true)
    const toggled = toggleSubscription(added, 'c2', 't1')
    expect(toggled.members.map((member) => member.topics.includes('t1'))).toEqual([true, false, true])
    expect(toggleSubscription(toggled, 'c2', 't1')).toEqual(added)
  })
})
