import { describe, expect, it } from 'vitest'
import { own } from '../../sim/world.ts'
import type { Batch } from '../log/batch.ts'
import { assignOffsets } from '../log/batch.ts'
import { PRODUCE } from '../protocol/api.ts'
import { SEGMENT_ROLLED } from '../storage/facts.ts'
import { produce, testBatch } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { appendAsFollower } from './log-append.ts'

const MINUTE = 60_000
const cluster = (): SmallCluster =>
  new SmallCluster({ topic: { 'min.insync.replicas': 1, 'segment.ms': MINUTE } })

const bases = (on: SmallCluster, broker: number): number[] =>
  on.log(broker).segments.map(({ baseOffset }) => baseOffset)

describe('a follower', () => {
  it('decides once for all batches of a fetch, by the latest of their times: its segments need not be its leader’s', () => {
    const on = cluster()
    on.connect(1)
    on.input('kill', { node: '3' })
    on.runUntil(() => on.state().isr.length === 2)
    for (const timestampMs of [0, 1, 2, MINUTE + 1, MINUTE + 2])
      on.ask(1, PRODUCE, produce(-1, testBatch({ timestampMs })))
    expect(bases(on, 1)).toEqual([0, 3])
    on.input('start', { node: '3' })
    on.runUntil(() => on.state().isr.length === 3)
    // Its first append was all of the leader's first segment, up to minute 0 and 2 ms: what came then is just not more than a minute later.
    expect(bases(on, 3)).toEqual([0])
  })

  it('rolls before the first batch of a set that is late enough as a whole', () => {
    const on = cluster()
    const batch = (offset: number, timestampMs: number): Batch =>
      assignOffsets(testBatch({ timestampMs }), offset, 0)
    on.act((world) => {
      const node = on.entity<Parameters<typeof appendAsFollower>[1]>('node:2')
      const replica = own(world, on.replica(2))
      appendAsFollower(world, node, replica, [batch(0, 10)])
      appendAsFollower(world, node, replica, [batch(1, 20), batch(2, MINUTE + 11)])
      appendAsFollower(world, node, replica, [batch(3, 30), batch(4, MINUTE + 12)])
    })
    expect(bases(on, 2)).toEqual([0, 1])
    // The new segment counts from the latest time of the set that began it.
    expect(on.log(2).segments[1]?.firstTimestampMs).toBe(MINUTE + 11)
    expect(on.facts(SEGMENT_ROLLED).map(({ b }) => b)).toEqual([1])
  })

  it('whose log is to start in the middle of a batch takes the batch whole, and starts there', () => {
    const on = cluster()
    on.act((world) => {
      const node = on.entity<Parameters<typeof appendAsFollower>[1]>('node:2')
      const log = own(world, on.log(2))
      log.logStart = 5
      log.logEnd = 5
      appendAsFollower(world, node, on.replica(2), [assignOffsets(testBatch({ count: 10 }), 0, 0)])
    })
    expect([on.log(2).logStart, on.log(2).logEnd, bases(on, 2)]).toEqual([5, 10, [0]])
  })
})
