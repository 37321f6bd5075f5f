// Smaller set-ups, one edit at a time. Each answers what is left when something goes, with everything that named it.

import type { ClientSetup, ConsumerSetup, TopicSetup } from '../kafka/setup.ts'
import type { Trial } from '../scenario/report.ts'
import type { Scenario, ScenarioInput } from '../scenario/scenario.ts'

/** Which pass a smaller set-up belongs to, and whether it makes the cluster smaller. */
export interface Edit {
  readonly what: 'clients' | 'topics' | 'partitions' | 'brokers' | 'controllers' | 'simpler'
  readonly trial: Trial
}

/** Every smaller set-up that is one edit away, the boldest first. */
export function edits(trial: Trial): Edit[] {
  const { scenario } = trial
  const found: Edit[] = []
  const add = (what: Edit['what'], smaller: Scenario | null): void => {
    if (smaller !== null) found.push({ what, trial: { ...trial, scenario: smaller } })
  }
  for (const { id } of scenario.clients) add('clients', withoutClient(scenario, id))
  for (const topic of scenario.topics) {
    if (scenario.topics.length > 1) add('topics', withoutTopic(scenario, topic))
    for (let index = 0; topic.partitions > 1 && index < topic.partitions; index++)
      add('partitions', withOnePartition(scenario, topic, index))
  }
  for (const { id } of scenario.cluster.brokers) add('brokers', withoutBroker(scenario, id))
  for (const id of scenario.cluster.controllers) add('controllers', withoutController(scenario, id))
  if (scenario.network.jitterUs > 0)
    add('simpler', { ...scenario, network: { ...scenario.network, jitterUs: 0 } })
  for (const client of scenario.clients) add('simpler', withHalfTheRate(scenario, client))
  return found
}

function withoutClient(scenario: Scenario, id: string): Scenario {
  return {
    ...scenario,
    clients: scenario.clients.filter((client) => client.id !== id),
    inputs: withoutName(scenario.inputs, id),
  }
}

function withoutTopic(scenario: Scenario, topic: TopicSetup): Scenario {
  const clients = scenario.clients.flatMap((client): ClientSetup[] => {
    if (client.kind === 'producer') return client.topic === topic.name ? [] : [client]
    return assigned(withoutSubscription(client, topic.name), (name) => (nameIsOf(name, topic) ? null : name))
  })
  return withClients({ ...scenario, topics: scenario.topics.filter((one) => one !== topic) }, clients)
}

/** The kept partition becomes number 0. */
function withOnePartition(scenario: Scenario, topic: TopicSetup, index: number): Scenario {
  const row = topic.placement?.[index]
  const smaller: TopicSetup = { ...topic, partitions: 1, placement: row === undefined ? null : [row] }
  const clients = scenario.clients.flatMap((client): ClientSetup[] => {
    if (client.kind === 'producer') return [client]
    return assigned(client, (name) => {
      if (!nameIsOf(name, topic)) return name
      return name === `${topic.name}-${index}` ? `${topic.name}-0` : null
    })
  })
  const topics = scenario.topics.map((one) => (one === topic ? smaller : one))
  return withClients({ ...scenario, topics }, clients)
}

function assigned(client: ConsumerSetup, rename: (partition: string) => string | null): ConsumerSetup[] {
  if (client.subscribe !== undefined) return [client]
  const assign = client.assign.flatMap((name) => rename(name) ?? [])
  return assign.length === 0 ? [] : [{ ...client, assign }]
}

/** One that subscribed to nothing else has nothing left to do. */
function withoutSubscription(client: ConsumerSetup, topic: string): ConsumerSetup {
  const { subscribe, ...rest } = client
  if (subscribe === undefined || subscribe.pattern !== null) return client
  const topics = subscribe.topics.filter((name) => name !== topic)
  return topics.length === 0 ? rest : { ...rest, subscribe: { ...subscribe, topics } }
}

/** Inputs that name a client which is gone go with it. */
function withClients(scenario: Scenario, clients: readonly ClientSetup[]): Scenario {
  let { inputs } = scenario
  for (const { id } of scenario.clients)
    if (!clients.some((client) => client.id === id)) inputs = withoutName(inputs, id)
  return { ...scenario, clients, inputs }
}

function nameIsOf(partition: string, topic: TopicSetup): boolean {
  return partition.slice(0, partition.lastIndexOf('-')) === topic.name
}

function withoutBroker(scenario: Scenario, id: number): Scenario | null {
  const { cluster } = scenario
  if (cluster.brokers.length === 1) return null
  const brokers = cluster.brokers.filter((broker) => broker.id !== id)
  const topics: TopicSetup[] = []
  for (const topic of scenario.topics) {
    const placement = topic.placement?.map((row) => row.filter((node) => node !== id)) ?? null
    const sizes = [...new Set(placement?.map((row) => row.length) ?? [])]
    const replicationFactor = sizes[0] ?? Math.min(topic.replicationFactor, brokers.length)
    // A replication factor is the same for every partition.
    if (replicationFactor === 0 || sizes.length > 1) return null
    topics.push({ ...topic, placement, replicationFactor })
  }
  const isGone = !cluster.controllers.includes(id)
  return {
    ...scenario,
    cluster: { ...cluster, brokers },
    topics,
    inputs: isGone ? withoutName(scenario.inputs, String(id)) : scenario.inputs,
  }
}

function withoutController(scenario: Scenario, id: number): Scenario | null {
  const { cluster } = scenario
  if (cluster.controllers.length === 1) return null
  const isGone = !cluster.brokers.some((broker) => broker.id === id)
  return {
    ...scenario,
    cluster: { ...cluster, controllers: cluster.controllers.filter((voter) => voter !== id) },
    inputs: isGone ? withoutName(scenario.inputs, String(id)) : scenario.inputs,
  }
}

function withHalfTheRate(scenario: Scenario, client: ClientSetup): Scenario | null {
  if (client.kind !== 'producer' || client.ratePerSecond < 2) return null
  const slower = { ...client, ratePerSecond: Math.floor(client.ratePerSecond / 2) }
  return { ...scenario, clients: scenario.clients.map((one) => (one === client ? slower : one)) }
}

function withoutName(inputs: readonly ScenarioInput[], name: string): readonly ScenarioInput[] {
  return inputs.filter(({ args }) => !Object.values(args).some((value) => value === name))
}
