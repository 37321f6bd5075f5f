// What producer, consumer and admin share: an entity that speaks to brokers over one channel each (Kafka's NetworkClient).

import { present } from '../../sim/assert.ts'
import { drawInt } from '../../sim/chance.ts'
import type { Process } from '../../sim/process.ts'
import { armTimer, cancelTimer, findTimer, presently } from '../../sim/process.ts'
import type { Entity } from '../../sim/tables.ts'
import { NEVER_US } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { find, stream } from '../../sim/world.ts'
import type { ConsumerConfig } from '../config/resolve.ts'
import type { Channel } from '../network/channel.ts'
import { channelAt, channelBetween, forgetChannel } from '../network/channel.ts'
import type { ClientMetadata } from './metadata.ts'
import type { SealedConfig } from './sealed-config.ts'

export type ConnectionConfig = Pick<
  ConsumerConfig,
  | 'retryBackoffMs'
  | 'retryBackoffMaxMs'
  | 'reconnectBackoffMs'
  | 'reconnectBackoffMaxMs'
  | 'socketConnectionSetupTimeoutMs'
  | 'socketConnectionSetupTimeoutMaxMs'
  | 'requestTimeoutMs'
  | 'metadataMaxAgeMs'
  | 'metadataRecoveryStrategy'
>

export interface NetworkClient extends Entity {
  /** Name of its process. */
  readonly id: string
  readonly config: SealedConfig<ConnectionConfig>
  /** Node ids of bootstrap.servers. */
  readonly bootstrap: readonly number[]
  /** Topics that it asks metadata for. */
  readonly topics: readonly string[]
  /** It asks for all topics instead: a pattern that the client itself resolves. */
  readonly everyTopic?: true
  /** Whether brokers may create a topic because this client asks for it. */
  readonly autoCreatesTopics: boolean
  /** Topics that the set-up makes. Until a client has seen them it has nobody create others in their place. */
  readonly declaredTopics: readonly string[]
  /** Nodes spoken to so far. The channels outlive the process; what they remember does not. */
  readonly links: NodeLink[]
  metadata: ClientMetadata
}

export interface NodeLink {
  readonly node: number
  readonly channelSlot: number
}

/** The client's channel to a node, made at first use. */
export function channelTo(
  world: World,
  process: Readonly<Process>,
  mine: NetworkClient,
  node: number,
): Channel {
  const { links } = mine
  for (let i = 0; i < links.length; i++) {
    const link = links[i] as NodeLink
    if (link.node === node) return channelAt(world, link.channelSlot)
  }
  const server = present(find(world, `process:${node}`), `process of node ${node}`) as Process
  const channel = clientChannel(world, process, mine, server, '')
  links.push({ node, channelSlot: channel.slot })
  return channel
}

/** A channel with the client's own back-offs and time-outs. */
export function clientChannel(
  world: World,
  process: Readonly<Process>,
  mine: NetworkClient,
  server: Readonly<Process>,
  name: string,
): Channel {
  const { config } = mine
  return channelBetween(
    world,
    process,
    server,
    name,
    config.reconnectBackoffMs,
    config.reconnectBackoffMaxMs,
    config.socketConnectionSetupTimeoutMs,
    config.socketConnectionSetupTimeoutMaxMs,
  )
}

export function forgetChannels(world: World, mine: NetworkClient): void {
  for (const link of mine.links) forgetChannel(world, channelAt(world, link.channelSlot))
}

/**
 * NetworkClient.leastLoadedNode, from a random start: a ready node with nothing in flight, else the ready one with least in flight, else one that is
 * connecting, else the one that was tried longest ago and may be tried now, else none.
 */
export function leastLoaded(
  world: World,
  process: Readonly<Process>,
  mine: NetworkClient,
  nodes: readonly number[],
): Channel | null {
  if (nodes.length === 0) return null
  const start = drawInt(stream(world, `client/${mine.id}/least-loaded`), nodes.length)
  let ready: Channel | null = null
  let connecting: Channel | null = null
  let connectable: Channel | null = null
  for (let i = 0; i < nodes.length; i++) {
    const channel = channelTo(world, process, mine, nodes[(start + i) % nodes.length] as number)
    if (channel.state === 'ready') {
      if (channel.inFlight.length === 0) return channel
      if (ready === null || channel.inFlight.length < ready.inFlight.length) ready = channel
    } else if (channel.state !== 'disconnected') connecting = channel
    else if (channel.retryAtUs <= world.nowUs) {
      if (connectable === null || channel.retryAtUs < connectable.retryAtUs) connectable = channel
    }
  }
  return ready ?? connecting ?? connectable
}

/** When the first of these nodes may be connected to again. */
export function firstRetryUs(
  world: World,
  process: Readonly<Process>,
  mine: NetworkClient,
  nodes: readonly number[],
): number {
  let firstUs = NEVER_US
  for (const node of nodes) {
    const { retryAtUs } = channelTo(world, process, mine, node)
    if (retryAtUs < firstUs) firstUs = retryAtUs
  }
  return firstUs
}

/** Sets, moves or cancels a timer of the client; one that stands right is left alone. */
export function setTimer(world: World, process: Readonly<Process>, timer: number, deadlineUs: number): void {
  const row = findTimer(presently(world, process), timer, 0)
  const standsUs = row === null ? NEVER_US : row.deadlineUs
  const wantedUs = deadlineUs < world.nowUs ? world.nowUs : deadlineUs
  if (standsUs === wantedUs) return
  if (deadlineUs === NEVER_US) cancelTimer(world, process, timer, 0)
  else armTimer(world, process, timer, 0, wantedUs - world.nowUs)
}
