import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundRobin } from './round-robin.ts'
import { arbitraryGroup, SHAPES } from './testing/drawn-group.ts'
import { assignmentText, groupOf, sortedText } from './testing/notation.ts'
import { sizes, spread } from './testing/properties.ts'
import { expectWhole } from './testing/whole.ts'

// clients.md 5: results of the real classes of 4.3.
const EXAMPLES: readonly [id: string, topics: string, members: string, result: string][] = [
  ['RR1', 't0=3', 'C0{t0}; C1{t0}', 'C0: t0-0 t0-2; C1: t0-1'],
  ['RR2', 't0=3 t1=3', 'C0{t0,t1}; C1{t0,t1}', 'C0: t0-0 t0-2 t1-1; C1: t0-1 t1-0 t1-2'],
  ['RR3', 't0=1 t1=2 t2=3', 'C0{t0}; C1{t0,t1}; C2{t0,t1,t2}', 'C0: t0-0; C1: t1-0; C2: t1-1 t2-0 t2-1 t2-2'],
  ['RR4', 't0=2', 'C0{t0}; C1{t0}; C2{t0}', 'C0: t0-0; C1: t0-1; C2: -'],
  ['RR5', 't0=3 t1=2', 'C0{t0}; C1{t0,t1}; C2{t0}', 'C0: t0-0; C1: t0-1 t1-0 t1-1; C2: t0-2'],
  ['RR6', 't10=2 t2=2 t1=1', 'C0{t10,t2,t1}; C1{t1,t2,t10}', 'C0: t1-0 t10-1 t2-1; C1: t10-0 t2-0'],
  ['RR7', 't0=4', 'zz{t0}/a; aa{t0}; bb{t0}/b', 'zz: t0-0 t0-3; aa: t0-2; bb: t0-1'],
  ['RR8', 't0=4 t1=4', 'C0{t0}; C1{t1}; C2{t0,t1}', 'C0: t0-0 t0-2; C1: t1-0 t1-2; C2: t0-1 t0-3 t1-1 t1-3'],
  [
    'RR9',
    't0=10',
    'C0{t0}; C1{t0}; C2{t0}; C3{t0}',
    'C0: t0-0 t0-4 t0-8; C1: t0-1 t0-5 t0-9; C2: t0-2 t0-6; C3: t0-3 t0-7',
  ],
  [
    'RR10',
    't0=3 t1=3 t2=3',
    'C0{t0,t2}; C1{t1,t2}; C2{t0,t1}',
    'C0: t0-0 t0-2 t2-0 t2-2; C1: t1-0 t1-2 t2-1; C2: t0-1 t1-1',
  ],
  ['RR11', 't0=2', 'C0{t0,ghost}; C1{ghost,t0}', 'C0: t0-0; C1: t0-1'],
  [
    'RR12',
    't0=12',
    'C10{t0}; C2{t0}; C9{t0}; C1{t0}; C11{t0}',
    'C10: t0-1 t0-6 t0-11; C2: t0-3 t0-8; C9: t0-4 t0-9; C1: t0-0 t0-5 t0-10; C11: t0-2 t0-7',
  ],
  ['RR13', 'a=1 b=5', 'C0{a,b}; C1{a}; C2{b}', 'C0: a-0 b-1 b-3; C1: -; C2: b-0 b-2 b-4'],
]

describe('round-robin', () => {
  it.each(EXAMPLES)('%s: %s for %s', (_, topics, members, result) => {
    expect(assignmentText(roundRobin(groupOf(topics, members)))).toBe(sortedText(result))
  })

  it.each(SHAPES)(
    'gives every partition to one subscriber, in whatever order members are listed: %o',
    (shape) => expectWhole(roundRobin, shape),
  )

  it('stays within one partition of even when all subscribe to the same topics', () => {
    fc.assert(
      fc.property(arbitraryGroup({ sameTopics: true, racks: true, owned: true }), (group) => {
        expect(spread(sizes(roundRobin(group)))).toBeLessThanOrEqual(1)
      }),
      { seed: 63, numRuns: 300 },
    )
  })
})
