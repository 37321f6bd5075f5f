// For tests: a coordinator in memory that keeps one group, of either protocol, and answers at once but for joins and syncs that wait for others.

import type { Connection, Message } from '../../../../sim/connection.ts'
import { sendResponse } from '../../../../sim/connection.ts'
import type { Sealed } from '../../../../sim/tree.ts'
import type { World } from '../../../../sim/world.ts'
import { at } from '../../../../sim/world.ts'
import type {
  HeartbeatRequest,
  JoinGroupRequest,
  LeaveGroupRequest,
  SyncGroupRequest,
} from '../../../protocol/classic-group.ts'
import type { ConsumerGroupHeartbeatRequest } from '../../../protocol/consumer-group.ts'
import type { FindCoordinatorRequest } from '../../../protocol/coordinator.ts'
import {
  ILLEGAL_GENERATION,
  MEMBER_ID_REQUIRED,
  NONE,
  NOT_COORDINATOR,
  REBALANCE_IN_PROGRESS,
  UNKNOWN_MEMBER_ID,
} from '../../../protocol/errors.ts'
import type { OffsetCommitRequest, OffsetFetchRequest } from '../../../protocol/offsets.ts'

export type AskedOfGroup =
  | FindCoordinatorRequest
  | JoinGroupRequest
  | SyncGroupRequest
  | HeartbeatRequest
  | LeaveGroupRequest
  | OffsetCommitRequest
  | OffsetFetchRequest
  | ConsumerGroupHeartbeatRequest

interface FakeMember {
  readonly id: string
  join: JoinGroupRequest | null
  parked: Parked | null
  /** KIP-848: what it last said to own, and what it was last told. */
  owned: readonly string[]
  told: string
}

interface Parked {
  readonly connectionSlot: number
  readonly message: Message
}

export interface FakeGroup {
  coordinator: number
  generation: number
  state: 'empty' | 'preparing' | 'completing' | 'stable'
  leader: string
  members: FakeMember[]
  assignment: Map<string, readonly string[]>
  /** Partition to offset. */
  readonly committed: Map<string, number>
  /** Leader epoch of all committed offsets. */
  committedEpoch: number
  /** KIP-848: who is to get what, by place of the member. */
  targets: readonly (readonly string[])[]
}

export function fakeGroup(): FakeGroup {
  return {
    coordinator: 2,
    generation: 0,
    state: 'empty',
    leader: '',
    members: [],
    assignment: new Map(),
    committed: new Map(),
    committedEpoch: -1,
    targets: [],
  }
}

const TYPES: readonly string[] = [
  'findCoordinator',
  'joinGroup',
  'syncGroup',
  'heartbeat',
  'leaveGroup',
  'offsetCommit',
  'offsetFetch',
  'consumerGroupHeartbeat',
]

export function isForGroup(body: { readonly type: string }): body is AskedOfGroup {
  return TYPES.includes(body.type)
}

export function serveGroup(
  world: World,
  group: FakeGroup,
  connection: Connection,
  message: Message,
  forced: number,
): void {
  const body = message.body as AskedOfGroup
  const isCoordinator = connection.server === String(group.coordinator)
  const error =
    forced !== NONE ? forced : isCoordinator || body.type === 'findCoordinator' ? NONE : NOT_COORDINATOR
  const answer = answerTo(world, group, connection, message, body, error)
  if (answer === null) return
  sendResponse(world, connection, message, { sealed: true, type: body.type, ...answer } as Sealed, 60)
  if (body.type === 'joinGroup' || body.type === 'leaveGroup') completeJoin(world, group)
}

function answerTo(
  world: World,
  group: FakeGroup,
  connection: Connection,
  message: Message,
  body: AskedOfGroup,
  error: number,
): object | null {
  switch (body.type) {
    case 'findCoordinator':
      return {
        coordinators: body.groups.map((id) => ({
          group: id,
          error,
          node: error === NONE ? group.coordinator : -1,
        })),
      }
    case 'joinGroup':
      return error === NONE
        ? join(world, group, connection, message, body)
        : { ...refusedJoin(body.memberId), error }
    case 'syncGroup':
      return error === NONE ? sync(world, group, connection, message, body) : { error, partitions: [] }
    case 'heartbeat':
      return { error: error !== NONE ? error : checkMember(group, body.memberId, body.generation) }
    case 'leaveGroup':
      return {
        error,
        members: body.members.map(({ memberId }) => ({ memberId, error: leave(group, memberId) })),
      }
    case 'offsetCommit':
      return {
        partitions: body.partitions.map((row) => ({
          partition: row.partition,
          error: commit(group, body, row, error),
        })),
      }
    case 'offsetFetch':
      return {
        error,
        partitions: (body.partitions ?? []).map((partition) => ({
          partition,
          offset: group.committed.get(partition) ?? -1,
          leaderEpoch: group.committedEpoch,
          error: NONE,
        })),
      }
    case 'consumerGroupHeartbeat':
      return heartbeat848(group, body, error)
  }
}

function commit(
  group: FakeGroup,
  body: OffsetCommitRequest,
  row: OffsetCommitRequest['partitions'][number],
  forced: number,
): number {
  const isMember = body.generation < 0 || group.members.some(({ id }) => id === body.memberId)
  const error = forced !== NONE ? forced : isMember ? NONE : UNKNOWN_MEMBER_ID
  if (error === NONE) group.committed.set(row.partition, row.offset)
  return error
}

