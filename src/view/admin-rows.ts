// What the page needs to ask for an input with more to say than a process: the declared inputs, and what their fields can be filled with at a moment.

import type { Consumer } from '../kafka/client/consumer.ts'
import { configDoc } from '../kafka/config/doc.ts'
import { configEntry, configNames } from '../kafka/config/registry.ts'
import { INPUTS } from '../kafka/inputs/registry.ts'
import { truthImage } from '../kafka/truth.ts'
import type { InputDeclaration, InputField } from '../sim/input.ts'
import type { Process } from '../sim/process.ts'
import type { World } from '../sim/world.ts'

export interface AdminForms {
  readonly forms: readonly InputForm[]
  readonly topics: readonly { readonly name: string; readonly partitions: number }[]
  readonly partitions: readonly {
    readonly name: string
    readonly leader: number
    readonly replicas: readonly number[]
    readonly moving: boolean
  }[]
  readonly brokers: readonly number[]
  /** Names of all processes. */
  readonly nodes: readonly string[]
  readonly consumers: readonly { readonly id: string; readonly group: string | null }[]
  readonly configs: { readonly topic: readonly ConfigChoice[]; readonly broker: readonly ConfigChoice[] }
}

export interface InputForm {
  readonly id: string
  readonly family: InputDeclaration['family']
  readonly fields: readonly InputField[]
}

export interface ConfigChoice {
  readonly name: string
  readonly default: string
  /** Of a choice, a list of known words, or a boolean; empty: any value. */
  readonly choices: readonly string[]
  readonly en: string
  readonly ko: string
}

/** All but what a menu offers where it stands: on a process, a link, a message, a timer or a fetcher. */
export function isAskedFor({ id, family, fields }: InputDeclaration): boolean {
  if (family === 'admin' || family === 'client') return true
  return family !== 'message' && fields.length > 1 && id !== 'cut-link' && id !== 'heal-link'
}

const FORMS: readonly InputForm[] = INPUTS.filter(isAskedFor).map(({ id, family, fields }) => ({
  id,
  family,
  fields,
}))

export function adminForms(world: World): AdminForms {
  const image = truthImage(world)
  const topics = image.topicNames.map((name) => ({
    name,
    partitions: image.topics.get(name)?.partitions.length ?? 0,
  }))
  const partitions: AdminForms['partitions'][number][] = []
  for (const { name } of topics) {
    for (const partition of image.topics.get(name)?.partitions ?? []) {
      const state = image.partitions.get(partition)
      if (state === undefined) continue
      const { leader, replicas, adding, removing } = state
      const moving = adding.length > 0 || removing.length > 0
      partitions.push({ name: partition, leader, replicas: replicas.slice(), moving })
    }
  }
  return {
    forms: FORMS,
    topics,
    partitions,
    brokers: image.brokerIds.slice(),
    nodes: processNames(world),
    consumers: consumersOf(world),
    configs: { topic: TOPIC_CHOICES, broker: BROKER_CHOICES },
  }
}

function processNames(world: World): string[] {
  const names: string[] = []
  for (const entity of world.tables.entities)
    if (entity.kind === 'process') names.push((entity as Process).name)
  return names
}

function consumersOf(world: World): AdminForms['consumers'] {
  const found: AdminForms['consumers'][number][] = []
  for (const entity of world.tables.entities) {
    if (entity.kind !== 'consumer') continue
    const consumer = entity as Consumer
    found.push({ id: consumer.id, group: consumer.config.groupId })
  }
  return found
}

const TOPIC_CHOICES = configNames('topic').map((name) => choiceOf('topic', name))

/** Those that a running broker takes. */
const BROKER_CHOICES = configNames('cluster')
  .filter((name) => configEntry('cluster', name)?.dynamic !== 'no')
  .map((name) => choiceOf('cluster', name))

function choiceOf(scope: 'topic' | 'cluster', name: string): ConfigChoice {
  const entry = configEntry(scope, name)
  const value = entry?.default ?? null
  return {
    name,
    default: value === null ? '' : typeof value === 'object' ? value.join(',') : String(value),
    choices: wordsOf(entry),
    en: configDoc(scope, name, 'en'),
    ko: configDoc(scope, name, 'ko'),
  }
}

function wordsOf(entry: ReturnType<typeof configEntry>): readonly string[] {
  if (entry === null) return []
  if (entry.type === 'boolean') return ['true', 'false']
  if (entry.type === 'choice') return entry.choices
  return entry.type === 'list' ? (entry.of ?? []) : []
}

/** What became of an admin request. Errors are Kafka's. */
export type AdminAnswer =
  /** Computed so far without an answer; `atEnd`: as far as the run goes. */
  | { readonly kind: 'waiting'; readonly atEnd: boolean }
  | { readonly kind: 'missed' }
  | { readonly kind: 'givenUp'; readonly event: number; readonly timeUs: number; readonly api: string }
  | {
      readonly kind: 'answered'
      readonly event: number
      readonly timeUs: number
      readonly api: string
      readonly of: string
      readonly error: { readonly name: string; readonly code: number } | null
    }
