import { describe, expect, test } from 'vitest'
import type { ConsumerGroupHeartbeatRequest } from '../../protocol/consumer-group.ts'
import { errorOf } from '../../protocol/errors.ts'
import type { MemberName } from '../testing/group-cluster.ts'
import { GroupCluster } from '../testing/group-cluster.ts'

type Fields = Partial<ConsumerGroupHeartbeatRequest>

function refused(groups: GroupCluster, member: MemberName, fields: Fields): string {
  return errorOf(groups.beat(member, fields).error).name
}

/** No interval between assignments, as before 4.3. */
const AT_ONCE = { 'group.consumer.assignment.interval.ms': 0 }
const ALL = ['orders-0', 'orders-1', 'orders-2', 'orders-3']

describe('a member joins', () => {
  test('the first one finds itself in epoch 2 with everything', () => {
    const groups = new GroupCluster()
    const answer = groups.enter('m1')
    expect(answer).toMatchObject({ error: 0, memberId: 'm1', memberEpoch: 2, heartbeatIntervalMs: 5_000 })
    expect(answer.assignment).toEqual(ALL)
    expect(groups.consumer()).toMatchObject({ epoch: 2, assignmentEpoch: 2, state: 'Stable' })
  })

  test('its records are member, group, target, target epoch, assignment, in one batch', () => {
    const groups = new GroupCluster()
    groups.enter('m1')
    expect(groups.records().map(({ key }) => key[0])).toEqual([
      'member',
      'consumerGroup',
      'targetMember',
      'target',
      'current',
    ])
    expect(
      groups.cluster.log(1, '__consumer_offsets-0').chunks.flatMap(({ batches }) => batches),
    ).toHaveLength(1)
  })

  test('it is answered once they are committed', () => {
    const groups = new GroupCluster({ brokers: 3 })
    for (const broker of ['1', '2', '3'].filter((id) => id !== String(groups.coordinator)))
      groups.cluster.input('pause', { node: broker })
    const startMs = groups.cluster.nowMs
    // offsets.commit.timeout.ms later it is told that this could not be done.
    expect(refused(groups, 'm1', { rebalanceTimeoutMs: 1, topics: ['orders'], owned: [] })).toBe(
      'COORDINATOR_NOT_AVAILABLE',
    )
    expect(groups.cluster.nowMs - startMs).toBeGreaterThan(5_000)
  })

  test('refuses requests that make no sense', () => {
    const groups = new GroupCluster()
    const join: Fields = { rebalanceTimeoutMs: 1_000, topics: ['orders'], owned: [] }
    expect(refused(groups, 'm1', { ...join, rebalanceTimeoutMs: -1 })).toBe('INVALID_REQUEST')
    expect(refused(groups, 'm1', { ...join, owned: null })).toBe('INVALID_REQUEST')
    expect(refused(groups, 'm1', { ...join, owned: ['orders-0'] })).toBe('INVALID_REQUEST')
    expect(refused(groups, 'm1', { ...join, topics: [] })).toBe('INVALID_REQUEST')
    expect(refused(groups, 'm1', { ...join, memberId: '' })).toBe('INVALID_REQUEST')
    expect(refused(groups, 'm1', { ...join, group: '' })).toBe('INVALID_REQUEST')
    expect(refused(groups, 'm1', { ...join, memberEpoch: -3 })).toBe('INVALID_REQUEST')
    expect(refused(groups, 'm1', { ...join, memberEpoch: -2 })).toBe('INVALID_REQUEST')
    expect(refused(groups, 'm1', { ...join, assignor: 'sticky' })).toBe('UNSUPPORTED_ASSIGNOR')
    expect(refused(groups, 'm1', { ...join, pattern: '(' })).toBe('INVALID_REGULAR_EXPRESSION')
    expect(refused(groups, 'm1', { memberEpoch: 3 })).toBe('GROUP_ID_NOT_FOUND')
    expect(refused(groups, 'm1', { memberEpoch: -1 })).toBe('GROUP_ID_NOT_FOUND')
    expect(groups.group()).toBe(null)
  })

  test('a group may be full', () => {
    const groups = new GroupCluster({ cluster: { 'group.consumer.max.size': 1 } })
    groups.enter('m1')
    expect(refused(groups, 'm2', { rebalanceTimeoutMs: 1, topics: ['orders'], owned: [] })).toBe(
      'GROUP_MAX_SIZE_REACHED',
    )
  })

  test('a group with members of the classic protocol is not there for it; an empty one gives way and keeps its offsets', () => {
    const groups = new GroupCluster()
    const [id] = groups.formed(['m1'])
    expect(refused(groups, 'm2', { rebalanceTimeoutMs: 1, topics: ['orders'], owned: [] })).toBe(
      'GROUP_ID_NOT_FOUND',
    )
    groups.commit('m1', id ?? '', 1, { 'orders-0': 7 })
    groups.leave('m1', id ?? '')
    expect(groups.enter('m2').error).toBe(0)
    expect(groups.committed('m2')).toEqual({ 'orders-0': 7 })
    expect(errorOf(groups.join('m3').error).name).toBe('INCONSISTENT_GROUP_PROTOCOL')
  })
})

