// From a recorded scenario to what the engine runs: the set-up, and what is done to it when. A step that the engine cannot do yet is named; the recording
// is then held to it up to that moment, or waits altogether.

import type { NewOperation } from '../../src/kafka/client/admin-operations.ts'
import { checkConfig } from '../../src/kafka/config/check.ts'
import type { ConfigValues } from '../../src/kafka/config/check-value.ts'
import { checkValue } from '../../src/kafka/config/check-value.ts'
import type { ClientSetup, ConsumerSetup, ProducerSetup, Setup } from '../../src/kafka/setup.ts'
import { adminOperation } from './admin-step.ts'
import type { RecordedClient, RecordedScenario, RecordedStep } from './scenario-file.ts'
import { durationUs } from './scenario-file.ts'

/** Time zero of a recording lies here: by then the brokers are unfenced and the topics made. */
export const ZERO_US = 10_000_000

/** Milliseconds after time zero. */
export function atMs(timeUs: number): number {
  return (timeUs - ZERO_US) / 1_000
}

export type Act =
  | { readonly kind: 'process'; readonly input: string; readonly node: string }
  | { readonly kind: 'produce'; readonly step: string; readonly client: string; readonly produce: Produce }
  | { readonly kind: 'read'; readonly step: string; readonly client: string; readonly seek: Seek | null }
  | { readonly kind: 'endRead'; readonly client: string }
  | { readonly kind: 'commit'; readonly step: string; readonly client: string }
  | { readonly kind: 'offsetsTopic' }
  | { readonly kind: 'listOffsets'; readonly step: string; readonly partitions: readonly string[] }
  | { readonly kind: 'createTopic'; readonly step: string; readonly topic: RecordedStep }
  | { readonly kind: 'admin'; readonly step: string; readonly operation: NewOperation }
  | { readonly kind: 'snapshot'; readonly step: string }

/** A consumer's position, set before its first poll. */
export interface Seek {
  readonly partition: string
  readonly offset: number
}

export interface Produce {
  readonly topic: string
  readonly partition: number | null
  readonly each: boolean
  readonly records: readonly GivenRecord[]
}

export interface GivenRecord {
  readonly key: string | null
  readonly valueBytes: number
  readonly timestampMs: number | null
}

export interface TimedAct {
  readonly timeUs: number
  readonly act: Act
}

export interface Plan {
  readonly setup: Setup
  readonly acts: readonly TimedAct[]
  readonly untilUs: number
  /** Steps and settings that the engine does not know yet. */
  readonly missing: readonly string[]
  /** The first of them; nothing is held to the recording from then on. */
  readonly heldUntilUs: number
  /** How far the clocks of all processes are ahead of the run's own time: records with times of their own were stamped long ago. */
  readonly clockOffsetUs: number
  /** Steps that only ask something that the engine cannot answer yet: the run goes on without them. */
  readonly unasked: readonly string[]
  /** Ids of the consumer groups that it is about. */
  readonly groups: readonly string[]
}

const PROCESS_STEPS = ['kill', 'stop', 'start', 'pause', 'resume']
const ASKING_STEPS = ['list-offsets', 'read', 'committed', 'tool']
const READ_MS = 3_000
/** The recorder asks for the groups' offsets before time zero, so that their topic is there. */
const OFFSETS_TOPIC_US = ZERO_US - 3_000_000

/** From `at` on a recording is not held, for a reason that lies in no step of its. */
export interface Limit {
  readonly at: string
  readonly what: string
}

