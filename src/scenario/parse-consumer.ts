// A consumer of a scenario: partitions by hand, or a subscription within a group.

import { nearest } from '../kafka/config/nearest.ts'
import type { ConsumerSetup, ProcessingSetup, SubscribeSetup, TopicSetup } from '../kafka/setup.ts'
import { parseConfig } from './parse-config.ts'
import { optionalTimeUs, refuseTwice, timeUs } from './parse-values.ts'
import type { Path, Report } from './problem.ts'
import { didYouMean, problem } from './problem.ts'
import type { ScenarioFile } from './schema.ts'

type ConsumerFile = NonNullable<ScenarioFile['clients']>[number] & { kind: 'consumer' }

export function parseConsumer(
  client: ConsumerFile,
  path: Path,
  topics: readonly TopicSetup[],
  report: Report,
): ConsumerSetup {
  const { assign, commit, group } = client
  if ((assign === undefined) === (client.subscribe === undefined)) {
    report.value([...path, 'id'], problem('assignOrSubscribe', { id: client.id }))
  }
  parseAssign(assign ?? [], path, topics, report)
  const subscribe = parseSubscribe(client.subscribe, path, topics, report)
  const ofGroup = group === undefined ? {} : { 'group.id': group }
  // What is allowed in a group only is allowed here: the group may stand beside the config.
  const given = parseConfig('consumer', { ...ofGroup, ...client.config }, [...path, 'config'], report)
  const config = { ...ofGroup, ...given }
  if (config['group.id'] === undefined) {
    if (subscribe !== null) report.value([...path, 'subscribe'], problem('subscribeNeedsGroup'))
    if (commit !== undefined) report.value([...path, 'commit'], problem('commitNeedsGroup'))
  }
  return {
    kind: 'consumer',
    id: client.id,
    assign: assign ?? [],
    ...(subscribe === null ? {} : { subscribe }),
    ...(client.processing === undefined
      ? {}
      : { processing: parseProcessing(client.processing, [...path, 'processing'], report) }),
    ...(client.deserializer === undefined ? {} : { deserializer: client.deserializer }),
    ...(commit === undefined ? {} : { commits: commit }),
    fromUs: optionalTimeUs(client.from, [...path, 'from'], report) ?? 0,
    config,
  }
}

function parseAssign(
  assign: readonly string[],
  path: Path,
  topics: readonly TopicSetup[],
  report: Report,
): void {
  refuseTwice(assign, (place) => [...path, 'assign', place], report)
  assign.forEach((partition, place) => {
    const [topic, index] = splitPartition(partition)
    const known = topics.find((one) => one.name === topic)
    if (known !== undefined && index < known.partitions) return
    const right =
      known === undefined
        ? didYouMean(nearestTopic(topic, topics))
        : problem('partitionRange', { topic, last: known.partitions - 1 })
    report.value([...path, 'assign', place], problem('unknownPartition', { partition }), right)
  })
}

function parseSubscribe(
  file: ConsumerFile['subscribe'],
  path: Path,
  topics: readonly TopicSetup[],
  report: Report,
): SubscribeSetup | null {
  if (file === undefined) return null
  if (!Array.isArray(file)) {
    const { pattern } = file as { pattern: string }
    if (!isPattern(pattern))
      report.value([...path, 'subscribe', 'pattern'], problem('notAPattern', { pattern }))
    return { topics: [], pattern }
  }
  refuseTwice(file, (place) => [...path, 'subscribe', place], report)
  file.forEach((topic, place) => {
    if (topics.some(({ name }) => name === topic)) return
    report.value(
      [...path, 'subscribe', place],
      problem('unknownTopic', { topic }),
      didYouMean(nearestTopic(topic, topics)),
    )
  })
  return { topics: file, pattern: null }
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') !== null
  } catch {
    return false
  }
}

function parseProcessing(
  file: NonNullable<ConsumerFile['processing']>,
  path: Path,
  report: Report,
): ProcessingSetup {
  return {
    perRecordUs: timeUs(file.perRecord, [...path, 'perRecord'], report),
    spread: file.spread ?? 'constant',
    stuckAt: file.stuckAt ?? null,
    workers: file.workers ?? null,
  }
}

function nearestTopic(topic: string, topics: readonly TopicSetup[]): string | null {
  return nearest(
    topic,
    topics.map((one) => one.name),
  )
}

/** `orders-0` is partition 0 of orders; a topic's name may hold dashes too. */
export function splitPartition(partition: string): readonly [topic: string, index: number] {
  const split = partition.lastIndexOf('-')
  return [partition.slice(0, split), Number(partition.slice(split + 1))]
}
