// The controller's answer to what a broker asked for on its own behalf: the names are free to be asked for again, whatever it said.

import type { World } from '../../sim/world.ts'
import { fact, intern, own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import type { AdminResponse } from '../protocol/admin.ts'
import { AUTO_CREATE_ANSWERED } from './admin-facts.ts'
import { brokerOf } from './broker.ts'

export function topicsAnswered(world: World, node: Readonly<Node>, answer: AdminResponse): void {
  if (answer.type !== 'createTopics') return
  const { autoCreating } = own(world, brokerOf(world, node))
  for (const { name, error } of answer.topics) {
    const place = autoCreating.indexOf(name)
    if (place >= 0) autoCreating.splice(place, 1)
    fact(world, AUTO_CREATE_ANSWERED, processOf(world, node).slot, -1, intern(world, name), error)
  }
}
