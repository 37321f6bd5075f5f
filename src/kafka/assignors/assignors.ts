// The assignors by name, as a group's configuration or a question from outside names them.

import { cooperativeSticky } from './cooperative-sticky.ts'
import type { Assignment, Group } from './group.ts'
import { range } from './range.ts'
import { roundRobin } from './round-robin.ts'
import { serverRange } from './server-range.ts'
import { serverUniform } from './server-uniform.ts'
import { sticky } from './sticky.ts'

export const ASSIGNOR_NAMES = [
  'range',
  'roundrobin',
  'sticky',
  'cooperative-sticky',
  'server-uniform',
  'server-range',
] as const

export type AssignorName = (typeof ASSIGNOR_NAMES)[number]

export const ASSIGNORS: { readonly [name in AssignorName]: (group: Group) => Assignment } = {
  range,
  roundrobin: roundRobin,
  sticky: (group) => sticky(group),
  'cooperative-sticky': (group) => cooperativeSticky(group),
  'server-uniform': serverUniform,
  'server-range': serverRange,
}
