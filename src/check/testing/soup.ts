// A soup of faults: brokers and controllers die, lose power, pause, stop and lose links in random order, then everything is mended. A seed is a whole run.

import { buildWorld } from '../../kafka/build.ts'
import { INPUT_REGISTRY } from '../../kafka/inputs/registry.ts'
import type { ClientSetup, Setup } from '../../kafka/setup.ts'
import type { Chance } from '../../sim/chance.ts'
import { drawInt, seedChance } from '../../sim/chance.ts'
import type { Input } from '../../sim/input.ts'
import { sortInputs } from '../../sim/input.ts'
import { step } from '../../sim/step.ts'
import type { Tables } from '../../sim/tables.ts'
import { createScratchRecorder } from '../../sim/trace.ts'
import type { World } from '../../sim/world.ts'
import { DEFAULT_OPTIONS } from '../../sim/world.ts'
import { checkEvent, createChecks } from '../checker.ts'
import { verdicts } from '../invariant.ts'
import type { LeaderWatch } from '../leaderless.ts'
import { lateLeaders } from '../leaderless.ts'
import { waitingFor } from '../waiting.ts'
import { cutAndHeal, isMend, mendAll, pick } from './drawn-faults.ts'

const SECOND_US = 1_000_000
/** Faults happen in this span. */
const FAULTS_FROM_US = 4 * SECOND_US
const FAULTS_UNTIL_US = 34 * SECOND_US
/** From here on everything is mended, again and again, because a stop may still be under way. */
const MENDED_US = 35 * SECOND_US
const MENDINGS = 6
/** The mending is over. */
const LAST_MENDED_US = MENDED_US + 3 * (MENDINGS - 1) * SECOND_US
/** The producer has been silent for a while when the cluster is looked at, 60 s after the last mending. */
const PRODUCED_UNTIL_US = 90 * SECOND_US
export const SOUP_ENDS_US = 112 * SECOND_US

export interface Soup {
  readonly setup: Setup
  readonly inputs: readonly Input[]
}

export interface SoupResult {
  readonly world: World
  readonly checks: Tables
  /** What is wrong, one line each; empty when all is well. */
  readonly wrong: readonly string[]
}

const LATEST_READER: ClientSetup = {
  kind: 'consumer',
  id: 'c2',
  assign: ['orders-0'],
  fromUs: 3 * SECOND_US,
  config: { 'auto.offset.reset': 'latest' },
}
/** Far outside of the log, so that its reset policy makes it ask for the end. */
const ASKS: readonly Input[] = Array.from({ length: 50 }, (_, place) => ({
  timeUs: (5 + place) * SECOND_US,
  after: 0,
  input: 'seek',
  args: { client: 'c2', partition: 'orders-0', offset: 1_000_000_000 },
}))

export function soup(seed: string): Soup {
  const chance = seedChance(seed, 'soup')
  const brokers: number[] = []
  for (let id = 1; id <= 3 + drawInt(chance, 3); id++) brokers.push(id)
  const setup = soupSetup(seed, chance, brokers)
  const inputs = soupInputs(chance, setup)
  // Another reads from the end, again and again: what it is told of the end never falls.
  return {
    setup: { ...setup, clients: [...setup.clients, LATEST_READER] },
    inputs: sortInputs([...inputs, ...ASKS]),
  }
}

