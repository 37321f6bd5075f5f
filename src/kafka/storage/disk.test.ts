import { describe, expect, it } from 'vitest'
import type { Lifecycle } from '../broker/lifecycle-state.ts'
import { appendRecords } from '../broker/produce.ts'
import type { ConfigValues } from '../config/check-value.ts'
import type { RecordData } from '../log/batch.ts'
import { makeDataBatch } from '../log/batch.ts'
import { nodeById } from '../node.ts'
import { FETCH, LIST_OFFSETS, PRODUCE } from '../protocol/api.ts'
import type { ListOffsetsRequest, ListOffsetsResponse } from '../protocol/client-requests.ts'
import { LATEST } from '../protocol/client-requests.ts'
import { KAFKA_STORAGE_ERROR, NONE } from '../protocol/errors.ts'
import type { FetchResponse } from '../protocol/fetch.ts'
import type { ProduceResponse } from '../protocol/produce.ts'
import { TestAdmin } from '../testing/admin.ts'
import { fetch, fetchPartition, produce, testBatch } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { replicaStanding } from '../truth.ts'
import {
  BROKER_HALTED,
  DIR_NOT_TOLD,
  DIR_OFFLINE,
  DIRS_OFFLINE,
  LOGS_FLUSHED,
  READ_FROM_DISK,
} from './facts.ts'
import { logDirsOf } from './log-dirs.ts'
import { pageCacheOf } from './page-cache.ts'

const OTHER: RecordData = { sealed: true, key: 'o', value: { sealed: true }, keyBytes: 1, valueBytes: 10 }

const jbod = (topic: ConfigValues = { 'min.insync.replicas': 2 }): SmallCluster =>
  new SmallCluster({
    topic,
    cluster: { 'log.dirs': 'd1,d2', 'log.flush.scheduler.interval.ms': 1_000 },
    placement: [
      [1, 2, 3],
      [1, 3, 2],
      [1, 2, 3],
      [1, 3, 2],
    ],
  })

const dirOf = (on: SmallCluster, partition: string): number => on.log(1, partition).dir
const ask = (on: SmallCluster, broker: number, partition: string): number | undefined =>
  on.ask<ProduceResponse>(broker, PRODUCE, produce(-1, testBatch(), partition)).partitions[0]?.error

/** Broker `node` is stopped in order and started. */
function restarted(on: SmallCluster, node: string): SmallCluster {
  on.input('stop', { node })
  on.runUntil(() => on.process(node).life === 'stopped')
  on.input('start', { node })
  return on
}

const previousEpoch = (on: SmallCluster): number => on.entity<Lifecycle>('lifecycle:3').previousBrokerEpoch

