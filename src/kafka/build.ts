// A world from a set-up: its processes, their entities, and all of them started in the first instant.

import type { Hash } from '../sim/hash.ts'
import { mixString } from '../sim/hash.ts'
import { startProcess } from '../sim/life.ts'
import type { Process } from '../sim/process.ts'
import { addProcess } from '../sim/process.ts'
import type { World, WorldOptions } from '../sim/world.ts'
import { add, createWorld, DEFAULT_OPTIONS } from '../sim/world.ts'
import { addBroker } from './broker/broker.ts'
import { brokerDefaults } from './broker/release-defaults.ts'
import { addAdmin, addClient } from './client/add-client.ts'
import type { ConfigValues } from './config/check-value.ts'
import { brokerConfig } from './config/resolve.ts'
import type { Node } from './node.ts'
import { kafka } from './programme.ts'
import { rulesOf } from './rules/releases.ts'
import type { Rules } from './rules/rules.ts'
import type { Setup } from './setup.ts'

/** The world before its first event: every process has just been started. */
export function buildWorld(setup: Setup, options: WorldOptions = DEFAULT_OPTIONS): World {
  const world = createWorld(setup.seed, kafka, setup.network, options)
  const brokers = setup.cluster.brokers.map((broker) => broker.id).sort((a, b) => a - b)
  const voters = [...setup.cluster.controllers].sort((a, b) => a - b)
  const ids = [...new Set([...voters, ...brokers])].sort((a, b) => a - b)
  const rules = rulesOf(setup.rules, setup.rulesOverride)
  for (const id of ids) addNode(world, setup, rules, id, voters, brokers)
  const declared = setup.topics.map((topic) => topic.name)
  for (const client of setup.clients) addClient(world, client, brokers, rules, declared)
  addAdmin(world, setup)
  for (const entity of world.tables.entities.slice()) {
    if (entity.kind === 'process') startProcess(world, entity as Process)
  }
  return world
}

function addNode(
  world: World,
  setup: Setup,
  rules: Rules,
  id: number,
  voters: readonly number[],
  brokers: readonly number[],
): void {
  const process = addProcess(world, String(id))
  const given: ConfigValues = { ...brokerDefaults(rules), ...setup.cluster.config }
  const node = add<Node>(world, (slot, stamp) => ({
    kind: 'node',
    address: `node:${id}`,
    slot,
    stamp,
    id,
    processSlot: process.slot,
    isBroker: brokers.includes(id),
    isController: voters.includes(id),
    rack: setup.cluster.brokers.find((broker) => broker.id === id)?.rack ?? null,
    config: {
      sealed: true,
      contentHash: configHash(given),
      ...brokerConfig(given),
    },
    rules,
    ...(setup.cluster.features === undefined ? {} : { features: setup.cluster.features }),
    ...(setup.cluster.pageCacheBytes === undefined ? {} : { pageCacheBytes: setup.cluster.pageCacheBytes }),
    voters,
    brokers,
  }))
  if (node.isBroker) addBroker(world, node)
}

/** Configs may hold fractions, which state must not: the given values stand for them in hashes. */
function configHash(values: ConfigValues): number {
  const hash: Hash = { lo: 5, hi: 7 }
  for (const name of Object.keys(values).sort()) mixString(hash, `${name}=${String(values[name])};`)
  return hash.lo
}
