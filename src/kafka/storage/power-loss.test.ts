import { describe, expect, it } from 'vitest'
import { find } from '../../sim/world.ts'
import { LOG_TAIL_LOST, LOGS_RECOVERED } from '../broker/facts.ts'
import { logHash } from '../log/history.ts'
import { tornBytes } from '../log/torn.ts'
import { safeEndOf } from '../log/written.ts'
import { PRODUCE } from '../protocol/api.ts'
import { produce, testBatch } from '../testing/requests.ts'
import type { SmallSetup } from '../testing/small-cluster.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import {
  BATCH_TORN,
  FILES_REMOVED,
  RECOVERY_CUT,
  RECOVERY_DELETED,
  SEGMENT_ROLLED,
  TORN_BATCH_FOUND,
} from './facts.ts'

const RECORD_BYTES = 100_000
const FOLLOWER = { node: '3' }

/** Segments of ten records; so many were sent, and the disk of broker 3 takes its time. */
function rolled(records: number, setup: SmallSetup = {}): SmallCluster {
  const on = new SmallCluster({
    topic: { 'min.insync.replicas': 2, 'segment.bytes': 1_048_576, 'file.delete.delay.ms': 5_000 },
    ...setup,
  })
  on.connect(1)
  on.input('slow-disk', { node: '3', factor: 1_000 })
  for (let n = 0; n < records; n++)
    on.ask(1, PRODUCE, produce(-1, testBatch({ sizeBytes: RECORD_BYTES, timestampMs: Math.floor(on.nowMs) })))
  on.runFor(100)
  return on
}

const restart = (on: SmallCluster): void => {
  on.input('start', FOLLOWER)
  on.runUntil(() => on.facts(LOGS_RECOVERED).filter(({ subject }) => subject === 'process:3').length === 2)
}

describe('a loss of power while the kernel writes', () => {
  it('leaves a torn batch, and nobody knows of it before the next start', () => {
    const on = rolled(15)
    const log = on.log(3)
    expect(log.segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 10])
    expect(safeEndOf(log, on.world.nowUs)).toBe(0)
    on.input('power-loss', { ...FOLLOWER, leaves: 'torn' })
    const { torn, logEnd } = on.log(3)
    expect(torn).toMatchObject({ segmentBase: 0, offset: logEnd })
    expect(logEnd).toBeGreaterThan(0)
    expect(logEnd).toBeLessThan(10)
    expect(on.facts(LOG_TAIL_LOST).map(({ b, c }) => [b, c])).toEqual([[15, logEnd]])
    expect(on.facts(BATCH_TORN).map(({ b, c, d }) => [b, c, d])).toEqual([
      [logEnd, 0, (15 - logEnd) * RECORD_BYTES],
    ])
    expect(on.facts(TORN_BATCH_FOUND)).toEqual([])
  })

  it('has recovery cut the segment at the torn batch and delete every later one, intact as it is', () => {
    const on = rolled(25)
    on.input('power-loss', { ...FOLLOWER, leaves: 'torn' })
    const { torn, logEnd } = on.log(3)
    expect(torn?.later.map(({ baseOffset }) => baseOffset)).toEqual([20])
    restart(on)
    expect(on.facts(TORN_BATCH_FOUND).map(({ object, b, c, d }) => [object, b, c, d])).toEqual([
      ['replica:orders-0@3', 10, (logEnd - 10) * RECORD_BYTES, logEnd],
    ])
    expect(on.facts(RECOVERY_CUT).map(({ b, c, d }) => [b, c, d])).toEqual([
      [10, (20 - logEnd) * RECORD_BYTES, 1],
    ])
    expect(on.facts(RECOVERY_DELETED).map(({ b, c, d }) => [b, c, d])).toEqual([[20, 10, 5 * RECORD_BYTES]])
    expect(on.log(3).torn).toBe(null)
    expect(on.log(3).deleted.map(({ baseOffset }) => baseOffset)).toEqual([20])
    on.runFor(6_000)
    expect(on.log(3).deleted).toEqual([])
    expect(on.facts(FILES_REMOVED).length).toBe(1)
  })

  it('costs a follower nothing but time: it fetches the end of its log from the leader', () => {
    const on = rolled(25)
    on.input('power-loss', { ...FOLLOWER, leaves: 'torn' })
    restart(on)
    on.runUntil(() => on.log(3).logEnd === 25)
    expect(logHash(on.log(3))).toBe(logHash(on.log(1)))
    expect(on.log(3).segments.map(({ baseOffset }) => baseOffset)).toEqual(
      on.log(1).segments.map(({ baseOffset }) => baseOffset),
    )
  })

  it('takes no older segment when its flush is done: a disk that keeps up has little at risk', () => {
    const on = rolled(15)
    on.runFor(10_000)
    expect(safeEndOf(on.log(3), on.world.nowUs)).toBe(10)
    on.input('power-loss', { ...FOLLOWER, leaves: 'torn' })
    expect(on.log(3).torn).toMatchObject({ segmentBase: 10, later: [] })
    expect(on.log(3).logEnd).toBeGreaterThanOrEqual(10)
  })

  it('takes exactly what was not flushed if that is wanted', () => {
    const on = rolled(15)
    on.input('power-loss', { ...FOLLOWER, leaves: 'flushed' })
    expect([on.log(3).logEnd, tornBytes(on.log(3))]).toEqual([0, 0])
    restart(on)
    expect(on.facts(TORN_BATCH_FOUND)).toEqual([])
  })

  it('happens once: a second loss of power before the start finds the same disk', () => {
    const on = rolled(15)
    on.input('power-loss', { ...FOLLOWER, leaves: 'torn' })
    const { torn } = on.log(3)
    on.input('start', FOLLOWER)
    on.input('power-loss', { ...FOLLOWER, leaves: 'flushed' })
    expect(on.log(3).torn).toBe(torn)
    expect(on.log(3).logEnd).toBe(torn?.offset)
    restart(on)
    expect(on.facts(TORN_BATCH_FOUND).length).toBe(1)
  })
})

describe('what chance makes of a loss of power', () => {
  const ends = (seed: string): readonly [number, boolean] => {
    const on = rolled(15, { seed })
    on.input('power-loss', FOLLOWER)
    const { logEnd, torn } = on.log(3)
    return [logEnd, torn != null]
  }

  it('is the same for the same seed, and ranges from all that was not flushed to nothing torn at all', () => {
    const all = ['1', '2', '3', '4', '5', '6', '7', '8'].map(ends)
    expect(ends('3')).toEqual(all[2])
    expect(all.some(([end, torn]) => end === 0 && !torn)).toBe(true)
    expect(all.some(([end, torn]) => end > 0 && torn)).toBe(true)
    for (const [end] of all) expect(end).toBeLessThanOrEqual(15)
  })

  it('is not asked where everything lies in one page, or where a process is only killed', () => {
    const on = new SmallCluster()
    on.connect(1)
    for (let n = 0; n < 3; n++) on.ask(1, PRODUCE, produce(-1))
    on.input('power-loss', FOLLOWER)
    expect(on.log(3).logEnd).toBe(0)
    const killed = rolled(15)
    killed.input('kill', FOLLOWER)
    expect(killed.log(3).logEnd).toBe(15)
    for (const each of [on, killed]) expect(find(each.world, 'stream:power-loss/3')).toBe(null)
    expect(killed.facts(SEGMENT_ROLLED).length).toBe(3)
  })
})
