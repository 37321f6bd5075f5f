import { describe, expect, test } from 'vitest'
import { coordinatorPartition } from '../assignors/java-hash.ts'
import { FIND_COORDINATOR, HEARTBEAT } from '../protocol/api.ts'
import type { HeartbeatResponse, JoinGroupResponse } from '../protocol/classic-group.ts'
import type { FindCoordinatorResponse } from '../protocol/coordinator.ts'
import { errorOf } from '../protocol/errors.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { COORDINATOR_LOADED, COORDINATOR_LOADING } from './facts.ts'
import { GroupCluster } from './testing/group-cluster.ts'

/** Kills the coordinator and waits for the next one. */
function failover(groups: GroupCluster): number {
  const old = groups.coordinator
  groups.cluster.input('kill', { node: String(old) })
  const partition = '__consumer_offsets-0'
  groups.cluster.runUntil(
    () => groups.cluster.state(partition).leader !== old && groups.cluster.state(partition).leader >= 0,
  )
  groups.coordinator = groups.cluster.state(partition).leader
  return old
}

describe('FindCoordinator', () => {
  test('has the topic made when it is not there, and says COORDINATOR_NOT_AVAILABLE until then', () => {
    const cluster = new SmallCluster({ placement: [[1]] })
    cluster.connect(1)
    const body = { sealed: true, type: 'findCoordinator', groups: ['g'] } as const
    const ask = (): FindCoordinatorResponse['coordinators'][number] | undefined =>
      cluster.ask<FindCoordinatorResponse>(1, FIND_COORDINATOR, body).coordinators[0]
    expect(ask()).toMatchObject({ group: 'g', node: -1 })
    expect(errorOf(ask()?.error ?? 0).name).toBe('COORDINATOR_NOT_AVAILABLE')
    cluster.runFor(1_000)
    const index = coordinatorPartition('g', 50)
    expect(ask()).toEqual({ group: 'g', error: 0, node: cluster.state(`__consumer_offsets-${index}`).leader })
    expect(cluster.state(`__consumer_offsets-${index}`).replicas).toHaveLength(3)
    expect(cluster.facts(COORDINATOR_LOADED)).toHaveLength(50)
  })

  test('with fewer brokers than replicas there is no topic and no coordinator', () => {
    const cluster = new SmallCluster({ brokers: 2, placement: [[1]] })
    cluster.connect(1)
    const body = { sealed: true, type: 'findCoordinator', groups: ['g'] } as const
    for (let attempt = 0; attempt < 3; attempt++) {
      const answer = cluster.ask<FindCoordinatorResponse>(1, FIND_COORDINATOR, body)
      expect(errorOf(answer.coordinators[0]?.error ?? 0).name).toBe('COORDINATOR_NOT_AVAILABLE')
      cluster.runFor(1_000)
    }
    expect(cluster.state('__consumer_offsets-0')).toBe(undefined)
  })
})

describe('another broker', () => {
  test('says NOT_COORDINATOR', () => {
    const groups = new GroupCluster({ brokers: 3 })
    groups.coordinator = groups.coordinator === 1 ? 2 : 1
    groups.connectAll()
    expect(errorOf(groups.join('m1').error).name).toBe('NOT_COORDINATOR')
    expect(errorOf(groups.enter('m1').error).name).toBe('NOT_COORDINATOR')
    expect(groups.commit('m1', '', -1, { 'orders-0': 1 })).toEqual(['NOT_COORDINATOR'])
  })
})