function checkMember(group: FakeGroup, memberId: string, generation: number): number {
  if (!group.members.some(({ id }) => id === memberId)) return UNKNOWN_MEMBER_ID
  if (generation !== group.generation) return ILLEGAL_GENERATION
  return group.state === 'preparing' ? REBALANCE_IN_PROGRESS : NONE
}

function refusedJoin(memberId: string): object {
  return { generation: -1, protocol: '', leader: '', memberId, skipAssignment: false, members: [] }
}

function join(
  world: World,
  group: FakeGroup,
  connection: Connection,
  message: Message,
  body: JoinGroupRequest,
): object | null {
  const known = group.members.find(({ id }) => id === body.memberId)
  if (body.memberId === '') {
    const memberId = `${connection.client}-${group.members.length + 1}`
    group.members.push({ id: memberId, join: null, parked: null, owned: [], told: '' })
    return { ...refusedJoin(memberId), error: MEMBER_ID_REQUIRED }
  }
  if (known === undefined) return { ...refusedJoin(body.memberId), error: UNKNOWN_MEMBER_ID }
  known.join = body
  known.parked = { connectionSlot: connection.slot, message }
  if (group.state !== 'preparing') group.state = 'preparing'
  completeJoin(world, group)
  return null
}

/** Once everybody has joined. */
function completeJoin(world: World, group: FakeGroup): void {
  if (group.state !== 'preparing' || group.members.length === 0) return
  if (group.members.some(({ parked }) => parked === null)) return
  group.generation += 1
  group.state = 'completing'
  if (!group.members.some(({ id }) => id === group.leader)) group.leader = group.members[0]?.id ?? ''
  const first = group.members[0]?.join?.protocols[0]?.name ?? ''
  for (const member of group.members) {
    const members = group.members.map(({ id, join: asked }) => ({
      memberId: id,
      instanceId: null,
      subscription: asked?.protocols[0]?.subscription,
    }))
    answerParked(world, member, {
      type: 'joinGroup',
      error: NONE,
      generation: group.generation,
      protocol: first,
      leader: group.leader,
      memberId: member.id,
      skipAssignment: false,
      members: member.id === group.leader ? members : [],
    })
  }
}

function answerParked(world: World, member: FakeMember, body: object): void {
  const { parked } = member
  member.parked = null
  if (parked === null) return
  const connection = at(world, parked.connectionSlot) as Connection
  if (connection.state === 'open')
    sendResponse(world, connection, parked.message, { sealed: true, ...body } as Sealed, 90)
}

function sync(
  world: World,
  group: FakeGroup,
  connection: Connection,
  message: Message,
  body: SyncGroupRequest,
): object | null {
  const error = checkMember(group, body.memberId, body.generation)
  if (error !== NONE) return { error, partitions: [] }
  const member = group.members.find(({ id }) => id === body.memberId)
  if (member === undefined) return null
  member.parked = { connectionSlot: connection.slot, message }
  if (body.memberId === group.leader && group.state === 'completing') {
    group.assignment = new Map(body.assignments.map(({ memberId, partitions }) => [memberId, partitions]))
    group.state = 'stable'
  }
  if (group.state !== 'stable') return null
  for (const one of group.members) {
    answerParked(world, one, {
      type: 'syncGroup',
      error: NONE,
      partitions: group.assignment.get(one.id) ?? [],
    })
  }
  return null
}

function leave(group: FakeGroup, memberId: string): number {
  const place = group.members.findIndex(({ id }) => id === memberId)
  if (place < 0) return UNKNOWN_MEMBER_ID
  group.members.splice(place, 1)
  if (group.state !== 'empty') group.state = group.members.length === 0 ? 'empty' : 'preparing'
  return NONE
}

/** Grants only what nobody else says to own. */
function heartbeat848(group: FakeGroup, body: ConsumerGroupHeartbeatRequest, forced: number): object {
  const refusal = {
    memberId: body.memberId,
    memberEpoch: body.memberEpoch,
    heartbeatIntervalMs: 5_000,
    assignment: null,
  }
  if (forced !== NONE) return { ...refusal, error: forced }
  if (body.memberEpoch < 0) {
    group.members = group.members.filter(({ id }) => id !== body.memberId)
    return { ...refusal, error: NONE }
  }
  let member = group.members.find(({ id }) => id === body.memberId)
  if (member === undefined) {
    if (body.memberEpoch > 0) return { ...refusal, error: UNKNOWN_MEMBER_ID }
    member = { id: body.memberId, join: null, parked: null, owned: [], told: 'nothing' }
    group.members.push(member)
    group.generation += 1
  }
  if (body.owned !== null) member.owned = body.owned
  const place = group.members.indexOf(member)
  const target = group.targets[place] ?? []
  const isFree = (partition: string): boolean =>
    group.members.every((other) => other === member || !other.owned.includes(partition))
  const granted = target.filter(isFree)
  for (const partition of granted)
    if (!member.owned.includes(partition)) member.owned = [...member.owned, partition]
  const said = granted.join(' ')
  const isNews = member.told !== said || body.memberEpoch === 0
  member.told = said
  return { ...refusal, error: NONE, memberEpoch: group.generation, assignment: isNews ? granted : null }
}
