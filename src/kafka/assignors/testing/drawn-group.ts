// Groups made of numbers that a property test draws.

import fc from 'fast-check'
import type { Group, GroupMember, GroupTopic } from '../group.ts'
import { partitionsOf } from '../group.ts'

export interface GroupShape {
  readonly sameTopics: boolean
  readonly racks: boolean
  /** Whether members own what an earlier assignment, with members that may have left, gave them. */
  readonly owned: boolean
}

export const SHAPES: readonly GroupShape[] = [true, false].flatMap((sameTopics) =>
  [true, false].flatMap((racks) => [true, false].map((owned) => ({ sameTopics, racks, owned }))),
)

/** How many numbers a group takes at most. */
const DRAWS = 160

const RACKS = ['a', 'b', 'c']

export function arbitraryGroup(shape: GroupShape): fc.Arbitrary<Group> {
  return fc
    .array(fc.nat(999_999), { minLength: DRAWS, maxLength: DRAWS })
    .map((draws) => drawnGroup(shape, draws))
}

function drawnGroup(shape: GroupShape, draws: readonly number[]): Group {
  let at = 0
  const draw = (choices: number): number => (draws[at++] ?? 0) % choices
  const topics = Array.from({ length: 1 + draw(5) }, (_, place): GroupTopic => {
    const partitions = 1 + draw(8)
    // Seven sets of racks, as the bits of 1 to 7 choose them.
    const racks = Array.from({ length: partitions }, () => {
      const set = 1 + draw(7)
      return RACKS.filter((_rack, bit) => (set >> bit) & 1)
    })
    return { name: `t${place}`, partitions, racks: shape.racks ? racks : null }
  })
  const size = 1 + draw(6)
  const gone = draw(3)
  const owners = topics.flatMap(partitionsOf).map((partition) => ({ partition, owner: draw(size + gone) }))
  const names = topics.map((topic) => topic.name)
  const members = Array.from({ length: size }, (_, place): GroupMember => {
    const set = 1 + draw(31)
    const some = names.filter((_name, bit) => (set >> bit) & 1)
    const rack = draw(4)
    const owned = owners.filter(({ owner }) => owner === place).map(({ partition }) => partition)
    return {
      id: `C${place}`,
      topics: shape.sameTopics || some.length === 0 ? names : some,
      owned: shape.owned ? owned : [],
      generation: shape.owned ? 3 : -1,
      instance: null,
      rack: shape.racks ? (RACKS[rack] ?? null) : null,
    }
  })
  return { topics, members }
}
