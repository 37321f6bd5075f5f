import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sticky } from './sticky.ts'
import { arbitraryGroup, SHAPES } from './testing/drawn-group.ts'
import { assignmentText, groupOf, sortedText } from './testing/notation.ts'
import { keepableCount, keptCount, misplaced, sizes, spread } from './testing/properties.ts'
import { expectWhole } from './testing/whole.ts'

// clients.md 5: results of the real classes of 4.3.
const EXAMPLES: readonly [id: string, topics: string, members: string, result: string][] = [
  ['S1', 't0=3', 'C0{t0}; C1{t0}', 'C0: t0-0 t0-2; C1: t0-1'],
  ['S2', 't0=3 t1=3', 'C0{t0,t1}; C1{t0,t1}', 'C0: t0-0 t0-2 t1-1; C1: t0-1 t1-0 t1-2'],
  [
    'S3',
    't0=2 t1=2 t2=2 t3=2',
    'C0{t0,t1,t2,t3}; C1{t0,t1,t2,t3}; C2{t0,t1,t2,t3}',
    'C0: t0-0 t1-1 t3-0; C1: t0-1 t2-0 t3-1; C2: t1-0 t2-1',
  ],
  [
    'S4',
    't0=2 t1=2 t2=2 t3=2',
    'C0{t0,t1,t2,t3} had t0-0 t1-1 t3-0 g1; C2{t0,t1,t2,t3} had t1-0 t2-1 g1',
    'C0: t0-0 t3-0 t1-1 t0-1; C2: t1-0 t2-1 t2-0 t3-1',
  ],
  [
    'S5',
    't0=6',
    'C0{t0} had t0-0 t0-2 t0-4 g1; C1{t0} had t0-1 t0-3 t0-5 g1; C2{t0}',
    'C0: t0-0 t0-2; C1: t0-1 t0-3; C2: t0-4 t0-5',
  ],
  ['S6', 't0=4', 'C0{t0} had t0-0 t0-1 t0-2 t0-3 g1; C1{t0}', 'C0: t0-0 t0-1; C1: t0-2 t0-3'],
  ['S7', 't0=5', 'C0{t0} had t0-0 t0-2 g1; C1{t0} had t0-1 g1', 'C0: t0-0 t0-2 t0-4; C1: t0-1 t0-3'],
  ['S8', 't0=1 t1=2 t2=3', 'C0{t0}; C1{t0,t1}; C2{t0,t1,t2}', 'C0: t0-0; C1: t1-0 t1-1; C2: t2-0 t2-1 t2-2'],
  [
    'S9',
    't0=1 t1=2 t2=3',
    'C1{t0,t1} had t1-0 t1-1 g1; C2{t0,t1,t2} had t2-0 t2-1 t2-2 g1',
    'C1: t1-0 t1-1 t0-0; C2: t2-0 t2-1 t2-2',
  ],
  [
    'S10',
    't0=7',
    'C0{t0} had t0-0 t0-1 g1; C1{t0} had t0-2 t0-3 g1; C2{t0} had t0-4 t0-5 t0-6 g1; C3{t0}; C4{t0}',
    'C0: t0-0 t0-1; C1: t0-2 t0-3; C2: t0-4; C3: t0-5; C4: t0-6',
  ],
  ['S11', 't0=4', 'C0{t0} had t0-0 t0-1 g5; C1{t0} had t0-1 t0-2 g5', 'C0: t0-0 t0-1; C1: t0-2 t0-3'],
  ['S12', 't0=4', 'C0{t0} had t0-0 t0-1 g4; C1{t0} had t0-1 t0-2 g5', 'C0: t0-0 t0-3; C1: t0-1 t0-2'],
  ['S13', 't0=[a b a b]', 'C0{t0}@b; C1{t0}@a', 'C0: t0-1 t0-3; C1: t0-0 t0-2'],
  [
    'S14',
    't0=[a b a b]',
    'C0{t0}@b had t0-0 t0-1 g1; C1{t0}@a had t0-2 t0-3 g1',
    'C0: t0-1 t0-3; C1: t0-2 t0-0',
  ],
  [
    'S15',
    't0=3 t1=3',
    'C0{t0} had t0-0 t0-1 t1-0 g1; C1{t0,t1} had t0-2 t1-1 t1-2 g1',
    'C0: t0-0 t0-1 t0-2; C1: t1-1 t1-2 t1-0',
  ],
  ['S16', 't0=2', 'C0{t0}; C1{t0}; C2{t0}', 'C0: t0-0; C1: t0-1; C2: -'],
]

describe('sticky', () => {
  it.each(EXAMPLES)('%s: %s for %s', (_, topics, members, result) => {
    expect(assignmentText(sticky(groupOf(topics, members)))).toBe(sortedText(result))
  })

  it.each(SHAPES)(
    'gives every partition to one subscriber, in whatever order members are listed: %o',
    (shape) => expectWhole(sticky, shape),
  )

  it('keeps as much as an even spread allows when all subscribe to the same topics', () => {
    fc.assert(
      fc.property(arbitraryGroup({ sameTopics: true, racks: false, owned: true }), (group) => {
        const assignment = sticky(group)
        expect(spread(sizes(assignment))).toBeLessThanOrEqual(1)
        expect(keptCount(group, assignment)).toBe(keepableCount(group))
      }),
      { seed: 64, numRuns: 500 },
    )
  })

  it('stays within one partition of even with racks too', () => {
    fc.assert(
      fc.property(arbitraryGroup({ sameTopics: true, racks: true, owned: true }), (group) => {
        expect(spread(sizes(sticky(group)))).toBeLessThanOrEqual(1)
      }),
      { seed: 65, numRuns: 300 },
    )
  })

  it('leaves no partition that a subscriber could take from a member with two more', () => {
    fc.assert(
      fc.property(arbitraryGroup({ sameTopics: false, racks: false, owned: true }), (group) => {
        expect(misplaced(group, sticky(group))).toEqual([])
      }),
      { seed: 66, numRuns: 500 },
    )
  })

  it('changes nothing when asked again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SHAPES).chain(arbitraryGroup), (group) => {
        const first = sticky(group)
        const members = group.members.map((member, place) => ({
          ...member,
          owned: first[place]?.partitions ?? [],
          generation: 4,
        }))
        // With racks a partition far from its owner is given up each time.
        if (members.some(({ rack }) => rack !== null)) return
        expect(assignmentText(sticky({ ...group, members }))).toBe(assignmentText(first))
      }),
      { seed: 67, numRuns: 300 },
    )
  })

  it('prefers whoever had a partition in an older generation, when that evens things out', () => {
    const group = groupOf('t0=3', 'C0{t0,ghost} had t0-0 t0-1 t0-2 g5; C1{t0}; C2{t0} had t0-0 g4')
    expect(assignmentText(sticky(group))).toBe('C0: t0-2; C1: t0-1; C2: t0-0')
    // To a leader that has seen generation 9, generation 5 is an older one too, and nearer than 4.
    expect(assignmentText(sticky(group, 9))).toBe('C0: t0-2; C1: t0-0; C2: t0-1')
  })

  it('drops what no longer exists: a vanished topic, a number past the end', () => {
    const group = groupOf('t0=2', 'C0{t0} had gone-0 t0-0 t0-7 g1; C1{t0}')
    expect(assignmentText(sticky(group))).toBe('C0: t0-0; C1: t0-1')
  })
})
