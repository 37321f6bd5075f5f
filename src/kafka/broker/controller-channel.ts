// A broker's channels to the active controller, which it knows from its own raft observer.

import type { World } from '../../sim/world.ts'
import type { Channel } from '../network/channel.ts'
import { channelBetween } from '../network/channel.ts'
import type { Node } from '../node.ts'
import { nodeById, processOf } from '../node.ts'
import { currentLeader } from '../raft/state.ts'

/** The channel by that name to the active controller as this node knows it; null while it knows none. */
export function controllerChannel(world: World, node: Readonly<Node>, name: string): Channel | null {
  const leader = currentLeader(world, node)
  if (leader < 0) return null
  return channelBetween(world, processOf(world, node), processOf(world, nodeById(world, leader)), name)
}
