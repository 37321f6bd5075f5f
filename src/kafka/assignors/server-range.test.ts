import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serverRange } from './server-range.ts'
import { arbitraryGroup, SHAPES } from './testing/drawn-group.ts'
import { assignmentText, groupOf, sortedText } from './testing/notation.ts'
import { spread } from './testing/properties.ts'
import { expectWhole } from './testing/whole.ts'

// clients.md 5: results of the real classes of 4.3.
const EXAMPLES: readonly [id: string, topics: string, members: string, result: string][] = [
  ['SR1', 't0=3 t1=3', 'C0{t0,t1}; C1{t0,t1}', 'C0: t0-0 t0-1 t1-0 t1-1; C1: t0-2 t1-2'],
  ['SR2', 't0=7', 'C0{t0}; C1{t0}; C2{t0}', 'C0: t0-0 t0-1 t0-2; C1: t0-3 t0-4; C2: t0-5 t0-6'],
  ['SR3', 't0=3 t1=3', 'B{t0,t1}/i0; A{t0,t1}/i1', 'B: t0-0 t0-1 t1-0 t1-1; A: t0-2 t1-2'],
  ['SR4', 't0=4', 'A{t0}; Z{t0}/s', 'A: t0-2 t0-3; Z: t0-0 t0-1'],
  ['SR5', 't0=5 t1=4', 'A{t0,t1}; B{t0}; C{t1}', 'A: t0-0 t0-1 t0-2 t1-0 t1-1; B: t0-3 t0-4; C: t1-2 t1-3'],
  ['SR6', 't0=2', 'A{t0}; B{t0}; C{t0}', 'A: t0-0; B: t0-1; C: -'],
  ['SR7', 't0=4', 'A{t0} had t0-2 t0-3; B{t0} had t0-0 t0-1', 'A: t0-0 t0-1; B: t0-2 t0-3'],
]

describe('range on the server', () => {
  it.each(EXAMPLES)('%s: %s for %s', (_, topics, members, result) => {
    expect(assignmentText(serverRange(groupOf(topics, members)))).toBe(sortedText(result))
  })

  it.each(SHAPES)(
    'gives every partition to one subscriber, in whatever order members are listed: %o',
    (shape) => expectWhole(serverRange, shape),
  )

  it('gives each subscriber of a topic one range, within one partition of the others', () => {
    fc.assert(
      fc.property(arbitraryGroup({ sameTopics: false, racks: true, owned: true }), (group) => {
        const assignment = serverRange(group)
        for (const { name } of group.topics) {
          const ranges = group.members.flatMap((member, place) =>
            member.topics.includes(name)
              ? [assignment[place]?.partitions.filter(({ topic }) => topic === name) ?? []]
              : [],
          )
          for (const one of ranges)
            expect((one.at(-1)?.index ?? 0) - (one[0]?.index ?? 1)).toBe(one.length - 1)
          if (ranges.length > 0) expect(spread(ranges.map((one) => one.length))).toBeLessThanOrEqual(1)
        }
      }),
      { seed: 72, numRuns: 300 },
    )
  })
})
