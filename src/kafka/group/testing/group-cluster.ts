// A small real cluster whose probes are members of groups: the test writes their requests and reads the answers.

import type { Sealed } from '../../../sim/tree.ts'
import { find } from '../../../sim/world.ts'
import type { ConfigValues } from '../../config/check-value.ts'
import {
  CONSUMER_GROUP_HEARTBEAT,
  FIND_COORDINATOR,
  HEARTBEAT,
  JOIN_GROUP,
  LEAVE_GROUP,
  OFFSET_COMMIT,
  OFFSET_FETCH,
  SYNC_GROUP,
} from '../../protocol/api.ts'
import type {
  HeartbeatResponse,
  JoinGroupRequest,
  JoinGroupResponse,
  LeaveGroupResponse,
  Subscription,
  SyncGroupRequest,
  SyncGroupResponse,
} from '../../protocol/classic-group.ts'
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponse,
} from '../../protocol/consumer-group.ts'
import type { FindCoordinatorResponse } from '../../protocol/coordinator.ts'
import { errorOf } from '../../protocol/errors.ts'
import type { OffsetCommitResponse, OffsetFetchResponse } from '../../protocol/offsets.ts'
import { SmallCluster } from '../../testing/small-cluster.ts'
import type { ClassicGroup, ConsumerGroup, Group } from '../group.ts'
import type { GroupValue } from '../records.ts'

const GROUP = 'g'
export const MEMBERS = ['m1', 'm2', 'm3', 'm4'] as const
export type MemberName = (typeof MEMBERS)[number]

export interface GroupSetup {
  readonly brokers?: number
  readonly partitions?: number
  readonly cluster?: ConfigValues
  readonly seed?: string
  /** Release whose rules apply. */
  readonly rules?: string
}

export class GroupCluster {
  readonly cluster: SmallCluster
  /** Broker that coordinates. */
  coordinator = 1

  /** By default one broker, four partitions of orders, and __consumer_offsets of one partition, which is there and loaded. */
  constructor(setup: GroupSetup = {}) {
    const brokers = setup.brokers ?? 1
    const replicas = Array.from({ length: brokers }, (_, index) => index + 1)
    this.cluster = new SmallCluster({
      seed: setup.seed ?? '1',
      rules: setup.rules ?? '4.3',
      brokers,
      probes: MEMBERS,
      placement: Array.from({ length: setup.partitions ?? 4 }, () => replicas),
      topic: {},
      cluster: {
        'offsets.topic.num.partitions': 1,
        'offsets.topic.replication.factor': brokers,
        ...setup.cluster,
      },
    })
    for (const member of MEMBERS) this.cluster.connect(1, member)
    this.findCoordinator()
  }

  /** Asks as often as it takes. */
  findCoordinator(): void {
    for (let attempt = 0; attempt < 100; attempt++) {
      const answer = this.cluster.ask<FindCoordinatorResponse>(
        1,
        FIND_COORDINATOR,
        { sealed: true, type: 'findCoordinator', groups: [GROUP] } as Sealed,
        'm1',
      )
      const [found] = answer.coordinators
      if (found !== undefined && found.error === 0) {
        this.coordinator = found.node
        this.cluster.runFor(20)
        this.connectAll()
        return
      }
      this.cluster.runFor(100)
    }
    throw new Error('there is no coordinator')
  }

  connectAll(): void {
    for (const member of MEMBERS) this.cluster.connect(this.coordinator, member)
  }

  send(member: MemberName, api: number, body: object): number {
    return this.cluster.send(this.coordinator, api, { sealed: true, ...body } as Sealed, member)
  }

  answer<T extends Sealed>(member: MemberName, id: number): T {
    return this.cluster.answerTo<T>(this.coordinator, id, member)
  }

  answered(member: MemberName, id: number): boolean {
    return this.cluster.answerNow(this.coordinator, id, member) !== undefined
  }

  ask<T extends Sealed>(member: MemberName, api: number, body: object): T {
    return this.answer<T>(member, this.send(member, api, body))
  }

  sendJoin(member: MemberName, fields: Partial<JoinGroupRequest> = {}): number {
    return this.send(member, JOIN_GROUP, joinRequest(fields))
  }

  join(member: MemberName, fields: Partial<JoinGroupRequest> = {}): JoinGroupResponse {
    return this.answer(member, this.sendJoin(member, fields))
  }

  /** The id that a dynamic member is given. */
  memberId(member: MemberName, fields: Partial<JoinGroupRequest> = {}): string {
    return this.join(member, fields).memberId
  }

  sendSync(member: MemberName, fields: Partial<SyncGroupRequest>): number {
    return this.send(member, SYNC_GROUP, {
      type: 'syncGroup',
      group: GROUP,
      generation: 1,
      memberId: '',
      instanceId: null,
      protocol: 'range',
      assignments: [],
      ...fields,
    })
  }

  sync(member: MemberName, fields: Partial<SyncGroupRequest>): SyncGroupResponse {
    return this.answer(member, this.sendSync(member, fields))
  }

  heartbeat(
    member: MemberName,
    memberId: string,
    generation: number,
    instanceId: string | null = null,
  ): string {
    const body = { type: 'heartbeat', group: GROUP, generation, memberId, instanceId }
    return errorOf(this.ask<HeartbeatResponse>(member, HEARTBEAT, body).error).name
  }