function soupSetup(seed: string, chance: Chance, brokers: readonly number[]): Setup {
  const partitions = 1 + drawInt(chance, 3)
  const acks = pick(chance, ['all', 'all', 'all', '1', '0'])
  return {
    rules: '4.3',
    seed,
    cluster: {
      // Now and then the controllers are brokers too.
      controllers: drawInt(chance, 4) === 0 ? brokers.slice(0, 3) : [101, 102, 103],
      brokers: brokers.map((id) => ({ id, rack: null })),
      config: {
        'replica.lag.time.max.ms': drawInt(chance, 3) === 0 ? 4_000 : 30_000,
        'unclean.leader.election.enable': drawInt(chance, 5) === 0,
      },
    },
    network: { latencyUs: 500 + 500 * drawInt(chance, 8), jitterUs: 500 * drawInt(chance, 8) },
    topics: [
      {
        name: 'orders',
        partitions,
        replicationFactor: 3,
        placement: null,
        config: { 'min.insync.replicas': 1 + drawInt(chance, 2) },
      },
    ],
    clients: [
      {
        kind: 'producer',
        id: 'p1',
        topic: 'orders',
        ratePerSecond: 30 + 20 * drawInt(chance, 4),
        keys: drawInt(chance, 2) === 0 ? null : 20,
        valueBytes: 100,
        fromUs: 2 * SECOND_US,
        toUs: PRODUCED_UNTIL_US,
        config: { acks },
      },
      {
        kind: 'consumer',
        id: 'c1',
        assign: Array.from({ length: partitions }, (_, index) => `orders-${index}`),
        fromUs: 2 * SECOND_US,
        config: { 'auto.offset.reset': 'earliest' },
      },
    ],
  }
}

const FAULTS = ['kill', 'kill', 'power-loss', 'pause', 'stop', 'cut-link', 'cut-link', 'cut-off'] as const
const MENDS = { kill: 'start', 'power-loss': 'start', pause: 'resume', stop: 'start' } as const

function soupInputs(chance: Chance, setup: Setup): Input[] {
  const nodes = nodeNames(setup)
  const clients = setup.clients.map((client) => client.id)
  const hosts = [...nodes, ...clients]
  const inputs: Input[] = []
  for (let faults = 3 + drawInt(chance, 10); faults > 0; faults--) {
    const fault = pick(chance, FAULTS)
    const timeUs = FAULTS_FROM_US + 1_000 * drawInt(chance, (FAULTS_UNTIL_US - FAULTS_FROM_US) / 1_000)
    const mendUs = timeUs + 1_000 * drawInt(chance, 15_000)
    const node = pick(chance, drawInt(chance, 10) === 0 && fault !== 'stop' ? clients : nodes)
    if (fault === 'cut-link') {
      inputs.push(...cutAndHeal(chance, node, hosts, timeUs, mendUs))
      continue
    }
    const mend = fault === 'cut-off' ? 'reconnect' : MENDS[fault]
    inputs.push({ timeUs, after: 0, input: fault, args: { node } })
    inputs.push({ timeUs: mendUs, after: 0, input: mend, args: { node } })
  }
  inputs.push(...mendAll(hosts, MENDED_US, MENDINGS))
  return sortInputs(inputs.filter((input) => input.timeUs <= MENDED_US || isMend(input)))
}

function nodeNames(setup: Setup): string[] {
  const names = setup.cluster.brokers.map((broker) => String(broker.id))
  for (const id of setup.cluster.controllers) if (!names.includes(String(id))) names.push(String(id))
  return names
}

export function runSoup({ setup, inputs }: Soup, untilUs = SOUP_ENDS_US): SoupResult {
  const world = buildWorld(setup, DEFAULT_OPTIONS)
  const recorder = createScratchRecorder(0)
  world.recorder = recorder
  const checks = createChecks(world)
  const list = { list: inputs, registry: INPUT_REGISTRY }
  const watch: LeaderWatch = { sinceUs: -1 }
  const late = new Set<string>()
  for (let lookUs = Math.min(LAST_MENDED_US, untilUs); lookUs <= untilUs; lookUs += SECOND_US) {
    while (step(world, list, lookUs)) {
      const { chunk } = recorder
      checkEvent(world, checks, chunk, chunk.firstRow[world.event - chunk.firstEvent] as number, chunk.rows)
    }
    for (const partition of lateLeaders(world, watch)) late.add(`${partition} has no leader in time`)
  }
  const wrong = verdicts(checks)
    .filter(({ verdict }) => verdict === 'violated')
    .map(({ id, finding }) => `${id} violated: ${JSON.stringify(finding.violations[0])}`)
  const waiting = waitingFor(world).map(({ key, args }) => `${key} ${JSON.stringify(args)}`)
  return { world, checks, wrong: [...wrong, ...late, ...waiting] }
}
