// The clients of a scenario.

import { nearest } from '../kafka/config/nearest.ts'
import type { ClientSetup, ClusterSetup, GivenRecord, ProducerSetup, TopicSetup } from '../kafka/setup.ts'
import { parseConfig } from './parse-config.ts'
import { parseConsumer } from './parse-consumer.ts'
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
  const valueBytes = client.valueBytes ?? VALUE_BYTES_DEFAULT
  return {
    kind: 'producer',
    id: client.id,
    topic: client.topic,
    ratePerSecond: client.rate,
    keys: client.keys ?? null,
    valueBytes,
    ...(client.sequence === undefined
      ? {}
      : { sequence: client.sequence.map((record) => givenRecord(record, valueBytes)) }),
    ...(client.headers === undefined
      ? {}
      : { headers: client.headers.map(({ key, valueBytes: bytes }) => ({ key, valueBytes: bytes ?? -1 })) }),
    fromUs,
    toUs,
    config: parseConfig('producer', client.config, [...path, 'config'], report),
  }
}

type Sequenced = NonNullable<(ClientFile & { kind: 'producer' })['sequence']>[number]

function givenRecord(record: Sequenced, valueBytes: number): GivenRecord {
  if (record === null || typeof record === 'string') return { key: record, valueBytes }
  return { key: record.key, valueBytes: record.tombstone === true ? -1 : (record.valueBytes ?? valueBytes) }
}
