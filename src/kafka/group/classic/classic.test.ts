import { describe, expect, test } from 'vitest'
import type { JoinGroupResponse, SyncGroupResponse } from '../../protocol/classic-group.ts'
import { errorOf } from '../../protocol/errors.ts'
import { GroupCluster, subscription } from '../testing/group-cluster.ts'

function nameOf(error: number): string {
  return errorOf(error).name
}

describe('JoinGroup', () => {
  test('a dynamic member without an id is given one and must join again with it', () => {
    const groups = new GroupCluster()
    const answer = groups.join('m1')
    expect(nameOf(answer.error)).toBe('MEMBER_ID_REQUIRED')
    expect(answer.memberId).toMatch(/^m1-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(groups.classic()).toMatchObject({ state: 'Empty', pending: [answer.memberId], members: [] })
  })

  test('the log of a group begins with an empty generation 0', () => {
    const groups = new GroupCluster()
    groups.join('m1')
    groups.cluster.runFor(10)
    expect(groups.records()).toMatchObject([
      {
        key: ['group', 'g'],
        value: { generation: 0, protocolType: '', protocol: null, leader: null, members: [] },
      },
    ])
  })

  test('an id that nobody joins with is forgotten after the session timeout', () => {
    const groups = new GroupCluster()
    groups.join('m1', { sessionTimeoutMs: 6_000 })
    groups.cluster.runFor(6_010)
    expect(groups.classic().pending).toEqual([])
  })

  test('one member alone waits for the initial delay once, its leader is itself', () => {
    const groups = new GroupCluster()
    const memberId = groups.memberId('m1')
    const startMs = groups.cluster.nowMs
    const answer = groups.join('m1', { memberId })
    expect(groups.cluster.nowMs - startMs).toBeCloseTo(3_002, -1)
    expect(answer).toMatchObject({ error: 0, generation: 1, protocol: 'range', leader: memberId, memberId })
    expect(answer.members).toMatchObject([{ memberId, instanceId: null }])
    expect(groups.classic().state).toBe('CompletingRebalance')
  })

  test('whoever comes within the initial delay makes it last once more', () => {
    const groups = new GroupCluster()
    const [first, second] = [groups.memberId('m1'), groups.memberId('m2')]
    const startMs = groups.cluster.nowMs
    const join = groups.sendJoin('m1', { memberId: first })
    const other = groups.sendJoin('m2', { memberId: second })
    const answer = groups.answer<JoinGroupResponse>('m1', join)
    expect(groups.cluster.nowMs - startMs).toBeCloseTo(6_002, -1)
    expect(answer.members.map((member) => member.memberId).sort()).toEqual([first, second].sort())
    expect(groups.answer<JoinGroupResponse>('m2', other)).toMatchObject({
      leader: first,
      members: [],
      generation: 1,
    })
  })

  test('the initial delay never lasts longer than the rebalance timeout', () => {
    const groups = new GroupCluster()
    const ids = [groups.memberId('m1'), groups.memberId('m2'), groups.memberId('m3')]
    const startMs = groups.cluster.nowMs
    const fields = { rebalanceTimeoutMs: 4_000 }
    const join = groups.sendJoin('m1', { ...fields, memberId: ids[0] ?? '' })
    groups.sendJoin('m2', { ...fields, memberId: ids[1] ?? '' })
    groups.cluster.runFor(3_500)
    groups.sendJoin('m3', { ...fields, memberId: ids[2] ?? '' })
    groups.answer<JoinGroupResponse>('m1', join)
    expect(groups.cluster.nowMs - startMs).toBeCloseTo(4_002, -1)
  })

  test('a group that exists rebalances without the delay: as soon as all have joined again', () => {
    const groups = new GroupCluster()
    const [first] = groups.formed(['m1'])
    const second = groups.memberId('m2')
    const join = groups.sendJoin('m2', { memberId: second })
    groups.cluster.runFor(4_000)
    expect(groups.answered('m2', join)).toBe(false)
    expect(groups.heartbeat('m1', first ?? '', 1)).toBe('REBALANCE_IN_PROGRESS')
    const answer = groups.join('m1', { memberId: first ?? '' })
    expect(answer).toMatchObject({ generation: 2, leader: first })
    expect(groups.answer<JoinGroupResponse>('m2', join)).toMatchObject({ generation: 2, members: [] })
  })

  test('who does not join again within the rebalance timeout is out', () => {
    const groups = new GroupCluster()
    const [first, second] = groups.formed(['m1', 'm2'])
    const third = groups.memberId('m3')
    const join = groups.sendJoin('m3', { memberId: third })
    // The sessions of both go on, but only one joins again.
    for (let at = 0; at < 6; at++) {
      groups.cluster.runFor(8_000)
      groups.heartbeat('m2', second ?? '', 1)
      if (at === 0) groups.sendJoin('m1', { memberId: first ?? '' })
    }
    groups.cluster.runFor(12_100)
    expect(groups.answer<JoinGroupResponse>('m3', join)).toMatchObject({ generation: 2 })
    expect(
      groups
        .classic()
        .members.map(({ memberId }) => memberId)
        .sort(),
    ).toEqual([first, third].sort())
    expect(groups.heartbeat('m2', second ?? '', 1)).toBe('UNKNOWN_MEMBER_ID')
  })

  test('refuses session timeouts out of range, unknown members and groups without a name', () => {
    const groups = new GroupCluster()
    expect(nameOf(groups.join('m1', { sessionTimeoutMs: 5_999 }).error)).toBe('INVALID_SESSION_TIMEOUT')
    expect(nameOf(groups.join('m1', { sessionTimeoutMs: 1_800_001 }).error)).toBe('INVALID_SESSION_TIMEOUT')
    expect(nameOf(groups.join('m1', { memberId: 'who' }).error)).toBe('UNKNOWN_MEMBER_ID')
    expect(nameOf(groups.join('m1', { group: '' }).error)).toBe('INVALID_GROUP_ID')
    groups.formed(['m1'])
    expect(nameOf(groups.join('m2', { memberId: 'who' }).error)).toBe('UNKNOWN_MEMBER_ID')
  })

  test('refuses a member that shares no assignor with the others', () => {
    const groups = new GroupCluster()
    groups.formed(['m1'])
    const protocols = [{ name: 'sticky', subscription: subscription() }]
    expect(nameOf(groups.join('m2', { protocols }).error)).toBe('INCONSISTENT_GROUP_PROTOCOL')
    expect(nameOf(groups.join('m2', { protocols: [] }).error)).toBe('INCONSISTENT_GROUP_PROTOCOL')
  })

  test('refuses members beyond group.max.size', () => {
    const groups = new GroupCluster({ cluster: { 'group.max.size': 1 } })
    groups.formed(['m1'])
    expect(nameOf(groups.join('m2').error)).toBe('GROUP_MAX_SIZE_REACHED')
  })

  test('the assignor that most members like best among those that all offer is chosen', () => {
    const groups = new GroupCluster()
    const offers = [
      ['range', 'roundrobin', 'sticky'],
      ['roundrobin', 'range'],
      ['sticky', 'roundrobin', 'range'],
    ]
    const names = ['m1', 'm2', 'm3'] as const
    const joins = names.map((name, index) =>
      groups.sendJoin(name, {
        memberId: groups.memberId(name),
        protocols: (offers[index] ?? []).map((offer) => ({ name: offer, subscription: subscription() })),
      }),
    )
    // m1 votes for range, m2 and m3 for roundrobin: not all offer sticky.
    const answer = groups.answer<JoinGroupResponse>('m1', joins[0] ?? -1)
    expect(answer.protocol).toBe('roundrobin')
  })

  test('a follower with the same subscription is told the present generation, a leader rebalances', () => {
    const groups = new GroupCluster()
    const [first, second] = groups.formed(['m1', 'm2'])
    expect(groups.join('m2', { memberId: second ?? '' })).toMatchObject({
      error: 0,
      generation: 1,
      members: [],
    })
    expect(groups.classic().state).toBe('Stable')
    groups.sendJoin('m1', { memberId: first ?? '' })
    groups.cluster.runFor(10)
    expect(groups.classic().state).toBe('PreparingRebalance')
  })

  test('a follower that subscribes to something else makes the group rebalance', () => {
    const groups = new GroupCluster()
    const [, second] = groups.formed(['m1', 'm2'])
    const protocols = [{ name: 'range', subscription: subscription({ topics: ['orders', 'bills'] }) }]
    groups.sendJoin('m2', { memberId: second ?? '', protocols })
    groups.cluster.runFor(10)
    expect(groups.classic().state).toBe('PreparingRebalance')
  })

  test('a new member that waits for 300 s in JoinGroup is dropped', () => {
    const groups = new GroupCluster()
    const [first] = groups.formed(['m1'])
    const second = groups.memberId('m2')
    // The rebalance would wait longer than that.
    groups.join('m1', { memberId: first ?? '', rebalanceTimeoutMs: 1_000_000, sessionTimeoutMs: 1_000_000 })
    groups.sync('m1', { memberId: first ?? '', generation: 2, assignments: [] })
    const join = groups.sendJoin('m2', { memberId: second })
    groups.cluster.runFor(300_010)
    expect(nameOf(groups.answer<JoinGroupResponse>('m2', join).error)).toBe('UNKNOWN_MEMBER_ID')
  })
})

describe('SyncGroup', () => {
  test('everybody waits for the assignment of the leader, which counts once it is committed', () => {
    const groups = new GroupCluster({ brokers: 3 })
    const [first, second] = [groups.memberId('m1'), groups.memberId('m2')]
    const join = groups.sendJoin('m1', { memberId: first })
    groups.sendJoin('m2', { memberId: second })
    groups.answer('m1', join)
    const waiting = groups.sendSync('m2', { memberId: second })
    groups.cluster.runFor(1_000)
    expect(groups.answered('m2', waiting)).toBe(false)
    const assignments = [
      { memberId: first, partitions: ['orders-0'] },
      { memberId: second, partitions: ['orders-1'] },
    ]
    groups.send('m1', 14, {
      type: 'syncGroup',
      group: 'g',
      generation: 1,
      memberId: first,
      instanceId: null,
      protocol: 'range',
      assignments,
    })
    groups.cluster.runFor(1.2)
    // Written, and not replicated yet.
    expect(groups.classic().state).toBe('CompletingRebalance')
    expect(groups.answer<SyncGroupResponse>('m2', waiting)).toMatchObject({
      error: 0,
      partitions: ['orders-1'],
    })
    expect(groups.classic().state).toBe('Stable')
    const last = groups.records().at(-1)
    expect(last).toMatchObject({
      key: ['group', 'g'],
      value: { generation: 1, protocol: 'range', leader: first },
    })
  })

  test('whom the leader leaves out has nothing', () => {
    const groups = new GroupCluster()
    const [first, second] = [groups.memberId('m1'), groups.memberId('m2')]
    const join = groups.sendJoin('m1', { memberId: first })
    groups.sendJoin('m2', { memberId: second })
    groups.answer('m1', join)
    groups.sync('m1', { memberId: first, assignments: [{ memberId: first, partitions: ['orders-0'] }] })
    expect(groups.sync('m2', { memberId: second })).toMatchObject({ error: 0, partitions: [] })
  })

  test('who does not sync within the rebalance timeout is out', () => {
    const groups = new GroupCluster()
    const [first, second] = [groups.memberId('m1'), groups.memberId('m2')]
    const fields = { rebalanceTimeoutMs: 7_000, sessionTimeoutMs: 100_000 }
    const join = groups.sendJoin('m1', { ...fields, memberId: first })
    groups.sendJoin('m2', { ...fields, memberId: second })
    groups.answer('m1', join)
    const waiting = groups.sendSync('m1', { memberId: first, assignments: [] })
    groups.cluster.runFor(7_100)
    expect(groups.answered('m1', waiting)).toBe(true)
    expect(groups.classic().members.map(({ memberId }) => memberId)).toEqual([first])
    expect(groups.classic().state).toBe('PreparingRebalance')
  })

  test('refuses another generation, another assignor, strangers, and whoever comes during the join phase', () => {
    const groups = new GroupCluster()
    const [first] = groups.formed(['m1'])
    const memberId = first ?? ''
    const error = (fields: Parameters<GroupCluster['sync']>[1]): string =>
      nameOf(groups.sync('m1', fields).error)
    expect(error({ memberId, generation: 2 })).toBe('ILLEGAL_GENERATION')
    expect(error({ memberId, generation: 1, protocol: 'sticky' })).toBe('INCONSISTENT_GROUP_PROTOCOL')
    expect(error({ memberId: 'who', generation: 1 })).toBe('UNKNOWN_MEMBER_ID')
    expect(error({ memberId, generation: 1, group: 'other' })).toBe('UNKNOWN_MEMBER_ID')
    groups.sendJoin('m2', { memberId: groups.memberId('m2') })
    groups.cluster.runFor(10)
    expect(error({ memberId, generation: 1 })).toBe('REBALANCE_IN_PROGRESS')
  })

  test('in a stable group the present assignment is told again', () => {
    const groups = new GroupCluster()
    const [first] = groups.formed(['m1'])
    expect(groups.sync('m1', { memberId: first ?? '' })).toMatchObject({ error: 0, partitions: ['orders-0'] })
  })

  test('an assignment that is not replicated in time is refused, and the group rebalances', () => {
    const groups = new GroupCluster({ brokers: 3 })
    const first = groups.memberId('m1', { sessionTimeoutMs: 100_000 })
    groups.join('m1', { memberId: first, sessionTimeoutMs: 100_000 })
    for (const broker of ['1', '2', '3'].filter((id) => id !== String(groups.coordinator)))
      groups.cluster.input('pause', { node: broker })
    const answer = groups.sync('m1', {
      memberId: first,
      assignments: [{ memberId: first, partitions: ['orders-0'] }],
    })
    expect(nameOf(answer.error)).toBe('COORDINATOR_NOT_AVAILABLE')
    expect(groups.classic().state).toBe('PreparingRebalance')
  })
})

describe('Heartbeat and sessions', () => {
  test('a heartbeat before the assignment is there is fine', () => {
    const groups = new GroupCluster()
    const memberId = groups.memberId('m1')
    groups.join('m1', { memberId })
    expect(groups.classic().state).toBe('CompletingRebalance')
    expect(groups.heartbeat('m1', memberId, 1)).toBe('NONE')
  })

  test('refuses strangers and other generations', () => {
    const groups = new GroupCluster()
    const [first] = groups.formed(['m1'])
    expect(groups.heartbeat('m1', 'who', 1)).toBe('UNKNOWN_MEMBER_ID')
    expect(groups.heartbeat('m1', first ?? '', 2)).toBe('ILLEGAL_GENERATION')
    expect(groups.heartbeat('m1', first ?? '', 1)).toBe('NONE')
  })

  test('silence for longer than the session timeout costs membership, and the others rebalance', () => {
    const groups = new GroupCluster()
    const [first, second] = groups.formed(['m1', 'm2'])
    groups.cluster.runFor(7_000)
    expect(groups.heartbeat('m1', first ?? '', 1)).toBe('NONE')
    groups.cluster.runFor(3_100)
    expect(groups.heartbeat('m2', second ?? '', 1)).toBe('UNKNOWN_MEMBER_ID')
    expect(groups.heartbeat('m1', first ?? '', 1)).toBe('REBALANCE_IN_PROGRESS')
  })

  test('the last member to go leaves an empty generation behind, which is written', () => {
    const groups = new GroupCluster()
    groups.formed(['m1'])
    groups.cluster.runFor(10_100)
    expect(groups.classic()).toMatchObject({ state: 'Empty', generation: 2, protocol: null, leader: null })
    expect(groups.records().at(-1)).toMatchObject({ value: { generation: 2, members: [] } })
  })
})

describe('LeaveGroup', () => {
  test('a member that leaves is out at once, and the others rebalance', () => {
    const groups = new GroupCluster()
    const [first, second] = groups.formed(['m1', 'm2'])
    expect(groups.leave('m2', second ?? '')).toBe('NONE')
    expect(groups.leave('m2', second ?? '')).toBe('UNKNOWN_MEMBER_ID')
    expect(groups.heartbeat('m1', first ?? '', 1)).toBe('REBALANCE_IN_PROGRESS')
    expect(groups.join('m1', { memberId: first ?? '' })).toMatchObject({ generation: 2, leader: first })
  })

  test('the rebalance that waited for it alone is done', () => {
    const groups = new GroupCluster()
    const [first, second] = groups.formed(['m1', 'm2'])
    const join = groups.sendJoin('m1', { memberId: first ?? '' })
    groups.cluster.runFor(100)
    expect(groups.answered('m1', join)).toBe(false)
    groups.leave('m2', second ?? '')
    expect(groups.answer<JoinGroupResponse>('m1', join)).toMatchObject({ generation: 2 })
  })

  test('the leader is followed by a member that is left', () => {
    const groups = new GroupCluster()
    const [first, second] = groups.formed(['m1', 'm2'])
    groups.leave('m1', first ?? '')
    expect(groups.classic().leader).toBe(second)
  })

  test('a member id that was given out and not used can be handed back', () => {
    const groups = new GroupCluster()
    const memberId = groups.memberId('m1')
    expect(groups.leave('m1', memberId)).toBe('NONE')
    expect(groups.classic().pending).toEqual([])
  })

  test('of a group that is not there', () => {
    expect(new GroupCluster().leave('m1', 'who')).toBe('UNKNOWN_MEMBER_ID')
  })
})
