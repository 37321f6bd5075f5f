// A well-shaped scenario file to a scenario: every time in microseconds, every name known, every config checked, every default filled in.

import { nearest } from '../kafka/config/nearest.ts'
import { brokerConfig } from '../kafka/config/resolve.ts'
import { FEATURE_NAMES } from '../kafka/rules/features.ts'
import { PRESENT_RELEASE, RELEASES } from '../kafka/rules/releases.ts'
import type { RulesOverride } from '../kafka/rules/rules.ts'
import type { ClusterSetup, FeatureLevels, TopicSetup } from '../kafka/setup.ts'
import { PARTITIONS_MAX, REPLICAS_MAX } from './limits.ts'
import { parseClients } from './parse-clients.ts'
import { parseConfig } from './parse-config.ts'
import { parseExpectations } from './parse-expectations.ts'
import { parseLesson } from './parse-lesson.ts'
import { parseSteps } from './parse-steps.ts'
import { optionalTimeUs, refuseTwice, timeUs } from './parse-values.ts'
import type { Path, Report } from './problem.ts'
import { didYouMean, problem } from './problem.ts'
import type { Scenario } from './scenario.ts'
import type { ScenarioFile } from './schema.ts'

const SEED_DEFAULT = '42'
const LATENCY_DEFAULT_US = 1_000

/** Problems go to the report; what is returned then must not be run. */
export function parseScenario(id: string, file: ScenarioFile, report: Report): Scenario {
  const rules = file.rules ?? PRESENT_RELEASE
  if (!RELEASES.includes(rules)) {
    report.value(
      ['rules'],
      problem('unknownRules', { rules }),
      problem('oneOf', { choices: RELEASES.join(', ') }),
    )
  }
  const cluster = parseCluster(file, report)
  const topics = parseTopics(file, cluster, report)
  const clients = parseClients(file, cluster, topics, report)
  const untilUs = timeUs(file.until, ['until'], report)
  return {
    id,
    title: file.title,
    summary: file.summary,
    rules,
    ...(file.rulesOverride === undefined ? {} : { rulesOverride: parseOverride(file.rulesOverride) }),
    seed: String(file.seed ?? SEED_DEFAULT),
    untilUs,
    cluster,
    network: {
      latencyUs: optionalTimeUs(file.network?.latency, ['network', 'latency'], report) ?? LATENCY_DEFAULT_US,
      jitterUs: optionalTimeUs(file.network?.jitter, ['network', 'jitter'], report) ?? 0,
    },
    topics,
    clients,
    inputs: parseSteps(file, cluster, clients, report),
    expectations: parseExpectations(file, cluster, topics, clients, report),
    lesson: parseLesson(file, untilUs, report),
  }
}

function parseOverride(file: NonNullable<ScenarioFile['rulesOverride']>): RulesOverride {
  return Object.fromEntries(Object.entries(file).filter(([, position]) => position !== undefined))
}

function parseCluster(file: ScenarioFile, report: Report): ClusterSetup {
  const { controllers, brokers } = file.cluster
  refuseTwice(controllers, (place) => ['cluster', 'controllers', place], report)
  refuseTwice(
    brokers.map((broker) => broker.id),
    (place) => ['cluster', 'brokers', place, 'id'],
    report,
  )
  return {
    controllers,
    brokers: brokers.map((broker) => ({ id: broker.id, rack: broker.rack ?? null })),
    config: parseConfig('cluster', file.cluster.config, ['cluster', 'config'], report),
    ...(file.cluster.pageCacheBytes === undefined ? {} : { pageCacheBytes: file.cluster.pageCacheBytes }),
    ...(file.cluster.features === undefined
      ? {}
      : { features: parseFeatures(file.cluster.features, report) }),
  }
}

function parseFeatures(features: FeatureLevels, report: Report): FeatureLevels {
  for (const name of Object.keys(features)) {
    if (FEATURE_NAMES.includes(name)) continue
    const meant = didYouMean(nearest(name, FEATURE_NAMES))
    report.key(['cluster', 'features', name], problem('unknownFeature', { name }), meant)
  }
  return features
}

function parseTopics(file: ScenarioFile, cluster: ClusterSetup, report: Report): TopicSetup[] {
  refuseTwice(
    file.topics.map((topic) => topic.name),
    (place) => ['topics', place, 'name'],
    report,
  )
  let partitions = 0
  let replicas = 0
  return file.topics.map((topic, place) => {
    const setup = parseTopic(topic, ['topics', place], cluster, report)
    partitions += setup.partitions
    replicas += setup.partitions * setup.replicationFactor
    if (partitions > PARTITIONS_MAX)
      report.value(['topics', place], problem('tooManyPartitions', { max: PARTITIONS_MAX }))
    else if (replicas > REPLICAS_MAX)
      report.value(['topics', place], problem('tooManyReplicas', { max: REPLICAS_MAX }))
    return setup
  })
}

function parseTopic(
  topic: ScenarioFile['topics'][number],
  path: Path,
  cluster: ClusterSetup,
  report: Report,
): TopicSetup {
  // A cluster config that was refused is not to be resolved; the file is refused anyway.
  const defaults = brokerConfig(cluster.config)
  const placed = topic.placement
  const partitions = topic.partitions ?? placed?.length ?? defaults.numPartitions
  const replicationFactor =
    topic.replicationFactor ?? placed?.[0]?.length ?? defaults.defaultReplicationFactor
  if (replicationFactor > cluster.brokers.length) {
    const at = topic.replicationFactor === undefined ? path : [...path, 'replicationFactor']
    report.value(at, problem('tooFewBrokers', { replicationFactor, brokers: cluster.brokers.length }))
  }
  if (placed !== undefined)
    checkPlacement(placed, partitions, replicationFactor, [...path, 'placement'], cluster, report)
  return {
    name: topic.name,
    partitions,
    replicationFactor,
    placement: placed ?? null,
    config: parseConfig('topic', topic.config, [...path, 'config'], report),
  }
}

function checkPlacement(
  placement: readonly (readonly number[])[],
  partitions: number,
  replicationFactor: number,
  path: Path,
  cluster: ClusterSetup,
  report: Report,
): void {
  const known = cluster.brokers.map((broker) => broker.id)
  if (placement.length !== partitions) {
    report.value(path, problem('placementLength', { rows: placement.length, partitions }))
  }
  placement.forEach((row, place) => {
    if (row.length !== replicationFactor) {
      report.value(
        [...path, place],
        problem('placementReplicas', { replicas: row.length, replicationFactor }),
      )
    }
    refuseTwice(row, (i) => [...path, place, i], report)
    row.forEach((node, i) => {
      if (known.includes(node)) return
      const meant = didYouMean(nearest(String(node), known.map(String)))
      report.value([...path, place, i], problem('unknownBroker', { node }), meant)
    })
  })
}
