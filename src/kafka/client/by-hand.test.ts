import { describe, expect, it } from 'vitest'
import { endProcess, startProcess } from '../../sim/life.ts'
import { own } from '../../sim/world.ts'
import { OFFSET_OUT_OF_RANGE } from '../protocol/errors.ts'
import {
  commitByHand,
  pausePartition,
  resumePartition,
  seekTo,
  setAssignor,
  setProcessing,
} from './by-hand.ts'
import { FETCH_REFUSED, POSITION_OUT_OF_RANGE } from './facts.ts'
import { RECORDS_PROCESSED } from './group/facts.ts'
import { consumer, fill, member, owned, process, S } from './group/testing/members.ts'
import { fakeCluster } from './testing/fake-cluster.ts'

describe('a consumer by hand', () => {
  it('reads nothing of a paused partition, and all of it when it is resumed', () => {
    const fake = fakeCluster([1, 1], [member('c1')])
    fake.run(2 * S)
    fake.act((world) =>
      pausePartition(world, process(fake, 'c1'), own(world, consumer(fake, 'c1')), 'orders-0'),
    )
    fill(fake, 'orders-0', 30)
    fill(fake, 'orders-1', 10)
    fake.run(6 * S)
    expect(fake.facts(RECORDS_PROCESSED).map(([, from, to]) => [from, to])).toEqual([[0, 10]])
    fake.act((world) =>
      resumePartition(world, process(fake, 'c1'), own(world, consumer(fake, 'c1')), 'orders-0'),
    )
    fake.run(8 * S)
    expect(fake.facts(RECORDS_PROCESSED).map(([, from, to]) => [from, to])).toEqual([
      [0, 10],
      [0, 30],
    ])
  })

  it('seeks without a request, and reads from there', () => {
    const fake = fakeCluster([1], [member('c1')])
    fill(fake, 'orders-0', 30)
    fake.run(2 * S)
    const asked = fake.asked.length
    fake.act((world) => seekTo(world, process(fake, 'c1'), own(world, consumer(fake, 'c1')), 'orders-0', 25))
    expect(fake.asked.length).toBe(asked)
    fake.run(4 * S)
    expect(fake.facts(RECORDS_PROCESSED).map(([, from, to]) => [from, to])).toEqual([
      [0, 30],
      [25, 30],
    ])
  })

  it('an answer that its old position is out of range says nothing about where it has been sought to', () => {
    const fake = fakeCluster([1], [member('c1')])
    fill(fake, 'orders-0', 30)
    fake.run(2 * S)
    let refused = false
    fake.verdict = (body) => {
      if (body.type !== 'fetch' || refused) return 'answer'
      refused = true
      return { error: OFFSET_OUT_OF_RANGE }
    }
    while (!refused) fake.run(fake.world.nowUs + 100)
    fake.act((world) => seekTo(world, process(fake, 'c1'), own(world, consumer(fake, 'c1')), 'orders-0', 25))
    fake.run(4 * S)
    expect(fake.facts(FETCH_REFUSED)).toHaveLength(1)
    expect(fake.facts(POSITION_OUT_OF_RANGE)).toEqual([])
    expect(fake.facts(RECORDS_PROCESSED).at(-1)?.slice(1, 3)).toEqual([25, 30])
  })

  it('commits now, wherever the clock stands', () => {
    const fake = fakeCluster([1], [member('c1')])
    fill(fake, 'orders-0', 30)
    fake.run(2 * S)
    fake.act((world) => commitByHand(world, process(fake, 'c1'), own(world, consumer(fake, 'c1'))))
    fake.run(2_100_000)
    expect(fake.group.committed.get('orders-0')).toBe(30)
  })

  it('hangs at its next record, and goes on when it is given a time again', () => {
    const fake = fakeCluster([1], [member('c1')])
    fake.run(2 * S)
    fake.act((world) =>
      setProcessing(world, process(fake, 'c1'), own(world, consumer(fake, 'c1')), 1_000, true),
    )
    fill(fake, 'orders-0', 10)
    fake.run(4 * S)
    expect(consumer(fake, 'c1').loop).toMatchObject({ stuck: true, processedRecords: 0 })
    fake.act((world) =>
      setProcessing(world, process(fake, 'c1'), own(world, consumer(fake, 'c1')), 1_000, false),
    )
    fake.run(6 * S)
    expect(consumer(fake, 'c1').loop).toMatchObject({ stuck: false, processedRecords: 10 })
  })

  it('reads its new assignor when it starts again', () => {
    const fake = fakeCluster([1], [member('c1')])
    fake.run(2 * S)
    fake.act((world) => setAssignor(own(world, consumer(fake, 'c1')), ['cooperative-sticky']))
    expect(consumer(fake, 'c1').config.partitionAssignmentStrategy).toEqual(['range', 'cooperative-sticky'])
    fake.act((world) => endProcess(world, process(fake, 'c1'), 'killed'))
    fake.act((world) => startProcess(world, process(fake, 'c1')))
    fake.run(4 * S)
    expect(
      fake
        .requests('joinGroup')
        .at(-1)
        ?.protocols.map(({ name }) => name),
    ).toEqual(['cooperative-sticky'])
  })

  it('resolves its pattern by itself when it starts again under the classic protocol', () => {
    const pattern = { subscribe: { topics: [], pattern: 'ord.*' } }
    const fake = fakeCluster([1], [member('c1', { 'group.protocol': 'consumer' }, pattern)])
    fake.run(2 * S)
    fake.act((world) => setAssignor(own(world, consumer(fake, 'c1')), ['range']))
    fake.act((world) => endProcess(world, process(fake, 'c1'), 'killed'))
    fake.group.members = []
    fake.act((world) => startProcess(world, process(fake, 'c1')))
    fake.run(4 * S)
    expect(fake.requests('metadata').at(-1)?.everyTopic).toBe(true)
    expect(owned(fake, 'c1')).toEqual(['orders-0'])
    fake.act((world) => setAssignor(own(world, consumer(fake, 'c1')), ['server-uniform']))
    fake.act((world) => endProcess(world, process(fake, 'c1'), 'killed'))
    fake.act((world) => startProcess(world, process(fake, 'c1')))
    fake.run(6 * S)
    expect(fake.requests('metadata').at(-1)?.everyTopic).toBe(undefined)
  })
})
