import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameOf } from './group.ts'
import { range } from './range.ts'
import { arbitraryGroup, SHAPES } from './testing/drawn-group.ts'
import { assignmentText, groupOf, sortedText } from './testing/notation.ts'
import { spread } from './testing/properties.ts'
import { expectWhole } from './testing/whole.ts'

// clients.md 5: results of the real classes of 4.3.
const EXAMPLES: readonly [id: string, topics: string, members: string, result: string][] = [
  ['R1', 't0=3', 'C0{t0}; C1{t0}', 'C0: t0-0 t0-1; C1: t0-2'],
  ['R2', 't0=7', 'C0{t0}; C1{t0}; C2{t0}', 'C0: t0-0 t0-1 t0-2; C1: t0-3 t0-4; C2: t0-5 t0-6'],
  ['R3', 't0=3 t1=3', 'C0{t0,t1}; C1{t0,t1}', 'C0: t0-0 t0-1 t1-0 t1-1; C1: t0-2 t1-2'],
  ['R4', 't0=2', 'C0{t0}; C1{t0}; C2{t0}', 'C0: t0-0; C1: t0-1; C2: -'],
  ['R5', 't0=3 t1=2', 'C0{t0}; C1{t0,t1}; C2{t0}', 'C0: t0-0; C1: t0-1 t1-0 t1-1; C2: t0-2'],
  [
    'R6',
    't0=3 t1=3 t2=3',
    'C0{t0,t1,t2}; C1{t0,t1,t2}',
    'C0: t0-0 t0-1 t1-0 t1-1 t2-0 t2-1; C1: t0-2 t1-2 t2-2',
  ],
  [
    'R7',
    't0=10',
    'C0{t0}; C1{t0}; C2{t0}; C3{t0}',
    'C0: t0-0 t0-1 t0-2; C1: t0-3 t0-4 t0-5; C2: t0-6 t0-7; C3: t0-8 t0-9',
  ],
  ['R8', 't0=3 t1=3', 'zz{t0,t1}/i0; aa{t0,t1}/i1', 'zz: t0-0 t0-1 t1-0 t1-1; aa: t0-2 t1-2'],
  ['R9', 't0=4', 'aa{t0}; zz{t0}/i9', 'aa: t0-2 t0-3; zz: t0-0 t0-1'],
  ['R10', 't0=1 t1=1 t2=1', 'C0{t0,t1,t2}; C1{t0,t1,t2}', 'C0: t0-0 t1-0 t2-0; C1: -'],
  [
    'R11',
    't0=5 t1=4',
    'C0{t0,t1}; C1{t0}; C2{t1}',
    'C0: t0-0 t0-1 t0-2 t1-0 t1-1; C1: t0-3 t0-4; C2: t1-2 t1-3',
  ],
  ['R12', 't0=2', 'C0{t0,ghost}; C1{ghost}', 'C0: t0-0 t0-1; C1: -'],
  [
    'R13',
    't0=12',
    'C10{t0}; C2{t0}; C9{t0}; C1{t0}; C11{t0}',
    'C10: t0-3 t0-4 t0-5; C2: t0-8 t0-9; C9: t0-10 t0-11; C1: t0-0 t0-1 t0-2; C11: t0-6 t0-7',
  ],
  ['R14', 't0=[a b c]', 'C0{t0}@c; C1{t0}@a; C2{t0}@b', 'C0: t0-2; C1: t0-0; C2: t0-1'],
  [
    'R15',
    't0=[a b a b] t1=[a b a b]',
    'C0{t0,t1}@b; C1{t0,t1}@a',
    'C0: t0-1 t0-3 t1-1 t1-3; C1: t0-0 t0-2 t1-0 t1-2',
  ],
  ['R16', 't0=[a a a b]', 'C0{t0}@b; C1{t0}@a', 'C0: t0-2 t0-3; C1: t0-0 t0-1'],
  ['R17', 't0=[ab ab ab]', 'C0{t0}@b; C1{t0}@a', 'C0: t0-0 t0-1; C1: t0-2'],
  [
    'R18',
    't0=[a b c] t1=[b c a]',
    'C0{t0,t1}@a; C1{t0,t1}@b; C2{t0,t1}@c',
    'C0: t0-0 t1-0; C1: t0-1 t1-1; C2: t0-2 t1-2',
  ],
  [
    'R19',
    't0=[ab bc ca ab bc ca]',
    'C0{t0}@c; C1{t0}@a; C2{t0}',
    'C0: t0-1 t0-2; C1: t0-0 t0-3; C2: t0-4 t0-5',
  ],
]

describe('range', () => {
  it.each(EXAMPLES)('%s: %s for %s', (_, topics, members, result) => {
    expect(assignmentText(range(groupOf(topics, members)))).toBe(sortedText(result))
  })

  it.each(SHAPES)(
    'gives every partition to one subscriber, in whatever order members are listed: %o',
    (shape) => expectWhole(range, shape),
  )

  it('spreads each topic to within one partition over its subscribers', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SHAPES).chain(arbitraryGroup), (group) => {
        const assignment = range(group)
        for (const { name } of group.topics) {
          const counts = group.members.flatMap((member, place) =>
            member.topics.includes(name)
              ? [assignment[place]?.partitions.filter(({ topic }) => topic === name).length ?? 0]
              : [],
          )
          if (counts.length > 0) expect(spread(counts)).toBeLessThanOrEqual(1)
        }
      }),
      { seed: 61, numRuns: 300 },
    )
  })

  it('co-partitions topics with as many partitions and the same subscribers, with racks too', () => {
    fc.assert(
      fc.property(arbitraryGroup({ sameTopics: true, racks: true, owned: false }), (group) => {
        const [first] = group.topics
        if (first === undefined) return
        const twin = { ...group, topics: [first, { ...first, name: 'u0' }] }
        const members = group.members.map((member) => ({ ...member, topics: [first.name, 'u0'] }))
        for (const { partitions } of range({ ...twin, members })) {
          const numbers = (topic: string): number[] =>
            partitions.filter((partition) => partition.topic === topic).map(({ index }) => index)
          expect(numbers('u0')).toEqual(numbers(first.name))
        }
      }),
      { seed: 62, numRuns: 200 },
    )
  })

  it('passes over topics without partitions, and answers for an empty group', () => {
    const group = groupOf('t0=0 t1=1', 'C0{t0,t1}; C1{}')
    expect(range(group).map(({ partitions }) => partitions.map(nameOf))).toEqual([['t1-0'], []])
    expect(range({ topics: group.topics, members: [] })).toEqual([])
  })
})
