// Steps that ask something of the cluster: as requests of the engine's admin client, and what became of them as the recorder tells it.

import type { Admin } from '../../src/kafka/client/admin.ts'
import type { AdminOutcome, NewOperation } from '../../src/kafka/client/admin-operations.ts'
import type { ConfigChange } from '../../src/kafka/protocol/admin.ts'
import {
  ALTER_PARTITION_REASSIGNMENTS,
  CREATE_PARTITIONS,
  DELETE_RECORDS,
  DELETE_TOPICS,
  ELECT_LEADERS,
  INCREMENTAL_ALTER_CONFIGS,
} from '../../src/kafka/protocol/api.ts'
import { NONE } from '../../src/kafka/protocol/errors.ts'
import type { World } from '../../src/sim/world.ts'
import { find } from '../../src/sim/world.ts'
import type { Json } from './recording.ts'
import type { RecordedStep } from './scenario-file.ts'

const TO_CONTROLLER = { to: 'controller' } as const

/** null: not a step of this kind, or one that is more than the admin client here does at once. */
export function adminOperation(step: RecordedStep): NewOperation | null {
  switch (step.do) {
    case 'reassign': {
      const partitions = Object.entries(step.partitions as { [name: string]: number[] | null }).map(
        ([partition, replicas]) => ({ partition, replicas }),
      )
      const body = { sealed: true, type: 'alterPartitionReassignments', partitions } as const
      return { api: ALTER_PARTITION_REASSIGNMENTS, body, sizeBytes: 80, of: '', target: TO_CONTROLLER }
    }
    case 'elect-leaders': {
      const election = step.type === 'unclean' ? 'unclean' : 'preferred'
      const partitions = (step.partitions as readonly string[] | undefined) ?? null
      const body = { sealed: true, type: 'electLeaders', election, partitions } as const
      return { api: ELECT_LEADERS, body, sizeBytes: 60, of: '', target: TO_CONTROLLER }
    }
    case 'tool':
      return toolOperation(step)
    case 'add-partitions': {
      const topic = { name: step.topic ?? '', count: step.count ?? 0, placement: step.placement ?? null }
      const body = { sealed: true, type: 'createPartitions', topics: [topic] } as const
      return { api: CREATE_PARTITIONS, body, sizeBytes: 60, of: topic.name, target: TO_CONTROLLER }
    }
    case 'delete-topic': {
      const body = { sealed: true, type: 'deleteTopics', topics: [step.topic ?? ''] } as const
      return { api: DELETE_TOPICS, body, sizeBytes: 60, of: step.topic ?? '', target: TO_CONTROLLER }
    }
    case 'delete-records':
      return deleteRecords(step)
    case 'alter-config':
      return alterConfig(step)
    default:
      return null
  }
}

/** Of Kafka's tools the one that changes something; the others only print. */
function toolOperation(step: RecordedStep): NewOperation | null {
  const isElection = step.class?.endsWith('.LeaderElectionCommand') === true
  const isForAll = step.arguments?.includes('--all-topic-partitions') === true
  if (!isElection || !isForAll) return null
  const type = step.arguments?.includes('unclean') === true ? 'unclean' : 'preferred'
  return adminOperation({ at: step.at, do: 'elect-leaders', type })
}

function deleteRecords(step: RecordedStep): NewOperation | null {
  const partitions = Object.entries(step.partitions as { [name: string]: number }).map(
    ([partition, offset]) => ({ partition, offset }),
  )
  const [only] = partitions
  if (only === undefined || partitions.length > 1) return null
  const body = { sealed: true, type: 'deleteRecords', timeoutMs: 60_000, partitions } as const
  const target = { to: 'leader', partition: only.partition } as const
  return { api: DELETE_RECORDS, body, sizeBytes: 60, of: only.partition, target }
}

function alterConfig(step: RecordedStep): NewOperation {
  const changes: ConfigChange[] = []
  for (const [key, value] of Object.entries(step.config ?? {}))
    changes.push({ key, op: 'set', value: String(value) })
  for (const key of step.delete ?? []) changes.push({ key, op: 'delete', value: null })
  const resource = step.topic === undefined ? 'broker' : 'topic'
  const name = step.topic ?? step.broker ?? ''
  const body = {
    sealed: true,
    type: 'incrementalAlterConfigs',
    resources: [{ resource, name, changes }],
  } as const
  const isOneBroker = resource === 'broker' && name !== ''
  const target = isOneBroker ? ({ to: 'broker', id: Number(name) } as const) : TO_CONTROLLER
  return { api: INCREMENTAL_ALTER_CONFIGS, body, sizeBytes: 60, of: name, target }
}

/** What became of an operation that has just been answered. */
export function adminResult(world: World, operation: number): Json {
  const admin = find(world, 'admin:admin') as Admin
  const outcome = admin.outcomes.find(({ id }) => id === operation)
  return outcome === undefined ? null : told(outcome)
}

function told({ api, error, parts }: AdminOutcome): Json {
  const byPart = (good: (value: number) => Json): Json =>
    Object.fromEntries(
      parts.map(({ of, error: refused, value }) => [of, refused === NONE ? good(value) : { code: refused }]),
    )
  if (api === ELECT_LEADERS) return byPart(() => 'elected')
  if (api === DELETE_RECORDS) return byPart((low) => low)
  return error === NONE ? 'ok' : { code: error }
}
