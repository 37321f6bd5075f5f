import { describe, expect, it } from 'vitest'
import { PRODUCE_REFUSED } from '../broker/facts.ts'
import { FETCH, PRODUCE } from '../protocol/api.ts'
import { OFFSET_OUT_OF_RANGE } from '../protocol/errors.ts'
import type { FetchResponse } from '../protocol/fetch.ts'
import { fetch, fetchPartition, produce, testBatch } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { FILES_REMOVED, LOG_RESTARTED, SEGMENT_DELETED, SEGMENT_ROLLED } from './facts.ts'

const TOPIC = { 'min.insync.replicas': 2, 'segment.ms': 60_000, 'retention.ms': 120_000 }

/** A record a minute, from minute 0 on: each in a segment of its own but for the first two. */
function write(on: SmallCluster, minutes: readonly number[], extraMs = 1): void {
  for (const minute of minutes) {
    const batch = testBatch({ timestampMs: minute * (60_000 + extraMs) })
    on.ask(1, PRODUCE, produce(-1, batch))
  }
}

describe('retention at brokers', () => {
  it('looks first after 30 s and then every log.retention.check.interval.ms, at every replica by itself', () => {
    const on = new SmallCluster({ topic: TOPIC })
    on.connect(1)
    write(on, [0, 1, 2, 3, 4])
    expect(on.log(1).segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 1, 2, 3, 4])
    on.runTo(331_000)
    // At 30 s nothing is old enough; at 330 s what is older than 210 s goes.
    const gone = on.facts(SEGMENT_DELETED)
    expect(gone.map(({ b }) => b).sort()).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3])
    for (const { timeUs } of gone) expect(timeUs).toBeGreaterThan(330_000_000)
    for (const broker of [1, 2, 3]) {
      expect(on.log(broker).logStart).toBe(4)
      expect(on.log(broker).logEnd).toBe(5)
    }
  })

  it('moves the start of the epochs, too, and removes the files a minute later', () => {
    const on = new SmallCluster({ topic: TOPIC })
    on.connect(1)
    write(on, [0, 1, 2, 4])
    on.runTo(331_000)
    expect(on.log(1).epochs.map(({ epoch, startOffset }) => [epoch, startOffset])).toEqual([[0, 3]])
    expect(on.log(1).deleted.length).toBe(3)
    expect(on.facts(FILES_REMOVED)).toEqual([])
    on.runTo(392_000)
    expect(on.log(1).deleted.length).toBe(0)
    expect(on.facts(FILES_REMOVED).length).toBe(3)
  })

  it('rolls an active segment that is due, deletes it and goes on with the next offset', () => {
    const on = new SmallCluster({ topic: { 'min.insync.replicas': 2, 'retention.ms': 120_000 } })
    on.connect(1)
    write(on, [0, 0, 0])
    on.runTo(331_000)
    expect(on.facts(SEGMENT_ROLLED).map(({ b, c }) => [b, c])).toEqual([
      [3, 5],
      [3, 5],
      [3, 5],
    ])
    expect([on.log(1).logStart, on.log(1).logEnd, on.log(1).sizeBytes]).toEqual([3, 3, 0])
    write(on, [6])
    expect([on.log(1).logStart, on.log(1).logEnd]).toEqual([3, 4])
    expect(on.facts(PRODUCE_REFUSED)).toEqual([])
  })

  it('leaves a reader below the log start with OFFSET_OUT_OF_RANGE', () => {
    const on = new SmallCluster({ topic: TOPIC })
    on.connect(1)
    write(on, [0, 1, 2, 4])
    const read = (offset: number): number | undefined =>
      on.ask<FetchResponse>(1, FETCH, fetch([fetchPartition(offset)])).partitions[0]?.error
    expect(read(0)).toBe(0)
    on.runTo(331_000)
    expect(read(0)).toBe(OFFSET_OUT_OF_RANGE)
    expect(read(2)).toBe(OFFSET_OUT_OF_RANGE)
    expect(read(3)).toBe(0)
  })

  it('leaves a follower that was away too long to begin anew where the leader starts, with the same history', () => {
    const on = new SmallCluster({ topic: TOPIC })
    on.connect(1)
    write(on, [0, 1])
    on.input('kill', { node: '3' })
    on.runUntil(() => on.state().isr.length === 2)
    write(on, [2, 3, 4])
    on.runTo(331_000)
    on.input('start', { node: '3' })
    on.runUntil(() => on.state().isr.length === 3)
    expect(on.facts(LOG_RESTARTED).map(({ b, c, d }) => [b, c, d])).toEqual([[2, 4, 1]])
    expect([on.log(3).logStart, on.log(3).logEnd]).toEqual([4, 5])
    expect([on.log(3).endLo, on.log(3).endHi]).toEqual([on.log(1).endLo, on.log(1).endHi])
  })
})
