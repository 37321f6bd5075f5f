import { describe, expect, it } from 'vitest'
import { CONTROLLER_CLAIMED, REGISTRATION_ANSWERED } from '../controller/facts.ts'
import { logHash } from '../log/history.ts'
import { FETCH, METADATA, PRODUCE } from '../protocol/api.ts'
import { DUPLICATE_BROKER_REGISTRATION, NONE, NOT_LEADER_OR_FOLLOWER } from '../protocol/errors.ts'
import type { FetchResponse } from '../protocol/fetch.ts'
import type { MetadataResponse } from '../protocol/metadata.ts'
import type { ProduceResponse } from '../protocol/produce.ts'
import { fetch, fetchPartition, produce } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { ALTER_PARTITION_FAILED, LOG_TAIL_LOST, TRUNCATED } from './facts.ts'
import type { Files } from './files.ts'

function cluster(setup: ConstructorParameters<typeof SmallCluster>[0] = {}): SmallCluster {
  const on = new SmallCluster(setup)
  on.connect(1)
  return on
}

function cutOffFromControllers(on: SmallCluster, node: string): void {
  on.input('cut-link', { from: node, to: '101' })
  on.input('cut-link', { from: '101', to: node })
}

describe('failover', () => {
  it('the leader epoch rises with every election, also when there is nobody to elect', () => {
    const on = cluster()
    on.input('kill', { node: '1' })
    on.runUntil(() => on.state().leader !== 1)
    expect(on.state()).toMatchObject({ leader: 2, leaderEpoch: 1 })
    on.input('kill', { node: '2' })
    on.input('kill', { node: '3' })
    on.runUntil(() => on.state().leader < 0)
    expect(on.state().leaderEpoch).toBe(3)
  })

  it('a crashed broker cannot register again before its session ends: 101, again and again with growing back-off', () => {
    const on = cluster()
    on.input('kill', { node: '3' })
    const killedMs = on.nowMs
    on.input('start', { node: '3' })
    on.runUntil(() =>
      on.facts(REGISTRATION_ANSWERED).some((row) => row.timeUs > killedMs * 1_000 && row.a === 0),
    )
    const answers = on.facts(REGISTRATION_ANSWERED).filter((row) => row.timeUs > killedMs * 1_000)
    const refused = answers.slice(0, -1)
    expect(refused.length).toBeGreaterThan(4)
    for (const [attempt, row] of refused.entries()) {
      expect(row.a).toBe(DUPLICATE_BROKER_REGISTRATION)
      const termMs = Math.min(9_000, 100 * 2 ** attempt)
      expect(row.c).toBeGreaterThanOrEqual(Math.floor(termMs * 0.98))
      expect(row.c).toBeLessThanOrEqual(termMs * 1.02)
    }
    expect(on.nowMs - killedMs).toBeGreaterThan(6_900)
  })

  it('kill -9 loses nothing of the page cache, a loss of power what had not been written back', () => {
    for (const [how, left] of [
      ['kill', 3],
      ['power-loss', 0],
    ] as const) {
      const on = cluster()
      for (let record = 0; record < 3; record++) on.ask(1, PRODUCE, produce(-1))
      on.input(how, { node: '3' })
      expect(on.log(3).logEnd).toBe(left)
      expect(on.facts(LOG_TAIL_LOST)).toHaveLength(how === 'kill' ? 0 : 1)
    }
  })

  it('what was appended more than 30 s ago, or before a clean stop, outlives a loss of power', () => {
    const on = cluster()
    on.ask(1, PRODUCE, produce(-1))
    on.runFor(31_000)
    on.ask(1, PRODUCE, produce(-1))
    on.input('power-loss', { node: '3' })
    expect(on.log(3).logEnd).toBe(1)
    on.input('stop', { node: '2' })
    on.runUntil(() => on.process('2').life === 'stopped')
    on.input('start', { node: '2' })
    on.runUntil(() => on.replica(2).role === 'follower')
    on.input('power-loss', { node: '2' })
    expect(on.log(2).logEnd).toBe(2)
  })

  it('a leader that was paused beyond its session does what was buffered when it wakes, and cuts it when it learns of its successor', () => {
    const on = cluster()
    on.ask(1, PRODUCE, produce(-1))
    on.input('pause', { node: '1' })
    const id = on.send(1, PRODUCE, produce(1))
    on.runUntil(() => on.replica(2).role === 'leader')
    on.runFor(5_000)
    expect(on.log(1).logEnd).toBe(1)
    on.input('resume', { node: '1' })
    // It still thinks that it leads: acks=1 is answered with success.
    const answer = on.answerTo<ProduceResponse>(1, id)
    expect(answer.partitions[0]).toMatchObject({ error: NONE, baseOffset: 1 })
    expect(on.log(1).logEnd).toBe(2)
    on.runUntil(() => on.state().isr.includes(1))
    expect(on.facts(TRUNCATED).map((row) => [row.object, row.b, row.c])).toEqual([
      ['replica:orders-0@1', 2, 1],
    ])
    expect(logHash(on.log(1))).toBe(logHash(on.log(2)))
  })

  it('a fenced broker goes on serving: by its old metadata it leads, takes acks=1 and answers reads, but cannot change its ISR', () => {
    const on = cluster({ cluster: { 'replica.lag.time.max.ms': 4_000 } })
    on.ask(1, PRODUCE, produce(-1))
    cutOffFromControllers(on, '1')
    on.runUntil(() => on.replica(2).role === 'leader')
    on.runFor(20_000)
    expect(on.replica(1)).toMatchObject({ role: 'leader', leaderEpoch: 0 })
    expect(on.ask<ProduceResponse>(1, PRODUCE, produce(1)).partitions[0]?.error).toBe(NONE)
    const read = on.ask<FetchResponse>(1, FETCH, fetch([fetchPartition(0)]))
    expect(read.partitions[0]).toMatchObject({ error: NONE, highWatermark: 1, batches: [{ baseOffset: 0 }] })
    // Its followers have gone to the new leader; it wants to shrink, and nobody answers.
    on.runFor(10_000)
    expect(on.replica(1).isr).toHaveLength(3)
    expect(on.replica(1).pending).not.toBeNull()
    expect(on.facts(ALTER_PARTITION_FAILED)).toEqual([])
    expect(on.replica(1).highWatermark).toBe(1)
  })

  it('a clean stop hands the leadership over first, flushes, leaves the clean mark and its last high watermark', () => {
    const on = cluster()
    on.ask(1, PRODUCE, produce(-1))
    on.input('stop', { node: '1' })
    on.runUntil(() => on.replica(1).role === 'follower')
    // It serves until it may go: whoever still asks it is sent to the new leader.
    const refused = on.ask<ProduceResponse>(1, PRODUCE, produce(-1)).partitions[0]
    expect(refused).toMatchObject({ error: NOT_LEADER_OR_FOLLOWER, currentLeader: 2, currentLeaderEpoch: 1 })
    on.runUntil(() => on.process('1').life === 'stopped')
    on.runFor(10)
    expect(on.ends).toEqual(['1 closed'])
    expect(on.entity<Files>('files:1').cleanShutdownEpoch).toBeGreaterThan(0)
    expect(on.log(1).checkpointedHighWatermark).toBe(1)
    expect(on.state()).toMatchObject({ leader: 2, isr: [2, 3] })
  })

  it('a broker that hands over follows nobody from whose ISR it has gone', () => {
    const on = cluster()
    on.input('stop', { node: '1' })
    on.runUntil(() => on.replica(1).role === 'follower')
    on.connect(2)
    on.ask(2, PRODUCE, produce(-1))
    on.runUntil(() => on.process('1').life === 'stopped')
    expect([on.log(1).logEnd, on.log(2).logEnd]).toEqual([0, 1])
  })

  it('in a combined node the controller outlives the broker: clients are cut off, the quorum is not', () => {
    const on = cluster({ controllers: [1, 2, 3] })
    on.input('stop', { node: '1' })
    on.runUntil(() => on.ends.length > 0)
    expect(on.ends).toEqual(['1 closed'])
    expect(on.replica(1).role).toBe('none')
    on.runUntil(() => on.process('1').life === 'stopped')
    on.runFor(5_000)
    expect(on.state().leader).not.toBe(1)
  })

  it('a new controller gives every broker a new session: one that died just before is fenced a whole session later', () => {
    const on = cluster({ controllers: [101, 102, 103] })
    on.runTo(8_000)
    const active = String(on.facts(CONTROLLER_CLAIMED)[0]?.subject.slice('process:'.length))
    on.input('kill', { node: '3' })
    on.runFor(6_000)
    on.input('kill', { node: active })
    on.runUntil(() => on.facts(CONTROLLER_CLAIMED).length === 2)
    const claimedMs = on.nowMs
    on.runUntil(() => !on.state().isr.includes(3))
    expect(on.nowMs - claimedMs).toBeGreaterThan(9_000)
    expect(on.nowMs - claimedMs).toBeLessThan(10_300)
  })

  it('Metadata names any live broker as the controller, never the quorum’s leader', () => {
    const on = cluster()
    const named = new Set<number>()
    for (let request = 0; request < 40; request++) {
      const body = { sealed: true, type: 'metadata', topics: [], allowAutoTopicCreation: false } as const
      named.add(on.ask<MetadataResponse>(1, METADATA, body).controllerId)
    }
    expect([...named].sort()).toEqual([1, 2, 3])
  })

  it('consumers never see committed records go, though the new leader’s high watermark begins lower', () => {
    const on = cluster({
      clients: [
        {
          kind: 'producer',
          id: 'p1',
          topic: 'orders',
          ratePerSecond: 200,
          keys: null,
          valueBytes: 100,
          fromUs: 4_000_000,
          toUs: 20_000_000,
          config: { acks: 'all' },
        },
        {
          kind: 'consumer',
          id: 'c1',
          assign: ['orders-0'],
          fromUs: 4_000_000,
          config: { 'auto.offset.reset': 'earliest' },
        },
      ],
    })
    on.runTo(8_000)
    on.input('kill', { node: '1' })
    on.runTo(40_000)
    const consumer = on.entity<{ deliveredRecords: number }>('consumer:c1')
    const producer = on.entity<{ acknowledgedRecords: number; sentRecords: number }>('producer:p1')
    expect(producer.acknowledgedRecords).toBe(producer.sentRecords)
    expect(consumer.deliveredRecords).toBe(producer.sentRecords)
  })
})