  leave(member: MemberName, memberId: string, instanceId: string | null = null): string {
    const body = { type: 'leaveGroup', group: GROUP, members: [{ memberId, instanceId, reason: '' }] }
    const answer = this.ask<LeaveGroupResponse>(member, LEAVE_GROUP, body)
    return errorOf(answer.members[0]?.error ?? answer.error).name
  }

  sendCommit(
    member: MemberName,
    memberId: string,
    generation: number,
    offsets: { readonly [partition: string]: number },
    instanceId: string | null = null,
  ): number {
    const partitions = Object.keys(offsets).map((partition) => ({
      partition,
      offset: offsets[partition],
      leaderEpoch: 0,
    }))
    return this.send(member, OFFSET_COMMIT, {
      type: 'offsetCommit',
      group: GROUP,
      generation,
      memberId,
      instanceId,
      partitions,
    })
  }

  /** Errors by partition. */
  commit(
    member: MemberName,
    memberId: string,
    generation: number,
    offsets: { readonly [partition: string]: number },
    instanceId: string | null = null,
  ): string[] {
    const id = this.sendCommit(member, memberId, generation, offsets, instanceId)
    return this.answer<OffsetCommitResponse>(member, id).partitions.map(({ error }) => errorOf(error).name)
  }

  /** Committed offsets as a member is told them. */
  committed(
    member: MemberName,
    partitions: readonly string[] | null = null,
  ): { [partition: string]: number } {
    const answer = this.ask<OffsetFetchResponse>(member, OFFSET_FETCH, {
      type: 'offsetFetch',
      group: GROUP,
      memberId: '',
      memberEpoch: -1,
      partitions,
    })
    return Object.fromEntries(answer.partitions.map(({ partition, offset }) => [partition, offset]))
  }

  beat(
    member: MemberName,
    fields: Partial<ConsumerGroupHeartbeatRequest> = {},
  ): ConsumerGroupHeartbeatResponse {
    return this.ask(member, CONSUMER_GROUP_HEARTBEAT, {
      type: 'consumerGroupHeartbeat',
      group: GROUP,
      memberId: member,
      memberEpoch: 0,
      instanceId: null,
      rack: null,
      rebalanceTimeoutMs: -1,
      topics: null,
      pattern: null,
      assignor: null,
      owned: null,
      ...fields,
    })
  }

  /** Joins a KIP-848 group. */
  enter(
    member: MemberName,
    fields: Partial<ConsumerGroupHeartbeatRequest> = {},
  ): ConsumerGroupHeartbeatResponse {
    return this.beat(member, { rebalanceTimeoutMs: 300_000, topics: ['orders'], owned: [], ...fields })
  }

  group(broker = this.coordinator): Group | null {
    return find(this.cluster.world, `group:${GROUP}@${broker}`) as Group | null
  }

  classic(broker = this.coordinator): ClassicGroup {
    const members = this.group(broker)?.members
    if (members?.type !== 'classic') throw new Error('no classic group')
    return members
  }

  consumer(broker = this.coordinator): ConsumerGroup {
    const members = this.group(broker)?.members
    if (members?.type !== 'consumer') throw new Error('no consumer group')
    return members
  }

  /** Records of __consumer_offsets on a broker, in order: the key's parts, and the value. */
  records(broker = this.coordinator): { key: readonly (string | number)[]; value: GroupValue | null }[] {
    return this.cluster.log(broker, '__consumer_offsets-0').chunks.flatMap((chunk) =>
      chunk.batches.flatMap((batch) =>
        (batch.data ?? []).map((record) => ({
          key: JSON.parse(record.key ?? '[]') as (string | number)[],
          value: record.value as GroupValue | null,
        })),
      ),
    )
  }

  /** Brings dynamic members into generation 1 of a classic group; returns their ids. */
  formed(names: readonly MemberName[] = ['m1', 'm2']): string[] {
    const ids = names.map((name) => this.memberId(name))
    const joins = names.map((name, index) => this.sendJoin(name, { memberId: ids[index] ?? '' }))
    const answers = names.map((name, index) => this.answer<JoinGroupResponse>(name, joins[index] ?? -1))
    const leader = answers.findIndex((answer, index) => answer.leader === ids[index])
    const assignments = ids.map((memberId, index) => ({ memberId, partitions: [`orders-${index}`] }))
    const { generation } = answers[0] as JoinGroupResponse
    const syncs = names.map((name, index) =>
      this.sendSync(name, {
        memberId: ids[index] ?? '',
        generation,
        assignments: index === leader ? assignments : [],
      }),
    )
    names.forEach((name, index) => {
      this.answer(name, syncs[index] ?? -1)
    })
    return ids
  }
}

export function subscription(fields: Partial<Subscription> = {}): Subscription {
  return { sealed: true, topics: ['orders'], owned: [], generation: -1, rack: null, ...fields }
}

function joinRequest(fields: Partial<JoinGroupRequest>): object {
  return {
    type: 'joinGroup',
    group: GROUP,
    sessionTimeoutMs: 10_000,
    rebalanceTimeoutMs: 60_000,
    memberId: '',
    instanceId: null,
    protocols: [{ name: 'range', subscription: subscription() }],
    reason: '',
    ...fields,
  }
}
