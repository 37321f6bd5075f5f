import { describe, expect, it } from 'vitest'
import { endProcess, stopProcess } from '../../../sim/life.ts'
import { checkpoint, own } from '../../../sim/world.ts'
import {
  COORDINATOR_LOAD_IN_PROGRESS,
  FENCED_INSTANCE_ID,
  GROUP_MAX_SIZE_REACHED,
  ILLEGAL_GENERATION,
  NOT_COORDINATOR,
  REBALANCE_IN_PROGRESS,
  UNKNOWN_MEMBER_ID,
} from '../../protocol/errors.ts'
import { REQUESTS_LOST, REQUESTS_TIMED_OUT } from '../facts.ts'
import { requestUpdate } from '../metadata.ts'
import type { FakeCluster } from '../testing/fake-cluster.ts'
import { fakeCluster } from '../testing/fake-cluster.ts'
import {
  APPLICATION_FAILED,
  ASSIGNMENT_EMPTY,
  COORDINATOR_FORGOTTEN,
  MEMBER_FENCED,
  PARTITION_ASSIGNED,
  PARTITION_LOST,
  PARTITION_REVOKED,
  POLL_EXPIRED,
  RECORDS_PROCESSED,
} from './facts.ts'
import { consumer, fill, later, member, membership, owned, process, S, told } from './testing/members.ts'

