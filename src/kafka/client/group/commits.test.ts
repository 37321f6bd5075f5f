import { describe, expect, it } from 'vitest'
import { endProcess, pauseProcess, resumeProcess } from '../../../sim/life.ts'
import {
  COORDINATOR_LOAD_IN_PROGRESS,
  COORDINATOR_NOT_AVAILABLE,
  REQUEST_TIMED_OUT,
  UNKNOWN_MEMBER_ID,
} from '../../protocol/errors.ts'
import { rulesOf } from '../../rules/releases.ts'
import type { ConsumerSetup } from '../../setup.ts'
import { fakeCluster } from '../testing/fake-cluster.ts'
import {
  COMMIT_CONFIRMED,
  COMMIT_FAILED,
  COMMIT_NOT_SENT,
  PARTITION_LOST,
  PROCESSING_STUCK,
  RECORDS_DROPPED,
  RECORDS_PROCESSED,
} from './facts.ts'
import { consumer, fill, member, owned, process, S, told } from './testing/members.ts'

describe('commits of the application', () => {
  const sync = (when: 'beforeProcessing' | 'afterProcessing') => ({ commits: { how: 'sync', when } }) as const
  const tenMs = { perRecordUs: 10_000, spread: 'constant', stuckAt: null, workers: null } as const

  it('after processing: a crash in between repeats records and loses none', () => {
    const fake = fakeCluster([1], [member('c1', {}, { ...sync('afterProcessing'), processing: tenMs })])
    fill(fake, 'orders-0', 10)
    fake.run(1_000_000)
    const before = fake.facts(RECORDS_PROCESSED).length
    expect(before).toBe(10)
    expect(fake.group.committed.get('orders-0')).toBe(10)
    fill(fake, 'orders-0', 10)
    fake.run(1_055_000)
    fake.act((world) => endProcess(world, process(fake, 'c1'), 'killed'))
    expect(fake.group.committed.get('orders-0')).toBe(10)
    expect(fake.facts(RECORDS_PROCESSED).length).toBeGreaterThan(10)
  })

  it('before processing: nothing is processed before commitSync has been answered', () => {
    const fake = fakeCluster([1], [member('c1', {}, { ...sync('beforeProcessing'), processing: tenMs })])
    fill(fake, 'orders-0', 10)
    fake.verdict = (body) => (body.type === 'offsetCommit' ? 'swallow' : 'answer')
    fake.run(3 * S)
    expect(fake.facts(RECORDS_PROCESSED)).toEqual([])
    expect(consumer(fake, 'c1').loop.doing).toBe('committing')
  })

  it('before processing: records whose commit failed are left alone', () => {
    const fake = fakeCluster([1], [member('c1', {}, { ...sync('beforeProcessing'), processing: tenMs })])
    fill(fake, 'orders-0', 10)
    let times = 0
    fake.verdict = (body) => {
      if (body.type !== 'offsetCommit') return 'answer'
      times += 1
      return times === 1 ? { error: UNKNOWN_MEMBER_ID } : 'answer'
    }
    fake.run(3 * S)
    expect(fake.facts(COMMIT_FAILED)[0]?.[3]).toBe(UNKNOWN_MEMBER_ID)
    expect(fake.facts(RECORDS_DROPPED).map(([, from, to]) => [from, to])).toEqual([[0, 10]])
  })

  it('commitSync tries again while the coordinator loads, commitAsync does not', () => {
    for (const how of ['sync', 'async'] as const) {
      const fake = fakeCluster([1], [member('c1', {}, { commits: { how, when: 'afterProcessing' } })])
      fill(fake, 'orders-0', 10)
      let times = 0
      fake.verdict = (body) => {
        if (body.type !== 'offsetCommit') return 'answer'
        times += 1
        return times <= 2 ? { error: COORDINATOR_LOAD_IN_PROGRESS } : 'answer'
      }
      fake.run(3 * S)
      expect(fake.facts(COMMIT_CONFIRMED)).toHaveLength(how === 'sync' ? 1 : 0)
      expect(fake.facts(COMMIT_FAILED)).toHaveLength(how === 'sync' ? 0 : 1)
    }
  })

  it('commitSync gives up after default.api.timeout.ms when no coordinator is to be found, commitAsync goes on waiting', () => {
    for (const how of ['sync', 'async'] as const) {
      const fake = fakeCluster([1], [member('c1', {}, { commits: { how, when: 'afterProcessing' } })])
      fake.run(2 * S)
      fake.verdict = (body) =>
        body.type === 'findCoordinator' ? { error: COORDINATOR_NOT_AVAILABLE } : 'answer'
      fake.act((world) => endProcess(world, process(fake, '2'), 'killed'))
      fill(fake, 'orders-0', 10)
      fake.run(61 * S)
      expect(fake.facts(COMMIT_FAILED)).toHaveLength(0)
      fake.run(63 * S)
      expect(fake.facts(COMMIT_FAILED).map((fields) => fields[3])).toEqual(
        how === 'sync' ? [REQUEST_TIMED_OUT] : [],
      )
      expect(consumer(fake, 'c1').loop.doing).toBe('polling')
    }
  })

  it('fail before they are sent when the membership has ended meanwhile', () => {
    const slow = { perRecordUs: 2 * S, spread: 'constant', stuckAt: null, workers: null } as const
    const config = { 'max.poll.interval.ms': 10_000 }
    const fake = fakeCluster([1], [member('c1', config, { ...sync('afterProcessing'), processing: slow })])
    fill(fake, 'orders-0', 10)
    fake.run(22 * S)
    expect(fake.facts(COMMIT_NOT_SENT)).toHaveLength(1)
    expect(fake.requests('offsetCommit')).toEqual([])
  })

  it('of partitions assigned by hand carry no membership', () => {
    const byHand: ConsumerSetup = {
      kind: 'consumer',
      id: 'c1',
      assign: ['orders-0'],
      fromUs: 0,
      config: { 'group.id': 'g', 'auto.offset.reset': 'earliest' },
    }
    const fake = fakeCluster([1], [byHand])
    fill(fake, 'orders-0', 10)
    fake.run(7 * S)
    expect(fake.requests('offsetCommit')[0]).toMatchObject({ generation: -1, memberId: '' })
    expect(fake.requests('joinGroup')).toEqual([])
    expect(fake.group.committed.get('orders-0')).toBe(10)
  })
})

