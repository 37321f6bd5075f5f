// A storm over a consumer group: members come, go, crash, hang and are slow, coordinators fail over, links are cut; then everything is mended.
// What must hold then: every partition has one owner again, and every record was processed as often as the members' way of committing promises.

import { buildWorld } from '../../kafka/build.ts'
import type { Consumer } from '../../kafka/client/consumer.ts'
import { RECORDS_PROCESSED } from '../../kafka/client/group/facts.ts'
import { INPUT_REGISTRY } from '../../kafka/inputs/registry.ts'
import type { CommitsSetup, ConsumerSetup, ProcessingSetup, Setup } from '../../kafka/setup.ts'
import type { Chance } from '../../sim/chance.ts'
import { drawInt, seedChance } from '../../sim/chance.ts'
import type { Input } from '../../sim/input.ts'
import { sortInputs } from '../../sim/input.ts'
import type { Process } from '../../sim/process.ts'
import { isAlive } from '../../sim/process.ts'
import { step } from '../../sim/step.ts'
import { createScratchRecorder } from '../../sim/trace.ts'
import type { World } from '../../sim/world.ts'
import { find } from '../../sim/world.ts'
import { checkEvent, createChecks } from '../checker.ts'
import { historyOf } from '../history.ts'
import { PROCESSED_AT_MOST_ONCE, verdicts } from '../invariant.ts'
import { pick } from './drawn-faults.ts'

const SECOND_US = 1_000_000
const FAULTS_FROM_US = 12 * SECOND_US
const FAULTS_UNTIL_US = 50 * SECOND_US
/** The last mending. */
const MENDED_US = 60 * SECOND_US
const SESSION_MS = 10_000
const MAX_POLL_MS = 15_000
/** group.consumer.session.timeout.ms cannot be less. */
const SERVER_SESSION_MS = 45_000
const HEARTBEAT_MS = 5_000
/** A broker's session, an election, the load, and the back-offs of clients that look for their coordinator; a request that waits for its time-out. */
const FAILOVER_MS = 40_000

export type Way = 'classic' | 'cooperative' | 'consumer'

export interface Storm {
  readonly setup: Setup
  readonly inputs: readonly Input[]
  readonly way: Way
  readonly commits: CommitsSetup | null
  readonly endsUs: number
}

export function storm(seed: string): Storm {
  const chance = seedChance(seed, 'group-storm')
  const way = pick<Way>(chance, ['classic', 'cooperative', 'consumer'])
  const commits = pick<CommitsSetup | null>(chance, [
    null,
    { how: 'sync', when: 'afterProcessing' },
    { how: 'sync', when: 'beforeProcessing' },
  ])
  const members = 2 + drawInt(chance, 3)
  const setup: Setup = {
    rules: '4.3',
    seed,
    cluster: {
      controllers: [101],
      brokers: [1, 2, 3].map((id) => ({ id, rack: null })),
      config: { 'offsets.topic.num.partitions': 3, 'group.initial.rebalance.delay.ms': 1_000 },
    },
    network: { latencyUs: 500 + 500 * drawInt(chance, 8), jitterUs: 500 * drawInt(chance, 8) },
    topics: [
      {
        name: 'orders',
        partitions: 2 + drawInt(chance, 4),
        replicationFactor: 3,
        placement: null,
        config: {},
      },
    ],
    clients: [
      {
        kind: 'producer',
        id: 'p1',
        topic: 'orders',
        ratePerSecond: 15,
        keys: null,
        valueBytes: 100,
        fromUs: 2 * SECOND_US,
        toUs: MENDED_US,
        config: {},
      },
      ...Array.from({ length: members }, (_, place) => member(chance, `c${place + 1}`, way, commits)),
    ],
  }
  const sessionMs = way === 'consumer' ? SERVER_SESSION_MS : SESSION_MS
  const endsUs = MENDED_US + 1_000 * (sessionMs + MAX_POLL_MS + HEARTBEAT_MS + FAILOVER_MS)
  return { setup, inputs: stormInputs(chance, setup), way, commits, endsUs }
}

function member(chance: Chance, id: string, way: Way, commits: CommitsSetup | null): ConsumerSetup {
  const processing: ProcessingSetup = {
    perRecordUs: 1_000 * drawInt(chance, 30),
    spread: pick(chance, ['constant', 'exponential']),
    stuckAt: null,
    workers: null,
  }
  const protocol =
    way === 'consumer'
      ? { 'group.protocol': 'consumer' }
      : {
          'session.timeout.ms': SESSION_MS,
          'partition.assignment.strategy':
            way === 'cooperative' ? 'cooperative-sticky' : pick(chance, ['range', 'roundrobin', 'sticky']),
        }
  return {
    kind: 'consumer',
    id,
    assign: [],
    subscribe: { topics: ['orders'], pattern: null },
    processing,
    ...(commits === null ? {} : { commits }),
    fromUs: 4 * SECOND_US + 1_000 * drawInt(chance, 12_000),
    config: {
      'group.id': 'g',
      'auto.offset.reset': 'earliest',
      'max.poll.interval.ms': MAX_POLL_MS,
      'max.poll.records': 20,
      'request.timeout.ms': 10_000,
      'default.api.timeout.ms': 20_000,
      ...protocol,
    },
  }
}

const FAULTS = [
  'kill',
  'stop',
  'pause',
  'cut-link',
  'slow',
  'kill-broker',
  'stop-broker',
  'cut-broker',
] as const

