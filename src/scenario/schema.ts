// The shape of a scenario file. What one value has to do with another is checked in parse.ts.

import * as z from 'zod'
import { INPUTS } from '../kafka/inputs/registry.ts'
import type { RuleName } from '../kafka/rules/rules.ts'
import { POSITIONS, RULE_NAMES } from '../kafka/rules/rules.ts'
import type { InputField } from '../sim/input.ts'
import { DURATION_PATTERN } from './duration.ts'
import * as limits from './limits.ts'

export const NAME_PATTERN = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/
export const TOPIC_PATTERN = /^[a-zA-Z0-9._-]{1,249}$/
export const PARTITION_PATTERN = /^[a-zA-Z0-9._-]{1,249}-\d{1,5}$/
/** Names with at most three quantifiers and no groups: no pattern of a file can keep the page busy. */
const SUBSCRIPTION_PATTERN = /^[a-zA-Z0-9._|-]+([*+?][a-zA-Z0-9._|-]*){0,3}$/

const duration = z.string().regex(DURATION_PATTERN).describe('A time such as 5s, 250ms or 1.5m.')
const name = z.string().regex(NAME_PATTERN)
const topicName = z.string().regex(TOPIC_PATTERN)
const nodeId = z.int().min(0).max(9_999)
const sentence = z.string().min(1).max(limits.TEXT_CHARACTERS_MAX)
const words = z.strictObject({ en: sentence, ko: sentence }).describe('Text in English and Korean.')

function config(): z.ZodRecord<z.ZodString, z.ZodUnion<[z.ZodString, z.ZodNumber, z.ZodBoolean]>> {
  return z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
}

export const CONFIG_SCHEMAS = {
  cluster: config().describe('Broker and controller configs by their Kafka names.'),
  topic: config().describe('Topic configs by their Kafka names.'),
  producer: config().describe('Producer configs by their Kafka names.'),
  consumer: config().describe('Consumer configs by their Kafka names.'),
}

const cluster = z.strictObject({
  controllers: z.array(nodeId).min(1).max(limits.CONTROLLERS_MAX).describe('Node ids of the KRaft voters.'),
  brokers: z
    .array(z.strictObject({ id: nodeId, rack: name.optional() }))
    .min(1)
    .max(limits.BROKERS_MAX),
  config: CONFIG_SCHEMAS.cluster.optional(),
  pageCacheBytes: z
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .describe('Memory of each machine for pages of files; without it there is more than enough.')
    .optional(),
  features: z
    .record(z.string(), z.int().min(0).max(100))
    .describe('Levels of features given at formatting, where not the release’s own.')
    .optional(),
})

/** One rule of another time by its positions, from the oldest to the newest. */
const rulesOverride = z
  .strictObject(
    Object.fromEntries(RULE_NAMES.map((rule) => [rule, z.enum(POSITIONS[rule]).optional()])) as unknown as {
      [Name in RuleName]: z.ZodOptional<
        z.ZodEnum<{ [Position in (typeof POSITIONS)[Name][number]]: Position }>
      >
    },
  )
  .describe('Single rules of another release, by name.')

const network = z.strictObject({
  latency: duration.describe('One way.').optional(),
  jitter: duration.describe('Added to each message: a draw from zero to this.').optional(),
})

const topic = z.strictObject({
  name: topicName,
  partitions: z.int().min(1).max(limits.PARTITIONS_MAX).optional(),
  replicationFactor: z.int().min(1).max(limits.BROKERS_MAX).optional(),
  placement: z
    .array(z.array(nodeId).min(1).max(limits.BROKERS_MAX))
    .min(1)
    .max(limits.PARTITIONS_MAX)
    .describe('Brokers of each partition, the preferred leader first.')
    .optional(),
  config: CONFIG_SCHEMAS.topic.optional(),
})

const recordKey = z.string().min(1).max(limits.KEY_LENGTH_MAX)

const sequenced = z.union([
  recordKey.describe('A key.'),
  z.null().describe('A record without a key.'),
  z.strictObject({
    key: recordKey.nullable(),
    valueBytes: z.int().min(0).max(limits.VALUE_BYTES_MAX).optional(),
    tombstone: z.literal(true).describe('Without a value.').optional(),
  }),
])

const header = z.strictObject({
  key: recordKey,
  valueBytes: z.int().min(0).max(limits.VALUE_BYTES_MAX).describe('Without it the value is null.').optional(),
})

const producer = z.strictObject({
  id: name,
  kind: z.literal('producer'),
  topic: topicName,
  rate: z
    .number()
    .min(limits.RATE_PER_SECOND_MIN)
    .max(limits.RATE_PER_SECOND_MAX)
    .describe('Records a second; a fraction for less than one.'),
  keys: z
    .int()
    .min(1)
    .max(limits.KEYS_MAX)
    .describe('Distinct keys; without it records have none.')
    .optional(),
  valueBytes: z.int().min(0).max(limits.VALUE_BYTES_MAX).optional(),
  sequence: z
    .array(sequenced)
    .min(1)
    .max(limits.SEQUENCE_MAX)
    .describe('Its records one by one, over and over, in the place of keys.')
    .optional(),
  headers: z.array(header).min(1).max(limits.HEADERS_MAX).describe('Headers of each record.').optional(),
  from: duration.optional(),
  to: duration.optional(),
  config: CONFIG_SCHEMAS.producer.optional(),
})