describe('several log directories', () => {
  it('take new logs where the fewest are', () => {
    const on = jbod()
    const dirs = [0, 1, 2, 3].map((index) => dirOf(on, `orders-${index}`))
    expect(dirs.filter((dir) => dir === 0).length).toBe(2)
    expect(dirs.filter((dir) => dir === 1).length).toBe(2)
  })

  it('of which one fails: its partitions get other leaders, the rest goes on', () => {
    const on = jbod()
    on.connect(1)
    const lost = [0, 1, 2, 3].filter((index) => dirOf(on, `orders-${index}`) === 1)
    const kept = [0, 1, 2, 3].filter((index) => dirOf(on, `orders-${index}`) === 0)
    on.input('fail-disk', { node: '1', dir: 2 })
    on.runUntil(() => on.facts(DIRS_OFFLINE).length > 0)
    on.runFor(500)
    expect(on.process('1').life).toBe('running')
    for (const index of lost) {
      expect(on.state(`orders-${index}`).leader).not.toBe(1)
      expect(on.state(`orders-${index}`).isr).not.toContain(1)
      expect(ask(on, 1, `orders-${index}`)).toBe(KAFKA_STORAGE_ERROR)
    }
    for (const index of kept) {
      expect(on.state(`orders-${index}`).isr).toContain(1)
      expect(ask(on, 1, `orders-${index}`)).toBe(NONE)
    }
    on.runFor(60_000)
    for (const index of lost) expect(on.state(`orders-${index}`).isr).not.toContain(1)
  })

  it('of which one fails: what lies in it is offline to whoever looks on, though the broker runs', () => {
    const on = jbod()
    on.input('fail-disk', { node: '1', dir: 2 })
    on.runUntil(() => on.facts(DIRS_OFFLINE).length > 0)
    on.runFor(500)
    for (const index of [0, 1, 2, 3]) {
      const partition = `orders-${index}`
      const isLost = dirOf(on, partition) === 1
      expect(replicaStanding(on.world, on.state(partition), 1) === 'offline', partition).toBe(isLost)
      expect(replicaStanding(on.world, on.state(partition), 2), partition).not.toBe('offline')
    }
  })

  it('of which one fails: who asks its broker for what lies there gets KAFKA_STORAGE_ERROR', () => {
    const on = jbod()
    on.connect(1)
    const partition = [0, 1, 2, 3].map((index) => `orders-${index}`).find((name) => dirOf(on, name) === 1)
    if (partition === undefined) throw new Error('nothing in d2')
    on.input('fail-disk', { node: '1', dir: 2 })
    on.runFor(1_000)
    const read = on.ask<FetchResponse>(1, FETCH, fetch([fetchPartition(0, { partition })]))
    expect(read.partitions[0]?.error).toBe(KAFKA_STORAGE_ERROR)
    const body: ListOffsetsRequest = {
      sealed: true,
      type: 'listOffsets',
      replicaId: -1,
      partitions: [{ partition, currentLeaderEpoch: -1, timestamp: LATEST }],
    }
    const found = on.ask<ListOffsetsResponse>(1, LIST_OFFSETS, body)
    expect(found.partitions[0]?.error).toBe(KAFKA_STORAGE_ERROR)
  })

  it('of which one is offline at an orderly stop: the next start is one after an unclean stop, for nothing in there says otherwise', () => {
    const on = jbod()
    on.input('fail-disk', { node: '3', dir: 2 })
    on.runFor(3_000)
    expect(previousEpoch(restarted(on, '3'))).toBe(-1)
    expect(previousEpoch(restarted(jbod(), '3'))).toBeGreaterThan(0)
  })

  it('of which one is offline: nothing in it is deleted, flushed or cleaned any more', () => {
    for (const policy of ['delete', 'compact,delete']) {
      const on = jbod({
        'retention.ms': 5_000,
        'flush.ms': 5_000,
        'cleanup.policy': policy,
        'min.cleanable.dirty.ratio': 0,
      })
      on.act((world) => {
        for (const index of [0, 1, 2, 3]) {
          const replica = on.replica(1, `orders-${index}`)
          appendRecords(world, nodeById(world, 1), replica, makeDataBatch(0, [OTHER]))
        }
      })
      on.runFor(1_000)
      on.input('fail-disk', { node: '1', dir: 2 })
      on.runTo(70_000)
      const [kept, lost] = [0, 1].map((dir) =>
        [0, 1, 2, 3].map((index) => on.log(1, `orders-${index}`)).filter((log) => log.dir === dir),
      )
      expect(kept?.map(({ logStart, logEnd }) => logEnd - logStart)).toEqual([0, 0])
      expect(lost?.map(({ logStart, recoveryPoint }) => [logStart, recoveryPoint])).toEqual([
        [0, 0],
        [0, 0],
      ])
    }
  })

  it('take a topic that is made again where the fewest logs are now, not where it was', () => {
    const on = new SmallCluster({ cluster: { 'log.dirs': 'd1,d2' } })
    const admin = new TestAdmin(on)
    admin.createTopic({ name: 'bills' })
    on.runFor(500)
    expect(dirOf(on, 'bills-0')).toBe(1)
    on.input('fail-disk', { node: '1', dir: 2 })
    on.runFor(3_000)
    admin.deleteTopic('bills')
    on.runFor(500)
    admin.createTopic({ name: 'bills' })
    on.runFor(3_000)
    expect([dirOf(on, 'bills-0'), on.state('bills-0').isr]).toEqual([0, [1, 2, 3]])
  })

  it('of which one fails out of reach of the controllers: after log.dir.failure.timeout.ms the broker stops; who could tell them goes on', () => {
    const on = jbod()
    const stops = () => on.facts(DIR_NOT_TOLD).map(({ subject, b }) => [subject, b])
    on.input('fail-disk', { node: '2', dir: 2 })
    on.input('cut-link', { from: '1', to: '101' })
    on.input('cut-link', { from: '101', to: '1' })
    const fromMs = on.nowMs
    on.input('fail-disk', { node: '1', dir: 2 })
    on.runTo(fromMs + 29_990)
    expect([on.process('1').life, stops()]).toEqual(['running', []])
    on.runTo(fromMs + 30_010)
    expect([on.process('1').life, stops()]).toEqual(['stopping', [['process:1', 30_000_000]]])
    expect(on.process('2').life).toBe('running')
  })

  it('of which the first fails: the metadata log was in it, and the process halts', () => {
    const on = jbod()
    on.input('fail-disk', { node: '1', dir: 1 })
    on.runFor(10)
    expect(on.process('1').life).toBe('dead')
    expect(on.facts(BROKER_HALTED).length).toBe(1)
  })
})

