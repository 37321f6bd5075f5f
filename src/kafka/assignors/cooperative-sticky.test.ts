import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cooperativeSticky } from './cooperative-sticky.ts'
import type { Group } from './group.ts'
import { nameOf } from './group.ts'
import { sticky } from './sticky.ts'
import { arbitraryGroup, SHAPES } from './testing/drawn-group.ts'
import { assignmentText, groupOf, sortedText } from './testing/notation.ts'
import { keptCount, ownedNames, strangers, toBeOwned } from './testing/properties.ts'

// clients.md 5: results of the real classes of 4.3.
const EXAMPLES: readonly [id: string, topics: string, members: string, result: string][] = [
  ['K1', 't0=3', 'C0{t0}; C1{t0}', 'C0: t0-0 t0-2; C1: t0-1'],
  ['K2', 't0=3 t1=3', 'C0{t0,t1}; C1{t0,t1}', 'C0: t0-0 t0-2 t1-1; C1: t0-1 t1-0 t1-2'],
  [
    'K4',
    't0=2 t1=2 t2=2 t3=2',
    'C0{t0,t1,t2,t3} had t0-0 t1-1 t3-0 g1; C2{t0,t1,t2,t3} had t1-0 t2-1 g1',
    'C0: t0-0 t3-0 t1-1 t0-1; C2: t1-0 t2-1 t2-0 t3-1',
  ],
  [
    'K5',
    't0=6',
    'C0{t0} had t0-0 t0-2 t0-4 g1; C1{t0} had t0-1 t0-3 t0-5 g1; C2{t0}',
    'C0: t0-0 t0-2; C1: t0-1 t0-3; C2: -',
  ],
  [
    'K5b',
    't0=6',
    'C0{t0} had t0-0 t0-2 g2; C1{t0} had t0-1 t0-3 g2; C2{t0} had - g2',
    'C0: t0-0 t0-2; C1: t0-1 t0-3; C2: t0-4 t0-5',
  ],
  ['K6', 't0=4', 'C0{t0} had t0-0 t0-1 t0-2 t0-3 g1; C1{t0}', 'C0: t0-0 t0-1; C1: -'],
  ['K6b', 't0=4', 'C0{t0} had t0-0 t0-1 g2; C1{t0} had - g2', 'C0: t0-0 t0-1; C1: t0-2 t0-3'],
  ['K7', 't0=5', 'C0{t0} had t0-0 t0-2 g1; C1{t0} had t0-1 g1', 'C0: t0-0 t0-2 t0-4; C1: t0-1 t0-3'],
  [
    'K9',
    't0=1 t1=2 t2=3',
    'C1{t0,t1} had t1-0 t1-1 g1; C2{t0,t1,t2} had t2-0 t2-1 t2-2 g1',
    'C1: t1-0 t1-1 t0-0; C2: t2-0 t2-1 t2-2',
  ],
  [
    'K10',
    't0=7',
    'C0{t0} had t0-0 t0-1 g1; C1{t0} had t0-2 t0-3 g1; C2{t0} had t0-4 t0-5 t0-6 g1; C3{t0}; C4{t0}',
    'C0: t0-0 t0-1; C1: t0-2 t0-3; C2: t0-4; C3: -; C4: -',
  ],
  ['K11', 't0=4', 'C0{t0} had t0-0 t0-1 g5; C1{t0} had t0-1 t0-2 g5', 'C0: t0-0; C1: t0-2 t0-3'],
  ['K12', 't0=4', 'C0{t0} had t0-0 t0-1 g4; C1{t0} had t0-1 t0-2 g5', 'C0: t0-0 t0-3; C1: t0-1 t0-2'],
  ['K13', 't0=[a b a b]', 'C0{t0}@b; C1{t0}@a', 'C0: t0-1 t0-3; C1: t0-0 t0-2'],
  ['K14', 't0=[a b a b]', 'C0{t0}@b had t0-0 t0-1 g1; C1{t0}@a had t0-2 t0-3 g1', 'C0: t0-1; C1: t0-2'],
  [
    'K15',
    't0=3 t1=3',
    'C0{t0} had t0-0 t0-1 t1-0 g1; C1{t0,t1} had t0-2 t1-1 t1-2 g1',
    'C0: t0-0 t0-1; C1: t1-1 t1-2',
  ],
  ['K16', 't0=2', 'C0{t0}; C1{t0}; C2{t0}', 'C0: t0-0; C1: t0-1; C2: -'],
]

describe('cooperative-sticky', () => {
  it.each(EXAMPLES)('%s: %s for %s', (_, topics, members, result) => {
    expect(assignmentText(cooperativeSticky(groupOf(topics, members)))).toBe(sortedText(result))
  })

  it.each(SHAPES)('first gives nobody what another still owns, then all of it: %o', (shape) => {
    fc.assert(
      fc.property(arbitraryGroup(shape), (group) => {
        const first = cooperativeSticky(group)
        expect(strangers(group, first)).toEqual([])
        expect(keptCount(group, first)).toBe(keptCount(group, sticky(group)))
        const owners = new Map(
          group.members.flatMap(({ id, owned }) => owned.map((one) => [nameOf(one), id])),
        )
        for (const { member, partitions } of first) {
          for (const name of partitions.map(nameOf)) expect(owners.get(name) ?? member).toBe(member)
        }
        // With racks a partition far from its owner is given up again, so that a group need not come to rest. When subscriptions differ the second
        // rebalance may find more to even out.
        if (shape.racks) return
        let last = rejoined(group)
        for (let more = shape.sameTopics ? 0 : 3; more > 0; more--) last = rejoined(last)
        expect(ownedNames(cooperativeSticky(last))).toEqual(toBeOwned(group))
      }),
      { seed: 68, numRuns: 300 },
    )
  })

  it('is the same in whatever order members are listed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SHAPES).chain(arbitraryGroup), (group) => {
        const reversed = cooperativeSticky({ ...group, members: [...group.members].reverse() })
        expect(assignmentText([...reversed].reverse())).toBe(assignmentText(cooperativeSticky(group)))
      }),
      { seed: 69, numRuns: 300 },
    )
  })

  it('answers for an empty group', () => {
    expect(cooperativeSticky(groupOf('t0=1', 'C0{t0}'), 3)).toHaveLength(1)
    expect(cooperativeSticky({ topics: [], members: [] })).toEqual([])
  })
})

/** Everyone comes back with what the first phase left. */
function rejoined(group: Group): Group {
  const first = cooperativeSticky(group)
  const members = group.members.map((member, place) => ({
    ...member,
    owned: first[place]?.partitions ?? [],
    generation: 4,
  }))
  return { ...group, members }
}
