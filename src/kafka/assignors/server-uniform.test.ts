import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serverUniform } from './server-uniform.ts'
import { arbitraryGroup, SHAPES } from './testing/drawn-group.ts'
import { assignmentText, groupOf, sortedText } from './testing/notation.ts'
import { keepableCount, keptCount, sizes, spread } from './testing/properties.ts'
import { expectWhole } from './testing/whole.ts'

// clients.md 5: results of the real classes of 4.3.
const EXAMPLES: readonly [id: string, topics: string, members: string, result: string][] = [
  ['U1', 't0=3', 'C0{t0}; C1{t0}', 'C0: t0-0; C1: t0-1 t0-2'],
  ['U2', 't0=3 t1=3', 'C0{t0,t1}; C1{t0,t1}', 'C0: t0-0 t0-1 t0-2; C1: t1-0 t1-1 t1-2'],
  [
    'U3',
    't0=3 t1=3',
    'A{t0,t1} had t0-0 t0-1 t1-0; B{t0,t1} had t0-2 t1-1 t1-2; C{t0,t1}',
    'A: t0-0 t0-1; B: t0-2 t1-1; C: t1-0 t1-2',
  ],
  ['U4', 't0=4', 'A{t0} had t0-0 t0-1 t0-2 t0-3; B{t0}', 'A: t0-0 t0-1; B: t0-2 t0-3'],
  ['U5', 't0=5', 'A{t0} had t0-0 t0-1; B{t0} had t0-2', 'A: t0-0 t0-1; B: t0-2 t0-3 t0-4'],
  ['U6', 't0=6', 'A{t0} had t0-0 t0-1; C{t0} had t0-4 t0-5', 'A: t0-0 t0-1 t0-2; C: t0-3 t0-4 t0-5'],
  ['U7', 't0=2', 'A{t0}; B{t0}; C{t0}', 'A: -; B: t0-0; C: t0-1'],
  ['U8', 't0=3 t1=3', 'A{t0}; B{t0,t1}', 'A: t0-0 t0-1 t0-2; B: t1-0 t1-1 t1-2'],
  ['U9', 't0=6 t1=2', 'A{t0}; B{t0,t1}; C{t1}', 'A: t0-0 t0-2 t0-4; B: t0-1 t0-3 t0-5; C: t1-0 t1-1'],
  [
    'U10',
    't0=3 t1=3',
    'A{t0,t1} had t0-0 t0-1 t0-2 t1-0 t1-1 t1-2; B{t1}',
    'A: t0-0 t0-1 t0-2; B: t1-0 t1-1 t1-2',
  ],
  [
    'U11',
    't0=7',
    'A{t0} had t0-0 t0-1; B{t0} had t0-2 t0-3; C{t0} had t0-4 t0-5 t0-6; D{t0}',
    'A: t0-0 t0-1; B: t0-2 t0-3; C: t0-4 t0-5; D: t0-6',
  ],
  ['U12', 't0=4', 'A{t0}; B{t0} had t0-0 t0-1; C{t0} had t0-2 t0-3', 'A: t0-3; B: t0-0 t0-1; C: t0-2'],
]

describe('uniform on the server', () => {
  it.each(EXAMPLES)('%s: %s for %s', (_, topics, members, result) => {
    expect(assignmentText(serverUniform(groupOf(topics, members)))).toBe(sortedText(result))
  })

  it.each(SHAPES)(
    'gives every partition to one subscriber, in whatever order members are listed: %o',
    (shape) => expectWhole(serverUniform, shape),
  )

  it('keeps as much as an even spread allows when all subscribe to the same topics', () => {
    fc.assert(
      fc.property(arbitraryGroup({ sameTopics: true, racks: false, owned: true }), (group) => {
        const assignment = serverUniform(group)
        expect(spread(sizes(assignment))).toBeLessThanOrEqual(1)
        expect(keptCount(group, assignment)).toBe(keepableCount(group))
      }),
      { seed: 70, numRuns: 500 },
    )
  })

  it('evens out the subscribers of a topic that are subscribed alike', () => {
    fc.assert(
      fc.property(arbitraryGroup({ sameTopics: true, racks: false, owned: true }), (group) => {
        const half = group.members.map((member, place) =>
          place % 2 === 0 ? member : { ...member, id: `D${place}`, topics: ['other'], owned: [] },
        )
        const topics = [...group.topics, { name: 'other', partitions: 5, racks: null }]
        const assignment = serverUniform({ topics, members: half })
        for (const parity of [0, 1]) {
          const counts = sizes(assignment).filter((_, place) => place % 2 === parity)
          if (counts.length > 0) expect(spread(counts)).toBeLessThanOrEqual(1)
        }
      }),
      { seed: 71, numRuns: 300 },
    )
  })

  it('gives up a target in a topic that nobody subscribes to, and answers for an empty group', () => {
    expect(assignmentText(serverUniform(groupOf('t0=1 t1=1', 'A{t0} had t1-0; B{t0}')))).toBe('A: -; B: t0-0')
    expect(serverUniform({ topics: [], members: [] })).toEqual([])
  })
})