describe('a single log directory', () => {
  it('that fails takes the broker with it, at every start until it is replaced; then the logs are copied anew', () => {
    const on = new SmallCluster()
    on.connect(1)
    ask(on, 1, 'orders-0')
    on.input('fail-disk', { node: '3' })
    on.runUntil(() => on.process('3').life === 'dead')
    on.input('start', { node: '3' })
    on.runUntil(() => on.process('3').life === 'dead')
    on.runUntil(() => on.state().isr.length === 2)
    on.input('replace-disk', { node: '3' })
    expect(on.log(3).logEnd).toBe(0)
    on.input('start', { node: '3' })
    on.runUntil(() => on.state().isr.length === 3, 120_000)
    expect(on.log(3).logEnd).toBe(1)
    expect([on.log(3).endLo, on.log(3).endHi]).toEqual([on.log(1).endLo, on.log(1).endHi])
  })

  it('that is replaced after an orderly stop has no word of that stop: nobody leads with an empty log as if it were whole', () => {
    const on = new SmallCluster()
    on.connect(1)
    ask(on, 1, 'orders-0')
    on.input('kill', { node: '1' })
    on.runUntil(() => on.state().leader > 1)
    on.input('stop', { node: '2' })
    on.runUntil(() => on.process('2').life === 'stopped')
    on.runFor(12_000)
    on.input('kill', { node: '3' })
    on.runUntil(() => on.state().leader < 0)
    expect(on.state().elr).toEqual([2, 3])
    on.input('replace-disk', { node: '2' })
    on.input('start', { node: '2' })
    on.runFor(15_000)
    expect([on.state().leader, on.state().elr]).toEqual([-1, [3]])
  })

  it('that is full is not asked for what is not written: a batch that lies there already is answered', () => {
    const on = new SmallCluster()
    on.connect(1)
    const batch = testBatch({ producerId: 7, producerEpoch: 0, baseSequence: 0 })
    on.ask(1, PRODUCE, produce(-1, batch))
    on.input('fill-disk', { node: '1', bytes: 10 })
    const again = on.ask<ProduceResponse>(1, PRODUCE, produce(-1, batch))
    expect(again.partitions[0]).toMatchObject({ error: NONE, baseOffset: 0 })
    expect(on.process('1').life).toBe('running')
  })

  it('that is full takes nothing that the broker writes itself either, and the broker halts', () => {
    const on = new SmallCluster()
    on.input('fill-disk', { node: '1', bytes: 10 })
    on.act((world) => {
      const end = appendRecords(world, nodeById(world, 1), on.replica(1), makeDataBatch(0, [OTHER]))
      expect([end, on.log(1).logEnd]).toEqual([1, 0])
    })
    on.runUntil(() => on.process('1').life === 'dead')
  })

  it('that is full refuses what does not fit, and the broker halts', () => {
    const on = new SmallCluster()
    on.connect(1)
    on.input('fill-disk', { node: '1', bytes: 250 })
    expect(ask(on, 1, 'orders-0')).toBe(NONE)
    expect(ask(on, 1, 'orders-0')).toBe(NONE)
    on.send(1, PRODUCE, produce(-1, testBatch(), 'orders-0'))
    on.runUntil(() => on.process('1').life === 'dead')
    expect(on.facts(DIR_OFFLINE).map(({ c }) => c)).toEqual([1])
    expect(on.log(1).logEnd).toBe(2)
    on.runUntil(() => on.state().leader !== 1)
    expect(KAFKA_STORAGE_ERROR).toBe(56)
  })

  it('has room again when what filled it is cleared away', () => {
    const on = new SmallCluster()
    on.connect(1)
    on.input('fill-disk', { node: '1', bytes: 50 })
    on.input('fill-disk', { node: '1', bytes: -1 })
    expect(
      logDirsOf(on.world, { ...on.entity<Parameters<typeof logDirsOf>[1]>('node:1') }).dirs[0],
    ).toMatchObject({
      capacityBytes: -1,
    })
    expect(ask(on, 1, 'orders-0')).toBe(NONE)
  })
})