const consumer = z.strictObject({
  id: name,
  kind: z.literal('consumer'),
  assign: z
    .array(z.string().regex(PARTITION_PATTERN))
    .min(1)
    .max(limits.PARTITIONS_MAX)
    .describe('Partitions by hand; else it subscribes.')
    .optional(),
  subscribe: z
    .union([
      z.array(topicName).min(1).max(limits.TOPICS_MAX),
      z.strictObject({ pattern: z.string().max(limits.PATTERN_CHARACTERS_MAX).regex(SUBSCRIPTION_PATTERN) }),
    ])
    .describe('Topics, or { pattern: ... } over whole names; its group shares their partitions out.')
    .optional(),
  group: z.string().min(1).max(limits.GROUP_CHARACTERS_MAX).describe('The config group.id.').optional(),
  processing: z
    .strictObject({
      perRecord: duration.describe('Time for each record.'),
      spread: z.enum(['constant', 'exponential']).describe('Exponential: perRecord is the mean.').optional(),
      stuckAt: z.int().min(0).describe('The record, from 0, at which it hangs for ever.').optional(),
      workers: z
        .int()
        .min(1)
        .max(limits.WORKERS_MAX)
        .describe('Threads that work while it polls on; without them the polling thread does.')
        .optional(),
    })
    .describe('What it does with a record; without it records take no time.')
    .optional(),
  deserializer: z
    .strictObject({
      partition: z.string().regex(PARTITION_PATTERN),
      offset: z.int().min(0).describe('The record that it cannot read.'),
      onThrow: z
        .enum(['pollAgain', 'close', 'seekPast'])
        .describe('What the application does with the exception; pollAgain: a second later.'),
    })
    .describe('A record at which poll() throws; without it all can be read.')
    .optional(),
  commit: z
    .strictObject({
      how: z.enum(['sync', 'async']),
      when: z.enum(['beforeProcessing', 'afterProcessing']),
    })
    .describe('Commits of the application; it turns enable.auto.commit off.')
    .optional(),
  from: duration.optional(),
  config: CONFIG_SCHEMAS.consumer.optional(),
})

const expectation = z.strictObject({
  id: name,
  at: duration.describe('It must hold at this moment.').optional(),
  by: duration.describe('It must hold at some moment up to this one.').optional(),
  always: z.literal(true).describe('It must never fail.').optional(),
  ownSeed: z.boolean().describe('Promised for the seed of this file only.').optional(),
  that: z.string().min(1).describe('A condition: <address> <field> <op> <value> [for <duration>].'),
  says: words,
})

const option = z.strictObject({ text: words, right: z.boolean(), why: words })

const lessonStep = z.strictObject({
  at: duration,
  pause: z.boolean().optional(),
  title: words,
  text: words,
  question: z
    .strictObject({ ask: words, options: z.array(option).min(2).max(limits.OPTIONS_MAX) })
    .optional(),
})

function inputField(field: InputField): z.ZodType {
  const given = fieldOf(field)
  return field.optional === true || field.oneOf !== undefined ? given.optional() : given
}

function fieldOf(field: InputField): z.ZodType {
  switch (field.kind) {
    case 'node':
    case 'broker':
    case 'controller':
      return z.union([z.string(), z.int()]).describe('A node id or a client id.')
    case 'number':
      return z.number()
    case 'duration':
      return duration
    case 'flag':
      return z.boolean()
    case 'newTopic':
      return z.string().min(1).max(limits.TEXT_CHARACTERS_MAX).describe('Name of a topic to be made.')
    case 'config':
      return z.string().min(1).describe('A config and its value: min.insync.replicas=1.')
    case 'configName':
      return z.string().min(1).describe('Name of a config.')
    case 'brokerOrAll':
      return z.union([z.string(), z.int()]).describe('A broker id, or all.')
    case 'brokers':
      return z
        .union([z.string(), z.array(nodeId).min(1).max(limits.BROKERS_MAX)])
        .describe('Broker ids, the preferred leader first.')
    case 'choice':
      return z.enum(field.choices as [string, ...string[]])
    case 'message':
      return z.string().describe('A message on its way: message:p1>2/Produce/17.')
    case 'timer':
      return z.string().describe('A timer that is set: timer:101/session/1.')
    case 'client':
    case 'topic':
    case 'partition':
    case 'text':
      return z.string()
  }
}

/** A step has the fields of the input that it does. */
const steps = INPUTS.map((input) =>
  z.strictObject({
    at: duration,
    do: z.literal(input.id),
    after: z.int().min(0).max(100_000).describe('After so many events of that instant.').optional(),
    ...Object.fromEntries(input.fields.map((field) => [field.name, inputField(field)])),
  }),
)
type StepSchema = z.ZodObject<{
  at: z.ZodString
  do: z.ZodLiteral<string>
  after: z.ZodOptional<z.ZodInt>
}>
const step = z.discriminatedUnion('do', steps as unknown as [StepSchema, ...StepSchema[]])

export const SCENARIO_SCHEMA = z.strictObject({
  format: z.literal(1).describe('Version of this format.'),
  title: words,
  summary: words,
  rules: z.string().describe('Kafka release whose rules apply, in quotes.').optional(),
  rulesOverride: rulesOverride.optional(),
  seed: z
    .union([z.string().min(1).max(64), z.int()])
    .describe('Same seed, same run.')
    .optional(),
  until: duration.describe('How far the run is computed; it can be taken further.'),
  cluster,
  network: network.optional(),
  topics: z.array(topic).max(limits.TOPICS_MAX),
  clients: z
    .array(z.discriminatedUnion('kind', [producer, consumer]))
    .max(limits.CLIENTS_MAX)
    .optional(),
  steps: z.array(step).max(limits.STEPS_MAX).optional(),
  expect: z.array(expectation).max(limits.EXPECTATIONS_MAX).optional(),
  lesson: z.array(lessonStep).max(limits.LESSON_STEPS_MAX).optional(),
})

export type ScenarioFile = z.infer<typeof SCENARIO_SCHEMA>
