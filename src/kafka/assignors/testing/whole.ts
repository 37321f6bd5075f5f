// What any assignor owes any group, whatever else it is after.

import fc from 'fast-check'
import { expect } from 'vitest'
import type { Assignment, Group } from '../group.ts'
import type { GroupShape } from './drawn-group.ts'
import { arbitraryGroup } from './drawn-group.ts'
import { assignmentText } from './notation.ts'
import { ownedNames, strangers, toBeOwned } from './properties.ts'

/** Every partition has one owner that subscribes to it, in whatever order members are listed. */
export function expectWhole(assign: (group: Group) => Assignment, shape: GroupShape): void {
  fc.assert(
    fc.property(arbitraryGroup(shape), (group) => {
      const assignment = assign(group)
      expect(ownedNames(assignment)).toEqual(toBeOwned(group))
      expect(strangers(group, assignment)).toEqual([])
      const reversed = assign({ ...group, members: [...group.members].reverse() })
      expect(assignmentText([...reversed].reverse())).toBe(assignmentText(assignment))
    }),
    { seed: 6, numRuns: 300 },
  )
}
