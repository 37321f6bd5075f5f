// Groups in a soup of faults: members come, go, crash, sleep and lose their links while brokers do the same, then everything is mended. A seed is a whole run.

import { buildWorld } from '../../kafka/build.ts'
import type { Consumer } from '../../kafka/client/consumer.ts'
import type { ConfigValues } from '../../kafka/config/check-value.ts'
import type { Group } from '../../kafka/group/group.ts'
import { groupTruth } from '../../kafka/group/truth.ts'
import { INPUT_REGISTRY } from '../../kafka/inputs/registry.ts'
import type { ConsumerSetup, Setup } from '../../kafka/setup.ts'
import { replicaHighWatermark, truthImage } from '../../kafka/truth.ts'
import type { Chance } from '../../sim/chance.ts'
import { drawInt, seedChance } from '../../sim/chance.ts'
import type { Input } from '../../sim/input.ts'
import { sortInputs } from '../../sim/input.ts'
import type { Process } from '../../sim/process.ts'
import { isRunning } from '../../sim/process.ts'
import { step } from '../../sim/step.ts'
import type { Tables } from '../../sim/tables.ts'
import { createScratchRecorder } from '../../sim/trace.ts'
import type { World } from '../../sim/world.ts'
import { DEFAULT_OPTIONS, find } from '../../sim/world.ts'
import { checkEvent, createChecks } from '../checker.ts'
import { verdicts } from '../invariant.ts'
import { cutAndHeal, mendAll, pick } from './drawn-faults.ts'

const SECOND_US = 1_000_000
const FAULTS_FROM_US = 6 * SECOND_US
const FAULTS_UNTIL_US = 36 * SECOND_US
/** From here on everything is mended, again and again, because a stop may still be under way. */
const MENDED_US = 37 * SECOND_US
const MENDINGS = 5
/** The last mending, a broker's registration (session 9 s), the failover of the coordinator, the session, the longest rebalance and a heartbeat. */
export const GROUP_SOUP_ENDS_US = 90 * SECOND_US

const SESSION_MS = 6_000
const MAX_POLL_MS = 8_000
const PROTOCOLS = ['range', 'cooperative-sticky', 'roundrobin', 'consumer', 'consumer'] as const
type Protocol = (typeof PROTOCOLS)[number]

export interface GroupSoup {
  readonly setup: Setup
  readonly inputs: readonly Input[]
}

export interface GroupSoupResult {
  readonly world: World
  readonly checks: Tables
  /** What is wrong, one line each; empty when all is well. */
  readonly wrong: readonly string[]
}

export function groupSoup(seed: string): GroupSoup {
  const chance = seedChance(seed, 'group-soup')
  const protocol = pick(chance, PROTOCOLS)
  // A static KIP-848 member that crashes and is back within its session gives up for good (UNRELEASED_INSTANCE_ID).
  const isStatic = drawInt(chance, 3) === 0 && protocol !== 'consumer'
  const members: ConsumerSetup[] = []
  for (let member = 1; member <= 2 + drawInt(chance, 3); member++)
    members.push(memberSetup(chance, `c${member}`, protocol, isStatic))
  const setup: Setup = {
    rules: '4.3',
    seed,
    cluster: {
      controllers: [101],
      brokers: [1, 2, 3].map((id) => ({ id, rack: null })),
      config: {
        'offsets.topic.num.partitions': 1,
        'group.initial.rebalance.delay.ms': 1_000,
        'group.consumer.session.timeout.ms': SESSION_MS,
        'group.consumer.min.session.timeout.ms': SESSION_MS,
        'group.consumer.heartbeat.interval.ms': 1_500,
        'group.consumer.min.heartbeat.interval.ms': 1_500,
      },
    },
    network: { latencyUs: 500 + 500 * drawInt(chance, 8), jitterUs: 500 * drawInt(chance, 8) },
    topics: [
      { name: 'orders', partitions: 4, replicationFactor: 3, placement: null, config: {} },
      { name: 'bills', partitions: 2, replicationFactor: 3, placement: null, config: {} },
    ],
    clients: [
      {
        kind: 'producer',
        id: 'p1',
        topic: 'orders',
        ratePerSecond: 20,
        keys: 20,
        valueBytes: 50,
        fromUs: 2 * SECOND_US,
        toUs: null,
        config: {},
      },
      ...members,
    ],
  }
  return { setup, inputs: soupInputs(chance, members) }
}

function memberSetup(chance: Chance, id: string, protocol: Protocol, isStatic: boolean): ConsumerSetup {
  const config: ConfigValues = {
    'group.id': 'g',
    'group.protocol': protocol === 'consumer' ? 'consumer' : 'classic',
    'max.poll.interval.ms': MAX_POLL_MS,
    'auto.offset.reset': 'earliest',
    'auto.commit.interval.ms': 1_000,
    ...(protocol === 'consumer'
      ? {}
      : {
          'partition.assignment.strategy': protocol,
          'session.timeout.ms': SESSION_MS,
          'heartbeat.interval.ms': 1_500,
        }),
    ...(isStatic ? { 'group.instance.id': `static-${id}` } : {}),
  }
  // Now and then one is slow, but not so slow that it loses its place for ever: a full poll of 300 records takes it 6 s of the 8 s that it has.
  const slow = drawInt(chance, 3) === 0
  return {
    kind: 'consumer',
    id,
    assign: [],
    subscribe: { topics: ['orders', 'bills'], pattern: null },
    ...(slow
      ? { processing: { perRecordUs: 20_000, spread: 'constant', stuckAt: null, workers: null } as const }
      : {}),
    fromUs: (2 + drawInt(chance, 8)) * SECOND_US,
    config: slow ? { ...config, 'max.poll.records': 300 } : config,
  }
}