describe('reconciliation', () => {
  test('a partition is granted only once its former owner has given it up', () => {
    const groups = new GroupCluster({ cluster: AT_ONCE })
    groups.enter('m1')
    // The second one is in the new epoch at once, with nothing.
    expect(groups.enter('m2')).toMatchObject({ memberEpoch: 3, assignment: [] })
    expect(groups.consumer().state).toBe('Reconciling')
    // The first one keeps its epoch and learns what it may keep.
    const asked = groups.beat('m1', { memberEpoch: 2 })
    expect(asked.memberEpoch).toBe(2)
    expect(asked.assignment).toHaveLength(2)
    const kept = asked.assignment ?? []
    const given = ALL.filter((partition) => !kept.includes(partition))
    expect(groups.consumer().members[0]).toMatchObject({
      state: 'UnrevokedPartitions',
      epoch: 2,
      previousEpoch: 2,
    })
    expect(groups.consumer().members[1]).toMatchObject({ epoch: 3, previousEpoch: 0 })
    expect(groups.beat('m2', { memberEpoch: 3 })).toMatchObject({ memberEpoch: 3, assignment: null })
    // It was looked at once more: its last epoch is this one too, which is written.
    expect(groups.consumer().members[1]).toMatchObject({ epoch: 3, previousEpoch: 3 })
    // Still not: it says that it has them all.
    expect(groups.beat('m1', { memberEpoch: 2, owned: ALL }).memberEpoch).toBe(2)
    expect(groups.beat('m2', { memberEpoch: 3 }).assignment).toBe(null)
    // It has given them up.
    expect(groups.beat('m1', { memberEpoch: 2, owned: kept }).memberEpoch).toBe(3)
    expect(groups.beat('m2', { memberEpoch: 3 }).assignment).toEqual(given)
    expect(groups.consumer().state).toBe('Stable')
  })

  test('before 1 s has passed since the last target no new one is computed (4.3)', () => {
    const groups = new GroupCluster()
    groups.enter('m1')
    expect(groups.enter('m2')).toMatchObject({ memberEpoch: 2, assignment: [] })
    expect(groups.consumer()).toMatchObject({ epoch: 3, assignmentEpoch: 2, state: 'Assigning' })
    groups.cluster.runFor(1_000)
    expect(groups.beat('m2', { memberEpoch: 2 }).memberEpoch).toBe(3)
    expect(groups.consumer().assignmentEpoch).toBe(3)
  })

  test('what it never had it need not give up', () => {
    const groups = new GroupCluster({ cluster: AT_ONCE })
    groups.enter('m1')
    groups.enter('m2')
    // The heartbeat says already that it has none of what it is to lose.
    const kept = groups.consumer().members[0]?.target ?? []
    expect(groups.beat('m1', { memberEpoch: 2, owned: [...kept] })).toMatchObject({
      memberEpoch: 3,
      assignment: kept,
    })
  })

  test('who gives up too slowly is fenced after its rebalance timeout, and its partitions are free', () => {
    const groups = new GroupCluster({ cluster: AT_ONCE })
    groups.enter('m1', { rebalanceTimeoutMs: 7_000 })
    groups.enter('m2')
    groups.beat('m1', { memberEpoch: 2 })
    groups.cluster.runFor(4_000)
    groups.beat('m1', { memberEpoch: 2 })
    groups.cluster.runFor(3_100)
    expect(refused(groups, 'm1', { memberEpoch: 2 })).toBe('UNKNOWN_MEMBER_ID')
    expect(groups.beat('m2', { memberEpoch: 3 }).assignment).toEqual(ALL)
  })

  test('the assignor that most members name is used', () => {
    const groups = new GroupCluster({ cluster: AT_ONCE, partitions: 3 })
    groups.enter('m2', { assignor: 'range' })
    groups.enter('m1', { assignor: 'range' })
    groups.beat('m2', { memberEpoch: 2 })
    // Range goes by member id and is not sticky.
    expect(groups.consumer().members.map(({ memberId, target }) => [memberId, target])).toEqual([
      ['m2', ['orders-2']],
      ['m1', ['orders-0', 'orders-1']],
    ])
  })
})