export function planOf(
  scenario: RecordedScenario,
  seed: string,
  rules: string,
  limit: Limit | null = null,
): Plan {
  const missing: { readonly timeUs: number; readonly what: string }[] = []
  if (limit !== null) missing.push({ timeUs: ZERO_US + durationUs(limit.at), what: limit.what })
  const acts: TimedAct[] = []
  const clients: ClientSetup[] = []
  const unasked: string[] = []
  for (const client of scenario.clients ?? []) {
    const setup = clientOf(client)
    if (setup === null) missing.push({ timeUs: 0, what: `client ${client.id}: ${unknownOf(client)}` })
    else {
      clients.push(setup)
      // A producer knows its end; a consumer is closed.
      if (client.kind === 'consumer' && client.to !== undefined) {
        const timeUs = ZERO_US + durationUs(client.to)
        acts.push({ timeUs, act: { kind: 'process', input: 'stop', node: client.id } })
      }
    }
  }
  if (groupsOf(scenario).length > 0) acts.push({ timeUs: OFFSETS_TOPIC_US, act: { kind: 'offsetsTopic' } })
  for (const [name, value] of Object.entries(scenario.cluster.config ?? {})) {
    if (!checkValue('cluster', name, value).ok) missing.push({ timeUs: 0, what: `config ${name}` })
  }
  ;(scenario.steps ?? []).forEach((step, place) => {
    const timeUs = ZERO_US + durationUs(step.at)
    const id = step.id ?? `${place}/${step.do}`
    const act = actOf(step, id)
    // A client that cannot even be made has nothing to do with the cluster.
    const isUnmade = step.do === 'produce' && checkConfig('producer', step.config ?? {}).length > 0
    if (isUnmade || (act === null && ASKING_STEPS.includes(step.do))) unasked.push(id)
    else if (act === null) missing.push({ timeUs, what: `step ${step.do}` })
    else {
      acts.push({ timeUs, act })
      addStepClient(clients, step, act, timeUs)
      if (act.kind === 'read') {
        acts.push({ timeUs: timeUs + READ_MS * 1_000, act: { kind: 'endRead', client: act.client } })
      }
    }
  })
  const untilUs = ZERO_US + durationUs(scenario.until)
  return {
    setup: setupOf(scenario, clients, seed, rules),
    acts: acts.sort((a, b) => a.timeUs - b.timeUs),
    untilUs,
    missing: [...new Set(missing.map(({ what }) => what))],
    heldUntilUs: Math.min(untilUs, ...missing.map(({ timeUs }) => timeUs)),
    clockOffsetUs: acts.some(hasOwnTimes) ? RECORDED_US : 0,
    unasked,
    groups: groupsOf(scenario),
  }
}

/** The recordings were made about then; what matters is that it is long after the times that they give records. */
const RECORDED_US = 1_763_600_000_000_000

function groupsOf({ clients, steps }: RecordedScenario): string[] {
  const groups = [...(clients ?? []), ...(steps ?? [])].map(({ group }) => group ?? '')
  return [...new Set(groups)].filter((group) => group !== '').sort()
}

function hasOwnTimes({ act }: TimedAct): boolean {
  return act.kind === 'produce' && act.produce.records.some(({ timestampMs }) => timestampMs !== null)
}

function setupOf(
  scenario: RecordedScenario,
  clients: readonly ClientSetup[],
  seed: string,
  rules: string,
): Setup {
  const { cluster } = scenario
  return {
    rules,
    seed,
    cluster: {
      controllers: cluster.controllers,
      brokers: cluster.brokers.map(({ id, rack }) => ({ id, rack: rack ?? null })),
      config: { ...recordersConfig(scenario), ...cluster.config },
      ...(cluster.features === undefined ? {} : { features: cluster.features }),
    },
    // Processes of one machine.
    network: { latencyUs: 150, jitterUs: 100 },
    topics: (scenario.topics ?? []).map((topic) => ({
      name: topic.name,
      partitions: topic.partitions ?? 1,
      replicationFactor: topic.replicationFactor ?? 1,
      placement: topic.placement ?? null,
      config: topic.config ?? {},
    })),
    clients,
  }
}

/** What the recorder sets besides, so that few brokers can have the topics of Kafka's own. */
function recordersConfig(scenario: RecordedScenario): ConfigValues {
  const replicas = Math.min(3, scenario.cluster.brokers.length)
  return groupsOf(scenario).length > 0 ? { 'offsets.topic.replication.factor': replicas } : {}
}

function clientOf(client: RecordedClient): ClientSetup | null {
  if (unknownOf(client) !== null) return null
  const fromUs = ZERO_US + durationUs(client.from ?? '0s')
  if (client.kind === 'consumer') return consumerOf(client, fromUs)
  return {
    kind: 'producer',
    id: client.id,
    topic: client.topic ?? '',
    ratePerSecond: client.rate ?? 1,
    keys: client.keys ?? null,
    valueBytes: client.valueBytes ?? 100,
    fromUs,
    toUs: client.to === undefined ? null : ZERO_US + durationUs(client.to),
    config: client.config ?? {},
  }
}

function consumerOf(client: RecordedClient, fromUs: number): ConsumerSetup {
  const { id, assign, topics, group } = client
  return {
    kind: 'consumer',
    id,
    assign: assign ?? [],
    ...(topics === undefined ? {} : { subscribe: { topics, pattern: null } }),
    fromUs,
    config: {
      'auto.offset.reset': 'earliest',
      ...(group === undefined ? {} : { 'group.id': group }),
      ...client.config,
    },
  }
}

/** The key of a client that the engine does not know, null when it knows all. */
function unknownOf(client: RecordedClient): string | null {
  for (const name of ['byStep', 'work', 'commitSync', 'count']) if (client[name] !== undefined) return name
  if (client.kind === 'producer') return client.rate === undefined ? 'no rate' : null
  return client.assign === undefined && client.topics === undefined ? 'nothing to read' : null
}

