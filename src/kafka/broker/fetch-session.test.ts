import { describe, expect, it } from 'vitest'
import { FETCH, PRODUCE } from '../protocol/api.ts'
import {
  FETCH_SESSION_ID_NOT_FOUND,
  INVALID_FETCH_SESSION_EPOCH,
  NONE,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import type { FetchPartition, FetchRequest, FetchResponse } from '../protocol/fetch.ts'
import { fetch, fetchPartition, produce } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import type { FetchSession } from './fetch-session.ts'

/** Broker 1 alone leads both partitions. */
function cluster(): SmallCluster {
  const on = new SmallCluster({ placement: [[1], [1]], topic: { 'min.insync.replicas': 1 } })
  on.connect(1)
  return on
}

const both = [fetchPartition(0), fetchPartition(0, { partition: 'orders-1' })]

function ask(
  on: SmallCluster,
  sessionId: number,
  sessionEpoch: number,
  partitions: readonly FetchPartition[] = [],
  fields: Partial<FetchRequest> = {},
): FetchResponse {
  return on.ask<FetchResponse>(1, FETCH, fetch(partitions, { sessionId, sessionEpoch, ...fields }))
}

function named(response: FetchResponse): string[] {
  return response.partitions.map(({ partition }) => partition)
}

function sessionOf(on: SmallCluster): FetchSession {
  return on.entity<FetchSession>('session:probe>1')
}

describe('fetch session', () => {
  it('(0, 0) opens one and is answered in full; from then on an answer names only what has changed', () => {
    const on = cluster()
    const opened = ask(on, 0, 0, both)
    expect(opened.sessionId).toBeGreaterThan(0)
    expect(named(opened)).toEqual(['orders-0', 'orders-1'])
    expect(named(ask(on, opened.sessionId, 1))).toEqual([])
    on.connect(1, 'other')
    on.ask(1, PRODUCE, produce(1), 'other')
    const next = ask(on, opened.sessionId, 2)
    expect(named(next)).toEqual(['orders-0'])
    expect(next.partitions[0]?.batches).toHaveLength(1)
  })

  it('records that the client has not moved past are sent again', () => {
    const on = cluster()
    const { sessionId } = ask(on, 0, 0, both)
    on.connect(1, 'other')
    on.ask(1, PRODUCE, produce(1), 'other')
    expect(named(ask(on, sessionId, 1))).toEqual(['orders-0'])
    expect(named(ask(on, sessionId, 2, [fetchPartition(0)]))).toEqual(['orders-0'])
    expect(named(ask(on, sessionId, 3, [fetchPartition(1)]))).toEqual([])
  })

  it('(0, -1) is answered in full and leaves no session behind', () => {
    const on = cluster()
    const answer = ask(on, 0, -1, both)
    expect(answer.sessionId).toBe(0)
    expect(named(answer)).toEqual(['orders-0', 'orders-1'])
    expect(ask(on, 0, 1).error).toBe(FETCH_SESSION_ID_NOT_FOUND)
  })

  it('(id, -1) closes it, (id, 0) replaces it by a new one', () => {
    const on = cluster()
    const first = ask(on, 0, 0, both).sessionId
    const second = ask(on, first, 0, [fetchPartition(0)])
    expect(second.sessionId).not.toBe(first)
    expect([...sessionOf(on).partitions.keys()]).toEqual(['orders-0'])
    expect(ask(on, first, 1).error).toBe(FETCH_SESSION_ID_NOT_FOUND)
    expect(ask(on, second.sessionId, -1, both).sessionId).toBe(0)
    expect(ask(on, second.sessionId, 1).error).toBe(FETCH_SESSION_ID_NOT_FOUND)
  })

  it('another epoch than the next is INVALID_FETCH_SESSION_EPOCH, and the session stays as it was', () => {
    const on = cluster()
    const { sessionId } = ask(on, 0, 0, both)
    expect(ask(on, sessionId, 3).error).toBe(INVALID_FETCH_SESSION_EPOCH)
    expect(ask(on, sessionId, 1).error).toBe(NONE)
    expect(ask(on, sessionId, 1).error).toBe(INVALID_FETCH_SESSION_EPOCH)
  })

  it('a forgotten partition is told of no more; forgotten and named again it starts anew', () => {
    const on = cluster()
    const { sessionId } = ask(on, 0, 0, both)
    ask(on, sessionId, 1, [], { forgotten: ['orders-0'] })
    on.connect(1, 'other')
    on.ask(1, PRODUCE, produce(1), 'other')
    expect(named(ask(on, sessionId, 2))).toEqual([])
    expect(on.replica(1).watchers).not.toContain(sessionOf(on).slot)
    const again = ask(on, sessionId, 3, [fetchPartition(0)], { forgotten: ['orders-0'] })
    expect(again.partitions[0]).toMatchObject({ partition: 'orders-0', highWatermark: 1 })
  })

  it('a partition that the broker does not know yet is told of as soon as it does', () => {
    const on = new SmallCluster({ placement: [[1]], topic: { 'min.insync.replicas': 1 }, startMs: 0 })
    on.runUntil(() => on.process('1').listening)
    on.connect(1)
    const { sessionId, partitions } = ask(on, 0, 0, [fetchPartition(0)])
    expect(partitions[0]?.error).toBe(UNKNOWN_TOPIC_OR_PARTITION)
    on.runTo(4_000)
    expect(ask(on, sessionId, 1).partitions[0]).toMatchObject({ error: NONE, highWatermark: 0 })
    const id = on.send(1, FETCH, fetch([], { sessionId, sessionEpoch: 2, maxWaitMs: 600_000 }))
    on.connect(1, 'other')
    on.ask(1, PRODUCE, produce(1), 'other')
    expect(on.answerTo<FetchResponse>(1, id).partitions[0]?.batches).toHaveLength(1)
  })

  it('an answer that a closed connection swallowed costs nothing: the client opens a new session and gets everything', () => {
    const on = cluster()
    const { sessionId } = ask(on, 0, 0, both)
    on.connect(1, 'other')
    on.ask(1, PRODUCE, produce(1), 'other')
    on.input('cut-link', { from: '1', to: 'probe' })
    const id = on.send(1, FETCH, fetch([], { sessionId, sessionEpoch: 1 }))
    on.runFor(100)
    on.input('heal-link', { from: '1', to: 'probe' })
    on.connect(1)
    expect(on.answerNow(1, id)).toBeUndefined()
    const full = ask(on, sessionId, 0, both)
    expect(named(full)).toEqual(['orders-0', 'orders-1'])
    expect(full.partitions[0]?.batches).toHaveLength(1)
  })

  it('after the largest epoch comes 1', () => {
    const on = cluster()
    const { sessionId } = ask(on, 0, 0, both)
    on.act(() => {
      sessionOf(on).epoch = 2_147_483_647
    })
    expect(ask(on, sessionId, 2_147_483_647).error).toBe(NONE)
    expect(ask(on, sessionId, 1).error).toBe(NONE)
  })
})
