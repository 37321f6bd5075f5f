// What can be asked of the cluster through its admin client. The effect is a request: what becomes of it, the cluster says.

import type { InputArgs, InputDeclaration, InputField } from '../../sim/input.ts'
import { textArg } from '../../sim/input.ts'
import type { World } from '../../sim/world.ts'
import { find } from '../../sim/world.ts'
import type { NewOperation } from '../client/admin-operations.ts'
import { runningAdmin, startOperation } from '../client/admin-operations.ts'
import type { ConfigChange, ConfigOp, ConfigResource } from '../protocol/admin.ts'
import {
  ALTER_PARTITION_REASSIGNMENTS,
  CREATE_PARTITIONS,
  CREATE_TOPICS,
  DELETE_GROUPS,
  DELETE_RECORDS,
  DELETE_TOPICS,
  DESCRIBE_QUORUM,
  ELECT_LEADERS,
  INCREMENTAL_ALTER_CONFIGS,
} from '../protocol/api.ts'
import { brokerList, changesIn, numberArg } from './admin-args.ts'

function asks(
  code: number,
  id: string,
  fields: readonly InputField[],
  operation: (args: InputArgs) => NewOperation,
  isSound: (world: World, args: InputArgs) => boolean = () => true,
): InputDeclaration {
  return {
    code,
    id,
    family: 'admin',
    fields,
    applies: (world: World, args: InputArgs) => runningAdmin(world) !== null && isSound(world, args),
    effect: (world: World, args: InputArgs) => startOperation(world, operation(args)),
  }
}

const TOPIC: InputField = { name: 'topic', kind: 'topic' }
const PARTITION: InputField = { name: 'partition', kind: 'partition' }
const TO_CONTROLLER = { to: 'controller' } as const

export const CREATE_TOPIC = asks(
  30,
  'create-topic',
  [
    { name: 'topic', kind: 'newTopic' },
    { name: 'partitions', kind: 'number', optional: true },
    { name: 'replicas', kind: 'number', optional: true },
    { name: 'config', kind: 'config', optional: true },
  ],
  (args) => {
    const name = textArg(args, 'topic')
    const config: { [key: string]: string } = {}
    for (const { key, value } of changesIn(textArg(args, 'config'), 'set')) config[key] = value ?? ''
    const partitions = numberArg(args, 'partitions')
    const topic = {
      name,
      partitions,
      replicationFactor: numberArg(args, 'replicas'),
      placement: null,
      config,
    }
    const body = { sealed: true, type: 'createTopics', topics: [topic], toBroker: true } as const
    const sizeBytes = 80 + 18 * Math.max(partitions, 1)
    return { api: CREATE_TOPICS, body, sizeBytes, of: name, target: TO_CONTROLLER }
  },
)

export const DELETE_TOPIC = asks(31, 'delete-topic', [TOPIC], (args) => {
  const of = textArg(args, 'topic')
  const body = { sealed: true, type: 'deleteTopics', topics: [of] } as const
  return { api: DELETE_TOPICS, body, sizeBytes: 60, of, target: TO_CONTROLLER }
})

/** `partitions`: how many there shall be in all. */
export const ADD_PARTITIONS = asks(
  32,
  'add-partitions',
  [TOPIC, { name: 'partitions', kind: 'number' }],
  (args) => {
    const of = textArg(args, 'topic')
    const wanted = { name: of, count: numberArg(args, 'partitions'), placement: null }
    const body = { sealed: true, type: 'createPartitions', topics: [wanted] } as const
    return { api: CREATE_PARTITIONS, body, sizeBytes: 60, of, target: TO_CONTROLLER }
  },
)

