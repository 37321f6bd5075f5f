// Clients that come while the cluster runs: another member of a group, one record by hand, the tool that resets a group's offsets.

import type { InputArgs, InputDeclaration } from '../../sim/input.ts'
import { numberArg, textArg } from '../../sim/input.ts'
import { startProcess } from '../../sim/life.ts'
import type { World } from '../../sim/world.ts'
import { find } from '../../sim/world.ts'
import { addClient, memberLike } from '../client/add-client.ts'
import type { Consumer } from '../client/consumer.ts'
import type { Node } from '../node.ts'
import type { ClientSetup } from '../setup.ts'
import { truthImage } from '../truth.ts'

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/
const TOPIC = /^[a-zA-Z0-9._-]{1,249}$/
const KEY_MAX = 100
const VALUE_BYTES_MAX = 1_048_576
/** As many as a scenario may have: no list of inputs makes more. */
const CLIENTS_MAX = 200

/** With the settings of a member that is there already, if one is. */
export const ADD_MEMBER: InputDeclaration = {
  code: 70,
  id: 'add-member',
  family: 'client',
  fields: [
    { name: 'client', kind: 'text' },
    { name: 'group', kind: 'text' },
    { name: 'topic', kind: 'topic' },
  ],
  applies: (world, args) =>
    mayCome(world, textArg(args, 'client')) &&
    textArg(args, 'group') !== '' &&
    TOPIC.test(textArg(args, 'topic')),
  effect: (world, args) => {
    const group = textArg(args, 'group')
    const like = consumers(world).find(
      (consumer) => consumer.group?.id === group && consumer.subscribe !== null,
    )
    come(world, memberLike(like ?? null, textArg(args, 'client'), group, textArg(args, 'topic'), world.nowUs))
  },
}

/** A producer of one record, which ends when that is settled. Without a key the sticky partitioner chooses. */
export const SEND_RECORD: InputDeclaration = {
  code: 79,
  id: 'send-record',
  family: 'client',
  fields: [
    { name: 'topic', kind: 'topic' },
    { name: 'key', kind: 'text' },
    { name: 'valueBytes', kind: 'number' },
  ],
  applies: (world, args) => {
    const valueBytes = numberArg(args, 'valueBytes')
    if (!Number.isSafeInteger(valueBytes) || valueBytes < 0 || valueBytes > VALUE_BYTES_MAX) return false
    if (textArg(args, 'key').length > KEY_MAX) return false
    return TOPIC.test(textArg(args, 'topic')) && mayCome(world, freeName(world, 'console'))
  },
  effect: (world, args) => {
    const key = textArg(args, 'key')
    come(world, {
      kind: 'producer',
      id: freeName(world, 'console'),
      topic: textArg(args, 'topic'),
      ratePerSecond: 1,
      keys: null,
      valueBytes: numberArg(args, 'valueBytes'),
      sequence: [{ key: key === '' ? null : key, valueBytes: numberArg(args, 'valueBytes') }],
      fromUs: world.nowUs,
      toUs: world.nowUs + 1,
      closesItself: true,
      config: {},
    })
  },
}

/** `to`: earliest, latest, or an offset. The coordinator refuses it while the group has members. */
export const RESET_OFFSETS: InputDeclaration = {
  code: 77,
  id: 'reset-offsets',
  family: 'client',
  fields: [
    { name: 'group', kind: 'text' },
    { name: 'topic', kind: 'topic' },
    { name: 'to', kind: 'text' },
  ],
  applies: (world, args) =>
    textArg(args, 'group') !== '' &&
    targetOf(args) !== null &&
    partitionsOf(world, textArg(args, 'topic')).length > 0 &&
    mayCome(world, freeName(world, 'reset-offsets')),
  effect: (world, args) => {
    const to = targetOf(args)
    if (to === null) return
    come(world, {
      kind: 'consumer',
      id: freeName(world, 'reset-offsets'),
      assign: partitionsOf(world, textArg(args, 'topic')),
      resetsTo: to,
      fromUs: world.nowUs,
      config: { 'group.id': textArg(args, 'group'), 'enable.auto.commit': false },
    })
  },
}

function targetOf(args: InputArgs): 'earliest' | 'latest' | number | null {
  const text = textArg(args, 'to')
  if (text === 'earliest' || text === 'latest') return text
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}

function partitionsOf(world: World, topic: string): string[] {
  return truthImage(world).topics.get(topic)?.partitions.slice() ?? []
}

function consumers(world: World): Consumer[] {
  return world.tables.entities.filter((entity): entity is Consumer => entity.kind === 'consumer')
}

function mayCome(world: World, name: string): boolean {
  return NAME.test(name) && find(world, `process:${name}`) === null && clientCount(world) < CLIENTS_MAX
}

function clientCount(world: World): number {
  let count = 0
  for (const { kind } of world.tables.entities) if (kind === 'consumer' || kind === 'producer') count += 1
  return count
}

function freeName(world: World, stem: string): string {
  let number = 1
  while (find(world, `process:${stem}-${number}`) !== null) number += 1
  return `${stem}-${number}`
}

function come(world: World, setup: ClientSetup): void {
  const node = world.tables.entities.find((entity): entity is Node => entity.kind === 'node')
  startProcess(world, addClient(world, setup, node?.brokers ?? [], node?.rules))
}