describe('epochs and sessions', () => {
  test('an epoch that is too high, or older than the last, is fenced', () => {
    const groups = new GroupCluster({ cluster: AT_ONCE })
    groups.enter('m1')
    groups.enter('m2')
    groups.beat('m1', { memberEpoch: 2 })
    const kept = groups.consumer().members[0]?.assigned.map(({ partition }) => partition) ?? []
    groups.beat('m1', { memberEpoch: 2, owned: kept })
    expect(groups.consumer().members[0]).toMatchObject({ epoch: 3, previousEpoch: 2 })
    expect(refused(groups, 'm1', { memberEpoch: 4 })).toBe('FENCED_MEMBER_EPOCH')
    expect(refused(groups, 'm1', { memberEpoch: 1, owned: kept })).toBe('FENCED_MEMBER_EPOCH')
    expect(refused(groups, 'm1', { memberEpoch: 2 })).toBe('FENCED_MEMBER_EPOCH')
    expect(refused(groups, 'm1', { memberEpoch: 2, owned: ALL })).toBe('FENCED_MEMBER_EPOCH')
    expect(refused(groups, 'm3', { memberEpoch: 2 })).toBe('UNKNOWN_MEMBER_ID')
    // An answer was lost: the last epoch with no more than it was given is good.
    expect(groups.beat('m1', { memberEpoch: 2, owned: kept })).toMatchObject({ error: 0, memberEpoch: 3 })
  })

  test('a known member may join again with epoch 0, and keeps its target', () => {
    const groups = new GroupCluster({ cluster: AT_ONCE })
    groups.enter('m1')
    const answer = groups.enter('m1')
    expect(answer).toMatchObject({ error: 0, memberEpoch: 2 })
    expect(answer.assignment).toEqual(ALL)
  })

  test('a member that is silent for the session timeout is out, and the group epoch grows', () => {
    const groups = new GroupCluster({ cluster: AT_ONCE })
    groups.enter('m1')
    groups.enter('m2')
    groups.cluster.runFor(40_000)
    groups.beat('m2', { memberEpoch: 3 })
    groups.cluster.runFor(5_100)
    expect(groups.consumer()).toMatchObject({ epoch: 4, members: [{ memberId: 'm2' }] })
    expect(groups.beat('m2', { memberEpoch: 3 })).toMatchObject({ memberEpoch: 4, assignment: ALL })
    expect(groups.records().filter(({ key, value }) => key[2] === 'm1' && value === null)).toHaveLength(3)
  })

  test('a member that leaves frees its partitions at once', () => {
    const groups = new GroupCluster({ cluster: AT_ONCE })
    groups.enter('m1')
    groups.enter('m2')
    expect(groups.beat('m1', { memberEpoch: -1 })).toMatchObject({ error: 0, memberEpoch: -1 })
    expect(groups.beat('m2', { memberEpoch: 3 })).toMatchObject({ memberEpoch: 4, assignment: ALL })
    groups.beat('m2', { memberEpoch: -1 })
    expect(groups.consumer()).toMatchObject({ state: 'Empty', epoch: 5, members: [] })
  })
})

