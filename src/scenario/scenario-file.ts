// A scenario back to the form in which files hold it, so that whoever reads it again checks it as any other file.

import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { ClientSetup, ConsumerSetup, GivenHeader, GivenRecord, TopicSetup } from '../kafka/setup.ts'
import type { Expectation, Scenario, ScenarioInput } from './scenario.ts'
import type { ScenarioFile } from './schema.ts'

type FileWithoutSteps = Omit<ScenarioFile, 'steps'>

export function scenarioFileOf(scenario: Scenario): FileWithoutSteps {
  return {
    format: 1,
    title: scenario.title,
    summary: scenario.summary,
    rules: scenario.rules,
    ...(scenario.rulesOverride === undefined ? {} : { rulesOverride: { ...scenario.rulesOverride } }),
    seed: scenario.seed,
    until: duration(scenario.untilUs),
    cluster: {
      controllers: [...scenario.cluster.controllers],
      brokers: scenario.cluster.brokers.map(({ id, rack }) => (rack === null ? { id } : { id, rack })),
      ...configIfAny(scenario.cluster.config),
      ...(scenario.cluster.pageCacheBytes === undefined
        ? {}
        : { pageCacheBytes: scenario.cluster.pageCacheBytes }),
      ...(scenario.cluster.features === undefined ? {} : { features: { ...scenario.cluster.features } }),
    },
    network: {
      latency: duration(scenario.network.latencyUs),
      jitter: duration(scenario.network.jitterUs),
    },
    topics: scenario.topics.map(topicFile),
    clients: scenario.clients.map(clientFile),
    expect: scenario.expectations.map(expectationFile),
    lesson: scenario.lesson.map(({ atUs, pause, title, text, question }) => ({
      at: duration(atUs),
      pause,
      title,
      text,
      ...(question === null ? {} : { question: { ask: question.ask, options: [...question.options] } }),
    })),
  }
}

export function stepFile(input: ScenarioInput): NonNullable<ScenarioFile['steps']>[number] {
  const after = input.after === 0 ? {} : { after: input.after }
  const args: { [field: string]: string | number | boolean } = { ...input.args }
  for (const { name, kind } of INPUT_REGISTRY.get(input.input)?.fields ?? []) {
    const value = args[name]
    if (kind === 'duration' && typeof value === 'number') args[name] = duration(value)
  }
  return { at: duration(input.timeUs), do: input.input, ...after, ...args }
}

function topicFile(topic: TopicSetup): ScenarioFile['topics'][number] {
  return {
    name: topic.name,
    partitions: topic.partitions,
    replicationFactor: topic.replicationFactor,
    ...(topic.placement === null ? {} : { placement: topic.placement.map((row) => [...row]) }),
    ...configIfAny(topic.config),
  }
}

function clientFile(client: ClientSetup): NonNullable<ScenarioFile['clients']>[number] {
  const { id } = client
  const shared = { from: duration(client.fromUs), ...configIfAny(client.config) }
  switch (client.kind) {
    case 'producer':
      return {
        id,
        kind: 'producer',
        topic: client.topic,
        rate: client.ratePerSecond,
        ...(client.keys === null ? {} : { keys: client.keys }),
        valueBytes: client.valueBytes,
        ...(client.sequence === undefined ? {} : { sequence: client.sequence.map(sequencedFile) }),
        ...(client.headers === undefined ? {} : { headers: client.headers.map(headerFile) }),
        ...(client.toUs === null ? {} : { to: duration(client.toUs) }),
        ...shared,
      }
    case 'consumer':
      return consumerFile(client)
  }
}

function sequencedFile({ key, valueBytes }: GivenRecord) {
  return valueBytes < 0 ? { key, tombstone: true as const } : { key, valueBytes }
}

function headerFile({ key, valueBytes }: GivenHeader) {
  return valueBytes < 0 ? { key } : { key, valueBytes }
}

function consumerFile(client: ConsumerSetup): NonNullable<ScenarioFile['clients']>[number] {
  const { id, subscribe, processing, commits, deserializer } = client
  const { 'group.id': group, ...config } = client.config
  return {
    id,
    kind: 'consumer',
    ...(client.assign.length === 0 ? {} : { assign: [...client.assign] }),
    ...(subscribe === undefined
      ? {}
      : { subscribe: subscribe.pattern === null ? [...subscribe.topics] : { pattern: subscribe.pattern } }),
    ...(group === undefined ? {} : { group: String(group) }),
    ...(processing === undefined
      ? {}
      : {
          processing: {
            perRecord: duration(processing.perRecordUs),
            spread: processing.spread,
            ...(processing.stuckAt === null ? {} : { stuckAt: processing.stuckAt }),
            ...(processing.workers === null ? {} : { workers: processing.workers }),
          },
        }),
    ...(deserializer === undefined ? {} : { deserializer }),
    ...(commits === undefined ? {} : { commit: commits }),
    from: duration(client.fromUs),
    ...configIfAny(config),
  }
}

function expectationFile(one: Expectation): NonNullable<ScenarioFile['expect']>[number] {
  const { when } = one
  return {
    id: one.id,
    ...(when.kind === 'at' ? { at: duration(when.timeUs) } : {}),
    ...(when.kind === 'by' ? { by: duration(when.timeUs) } : {}),
    ...(when.kind === 'always' ? { always: true as const } : {}),
    ownSeed: one.ownSeed,
    that: one.that.text,
    says: one.says,
  }
}

function configIfAny(config: ClientSetup['config']): {
  config?: { [name: string]: string | number | boolean }
} {
  return Object.keys(config).length === 0 ? {} : { config: { ...config } }
}

/** Exact, and within what a duration may be written with. */
function duration(timeUs: number): string {
  if (timeUs % 1_000_000 === 0) return `${timeUs / 1_000_000}s`
  return timeUs % 1_000 === 0 ? `${timeUs / 1_000}ms` : `${timeUs}us`
}
