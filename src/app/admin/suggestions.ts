// What a field could sensibly be filled with, from what there is at the moment shown.

import { partitionForKey } from '../../kafka/workload/key-hash.ts'
import { parseDuration } from '../../scenario/duration.ts'
import type { InputField } from '../../sim/input.ts'
import type { AdminForms, ConfigChoice } from '../../view/admin-rows.ts'
import type { Args, Value } from './form-steps.ts'

export interface Suggestion {
  readonly value: Value
  readonly label: string
  /** A key of the catalogues with arguments, or text as it is. */
  readonly note:
    | { readonly key: string; readonly args: { readonly [name: string]: string | number } }
    | string
    | null
  /** More is to be typed behind it: it goes into the line instead of being taken. */
  readonly begins: boolean
}

export function suggestionsFor(
  forms: AdminForms,
  field: InputField,
  args: Args,
  typed: string,
  language: 'en' | 'ko',
): Suggestion[] {
  switch (field.kind) {
    case 'topic':
      return forms.topics.map(({ name, partitions }) =>
        plain(name, { key: 'admin.note.partitions', args: { count: partitions } }),
      )
    case 'partition':
      return partitionsFor(forms).map(({ name, leader, replicas }) =>
        plain(name, { key: 'admin.note.partition', args: { leader, replicas: replicas.join(', ') } }),
      )
    case 'brokerOrAll':
      return [
        plain('all', { key: 'admin.note.all', args: {} }),
        ...forms.brokers.map((id) => plain(String(id), { key: 'process.broker', args: { id } })),
      ]
    case 'choice':
      return (field.choices ?? []).map((choice) => plain(choice, { key: `admin.choice.${choice}`, args: {} }))
    case 'brokers':
      return replicaLists(forms, String(args.partition ?? '')).map((list) => plain(list, null))
    case 'client':
      return forms.consumers.map(({ id, group }) => plain(id, group))
    case 'node':
      return forms.nodes.map((name) => plain(name, null))
    case 'broker':
      return forms.brokers.map((id) => plain(String(id), { key: 'process.broker', args: { id } }))
    case 'duration':
      return ['0ms', '1ms', '20ms', '200ms', '2s', '30s'].map((text) => lasting(text))
    case 'text':
      return textsFor(forms, field.name, args, typed)
    case 'number':
      return numbersFor(forms, field.name, args)
    case 'config':
    case 'configName':
      return configsFor(forms, field, args, typed, language)
    default:
      return []
  }
}

function plain(value: Value, note: Suggestion['note']): Suggestion {
  return { value, label: String(value), note, begins: false }
}

function lasting(text: string): Suggestion {
  return { value: parseDuration(text) ?? 0, label: text, note: null, begins: false }
}

const ASSIGNORS = ['range', 'roundrobin', 'sticky', 'cooperative-sticky', 'server-uniform', 'server-range']
const KEYS = ['order-1', 'order-2', 'customer-42']

function textsFor(forms: AdminForms, field: string, args: Args, typed: string): Suggestion[] {
  switch (field) {
    case 'client':
      return [plain(freeClient(forms), null)]
    case 'group':
      return [...new Set(forms.consumers.flatMap(({ group }) => group ?? []))].map((group) =>
        plain(group, null),
      )
    case 'assignor':
      return ASSIGNORS.map((name) => plain(name, null))
    case 'to':
      return ['earliest', 'latest'].map((text) => plain(text, null))
    case 'key':
      return keysFor(forms, args, typed)
    default:
      return []
  }
}

function freeClient(forms: AdminForms): string {
  for (let number = 1; ; number++) if (!forms.nodes.includes(`c${number}`)) return `c${number}`
}

/** Each key with the partition that its hash chooses; what is typed among them. */
function keysFor(forms: AdminForms, args: Args, typed: string): Suggestion[] {
  const partitions = forms.topics.find(({ name }) => name === args.topic)?.partitions ?? 0
  const keys = typed.trim() === '' ? KEYS : [typed.trim()]
  const chosen = keys.map((key) => {
    const note = partitions > 0 ? `murmur2 → ${args.topic}-${partitionForKey(key, partitions)}` : null
    return plain(key, note)
  })
  return [...chosen, { value: '', label: '–', note: { key: 'admin.note.noKey', args: {} }, begins: false }]
}

/** Those of a reassignment that is under way first. */
function partitionsFor(forms: AdminForms): readonly AdminForms['partitions'][number][] {
  return [
    ...forms.partitions.filter(({ moving }) => moving),
    ...forms.partitions.filter(({ moving }) => !moving),
  ]
}

function numbersFor(forms: AdminForms, field: string, args: Args): Suggestion[] {
  if (field === 'valueBytes') return [10, 100, 1_000].map((size) => plain(size, null))
  if (field === 'dir') return [plain(1, null)]
  if (field === 'factor') return [1, 10, 100].map((factor) => plain(factor, null))
  if (field === 'offset' && args.client !== undefined) return [plain(0, null)]
  if (field === 'offset') return [plain(-1, { key: 'admin.note.highWatermark', args: {} })]
  if (field === 'replicas') return forms.brokers.map((_, place) => plain(place + 1, null)).reverse()
  const known = forms.topics.find(({ name }) => name === args.topic)?.partitions
  if (known === undefined) return [1, 3, 6, 12].map((count) => plain(count, null))
  return [known + 1, known * 2, known * 3].map((count) => plain(count, null))
}

/** With one replica moved to a broker that has none; in another order; with one replica more and one less. */
function replicaLists(forms: AdminForms, partition: string): string[] {
  const present = forms.partitions.find(({ name }) => name === partition)?.replicas
  if (present === undefined || present.length === 0) return [forms.brokers.join(',')]
  const free = forms.brokers.filter((id) => !present.includes(id))
  const lists: (readonly number[])[] = []
  for (const id of free) {
    lists.push([id, ...present.slice(1)])
    lists.push([...present.slice(0, -1), id])
    lists.push([...present, id])
  }
  if (present.length > 1) {
    lists.push([...present.slice(1), present[0] as number])
    lists.push(present.slice(0, -1))
  }
  return [...new Set(lists.map((list) => list.join(',')))]
}

function configsFor(
  forms: AdminForms,
  field: InputField,
  args: Args,
  typed: string,
  language: 'en' | 'ko',
): Suggestion[] {
  const choices = args.broker === undefined ? forms.configs.topic : forms.configs.broker
  const split = typed.indexOf('=')
  const named = split < 0 ? undefined : choices.find(({ name }) => name === typed.slice(0, split).trim())
  if (named !== undefined) return valuesOf(named)
  return choices.map((choice) => {
    const note = choice.default === '' ? choice[language] : `${choice[language]} (${choice.default})`
    if (field.kind === 'configName') return plain(choice.name, note)
    return { value: `${choice.name}=`, label: choice.name, note, begins: true }
  })
}

/** The words that it takes, else its default to begin with. */
function valuesOf(choice: ConfigChoice): Suggestion[] {
  const values = choice.choices.length > 0 ? choice.choices : choice.default === '' ? [] : [choice.default]
  return values.map((value) => plain(`${choice.name}=${value}`, value === choice.default ? 'default' : null))
}