describe('the polling thread', () => {
  it('hangs at the record it is told to, while its heartbeats go on', () => {
    const stuck = { perRecordUs: 1_000, spread: 'constant', stuckAt: 7, workers: null } as const
    const fake = fakeCluster([1], [member('c1', {}, { processing: stuck })])
    fill(fake, 'orders-0', 10)
    fake.run(10 * S)
    expect(fake.facts(PROCESSING_STUCK).map(([, offset]) => offset)).toEqual([7])
    expect(fake.requests('heartbeat').length).toBeGreaterThan(1)
    expect(consumer(fake, 'c1').loop.processedRecords).toBe(7)
  })

  it('polls on while other threads work, so that the clock commits what is not done', () => {
    const pool = { perRecordUs: S, spread: 'constant', stuckAt: null, workers: 1 } as const
    const fake = fakeCluster([1], [member('c1', {}, { processing: pool })])
    fill(fake, 'orders-0', 10)
    fake.run(6 * S)
    expect(fake.group.committed.get('orders-0')).toBe(10)
    expect(consumer(fake, 'c1').loop.processedRecords).toBeLessThan(7)
  })

  it('of a paused process hears what it missed when it goes on', () => {
    const fake = fakeCluster([1], [member('c1')])
    fake.run(5 * S)
    fake.act((world) => pauseProcess(world, process(fake, 'c1')))
    fake.group.members = []
    fake.run(60 * S)
    fake.act((world) => resumeProcess(world, process(fake, 'c1')))
    fake.run(62 * S)
    expect(told(fake, PARTITION_LOST)).toEqual(['orders-0'])
    expect(owned(fake, 'c1')).toEqual(['orders-0'])
  })

  it('are where a reader starts: since 2.3 only once the leader knows their epoch', () => {
    for (const release of ['2.2', '2.3']) {
      const fake = fakeCluster([1], [member('c1')], { rules: rulesOf(release) })
      fill(fake, 'orders-0', 50)
      fake.group.committed.set('orders-0', 30)
      fake.group.committedEpoch = 0
      fake.run(2 * S)
      expect(fake.requests('offsetForLeaderEpoch')).toHaveLength(release === '2.2' ? 0 : 1)
      expect(fake.facts(RECORDS_PROCESSED)[0]?.[1]).toBe(30)
    }
  })

  it('by the clock do not pile up while there is no coordinator: one follows when it is found, under KIP-848 the one that waited and the next', () => {
    for (const [config, commits] of [
      [{}, 1],
      [{ 'group.protocol': 'consumer' }, 2],
    ] as const) {
      const fake = fakeCluster([1], [member('c1', config)])
      fake.group.targets = [['orders-0']]
      fill(fake, 'orders-0', 10)
      fake.run(2 * S)
      fake.verdict = (body) =>
        body.type === 'findCoordinator' ? { error: COORDINATOR_NOT_AVAILABLE } : 'answer'
      fake.act((world) => endProcess(world, process(fake, '2'), 'killed'))
      fake.run(40 * S)
      fake.verdict = () => 'answer'
      fake.group.coordinator = 3
      fake.run(43 * S)
      expect(fake.requests('offsetCommit').length).toBe(commits)
    }
  })
})
