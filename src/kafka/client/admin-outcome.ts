// What an answer to the admin client means: done, refused for good, or to be asked again elsewhere.

import type { Process } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern } from '../../sim/world.ts'
import type { AdminResponse, DescribeQuorumResponse } from '../protocol/admin.ts'
import { wholeError } from '../protocol/admin-answers.ts'
import type { DeleteGroupsResponse } from '../protocol/delete-groups.ts'
import type { DeleteRecordsResponse } from '../protocol/delete-records.ts'
import {
  COORDINATOR_LOAD_IN_PROGRESS,
  COORDINATOR_NOT_AVAILABLE,
  LEADER_NOT_AVAILABLE,
  NONE,
  NOT_CONTROLLER,
  NOT_COORDINATOR,
  NOT_LEADER_OR_FOLLOWER,
} from '../protocol/errors.ts'
import { ADMIN_ANSWERED, QUORUM_LEARNED } from './admin-facts.ts'
import type { AdminOperation } from './admin-operations.ts'

export type AdminAnswerBody = AdminResponse | DeleteRecordsResponse | DeleteGroupsResponse

/** Kafka's error, NONE when it was done; or nobody answered in time. */
export type Outcome = number | 'timedOut'

export function wholeRefusal(body: AdminAnswerBody): number {
  if (body.type === 'deleteGroups') return body.error
  return body.type === 'deleteRecords' ? NONE : wholeError(body)
}

const COORDINATOR_ELSEWHERE: readonly number[] = [
  NOT_COORDINATOR,
  COORDINATOR_NOT_AVAILABLE,
  COORDINATOR_LOAD_IN_PROGRESS,
]

/** The one that was asked is not the one to ask: another will be. */
export function movedOn(body: AdminAnswerBody): boolean {
  if (body.type === 'deleteGroups') return COORDINATOR_ELSEWHERE.includes(body.error)
  if (body.type !== 'deleteRecords') return wholeError(body) === NOT_CONTROLLER
  return body.partitions.some(
    ({ error }) => error === NOT_LEADER_OR_FOLLOWER || error === LEADER_NOT_AVAILABLE,
  )
}

/** The error of the whole, else the first of its parts. */
export function outcomeOf(body: AdminAnswerBody): number {
  const whole = wholeRefusal(body)
  if (whole !== NONE) return whole
  for (const { error } of partsOf(body)) if (error !== NONE) return error
  return NONE
}

export interface OutcomePart {
  readonly of: string
  readonly error: number
  readonly value: number
}

export function partsOf(body: AdminAnswerBody): readonly OutcomePart[] {
  switch (body.type) {
    case 'createTopics':
    case 'deleteTopics':
    case 'createPartitions':
      return body.topics.map(({ name: of, error }) => ({ of, error, value: -1 }))
    case 'incrementalAlterConfigs':
      return body.resources.map(({ resource, name, error }) => ({
        of: `${resource}/${name}`,
        error,
        value: -1,
      }))
    case 'electLeaders':
    case 'alterPartitionReassignments':
      return body.partitions.map(({ partition: of, error }) => ({ of, error, value: -1 }))
    case 'deleteRecords':
      return body.partitions.map(({ partition: of, error, lowWatermark: value }) => ({ of, error, value }))
    case 'deleteGroups':
    case 'listPartitionReassignments':
    case 'describeQuorum':
      return []
  }
}

/** −1: it is about nothing by name. */
export function nameOf(world: World, of: string): number {
  return of === '' ? -1 : intern(world, of)
}

export function tellOutcome(
  world: World,
  process: Readonly<Process>,
  operation: Readonly<AdminOperation>,
  body: AdminAnswerBody,
  outcome: number,
): void {
  const of = nameOf(world, operation.of)
  fact(world, ADMIN_ANSWERED, process.slot, -1, operation.api, of, outcome, operation.id)
  if (body.type === 'describeQuorum' && outcome === NONE) tellQuorum(world, process, body)
}

function tellQuorum(world: World, process: Readonly<Process>, body: DescribeQuorumResponse): void {
  const { leader, leaderEpoch, highWatermark, voters } = body
  fact(world, QUORUM_LEARNED, process.slot, -1, leader, leaderEpoch, highWatermark, voters.length)
}