describe('static members', () => {
  const one = { instanceId: 'one' }

  test('a second one of the same instance is refused while the first is there', () => {
    const groups = new GroupCluster()
    groups.enter('m1', one)
    expect(refused(groups, 'm2', { ...one, rebalanceTimeoutMs: 1, topics: ['orders'], owned: [] })).toBe(
      'UNRELEASED_INSTANCE_ID',
    )
    expect(refused(groups, 'm2', { ...one, memberEpoch: 2 })).toBe('FENCED_INSTANCE_ID')
    expect(refused(groups, 'm1', { instanceId: 'two', memberEpoch: 2 })).toBe('UNKNOWN_MEMBER_ID')
  })

  test('one that has left for a while is followed by the next, without a new epoch', () => {
    const groups = new GroupCluster({ cluster: AT_ONCE })
    groups.enter('m1', one)
    expect(groups.beat('m1', { ...one, memberEpoch: -2 }).memberEpoch).toBe(-2)
    expect(groups.consumer().members).toMatchObject([{ memberId: 'm1', epoch: -2 }])
    expect(groups.enter('m2', one)).toMatchObject({ error: 0, memberEpoch: 2, assignment: ALL })
    expect(groups.consumer()).toMatchObject({ epoch: 2, members: [{ memberId: 'm2', instanceId: 'one' }] })
  })

  test.each(['4.0', '4.3'])('one that has left for a while comes back under its own id too (%s)', (rules) => {
    const groups = new GroupCluster({ cluster: AT_ONCE, rules })
    const { memberEpoch } = groups.enter('m1', one)
    groups.beat('m1', { ...one, memberEpoch: -2 })
    // As a consumer does that had not polled for max.poll.interval.ms.
    expect(groups.enter('m1', one)).toMatchObject({ error: 0, memberEpoch, assignment: ALL })
    expect(groups.consumer()).toMatchObject({ epoch: memberEpoch, state: 'Stable' })
    expect(groups.consumer().members).toHaveLength(1)
  })

  test('one that stays away is out when its session ends', () => {
    const groups = new GroupCluster()
    groups.enter('m1', one)
    groups.beat('m1', { ...one, memberEpoch: -2 })
    groups.cluster.runFor(45_100)
    expect(groups.consumer().members).toEqual([])
  })

  test('one that left with partitions to give up stays as long: the time for giving up is no concern of it', () => {
    const groups = new GroupCluster({ cluster: AT_ONCE })
    groups.enter('m1', { ...one, rebalanceTimeoutMs: 10_000 })
    groups.enter('m2')
    groups.beat('m1', { ...one, memberEpoch: 2 })
    expect(groups.consumer().members[0]?.state).toBe('UnrevokedPartitions')
    groups.beat('m1', { ...one, memberEpoch: -2 })
    groups.cluster.runFor(15_000)
    expect(groups.consumer().members.map(({ memberId }) => memberId)).toEqual(['m1', 'm2'])
  })
})

describe('subscriptions', () => {
  test('partitions that are added come with the next heartbeat', () => {
    const groups = new GroupCluster({ cluster: AT_ONCE })
    groups.enter('m1')
    groups.cluster.input('add-partitions', { topic: 'orders', partitions: 6 })
    groups.cluster.runFor(500)
    expect(groups.beat('m1', { memberEpoch: 2 })).toMatchObject({
      memberEpoch: 3,
      assignment: [...ALL, 'orders-4', 'orders-5'],
    })
  })

  test('a topic that is not there yet gives nothing', () => {
    const groups = new GroupCluster()
    expect(groups.enter('m1', { topics: ['later'] })).toMatchObject({
      error: 0,
      memberEpoch: 2,
      assignment: [],
    })
  })

  test('a pattern is resolved by the coordinator after the first heartbeat', () => {
    const groups = new GroupCluster({ cluster: AT_ONCE })
    expect(groups.enter('m1', { topics: null, pattern: 'ord.*' })).toMatchObject({
      memberEpoch: 2,
      assignment: [],
    })
    groups.cluster.runFor(10)
    expect(groups.beat('m1', { memberEpoch: 2 })).toMatchObject({ memberEpoch: 3, assignment: ALL })
    expect(groups.records().some(({ key }) => key[0] === 'pattern' && key[2] === 'ord.*')).toBe(true)
  })

  test('who says everything of itself is told its assignment again, a pattern is as good as topics', () => {
    const groups = new GroupCluster({ cluster: AT_ONCE })
    const all = { rebalanceTimeoutMs: 300_000, pattern: 'ord.*', owned: ALL }
    groups.enter('m1', { topics: null, pattern: 'ord.*' })
    groups.cluster.runFor(10)
    groups.beat('m1', { memberEpoch: 2 })
    expect(groups.beat('m1', { memberEpoch: 3 }).assignment).toBe(null)
    expect(groups.beat('m1', { memberEpoch: 3, ...all }).assignment).toEqual(ALL)
  })

  test('a member that subscribes to something else gives up the rest', () => {
    const groups = new GroupCluster({ cluster: AT_ONCE })
    groups.enter('m1')
    expect(groups.beat('m1', { memberEpoch: 2, topics: ['other'] })).toMatchObject({
      memberEpoch: 2,
      assignment: [],
    })
    expect(groups.beat('m1', { memberEpoch: 2, owned: [] })).toMatchObject({ memberEpoch: 3 })
  })
})