function actOf(step: RecordedStep, id: string): Act | null {
  if (PROCESS_STEPS.includes(step.do)) return { kind: 'process', input: step.do, node: step.node ?? '' }
  switch (step.do) {
    case 'produce':
      return { kind: 'produce', step: id, client: producerOf(step, id), produce: produceOf(step) }
    case 'read':
      return { kind: 'read', step: id, client: `read-${id}`, seek: seekOf(step) }
    case 'commit':
      // The tool gives all its partitions the same offset.
      return new Set(Object.values(step.offsets ?? {})).size === 1
        ? { kind: 'commit', step: id, client: `commit-${id}` }
        : null
    case 'list-offsets':
      if ((step.of ?? 'latest') !== 'latest') return null
      return { kind: 'listOffsets', step: id, partitions: step.partitions as readonly string[] }
    case 'create-topic':
      return { kind: 'createTopic', step: id, topic: step }
    case 'snapshot':
      return { kind: 'snapshot', step: id }
    default: {
      const operation = adminOperation(step)
      return operation === null ? null : { kind: 'admin', step: id, operation }
    }
  }
}

function seekOf({ from, partition }: RecordedStep): Seek | null {
  return from === undefined ? null : { partition: String(partition), offset: from }
}

/** A producer that a step names is kept for later steps. */
function producerOf(step: RecordedStep, id: string): string {
  return step.producer === undefined ? `step-${id}` : `kept-${step.producer}`
}

function produceOf(step: RecordedStep): Produce {
  const valueBytes = step.valueBytes ?? 100
  const records: GivenRecord[] = []
  for (const record of step.records ?? []) {
    const ownBytes = record.value === undefined ? valueBytes : (record.value?.length ?? -1)
    records.push({ key: record.key ?? null, valueBytes: ownBytes, timestampMs: record.timestamp ?? null })
  }
  for (const key of step.keys ?? []) records.push({ key, valueBytes, timestampMs: null })
  const count = step.count ?? 0
  const apartMs = durationUs(step.timestampStep ?? '0ms') / 1_000
  for (let n = 0; n < count; n++) {
    const key = step.keyPrefix === undefined ? null : `${step.keyPrefix}${n % (step.distinct ?? count)}`
    records.push({
      key,
      valueBytes,
      timestampMs: step.timestamp === undefined ? null : step.timestamp + n * apartMs,
    })
  }
  const partition = typeof step.partition === 'number' ? step.partition : null
  return { topic: step.topic ?? '', partition, each: step.each === true, records }
}

/** The client process of a step, which does nothing by itself before it. */
function addStepClient(clients: ClientSetup[], step: RecordedStep, act: Act, timeUs: number): void {
  if (act.kind === 'produce') {
    const place = clients.findIndex(({ id }) => id === act.client)
    const known = clients[place]
    if (known?.kind !== 'producer') clients.push(silentProducer(act.client, act.produce, step.config ?? {}))
    else clients[place] = { ...known, sequence: [...(known.sequence ?? []), ...sequenceOf(act.produce)] }
  } else if (act.kind === 'read') {
    const config = {
      'auto.offset.reset': step.reset ?? 'none',
      'enable.auto.commit': false,
      ...(step.group === undefined ? {} : { 'group.id': step.group }),
      ...step.config,
    }
    const consumer: ConsumerSetup = {
      kind: 'consumer',
      id: act.client,
      assign: [String(step.partition)],
      fromUs: timeUs,
      config,
    }
    clients.push(consumer)
  } else if (act.kind === 'commit') {
    const offsets = Object.entries(step.offsets ?? {})
    clients.push({
      kind: 'consumer',
      id: act.client,
      assign: offsets.map(([partition]) => partition),
      resetsTo: offsets[0]?.[1] ?? 0,
      fromUs: timeUs,
      config: { 'group.id': step.group ?? '', 'enable.auto.commit': false },
    })
  }
}

function sequenceOf({ records }: Produce): { key: string | null; valueBytes: number }[] {
  return records.map(({ key, valueBytes }) => ({ key, valueBytes }))
}

/** The recorder flushes after the last send() of a step: what goes together is not held back by the linger. */
function silentProducer(id: string, produce: Produce, given: ConfigValues): ProducerSetup {
  return {
    kind: 'producer',
    id,
    topic: produce.topic,
    ratePerSecond: 1,
    keys: produce.records.some(({ key }) => key !== null) ? 1 : null,
    valueBytes: 0,
    sequence: sequenceOf(produce),
    fromUs: 0,
    toUs: 0,
    config: produce.each ? given : { 'linger.ms': 0, ...given },
  }
}
