// A connection with what is on it, and a link.

import type { Channel } from '../kafka/network/channel.ts'
import { apiOf } from '../kafka/protocol/api.ts'
import type { Connection, Lane, Message } from '../sim/connection.ts'
import type { Link } from '../sim/link.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import { spanText } from '../tell/time-text.ts'
import type { FieldPair } from './inspect-row.ts'
import { absent, group, here } from './inspect-row.ts'
import { messageAddress } from './messages.ts'
import type { InspectRow } from './rows.ts'
import type { Scene } from './scene.ts'
import { listText, NONE_TEXT, numberText, untilText } from './text.ts'

export function inspectConnection(scene: Scene, address: string): InspectRow {
  const { world } = scene
  const connection = find(world, address) as Connection | null
  if (connection === null) return absent(address, 'conn', 'notYet')
  const channel = find(world, `channel:${address.slice('conn:'.length)}`) as Channel | null
  return here(address, 'conn', [
    group('state', [
      ['client', connection.client],
      ['server', connection.server],
      ['state', connection.state],
      ['generation', connection.generation],
      ['accepted', numberText(connection.accepted)],
      ['requests', connection.requests],
      ['serving', numberText(connection.serving)],
    ]),
    group('channel', channel === null ? [] : channelFields(world, channel)),
    group('toServer', laneFields(world, connection, connection.toServer)),
    group('toClient', laneFields(world, connection, connection.toClient)),
  ])
}

function channelFields(world: World, channel: Readonly<Channel>): FieldPair[] {
  const fields: FieldPair[] = [
    ['channelState', channel.state],
    ['unanswered', channel.inFlight.length],
    ['failures', channel.failures],
  ]
  if (channel.retryAtUs > world.nowUs) fields.push(['retryAt', untilText(world.nowUs, channel.retryAtUs)])
  return fields
}

function laneFields(world: World, connection: Readonly<Connection>, lane: Readonly<Lane>): FieldPair[] {
  const fields: FieldPair[] = []
  lane.flying.slice(0, 12).forEach(({ message, arrivesUs }, place) => {
    fields.push([
      `${place + 1} ${nameOf(message)}`,
      listText([...link(connection, message), untilText(world.nowUs, arrivesUs)]),
    ])
  })
  lane.buffered.slice(0, 12).forEach((message, place) => {
    fields.push([`${place + 1} ${nameOf(message)} ·`, listText([...link(connection, message), NONE_TEXT])])
  })
  return fields
}

function nameOf(message: Message): string {
  return message.api < 0 ? message.kind : `${apiOf(message.api).name} ${message.id}`
}

function link(connection: Readonly<Connection>, message: Message): string[] {
  return message.api < 0
    ? []
    : [messageAddress(connection, message.api, message.id, message.kind === 'response')]
}

export function inspectLink(scene: Scene, address: string): InspectRow {
  const link = find(scene.world, address) as Link | null
  if (link === null) return absent(address, 'link', 'notYet')
  const { network } = scene.world
  return here(address, 'link', [
    group('state', [
      ['from', link.from],
      ['to', link.to],
      ['latency', spanText(network.latencyUs + link.extraUs)],
      ['jitter', spanText(network.jitterUs)],
      ['cutBy', numberText(link.cutBy)],
    ]),
  ])
}
