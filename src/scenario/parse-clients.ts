// The clients of a scenario.

import { nearest } from '../kafka/config/nearest.ts'
import type { ClientSetup, ClusterSetup, ConsumerSetup, ProducerSetup, TopicSetup } from '../kafka/setup.ts'
import { parseConfig } from './parse-config.ts'
import { optionalTimeUs, refuseTwice } from './parse-values.ts'
import type { Path, Report } from './problem.ts'
import { didYouMean, problem } from './problem.ts'
import type { ScenarioFile } from './schema.ts'

type ClientFile = NonNullable<ScenarioFile['clients']>[number]

const VALUE_BYTES_DEFAULT = 100

export function parseClients(
  file: ScenarioFile,
  cluster: ClusterSetup,
  topics: readonly TopicSetup[],
  report: Report,
): ClientSetup[] {
  const clients = file.clients ?? []
  const pathOf = (place: number): Path => ['clients', place, 'id']
  const nodes = [...cluster.controllers, ...cluster.brokers.map((broker) => broker.id)].map(String)
  const ids = clients.map((client) => client.id)
  refuseTwice(ids, pathOf, report)
  ids.forEach((id, place) => {
    if (nodes.includes(id)) report.value(pathOf(place), problem('clientNamedAsNode', { id }))
  })
  return clients.map((client, place) =>
    client.kind === 'producer'
      ? parseProducer(client, ['clients', place], topics, report)
      : parseConsumer(client, ['clients', place], topics, report),
  )
}

function parseProducer(
  client: ClientFile & { kind: 'producer' },
  path: Path,
  topics: readonly TopicSetup[],
  report: Report,
): ProducerSetup {
  const names = topics.map((topic) => topic.name)
  if (!names.includes(client.topic)) {
    report.value(
      [...path, 'topic'],
      problem('unknownTopic', { topic: client.topic }),
      didYouMean(nearest(client.topic, names)),
    )
  }
  const fromUs = optionalTimeUs(client.from, [...path, 'from'], report) ?? 0
  const toUs = optionalTimeUs(client.to, [...path, 'to'], report)
  if (toUs !== null && toUs <= fromUs) report.value([...path, 'to'], problem('endsBeforeStart'))
  return {
    kind: 'producer',
    id: client.id,
    topic: client.topic,
    ratePerSecond: client.rate,
    keys: client.keys ?? null,
    valueBytes: client.valueBytes ?? VALUE_BYTES_DEFAULT,
    fromUs,
    toUs,
    config: parseConfig('producer', client.config, [...path, 'config'], report),
  }
}

function parseConsumer(
  client: ClientFile & { kind: 'consumer' },
  path: Path,
  topics: readonly TopicSetup[],
  report: Report,
): ConsumerSetup {
  refuseTwice(client.assign, (place) => [...path, 'assign', place], report)
  client.assign.forEach((partition, place) => {
    const [topic, index] = splitPartition(partition)
    const known = topics.find((one) => one.name === topic)
    if (known !== undefined && index < known.partitions) return
    const meant =
      known === undefined
        ? nearest(
            topic,
            topics.map((one) => one.name),
          )
        : null
    const right =
      known === undefined
        ? didYouMean(meant)
        : problem('partitionRange', { topic, last: known.partitions - 1 })
    report.value([...path, 'assign', place], problem('unknownPartition', { partition }), right)
  })
  return {
    kind: 'consumer',
    id: client.id,
    assign: client.assign,
    fromUs: optionalTimeUs(client.from, [...path, 'from'], report) ?? 0,
    config: parseConfig('consumer', client.config, [...path, 'config'], report),
  }
}

/** `orders-0` is partition 0 of orders; a topic's name may hold dashes too. */
export function splitPartition(partition: string): readonly [topic: string, index: number] {
  const split = partition.lastIndexOf('-')
  return [partition.slice(0, split), Number(partition.slice(split + 1))]
}
