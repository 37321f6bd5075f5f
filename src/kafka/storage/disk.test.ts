import { describe, expect, it } from 'vitest'
import { FETCH, PRODUCE } from '../protocol/api.ts'
import { KAFKA_STORAGE_ERROR, NONE, NOT_LEADER_OR_FOLLOWER } from '../protocol/errors.ts'
import type { ProduceResponse } from '../protocol/produce.ts'
import { fetch, fetchPartition, produce, testBatch } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
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

const jbod = (): SmallCluster =>
  new SmallCluster({
    cluster: { 'log.dirs': 'd1,d2' },
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
      expect(ask(on, 1, `orders-${index}`)).toBe(NOT_LEADER_OR_FOLLOWER)
    }
    for (const index of kept) {
      expect(on.state(`orders-${index}`).isr).toContain(1)
      expect(ask(on, 1, `orders-${index}`)).toBe(NONE)
    }
    on.runFor(60_000)
    for (const index of lost) expect(on.state(`orders-${index}`).isr).not.toContain(1)
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