describe('flush.ms', () => {
  it('has logs flushed that have waited so long, as often as the scheduler looks', () => {
    const on = new SmallCluster({
      cluster: { 'log.flush.scheduler.interval.ms': 1_000 },
      topic: { 'min.insync.replicas': 2, 'flush.ms': 500 },
    })
    on.connect(1)
    ask(on, 1, 'orders-0')
    expect(on.log(1).recoveryPoint).toBe(0)
    on.runFor(2_000)
    expect(on.log(1).recoveryPoint).toBe(1)
    expect(on.facts(LOGS_FLUSHED).some(({ a }) => a === 1)).toBe(true)
    on.input('power-loss', { node: '1' })
    expect(on.log(1).logEnd).toBe(1)
  })
})

describe('the age that flush.ms means', () => {
  const flushed = (on: SmallCluster): number => on.log(1, 'bills-0').recoveryPoint
  const written = (): SmallCluster => {
    const on = new SmallCluster({ cluster: { 'log.flush.scheduler.interval.ms': 1_000 } })
    on.runTo(30_000)
    const placed = { partitions: -1, replicationFactor: -1, placement: [[1, 2, 3]] }
    new TestAdmin(on).createTopic({ name: 'bills', config: { 'flush.ms': '10000' }, ...placed })
    on.runFor(1_000)
    ask(on, 1, 'bills-0')
    return on
  }

  it('counts from when the log was made', () => {
    const on = written()
    on.runTo(39_500)
    expect(flushed(on)).toBe(0)
    on.runTo(42_500)
    expect(flushed(on)).toBe(1)
  })

  it('counts from a start, when the log is loaded', () => {
    const on = written()
    on.runTo(38_000)
    on.input('kill', { node: '1' })
    on.input('start', { node: '1' })
    on.runTo(47_500)
    expect(flushed(on)).toBe(0)
    on.runTo(50_500)
    expect(flushed(on)).toBe(1)
  })
})

describe('a page cache', () => {
  const small = (): SmallCluster => {
    const on = new SmallCluster({ pageCacheBytes: 2_000 })
    on.connect(1)
    for (let n = 0; n < 50; n++) ask(on, 1, 'orders-0')
    return on
  }

  it('serves the tail at once', () => {
    const on = small()
    const before = pageCacheOf(on.world, 1).misses
    on.ask(1, FETCH, fetch([fetchPartition(49)]))
    expect(pageCacheOf(on.world, 1).misses).toBe(before)
    expect(on.facts(READ_FROM_DISK)).toEqual([])
  })

  it('does not hold what is far back: a reader there waits for the disk', () => {
    const on = small()
    const startUs = on.world.nowUs
    on.ask(1, FETCH, fetch([fetchPartition(0)]))
    expect(pageCacheOf(on.world, 1).misses).toBe(1)
    expect(on.world.nowUs - startUs).toBeGreaterThan(4_000)
    on.input('slow-disk', { node: '1', factor: 100 })
    const slowUs = on.world.nowUs
    on.ask(1, FETCH, fetch([fetchPartition(0)]))
    expect(on.world.nowUs - slowUs).toBeGreaterThan(400_000)
  })
})