describe('after a failover', () => {
  test('a classic group is where it was: generation, members, assignment, offsets', () => {
    const groups = new GroupCluster({ brokers: 3 })
    const [first, second] = groups.formed(['m1', 'm2'])
    groups.commit('m1', first ?? '', 1, { 'orders-0': 5 })
    const before = groups.classic()
    const old = failover(groups)
    groups.cluster.runFor(100)
    groups.connectAll()
    expect(groups.classic()).toMatchObject({
      state: 'Stable',
      generation: 1,
      protocol: 'range',
      leader: first,
    })
    expect(
      groups
        .classic()
        .members.map(({ memberId, assignment }) => [memberId, assignment])
        .sort(),
    ).toEqual(before.members.map(({ memberId, assignment }) => [memberId, assignment]).sort())
    expect(groups.heartbeat('m1', first ?? '', 1)).toBe('NONE')
    expect(groups.commit('m2', second ?? '', 1, { 'orders-1': 6 })).toEqual(['NONE'])
    expect(groups.committed('m1')).toEqual({ 'orders-0': 5, 'orders-1': 6 })
    expect(groups.group(old)?.members).toBe(null)
  })

  test('everybody gets a whole session', () => {
    const groups = new GroupCluster({ brokers: 3 })
    const [first] = groups.formed(['m1'])
    failover(groups)
    groups.cluster.runFor(9_900)
    groups.connectAll()
    expect(groups.heartbeat('m1', first ?? '', 1)).toBe('NONE')
    groups.cluster.runFor(10_100)
    expect(groups.heartbeat('m1', first ?? '', 1)).toBe('UNKNOWN_MEMBER_ID')
  })

  test('a generation that was not written is forgotten, and its number is given again', () => {
    const groups = new GroupCluster({ brokers: 3 })
    const first = groups.memberId('m1')
    expect(groups.join('m1', { memberId: first }).generation).toBe(1)
    failover(groups)
    groups.cluster.runFor(100)
    groups.connectAll()
    expect(groups.classic()).toMatchObject({ state: 'Empty', generation: 0 })
    const again = groups.memberId('m1')
    expect(groups.join('m1', { memberId: again }).generation).toBe(1)
  })

  test('a KIP-848 group is where it was, with what is still to be given up', () => {
    const groups = new GroupCluster({ brokers: 3, cluster: { 'group.consumer.assignment.interval.ms': 0 } })
    groups.enter('m1')
    groups.enter('m2')
    groups.beat('m1', { memberEpoch: 2 })
    const before = groups.consumer()
    failover(groups)
    groups.cluster.runFor(100)
    groups.connectAll()
    expect(groups.consumer()).toEqual(before)
    const kept = before.members[0]?.assigned.map(({ partition }) => partition) ?? []
    expect(groups.beat('m1', { memberEpoch: 2, owned: kept }).memberEpoch).toBe(3)
    expect(groups.beat('m2', { memberEpoch: 3 }).assignment).toHaveLength(2)
  })

  test('while it reads the log back it says so, and answers heartbeats all the same', () => {
    const groups = new GroupCluster({ brokers: 3 })
    const [first] = groups.formed(['m1'])
    const all = { 'orders-0': 1, 'orders-1': 1, 'orders-2': 1, 'orders-3': 1 }
    for (let times = 0; times < 60; times++) groups.commit('m1', first ?? '', 1, all)
    const old = groups.coordinator
    const others = [1, 2, 3].filter((id) => id !== old)
    for (const broker of others)
      for (const member of ['m1', 'm2'] as const) groups.cluster.connect(broker, member)
    groups.heartbeat('m1', first ?? '', 1)
    groups.cluster.input('kill', { node: String(old) })
    groups.cluster.runUntil(() => groups.cluster.facts(COORDINATOR_LOADING).length > 1)
    groups.coordinator = Number(groups.cluster.facts(COORDINATOR_LOADING).at(-1)?.subject.split(':')[1])
    const beat = groups.send('m1', HEARTBEAT, {
      type: 'heartbeat',
      group: 'g',
      generation: 1,
      memberId: first ?? '',
      instanceId: null,
    })
    expect(groups.commit('m2', first ?? '', 1, { 'orders-0': 9 })).toEqual(['COORDINATOR_LOAD_IN_PROGRESS'])
    expect(groups.answer<HeartbeatResponse>('m1', beat).error).toBe(0)
    expect(groups.commit('m2', first ?? '', 1, { 'orders-0': 9 })).toEqual(['NONE'])
  })

  test('whoever waits at a broker that has lost the partition is told NOT_COORDINATOR', () => {
    const cluster = { 'group.initial.rebalance.delay.ms': 60_000 }
    const groups = new GroupCluster({ brokers: 3, cluster })
    const join = groups.sendJoin('m1', { memberId: groups.memberId('m1') })
    groups.cluster.runFor(10)
    const old = groups.coordinator
    groups.cluster.input('pause', { node: String(old) })
    groups.cluster.runUntil(() => groups.cluster.state('__consumer_offsets-0').leader !== old)
    groups.cluster.input('resume', { node: String(old) })
    expect(errorOf(groups.answer<JoinGroupResponse>('m1', join).error).name).toBe('NOT_COORDINATOR')
    expect(groups.group(old)?.members).toBe(null)
  })
})