describe('a member of a classic group', () => {
  it('finds the coordinator, joins in two steps, leads and owns everything when it is alone', () => {
    const fake = fakeCluster([1, 2, 3], [member('c1')])
    fake.run(2 * S)
    expect(fake.requests('findCoordinator').length).toBeGreaterThan(0)
    expect(fake.requests('joinGroup').map(({ memberId }) => memberId)).toEqual(['', 'c1-1'])
    expect(fake.requests('syncGroup')[0]?.assignments[0]?.partitions).toEqual([
      'orders-0',
      'orders-1',
      'orders-2',
    ])
    expect(owned(fake, 'c1')).toEqual(['orders-0', 'orders-1', 'orders-2'])
    expect(told(fake, PARTITION_ASSIGNED)).toEqual(['orders-0', 'orders-1', 'orders-2'])
    expect(membership(fake, 'c1')).toMatchObject({ state: 'stable', generation: 1, isLeader: true })
  })

  it('sends a heartbeat every heartbeat.interval.ms once it has joined', () => {
    const fake = fakeCluster([1], [member('c1')])
    fake.run(13 * S)
    expect(fake.requests('heartbeat')).toHaveLength(4)
  })

  it('starts from the committed offset, or by the reset policy where there is none', () => {
    const fake = fakeCluster([1, 1], [member('c1')])
    fill(fake, 'orders-0', 50)
    fill(fake, 'orders-1', 50)
    fake.group.committed.set('orders-0', 30)
    fake.run(2 * S)
    expect(fake.facts(RECORDS_PROCESSED).map(([, from, to]) => [from, to])).toEqual([
      [30, 50],
      [0, 50],
    ])
    expect(
      fake.requests('listOffsets').flatMap(({ partitions }) => partitions.map((row) => row.partition)),
    ).toEqual(['orders-1'])
  })

  it('hears of a rebalance at a heartbeat, gives everything up eagerly, and shares with the newcomer', () => {
    const fake = fakeCluster([1, 1, 1], [member('c1'), later('c2', 5 * S)])
    fake.run(20 * S)
    expect(told(fake, PARTITION_REVOKED)).toEqual(['orders-0', 'orders-1', 'orders-2'])
    expect(owned(fake, 'c1')).toEqual(['orders-0', 'orders-1'])
    expect(owned(fake, 'c2')).toEqual(['orders-2'])
    expect(membership(fake, 'c2')).toMatchObject({ state: 'stable', generation: 2, isLeader: false })
  })

  it('gives up only what moves when all assignors are cooperative, in a second round', () => {
    const cooperative = { 'partition.assignment.strategy': 'cooperative-sticky' }
    const fake = fakeCluster([1, 1, 1], [member('c1', cooperative), later('c2', 5 * S, cooperative)])
    fake.run(20 * S)
    expect(told(fake, PARTITION_REVOKED)).toHaveLength(1)
    expect(owned(fake, 'c1')).toHaveLength(2)
    expect(owned(fake, 'c2')).toHaveLength(1)
    // Round 2 withholds what changes hands, round 3 hands it out.
    expect(fake.group.generation).toBe(3)
    expect(told(fake, PARTITION_ASSIGNED)).toHaveLength(4)
    // onPartitionsAssigned with an empty list: both in round 2, the first one in round 3 again.
    expect(fake.facts(ASSIGNMENT_EMPTY)).toHaveLength(3)
  })

  it('goes on reading what it keeps through a cooperative rebalance', () => {
    const cooperative = { 'partition.assignment.strategy': 'cooperative-sticky' }
    const fake = fakeCluster([1, 1, 1], [member('c1', cooperative), later('c2', 5 * S, cooperative)])
    fill(fake, 'orders-0', 10)
    fake.run(20 * S)
    expect(fake.requests('offsetFetch').flatMap(({ partitions }) => partitions ?? [])).toHaveLength(4)
  })

  it('commits its positions before a rebalance, so that the next owner repeats nothing', () => {
    const fake = fakeCluster(
      [1, 1],
      [member('c1', { 'auto.commit.interval.ms': 60_000 }), later('c2', 5 * S)],
    )
    fill(fake, 'orders-0', 30)
    fill(fake, 'orders-1', 30)
    fake.run(20 * S)
    expect([...fake.group.committed]).toEqual([
      ['orders-0', 30],
      ['orders-1', 30],
    ])
    expect(fake.facts(RECORDS_PROCESSED).map(([, from, to]) => [from, to])).toEqual([
      [0, 30],
      [0, 30],
    ])
  })

  it('commits by the clock inside poll, every auto.commit.interval.ms', () => {
    const fake = fakeCluster([1], [member('c1')])
    fill(fake, 'orders-0', 30)
    fake.run(4_900_000)
    expect(fake.requests('offsetCommit')).toHaveLength(0)
    fake.run(16 * S)
    expect(fake.requests('offsetCommit')).toHaveLength(3)
    expect(fake.group.committed.get('orders-0')).toBe(30)
  })

  it('commits and says good-bye on close, and the others take over at once', () => {
    const fake = fakeCluster([1, 1], [member('c1'), later('c2', S)])
    fill(fake, 'orders-0', 30)
    fake.run(10 * S)
    fake.act((world) => stopProcess(world, process(fake, 'c1')))
    fake.run(14 * S)
    expect(process(fake, 'c1').life).toBe('stopped')
    expect(fake.requests('leaveGroup')).toHaveLength(1)
    expect(fake.group.committed.get('orders-0')).toBe(30)
    expect(owned(fake, 'c2')).toEqual(['orders-0', 'orders-1'])
  })

  it('does not leave on close when it is static', () => {
    const fake = fakeCluster([1], [member('c1', { 'group.instance.id': 'i1' })])
    fake.run(5 * S)
    fake.act((world) => stopProcess(world, process(fake, 'c1')))
    fake.run(7 * S)
    expect(process(fake, 'c1').life).toBe('stopped')
    expect(fake.requests('leaveGroup')).toHaveLength(0)
  })

  it('closes in the event after a checkpoint as in any other', () => {
    const fake = fakeCluster([1], [member('c1', { 'group.instance.id': 'i1' })])
    fake.run(5 * S)
    fake.act((world) => stopProcess(world, process(fake, 'c1')))
    while (process(fake, 'c1').life !== 'stopped') {
      checkpoint(fake.world)
      fake.run(fake.world.nowUs + 100)
    }
    expect(fake.requests('leaveGroup')).toHaveLength(0)
  })

  it('leaves by itself when the application has not polled for max.poll.interval.ms, and joins again at the next poll', () => {
    const slow = { perRecordUs: 2 * S, spread: 'constant', stuckAt: null, workers: null } as const
    const fake = fakeCluster([1], [member('c1', { 'max.poll.interval.ms': 10_000 }, { processing: slow })])
    fill(fake, 'orders-0', 10)
    fake.run(15 * S)
    expect(fake.facts(POLL_EXPIRED)).toHaveLength(1)
    expect(fake.requests('leaveGroup')).toHaveLength(1)
    expect(membership(fake, 'c1').state).toBe('unjoined')
    fake.run(25 * S)
    expect(told(fake, PARTITION_LOST)).toEqual(['orders-0'])
    expect(owned(fake, 'c1')).toEqual(['orders-0'])
    // Nothing was committed, so everything is processed again.
    expect(fake.facts(RECORDS_PROCESSED).at(-1)?.[1]).toBeLessThan(10)
  })

  it('is looked for anew when its broker answers NOT_COORDINATOR', () => {
    const fake = fakeCluster([1], [member('c1')])
    fake.run(5 * S)
    fake.group.coordinator = 3
    fake.run(10 * S)
    expect(membership(fake, 'c1')).toMatchObject({ coordinator: 3, state: 'stable', generation: 1 })
    expect(told(fake, PARTITION_LOST)).toEqual([])
  })

  it('finds the next coordinator when the process of the present one is killed', () => {
    const fake = fakeCluster([1], [member('c1')])
    fake.run(5 * S)
    fake.act((world) => endProcess(world, process(fake, '2'), 'killed'))
    fake.run(8 * S)
    expect(membership(fake, 'c1').coordinator).not.toBe(3)
    fake.group.coordinator = 3
    fake.run(12 * S)
    expect(membership(fake, 'c1')).toMatchObject({ coordinator: 3, state: 'stable', generation: 1 })
  })

  it('looks for its coordinator anew when no heartbeat has been answered for a session, and stays a member', () => {
    const fake = fakeCluster([1], [member('c1', { 'session.timeout.ms': 10_000 })])
    fake.run(5 * S)
    fake.verdict = (body) => (body.type === 'heartbeat' ? 'swallow' : 'answer')
    const before = fake.requests('findCoordinator').length
    fake.run(10 * S)
    expect(fake.requests('findCoordinator')).toHaveLength(before)
    fake.run(15 * S)
    expect(fake.requests('findCoordinator').length).toBeGreaterThan(before)
    fake.verdict = () => 'answer'
    fake.run(20 * S)
    expect(membership(fake, 'c1')).toMatchObject({ state: 'stable', generation: 1 })
    expect(told(fake, PARTITION_LOST)).toEqual([])
  })

  it.each([
    ['UNKNOWN_MEMBER_ID', UNKNOWN_MEMBER_ID],
    ['ILLEGAL_GENERATION', ILLEGAL_GENERATION],
  ])('loses what it owns when a heartbeat is answered %s, and joins again', (_name, error) => {
    const fake = fakeCluster([1], [member('c1')])
    fake.run(5 * S)
    let times = 0
    fake.verdict = (body) => {
      if (body.type !== 'heartbeat') return 'answer'
      times += 1
      return times === 1 ? { error } : 'answer'
    }
    fake.run(10 * S)
    expect(fake.facts(MEMBER_FENCED)).toHaveLength(1)
    expect(told(fake, PARTITION_LOST)).toEqual(['orders-0'])
    const ids = fake.requests('joinGroup').map(({ memberId }) => memberId)
    expect(ids[2]).toBe(error === UNKNOWN_MEMBER_ID ? '' : 'c1-1')
    expect(owned(fake, 'c1')).toEqual(error === UNKNOWN_MEMBER_ID ? [] : ['orders-0'])
  })

  it.each([
    ['NOT_COORDINATOR', NOT_COORDINATOR],
    ['COORDINATOR_LOAD_IN_PROGRESS', COORDINATOR_LOAD_IN_PROGRESS],
    ['REBALANCE_IN_PROGRESS', REBALANCE_IN_PROGRESS],
    ['UNKNOWN_MEMBER_ID', UNKNOWN_MEMBER_ID],
  ])('tries again when a join is answered %s', (_name, error) => {
    const fake = fakeCluster([1], [member('c1')])
    let times = 0
    fake.verdict = (body) => {
      if (body.type !== 'joinGroup') return 'answer'
      times += 1
      return times === 2 ? { error } : 'answer'
    }
    fake.run(3 * S)
    expect(fake.requests('joinGroup').length).toBeGreaterThan(2)
  })

  it.each([
    ['GROUP_MAX_SIZE_REACHED', GROUP_MAX_SIZE_REACHED],
    ['FENCED_INSTANCE_ID', FENCED_INSTANCE_ID],
  ])('throws %s at its application, which does not survive it', (_name, error) => {
    const fake = fakeCluster([1], [member('c1')])
    fake.verdict = (body) => (body.type === 'joinGroup' ? { error } : 'answer')
    fake.run(5 * S)
    expect(fake.facts(APPLICATION_FAILED)[0]?.[1]).toBe(error)
    expect(fake.requests('joinGroup')).toHaveLength(1)
    expect(consumer(fake, 'c1').loop.doing).toBe('failed')
  })

  const atWork = { perRecordUs: S / 10, spread: 'constant', stuckAt: null, workers: null } as const
  const fences = (type: 'heartbeat' | 'offsetCommit') => (body: { readonly type: string }) =>
    body.type === type ? { error: FENCED_INSTANCE_ID } : ('answer' as const)

  it.each([
    ['a heartbeat', 'heartbeat', {}],
    ['its commit', 'offsetCommit', { commits: { how: 'sync', when: 'afterProcessing' } }],
  ] as const)(
    'fenced by the answer to %s while its application is at work, it is not polled again',
    (_name, type, more) => {
      const setup = member(
        'c1',
        { 'group.instance.id': 'i1', 'max.poll.records': 50 },
        { processing: atWork, ...more },
      )
      const fake = fakeCluster([1], [setup])
      fill(fake, 'orders-0', 200)
      fake.run(2 * S)
      fake.verdict = fences(type)
      fake.run(30 * S)
      expect(fake.facts(APPLICATION_FAILED)).toHaveLength(1)
      expect(consumer(fake, 'c1').loop.doing).toBe('failed')
      // What was in hand is finished; of the rest nothing is handed out.
      expect(fake.facts(RECORDS_PROCESSED).at(-1)?.[2]).toBe(50)
      expect(consumer(fake, 'c1').deliveredRecords).toBe(50)
    },
  )

  it('fenced while it closes, it ends with that answer and not with the time of close()', () => {
    const fake = fakeCluster([1], [member('c1', { 'group.instance.id': 'i1' })])
    fill(fake, 'orders-0', 10)
    fake.run(2 * S)
    fake.verdict = fences('offsetCommit')
    fake.act((world) => stopProcess(world, process(fake, 'c1')))
    fake.run(3 * S)
    expect(process(fake, 'c1').life).toBe('stopped')
  })

  it('does not poll again once it is closed, however long its workers still have to do', () => {
    const busy = { perRecordUs: S / 100, spread: 'constant', stuckAt: null, workers: 2 } as const
    const fake = fakeCluster([1], [member('c1', {}, { processing: busy })])
    fill(fake, 'orders-0', 1_000)
    fake.run(2 * S)
    const { deliveredRecords } = consumer(fake, 'c1')
    fake.act((world) => stopProcess(world, process(fake, 'c1')))
    fill(fake, 'orders-0', 1_000)
    fake.run(4 * S)
    expect(consumer(fake, 'c1').deliveredRecords).toBe(deliveredRecords)
    fake.run(8 * S)
    expect(process(fake, 'c1').life).toBe('stopped')
    expect(fake.facts(RECORDS_PROCESSED).at(-1)?.[2]).toBe(deliveredRecords)
    expect(fake.requests('leaveGroup')).toHaveLength(1)
  })

  it('joins again as the leader when its topics get more partitions', () => {
    const fake = fakeCluster([1], [member('c1', { 'metadata.max.age.ms': 10_000 })])
    fake.run(5 * S)
    fake.partitions.set('orders-1', {
      leader: 1,
      leaderEpoch: 0,
      batches: [],
      highWatermark: null,
      epochEnd: null,
    })
    fake.run(20 * S)
    expect(owned(fake, 'c1')).toEqual(['orders-0', 'orders-1'])
  })

  /** Lets the cluster run until a request of this kind has come in so often. */
  const runUntilAsked = (fake: FakeCluster, type: 'joinGroup' | 'syncGroup', times: number): void => {
    while (fake.requests(type).length < times) fake.run(fake.world.nowUs + 100)
  }
  const asksForMetadata = (fake: FakeCluster, id: string): void =>
    fake.act((world) => {
      const mine = own(world, consumer(fake, id))
      mine.metadata.allowedAtUs = 0
      requestUpdate(world, process(fake, id), mine)
    })
  const another = { leader: 1, leaderEpoch: 0, batches: [], highWatermark: null, epochEnd: null }

  it('as the leader sees partitions that were added while its round was under way', () => {
    const fake = fakeCluster([1], [member('c1')])
    runUntilAsked(fake, 'joinGroup', 2)
    fake.partitions.set('orders-1', { ...another })
    // It assigns by what it knows now; the answer comes before that to its SyncGroup.
    fake.run(fake.world.nowUs + 600)
    asksForMetadata(fake, 'c1')
    fake.run(20 * S)
    expect(fake.requests('syncGroup')[0]?.assignments[0]?.partitions).toEqual(['orders-0'])
    expect(owned(fake, 'c1')).toEqual(['orders-0', 'orders-1'])
  })

  it('as the leader waits for metadata of a topic that only others subscribe to, not for an answer that was on its way', () => {
    const bills = { subscribe: { topics: ['bills'], pattern: null }, fromUs: 5 * S }
    const fake = fakeCluster([1], [member('c1'), member('c2', {}, bills)])
    runUntilAsked(fake, 'joinGroup', 5)
    fake.run(fake.world.nowUs + 600)
    asksForMetadata(fake, 'c1')
    fake.run(20 * S)
    expect(fake.requests('syncGroup').flatMap(({ assignments }) => assignments)).toContainEqual({
      memberId: 'c2-2',
      partitions: ['bills-0'],
    })
    expect(owned(fake, 'c2')).toEqual(['bills-0'])
  })

  it('loses what is in flight to a coordinator that it gives up: none of it has timed out', () => {
    const fake = fakeCluster([1], [member('c1', { 'auto.commit.interval.ms': 3_000 })])
    fill(fake, 'orders-0', 10)
    fake.run(2 * S)
    fake.verdict = (body) =>
      body.type === 'heartbeat' || body.type === 'offsetCommit' ? { error: NOT_COORDINATOR } : 'answer'
    fake.run(3_500_000)
    expect(fake.facts(COORDINATOR_FORGOTTEN).length).toBeGreaterThan(0)
    expect(fake.facts(REQUESTS_LOST).length).toBeGreaterThan(0)
    expect(fake.facts(REQUESTS_TIMED_OUT)).toEqual([])
  })
})
