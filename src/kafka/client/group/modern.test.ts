import { describe, expect, it } from 'vitest'
import { stopProcess } from '../../../sim/life.ts'
import { FENCED_MEMBER_EPOCH } from '../../protocol/errors.ts'
import { fakeCluster } from '../testing/fake-cluster.ts'
import {
  ASSIGNMENT_EMPTY,
  PARTITION_ASSIGNED,
  PARTITION_LOST,
  PARTITION_REVOKED,
  POLL_EXPIRED,
  RECORDS_PROCESSED,
} from './facts.ts'
import { fill, later, member, membership, owned, process, S, told } from './testing/members.ts'

describe('a member under the consumer protocol', () => {
  const modern = { 'group.protocol': 'consumer' }

  it('joins with epoch 0, tells everything, and owns what it is given', () => {
    const fake = fakeCluster([1, 1], [member('c1', modern)])
    fake.group.targets = [['orders-0', 'orders-1']]
    fake.run(2 * S)
    const [first, second] = fake.requests('consumerGroupHeartbeat')
    expect(first).toMatchObject({
      memberEpoch: 0,
      topics: ['orders'],
      owned: [],
      rebalanceTimeoutMs: 300_000,
    })
    expect(first?.memberId).toHaveLength(22)
    // The acknowledgement follows at once, with what it owns and nothing else that has not changed.
    expect(second).toMatchObject({
      memberEpoch: 1,
      topics: null,
      owned: ['orders-0', 'orders-1'],
      rebalanceTimeoutMs: -1,
    })
    expect(membership(fake, 'c1').state).toBe('stable')
    expect(told(fake, PARTITION_ASSIGNED)).toEqual(['orders-0', 'orders-1'])
  })

  it('tells of its first assignment even when it is empty, and acknowledges it at once', () => {
    const fake = fakeCluster([1, 1], [member('c1', modern), later('c2', 2 * S, modern)])
    fake.group.targets = [['orders-0', 'orders-1'], []]
    fake.run(3 * S)
    expect(fake.facts(ASSIGNMENT_EMPTY)).toHaveLength(1)
    const ofNewcomer = fake
      .requests('consumerGroupHeartbeat')
      .filter(({ memberId }) => memberId === membership(fake, 'c2').memberId)
    expect(ofNewcomer.map(({ memberEpoch }) => memberEpoch)).toEqual([0, 2])
  })

  it('gives up one part without stopping the other, and the newcomer gets it at its next heartbeat', () => {
    const fake = fakeCluster([1, 1], [member('c1', modern), later('c2', 7 * S, modern)])
    fake.group.targets = [['orders-0', 'orders-1']]
    fill(fake, 'orders-1', 10)
    fake.run(7 * S)
    fake.group.targets = [['orders-0'], ['orders-1']]
    fake.run(20 * S)
    expect(told(fake, PARTITION_REVOKED)).toEqual(['orders-1'])
    expect(owned(fake, 'c1')).toEqual(['orders-0'])
    expect(owned(fake, 'c2')).toEqual(['orders-1'])
    // Committed before it was given up.
    expect(fake.facts(RECORDS_PROCESSED)).toHaveLength(1)
  })

  it('loses everything when it is fenced, and comes back with epoch 0 under its old id', () => {
    const fake = fakeCluster([1], [member('c1', modern)])
    fake.group.targets = [['orders-0']]
    fake.run(2 * S)
    const id = membership(fake, 'c1').memberId
    let times = 0
    fake.verdict = (body) => {
      if (body.type !== 'consumerGroupHeartbeat') return 'answer'
      times += 1
      return times === 1 ? { error: FENCED_MEMBER_EPOCH } : 'answer'
    }
    fake.run(8 * S)
    expect(told(fake, PARTITION_LOST)).toEqual(['orders-0'])
    const back = fake.requests('consumerGroupHeartbeat').filter(({ memberEpoch }) => memberEpoch === 0)
    expect(back.map(({ memberId }) => memberId)).toEqual([id, id])
    expect(owned(fake, 'c1')).toEqual(['orders-0'])
  })

  it.each([
    [{}, -1],
    [{ 'group.instance.id': 'i1' }, -2],
  ])('leaves on close: %o with epoch %i', (config, epoch) => {
    const fake = fakeCluster([1], [member('c1', { ...modern, ...config })])
    fake.group.targets = [['orders-0']]
    fake.run(2 * S)
    fake.act((world) => stopProcess(world, process(fake, 'c1')))
    fake.run(3 * S)
    expect(fake.requests('consumerGroupHeartbeat').at(-1)?.memberEpoch).toBe(epoch)
    expect(process(fake, 'c1').life).toBe('stopped')
  })

  it('leaves when it has not polled for too long, and joins again at the next poll', () => {
    const slow = { perRecordUs: 2 * S, spread: 'constant', stuckAt: null, workers: null } as const
    const fake = fakeCluster(
      [1],
      [member('c1', { ...modern, 'max.poll.interval.ms': 10_000 }, { processing: slow })],
    )
    fake.group.targets = [['orders-0']]
    fill(fake, 'orders-0', 10)
    fake.run(15 * S)
    expect(membership(fake, 'c1').state).toBe('stale')
    fake.run(30 * S)
    expect(told(fake, PARTITION_LOST)).toEqual(['orders-0'])
    expect(owned(fake, 'c1')).toEqual(['orders-0'])
  })

  it('fenced before its application has not polled for max.poll.interval.ms, it does not leave a group that it is not in', () => {
    const slow = { perRecordUs: 5 * S, spread: 'constant', stuckAt: null, workers: null } as const
    const config = { ...modern, 'max.poll.interval.ms': 20_000 }
    const fake = fakeCluster([1], [member('c1', config, { processing: slow })])
    fake.group.targets = [['orders-0']]
    fill(fake, 'orders-0', 10)
    fake.run(3 * S)
    fake.verdict = (body) =>
      body.type === 'consumerGroupHeartbeat' ? { error: FENCED_MEMBER_EPOCH } : 'answer'
    fake.run(30 * S)
    expect(membership(fake, 'c1').state).toBe('fenced')
    expect(fake.facts(POLL_EXPIRED)).toEqual([])
    expect(fake.requests('consumerGroupHeartbeat').map(({ memberEpoch }) => memberEpoch)).toEqual([0, 1, 1])
  })
})