function stormInputs(chance: Chance, setup: Setup): Input[] {
  const members = setup.clients.map(({ id }) => id).filter((id) => id !== 'p1')
  const brokers = ['1', '2', '3']
  const inputs: Input[] = []
  const put = (timeUs: number, input: string, args: Input['args']): void => {
    inputs.push({ timeUs, after: 0, input, args })
  }
  for (let faults = 2 + drawInt(chance, 6); faults > 0; faults--) {
    const timeUs = FAULTS_FROM_US + 1_000 * drawInt(chance, (FAULTS_UNTIL_US - FAULTS_FROM_US) / 1_000)
    const mendUs = timeUs + 1_000 * (200 + drawInt(chance, 20_000))
    const client = pick(chance, members)
    const broker = pick(chance, brokers)
    const fault = pick(chance, FAULTS)
    switch (fault) {
      case 'kill':
      case 'stop':
        put(timeUs, fault, { node: client })
        put(mendUs, 'start', { node: client })
        break
      case 'pause':
        put(timeUs, 'pause', { node: client })
        put(mendUs, 'resume', { node: client })
        break
      case 'cut-link': {
        const args = drawInt(chance, 2) === 0 ? { from: client, to: broker } : { from: broker, to: client }
        put(timeUs, 'cut-link', args)
        put(mendUs, 'heal-link', args)
        break
      }
      case 'slow':
        put(timeUs, 'slow-consumer', { client, perRecord: 1_000 * drawInt(chance, 2_000) })
        put(mendUs, 'slow-consumer', { client, perRecord: 1_000 })
        break
      case 'kill-broker':
      case 'stop-broker':
        put(timeUs, fault === 'kill-broker' ? 'kill' : 'stop', { node: broker })
        put(mendUs, 'start', { node: broker })
        break
      case 'cut-broker':
        put(timeUs, 'cut-off', { node: broker })
        put(mendUs, 'reconnect', { node: broker })
        break
    }
  }
  for (const timeUs of [MENDED_US - 6 * SECOND_US, MENDED_US - 3 * SECOND_US, MENDED_US]) {
    for (const client of members) put(timeUs, 'slow-consumer', { client, perRecord: 1_000 })
    for (const node of [...brokers, ...members, 'p1']) {
      for (const input of ['reconnect', 'resume', 'start']) put(timeUs, input, { node })
    }
  }
  const mending = MENDED_US - 6 * SECOND_US
  return sortInputs(
    inputs.filter((input) => input.timeUs < mending || input.timeUs % SECOND_US === 0),
  ).filter((input) => input.timeUs <= MENDED_US)
}

/** What is wrong at the end, one line each. */
export function runStorm({ setup, inputs, commits, endsUs }: Storm): string[] {
  const world = buildWorld(setup)
  const recorder = createScratchRecorder(0)
  world.recorder = recorder
  const checks = createChecks(world)
  const list = { list: inputs, registry: INPUT_REGISTRY }
  const times = new Map<string, number[]>()
  while (step(world, list, endsUs)) {
    const { chunk } = recorder
    const first = chunk.firstRow[world.event - chunk.firstEvent] as number
    checkEvent(world, checks, chunk, first, chunk.rows)
    for (let row = first; row < chunk.rows; row++) {
      if (chunk.kind[row] === RECORDS_PROCESSED.code) {
        countTimes(times, world.names[chunk.a[row] ?? -1] ?? '', chunk.b[row] ?? 0, chunk.c[row] ?? 0)
      }
    }
  }
  const found = verdicts(checks)
  const mayRepeat = found.some(({ id, verdict }) => id === PROCESSED_AT_MOST_ONCE.id && verdict === 'void')
  const wrong = found
    .filter(({ verdict }) => verdict === 'violated')
    .map(({ id, finding }) => `${id} violated: ${JSON.stringify(finding.violations[0])}`)
  const partitions = setup.topics.flatMap(({ name, partitions: count }) =>
    Array.from({ length: count }, (_, index) => `${name}-${index}`),
  )
  for (const partition of partitions) {
    const owners = ownersOf(world, partition)
    if (owners.length !== 1)
      wrong.push(`${partition} is owned by ${owners.length === 0 ? 'nobody' : owners.join(' and ')}`)
    const end = historyOf(checks, world.nameIds.get(partition) ?? -1).committedEnd
    wrong.push(...wrongTimes(partition, times.get(partition) ?? [], end, commits, mayRepeat))
  }
  return wrong
}

function countTimes(times: Map<string, number[]>, partition: string, from: number, to: number): void {
  const counts = times.get(partition) ?? []
  times.set(partition, counts)
  for (let offset = from; offset < to; offset++) counts[offset] = (counts[offset] ?? 0) + 1
}

/** Committing before processing never processes twice, unless a commit was overtaken by an older one; every other way here never skips. */
function wrongTimes(
  partition: string,
  counts: readonly number[],
  end: number,
  commits: CommitsSetup | null,
  mayRepeat: boolean,
): string[] {
  const atMostOnce = commits?.when === 'beforeProcessing'
  for (let offset = 0; offset < end; offset++) {
    const times = counts[offset] ?? 0
    if (atMostOnce && times > 1 && !mayRepeat) return [`${partition}@${offset} was processed ${times} times`]
    if (!atMostOnce && times === 0) return [`${partition}@${offset} was never processed, of ${end}`]
  }
  return []
}

function ownersOf(world: World, partition: string): string[] {
  const owners: string[] = []
  for (const entity of world.tables.entities) {
    if (entity.kind !== 'consumer') continue
    const { id, partitions } = entity as Consumer
    const process = find(world, `process:${id}`) as Process
    if (isAlive(process) && partitions.some(({ name }) => name === partition)) owners.push(id)
  }
  return owners
}
