import { describe, expect, test } from 'vitest'
import { findTimer } from '../../sim/process.ts'
import { own } from '../../sim/world.ts'
import { nodeById, processOf } from '../node.ts'
import { INVALID_CONFIG, INVALID_REPLICATION_FACTOR, NONE } from '../protocol/errors.ts'
import { TestAdmin } from '../testing/admin.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { BALANCE_TIMER } from '../timers.ts'
import { balanceLeaders } from './elections.ts'
import { BROKER_UNFENCED, LEADER_ELECTED } from './facts.ts'
import { controllerOf } from './state.ts'

describe('the passes of the controller', () => {
  test('leaders go back every leader.imbalance.check.interval.seconds, counted from the take-over; no percentage keeps them', () => {
    const cluster = new SmallCluster({
      cluster: {
        'leader.imbalance.check.interval.seconds': 30,
        'leader.imbalance.per.broker.percentage': 100,
      },
    })
    cluster.input('stop', { node: '1' })
    cluster.runFor(3_000)
    cluster.input('start', { node: '1' })
    cluster.runUntil(() => cluster.state().isr.includes(1))
    expect(cluster.state().leader).toBe(2)
    cluster.runUntil(() => cluster.state().leader === 1, 31_000)
    // The controller took over within its first second.
    expect(cluster.nowMs).toBeGreaterThan(30_000)
    expect(cluster.nowMs).toBeLessThan(31_000)
    expect(cluster.state()).toMatchObject({ isr: [1, 2, 3], leaderEpoch: 2 })
  })

  test('a pass moves a thousand leaders at most; the next comes 10 ms later', () => {
    const cluster = new SmallCluster()
    const period = 300_000_000
    expect(pass(cluster, 1_000)).toEqual({ moved: 1_000, nextUs: period })
    expect(pass(cluster, 1_001)).toEqual({ moved: 1_000, nextUs: 10_000 })
  })

  test('a replica whose directory is offline is elected by no pass, and by no broker that comes', () => {
    const cluster = new SmallCluster({
      cluster: { 'log.dirs': 'd1,d2', 'leader.imbalance.check.interval.seconds': 5 },
      placement: [
        [1, 2, 3],
        [1, 2, 3],
      ],
    })
    const partition = cluster.log(1).dir === 1 ? 'orders-0' : 'orders-1'
    cluster.input('kill', { node: '2' })
    cluster.input('kill', { node: '3' })
    cluster.runFor(15_000)
    cluster.input('fail-disk', { node: '1', dir: 2 })
    cluster.runFor(20_000)
    expect(cluster.state(partition)).toMatchObject({ leader: -1, leaderEpoch: 1, isr: [], elr: [1, 3] })
    cluster.input('start', { node: '2' })
    cluster.runUntil(() => cluster.facts(BROKER_UNFENCED).some(({ a }) => a === 2))
    cluster.runFor(20_000)
    expect(cluster.state(partition)).toMatchObject({ leader: -1, leaderEpoch: 1 })
  })

  test('a leader is not given back while the preferred replica is outside of the ISR', () => {
    const cluster = new SmallCluster({ cluster: { 'leader.imbalance.check.interval.seconds': 5 } })
    cluster.input('kill', { node: '1' })
    cluster.runFor(40_000)
    expect(cluster.state()).toMatchObject({ leader: 2, leaderEpoch: 1 })
  })

  test('unclean election that is turned on later waits for the next pass', () => {
    const cluster = new SmallCluster({
      brokers: 3,
      placement: [[1, 2]],
      topic: { 'min.insync.replicas': 1 },
      cluster: { 'unclean.leader.election.interval.ms': 60_000 },
    })
    const admin = new TestAdmin(cluster, 3)
    for (const node of ['2', '1']) {
      cluster.input('kill', { node })
      cluster.runFor(12_000)
    }
    cluster.input('start', { node: '2' })
    cluster.runFor(3_000)
    expect(admin.set('topic', 'orders', 'unclean.leader.election.enable', 'true')).toBe(NONE)
    cluster.runTo(59_000)
    expect(cluster.state().leader).toBe(-1)
    cluster.runTo(61_000)
    expect(cluster.state()).toMatchObject({ leader: 2, isr: [2], recovering: true })
  })
})

describe('a new topic', () => {
  test('may have as many replicas as brokers are registered, fenced ones too, but for those that are about to leave', () => {
    const cluster = new SmallCluster({ brokers: 4, placement: [[1, 2, 3]] })
    const admin = new TestAdmin(cluster, 3)
    cluster.input('kill', { node: '4' })
    cluster.runFor(12_000)
    expect(admin.createTopic({ name: 'with-fenced', replicationFactor: 4 })).toBe(NONE)
    expect(cluster.state('with-fenced-0').isr).not.toContain(4)
    expect(admin.createTopic({ name: 'too-many', replicationFactor: 5 })).toBe(INVALID_REPLICATION_FACTOR)
    cluster.input('stop', { node: '1' })
    cluster.runFor(200)
    expect(admin.createTopic({ name: 'with-leaver', replicationFactor: 4 })).toBe(INVALID_REPLICATION_FACTOR)
    // Once it has gone it counts again, as a fenced one.
    cluster.runFor(4_000)
    expect(admin.createTopic({ name: 'with-gone', replicationFactor: 4 })).toBe(NONE)
  })

  test('with a compaction lag whose least is above its most is INVALID_CONFIG', () => {
    const admin = new TestAdmin(new SmallCluster(), 1)
    const config = { 'min.compaction.lag.ms': '2000', 'max.compaction.lag.ms': '1000' }
    expect(admin.createTopic({ name: 'lags', config })).toBe(INVALID_CONFIG)
  })
})

/** A pass over a topic of so many partitions that are all led by broker 2 instead of 1, and when the next one is due. */
function pass(cluster: SmallCluster, partitions: number): { moved: number; nextUs: number } {
  const node = nodeById(cluster.world, 101)
  const before = cluster.facts(LEADER_ELECTED).length
  const topic = `many${partitions}`
  const names = Array.from({ length: partitions }, (_, index) => `${topic}-${index}`)
  let nextUs = -1
  cluster.act((world) => {
    const { image } = own(world, controllerOf(world, node))
    const like = cluster.state()
    image.topics.set(topic, { sealed: true, name: topic, topicId: 1, partitions: names })
    image.topicNames.push(topic)
    for (const [index, name] of names.entries())
      image.partitions.set(name, { ...like, topic, index, leader: 2 })
    balanceLeaders(world, node)
    nextUs = (findTimer(processOf(world, node), BALANCE_TIMER, 0)?.deadlineUs ?? 0) - world.nowUs
  })
  return { moved: cluster.facts(LEADER_ELECTED).length - before, nextUs }
}