/** Of a topic, of one broker by its id, or of `all` brokers. */
export const ALTER_CONFIG = asks(
  33,
  'alter-config',
  [
    { name: 'topic', kind: 'topic', oneOf: 'resource' },
    { name: 'broker', kind: 'brokerOrAll', oneOf: 'resource' },
    { name: 'set', kind: 'config', oneOf: 'change' },
    { name: 'delete', kind: 'configName', oneOf: 'change' },
    { name: 'append', kind: 'config', oneOf: 'change' },
    { name: 'subtract', kind: 'config', oneOf: 'change' },
  ],
  (args) => {
    const topic = textArg(args, 'topic')
    const broker = textArg(args, 'broker')
    const resource: ConfigResource = topic === '' ? 'broker' : 'topic'
    const name = topic === '' && broker !== 'all' ? broker : topic
    const changes: ConfigChange[] = []
    for (const op of ['set', 'delete', 'append', 'subtract'] satisfies ConfigOp[])
      changes.push(...changesIn(textArg(args, op), op))
    const resources = [{ resource, name, changes }]
    const body = { sealed: true, type: 'incrementalAlterConfigs', resources } as const
    // A broker's own configs are changed through that broker.
    const target = resource === 'broker' && name !== '' ? brokerTarget(name) : TO_CONTROLLER
    const of = topic === '' ? `broker/${broker}` : topic
    return { api: INCREMENTAL_ALTER_CONFIGS, body, sizeBytes: 60 + 40 * changes.length, of, target }
  },
  (world, args) => {
    const broker = textArg(args, 'broker')
    return broker === '' || broker === 'all' || find(world, `broker:${broker}`) !== null
  },
)

function brokerTarget(name: string): NewOperation['target'] {
  return { to: 'broker', id: Number(name) }
}

/** `offset`: the first one that stays; −1 for the high watermark. */
export const DELETE_RECORDS_INPUT = asks(
  34,
  'delete-records',
  [PARTITION, { name: 'offset', kind: 'number' }],
  (args) => {
    const of = textArg(args, 'partition')
    const partitions = [{ partition: of, offset: numberArg(args, 'offset') }]
    const body = { sealed: true, type: 'deleteRecords', timeoutMs: 60_000, partitions } as const
    return { api: DELETE_RECORDS, body, sizeBytes: 60, of, target: { to: 'leader', partition: of } }
  },
)

export const ELECT_LEADERS_INPUT = asks(
  35,
  'elect-leaders',
  [
    { name: 'election', kind: 'choice', choices: ['preferred', 'unclean'] },
    { ...PARTITION, optional: true },
  ],
  (args) => {
    const of = textArg(args, 'partition')
    const election = textArg(args, 'election') === 'unclean' ? 'unclean' : 'preferred'
    const partitions = of === '' ? null : [of]
    const body = { sealed: true, type: 'electLeaders', election, partitions } as const
    return { api: ELECT_LEADERS, body, sizeBytes: 60, of, target: TO_CONTROLLER }
  },
)

function reassignment(of: string, replicas: readonly number[] | null): NewOperation {
  const partitions = [{ partition: of, replicas }]
  const body = { sealed: true, type: 'alterPartitionReassignments', partitions } as const
  return { api: ALTER_PARTITION_REASSIGNMENTS, body, sizeBytes: 80, of, target: TO_CONTROLLER }
}

/** `replicas`: broker ids, the preferred leader first: `2,3,4`. */
export const REASSIGN = asks(36, 'reassign', [PARTITION, { name: 'replicas', kind: 'brokers' }], (args) =>
  reassignment(textArg(args, 'partition'), brokerList(textArg(args, 'replicas'))),
)

export const CANCEL_REASSIGNMENT = asks(37, 'cancel-reassignment', [PARTITION], (args) =>
  reassignment(textArg(args, 'partition'), null),
)

export const DESCRIBE_QUORUM_INPUT = asks(38, 'describe-quorum', [], () => ({
  api: DESCRIBE_QUORUM,
  body: { sealed: true, type: 'describeQuorum' } as const,
  sizeBytes: 40,
  of: '',
  target: { to: 'leastLoaded' },
}))

/** Refused while the group has members. */
export const DELETE_GROUP = asks(
  39,
  'delete-group',
  [{ name: 'group', kind: 'text' }],
  (args) => {
    const group = textArg(args, 'group')
    const body = { sealed: true, type: 'deleteGroups', group } as const
    return {
      api: DELETE_GROUPS,
      body,
      sizeBytes: 40 + group.length,
      of: group,
      target: { to: 'coordinator', group },
    }
  },
  (_, args) => textArg(args, 'group') !== '',
)