const FAULTS = ['kill', 'kill', 'pause', 'stop', 'cut-link', 'cut-off'] as const
const MENDS = { kill: 'start', pause: 'resume', stop: 'start' } as const

function soupInputs(chance: Chance, members: readonly ConsumerSetup[]): Input[] {
  const brokers = ['1', '2', '3']
  const clients = members.map(({ id }) => id)
  const hosts = [...brokers, ...clients]
  const inputs: Input[] = []
  for (let faults = 3 + drawInt(chance, 8); faults > 0; faults--) {
    const fault = pick(chance, FAULTS)
    const timeUs = FAULTS_FROM_US + 1_000 * drawInt(chance, (FAULTS_UNTIL_US - FAULTS_FROM_US) / 1_000)
    const mendUs = timeUs + 1_000 * drawInt(chance, 14_000)
    const node = pick(chance, drawInt(chance, 3) === 0 ? brokers : clients)
    if (fault === 'cut-link') {
      inputs.push(...cutAndHeal(chance, node, hosts, timeUs, mendUs))
      continue
    }
    const mend = fault === 'cut-off' ? 'reconnect' : MENDS[fault]
    inputs.push({ timeUs, after: 0, input: fault, args: { node } })
    inputs.push({ timeUs: Math.min(mendUs, MENDED_US), after: 0, input: mend, args: { node } })
  }
  inputs.push(...mendAll(hosts, MENDED_US, MENDINGS))
  return sortInputs(inputs)
}

export function runGroupSoup({ setup, inputs }: GroupSoup, untilUs = GROUP_SOUP_ENDS_US): GroupSoupResult {
  const world = buildWorld(setup, DEFAULT_OPTIONS)
  const recorder = createScratchRecorder(0)
  world.recorder = recorder
  const checks = createChecks(world)
  const list = { list: inputs, registry: INPUT_REGISTRY }
  while (step(world, list, untilUs)) {
    const { chunk } = recorder
    checkEvent(world, checks, chunk, chunk.firstRow[world.event - chunk.firstEvent] as number, chunk.rows)
  }
  const wrong = verdicts(checks)
    .filter(({ verdict }) => verdict === 'violated')
    .map(({ id, finding }) => `${id} violated: ${JSON.stringify(finding.violations[0])}`)
  return { world, checks, wrong: [...wrong, ...unowned(world, setup)] }
}

/** Nothing was lost, so that nobody can have committed what is not there. */
function beyondEnd(world: World, group: Readonly<Group> | null): string[] {
  const { partitions } = truthImage(world)
  const wrong: string[] = []
  for (const [partition, { offset }] of group?.offsets ?? []) {
    const end = replicaHighWatermark(world, partition, partitions.get(partition)?.leader ?? -1)
    if (offset > end) wrong.push(`${partition} is committed up to ${offset} and ends at ${end}`)
  }
  return wrong
}

/**
 * A coordinator that did not know that it was deposed has given a static member an id that the true one has never heard of: FENCED_INSTANCE_ID, which no
 * application survives. So it is in Kafka.
 */
function isFencedStatic(world: World, id: string): boolean {
  const consumer = find(world, `consumer:${id}`) as Consumer | null
  return consumer?.loop.doing === 'failed' && consumer.config.groupInstanceId !== null
}

/** Every partition has one owner in the group as its coordinator knows it, and every member that runs is in it. */
function unowned(world: World, setup: Setup): string[] {
  const { group, coordinator, state } = groupTruth(world, 'g')
  const members = group?.members ?? null
  if (members === null) return [`no group: coordinator ${coordinator} is ${state}`]
  const wrong: string[] = []
  wrong.push(...beyondEnd(world, group))
  if (members.state !== 'Stable') wrong.push(`the group is ${members.state}`)
  const owners = new Map<string, number>()
  for (const member of members.members) {
    const owned =
      'assignment' in member ? member.assignment : member.assigned.map(({ partition }) => partition)
    for (const partition of owned) owners.set(partition, (owners.get(partition) ?? 0) + 1)
  }
  for (const { name, partitions } of setup.topics) {
    for (let index = 0; index < partitions; index++) {
      const count = owners.get(`${name}-${index}`) ?? 0
      if (count !== 1) wrong.push(`${name}-${index} has ${count} owners`)
    }
  }
  const running = setup.clients.filter(({ id, kind }) => {
    const process = find(world, `process:${id}`) as Process | null
    return kind === 'consumer' && process !== null && isRunning(process) && !isFencedStatic(world, id)
  })
  if (members.members.length !== running.length)
    wrong.push(`${members.members.length} members of ${running.length} consumers that run`)
  return wrong
}
