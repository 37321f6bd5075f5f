// A node's own clients, by channel: to the quorum, to the active controller, to the leaders it follows.

import { EngineError } from '../sim/assert.ts'
import type { Message } from '../sim/connection.ts'
import type { World } from '../sim/world.ts'
import { fetchAnswered, fetcherReady, fetchFailed } from './broker/fetcher.ts'
import { forwardAnswered, forwardingFailed, pursueForwards } from './broker/forwarding.ts'
import { isrAnswered, isrRequestFailed, sendIsrChanges } from './broker/isr.ts'
import { lifecycleAnswered, lifecycleFailed, lifecycleReady } from './broker/lifecycle.ts'
import { askForBlock, blockAnswered } from './broker/producer-ids.ts'
import type { Channel, ChannelFailure, InFlight } from './network/channel.ts'
import type { Node } from './node.ts'
import { ALLOCATE_PRODUCER_IDS } from './protocol/api.ts'
import { raftAnswered, raftFailed, raftReady } from './raft/raft.ts'

export function nodeReady(world: World, node: Readonly<Node>, channel: Channel): void {
  switch (channel.name) {
    case 'raft':
      raftReady(world, node, channel)
      return
    case 'heartbeat':
      lifecycleReady(world, node, channel)
      return
    case 'alter-partition':
      sendIsrChanges(world, node)
      return
    case 'forwarding':
      askForBlock(world, node)
      pursueForwards(world, node)
      return
    case 'fetcher':
      fetcherReady(world, node, channel)
      return
    default:
      throw unknownChannel(channel)
  }
}

export function nodeAnswered(
  world: World,
  node: Readonly<Node>,
  channel: Channel,
  request: InFlight,
  message: Message,
): void {
  switch (channel.name) {
    case 'raft':
      raftAnswered(world, node, channel, request, message)
      return
    case 'heartbeat':
      lifecycleAnswered(world, node, channel, request, message)
      return
    case 'alter-partition':
      isrAnswered(world, node, message)
      return
    case 'forwarding':
      if (request.api === ALLOCATE_PRODUCER_IDS) blockAnswered(world, node, message)
      else forwardAnswered(world, node, request, message)
      pursueForwards(world, node)
      askForBlock(world, node)
      return
    case 'fetcher':
      fetchAnswered(world, node, channel, request, message)
      return
    default:
      throw unknownChannel(channel)
  }
}

export function nodeFailed(
  world: World,
  node: Readonly<Node>,
  channel: Channel,
  lost: readonly InFlight[],
  how: ChannelFailure,
): void {
  switch (channel.name) {
    case 'raft':
      raftFailed(world, node, channel, lost, how)
      return
    case 'heartbeat':
      lifecycleFailed(world, node, channel, lost, how)
      return
    case 'alter-partition':
      isrRequestFailed(world, node, lost)
      return
    case 'forwarding':
      forwardingFailed(world, node)
      return
    case 'fetcher':
      fetchFailed(world, node, channel)
      return
    default:
      throw unknownChannel(channel)
  }
}

function unknownChannel(channel: Channel): EngineError {
  return new EngineError(`nobody owns ${channel.address}`)
}
