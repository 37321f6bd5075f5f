// The expectations of a scenario.

import { nearest } from '../kafka/config/nearest.ts'
import type { ClientSetup, ClusterSetup, TopicSetup } from '../kafka/setup.ts'
import { parseAddress } from '../sim/address.ts'
import type { Condition } from './condition.ts'
import { parseCondition } from './parse-condition.ts'
import { splitPartition } from './parse-consumer.ts'
import { optionalTimeUs, refuseTwice } from './parse-values.ts'
import type { Path, Report } from './problem.ts'
import { didYouMean, problem } from './problem.ts'
import type { Expectation } from './scenario.ts'
import type { ScenarioFile } from './schema.ts'

type ExpectationFile = NonNullable<ScenarioFile['expect']>[number]

/** What the scenario has, by kind of address. */
interface Known {
  readonly broker: readonly string[]
  readonly controller: readonly string[]
  readonly client: readonly string[]
  readonly topics: readonly Pick<TopicSetup, 'name' | 'partitions'>[]
}

export function parseExpectations(
  file: ScenarioFile,
  cluster: ClusterSetup,
  topics: readonly TopicSetup[],
  clients: readonly ClientSetup[],
  report: Report,
): Expectation[] {
  const known: Known = {
    broker: cluster.brokers.map((broker) => String(broker.id)),
    controller: cluster.controllers.map(String),
    client: clients.map((client) => client.id),
    topics: [...topics, ...comingTopics(file)],
  }
  const expect = file.expect ?? []
  refuseTwice(
    expect.map((one) => one.id),
    (place) => ['expect', place, 'id'],
    report,
  )
  const expectations: Expectation[] = []
  expect.forEach((one, place) => {
    const path: Path = ['expect', place]
    const when = parseWhen(one, path, report)
    const that = parseThat(one.that, [...path, 'that'], known, report)
    if (that === null || when === null) return
    if (when.kind === 'always' && that.forUs > 0) report.value([...path, 'that'], problem('alwaysWithFor'))
    expectations.push({ id: one.id, when, that, ownSeed: one.ownSeed ?? false, says: one.says })
  })
  return expectations
}

/** Topics that a step creates can be asked about, too. */
function comingTopics(file: ScenarioFile): Known['topics'] {
  return (file.steps ?? []).flatMap((step) => {
    const { topic, partitions } = step as { readonly topic?: unknown; readonly partitions?: unknown }
    if (step.do !== 'create-topic' || typeof topic !== 'string') return []
    return [{ name: topic, partitions: Number(partitions ?? 1) }]
  })
}

function parseWhen(one: ExpectationFile, path: Path, report: Report): Expectation['when'] | null {
  const atUs = optionalTimeUs(one.at, [...path, 'at'], report)
  const byUs = optionalTimeUs(one.by, [...path, 'by'], report)
  const given = [one.at, one.by, one.always].filter((value) => value !== undefined).length
  if (given !== 1) {
    report.value(path, problem('expectWhen', { id: one.id }), problem('oneOf', { choices: 'at, by, always' }))
    return null
  }
  if (atUs !== null) return { kind: 'at', timeUs: atUs }
  return byUs !== null ? { kind: 'by', timeUs: byUs } : { kind: 'always' }
}

function parseThat(text: string, path: Path, known: Known, report: Report): Condition | null {
  const parsed = parseCondition(text)
  if (!parsed.ok) {
    report.inside(path, parsed.offset, parsed.wrong, parsed.meant)
    return null
  }
  const { condition } = parsed
  checkAddress(condition.left.address, text, path, known, report)
  if (condition.right.kind === 'field') checkAddress(condition.right.ref.address, text, path, known, report)
  return condition
}

function checkAddress(address: string, text: string, path: Path, known: Known, report: Report): void {
  const meant = missing(address, known)
  if (meant === null) return
  report.inside(
    path,
    Math.max(0, text.lastIndexOf(address)),
    problem('unknownThing', { address }),
    didYouMean(meant.nearest),
  )
}

/** null when the scenario has it; else the nearest that it has. */
function missing(text: string, known: Known): { nearest: string | null } | null {
  const address = parseAddress(text)
  switch (address?.kind) {
    case 'broker':
    case 'controller':
    case 'client': {
      const names = known[address.kind]
      if (names.includes(address.name)) return null
      const near = nearest(address.name, names)
      return { nearest: near === null ? null : `${address.kind}:${near}` }
    }
    case 'partition': {
      const near = missingPartition(address.name, known)
      return near === undefined ? null : { nearest: near === null ? null : `partition:${near}` }
    }
    case 'replica': {
      const near = missingPartition(address.partition, known)
      if (near !== undefined) return { nearest: near === null ? null : `replica:${near}@${address.node}` }
      if (known.broker.includes(address.node)) return null
      const node = nearest(address.node, known.broker)
      return { nearest: node === null ? null : `replica:${address.partition}@${node}` }
    }
    default:
      return null
  }
}

/** undefined when the partition exists; else the nearest one that does, or null. */
function missingPartition(name: string, known: Known): string | null | undefined {
  const [topic, index] = splitPartition(name)
  const setup = known.topics.find((one) => one.name === topic)
  const isIndex = /-\d{1,5}$/.test(name)
  if (setup !== undefined && isIndex && index < setup.partitions) return undefined
  const near =
    setup === undefined
      ? nearest(
          topic,
          known.topics.map((one) => one.name),
        )
      : setup.name
  return near === null ? null : `${near}-${setup === undefined && isIndex ? index : 0}`
}
