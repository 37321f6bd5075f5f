import { describe, expect, it } from 'vitest'
import type { ClientSetup, CommitsSetup } from '../kafka/setup.ts'
import type { Input } from '../sim/input.ts'
import type { Tables } from '../sim/tables.ts'
import type { AnomalyKind } from './anomalies.ts'
import { ANOMALIES, anomalyRows, anomalyTallies } from './anomalies.ts'
import { findBook, recordsOf } from './book.ts'
import { fateOf } from './fates.ts'
import { ledgerOf } from './ledger.ts'
import type { Failover } from './testing/failover.ts'
import { input, runFailover } from './testing/failover.ts'

const killAndRestart = [input(5.003, 'kill', { node: '1' }), input(20, 'start', { node: '1' })]

/** What the leader answers does not reach the producer for a while. */
const answersLost = [
  input(5, 'cut-link', { from: '1', to: 'p1' }),
  input(8, 'heal-link', { from: '1', to: 'p1' }),
]

/** The followers hear nothing of their leader any more; then it goes. */
const leftAlone = [
  ...['2', '3'].flatMap((other) => [
    input(5, 'cut-link', { from: '1', to: other }),
    input(5, 'cut-link', { from: other, to: '1' }),
  ]),
  input(7, 'kill', { node: '1' }),
]

/** Its fetches do not wait for the high watermark. */
const impatient: ClientSetup = {
  kind: 'consumer',
  id: 'c2',
  assign: ['orders-0'],
  fromUs: 2_000_000,
  config: { 'auto.offset.reset': 'earliest', 'fetch.max.wait.ms': 10 },
}

/** Broker 1 is left alone in the ISR and goes; broker 2, which has stopped long before, may lead all the same. */
const uncleanElection = [
  input(4, 'kill', { node: '2' }),
  input(4, 'kill', { node: '3' }),
  input(24, 'kill', { node: '1' }),
  input(25, 'start', { node: '2' }),
]
const UNCLEAN: Pick<Failover, 'topic' | 'producer' | 'inputs' | 'rate' | 'cluster'> = {
  topic: { 'min.insync.replicas': 1, 'unclean.leader.election.enable': true },
  producer: { acks: '1' },
  rate: 20,
  inputs: uncleanElection,
}

/** A member that works for two milliseconds a record and then commits. */
function worker(id: string, fromUs: number, commits?: CommitsSetup): ClientSetup {
  return {
    ...(commits === undefined ? {} : { commits }),
    kind: 'consumer',
    id,
    assign: [],
    subscribe: { topics: ['orders'], pattern: null },
    fromUs,
    processing: { perRecordUs: 2_000, spread: 'constant', stuckAt: null, workers: null },
    config: {
      'group.id': 'g',
      'auto.offset.reset': 'earliest',
      'session.timeout.ms': 6_000,
      'heartbeat.interval.ms': 2_000,
    },
  }
}
const memberAsleep = [input(14, 'pause', { node: 'c2' }), input(26, 'resume', { node: 'c2' })]

type Case = Partial<Failover> & { readonly inputs: readonly Input[] }

/** The first of a few seeds that shows the anomaly. */
function shows(kind: AnomalyKind, run: Case) {
  for (let seed = 1; seed <= 20; seed++) {
    const { world, checks } = runFailover({ seed: String(seed), untilUs: 40_000_000, ...run })
    if (ledgerOf(checks)[kind] > 0) return { world, checks, row: first(checks, kind) }
  }
  throw new Error(`no seed shows ${kind}`)
}

function first(checks: Tables, kind: AnomalyKind) {
  const row = anomalyRows(checks).find((one) => one.kind === kind)
  if (row === undefined) throw new Error(`no row of ${kind}`)
  return row
}

/** Bugs of the engine: the promise stands, and the anomaly says so. */
const planted: { readonly [kind in AnomalyKind]?: Case & { readonly plants: readonly string[] } } = {
  lost: { plants: ['answer-before-commit'], inputs: killAndRestart, rate: 400 },
  g1a: { plants: ['serves-uncommitted'], inputs: leftAlone, producer: { acks: '1' }, clients: [impatient] },
  precommittedReads: { plants: ['serves-uncommitted'], inputs: [], untilUs: 6_000_000 },
  inconsistentOffsets: {
    plants: ['serves-uncommitted'],
    inputs: leftAlone,
    producer: { acks: '1' },
    clients: [impatient],
  },
  duplicated: {
    plants: ['duplicates-appended'],
    inputs: answersLost,
    producer: { acks: 'all', 'request.timeout.ms': 1_000 },
  },
  reordered: { plants: ['order-unchecked'], inputs: killAndRestart, rate: 400 },
  reprocessed: {
    plants: ['processes-uncommitted'],
    inputs: memberAsleep,
    clients: [2_500_000, 10_500_000].map((fromUs, index) =>
      worker(`c${index + 2}`, fromUs, { how: 'sync', when: 'beforeProcessing' }),
    ),
  },
  pollSkips: { plants: ['position-skips'], inputs: killAndRestart },
}

/** What Kafka's settings allow: the anomaly names the assumption that was broken. */
const allowed: { readonly [kind in AnomalyKind]?: Case & { readonly by: string } } = {
  lost: { ...UNCLEAN, by: 'acks-all' },
  g1a: { ...UNCLEAN, by: 'no-unclean-election' },
  inconsistentOffsets: { ...UNCLEAN, by: 'no-unclean-election' },
  duplicated: {
    inputs: answersLost,
    producer: { acks: 'all', 'enable.idempotence': false, 'request.timeout.ms': 1_000 },
    by: 'idempotence',
  },
  reprocessed: {
    inputs: memberAsleep,
    clients: [worker('c2', 2_500_000), worker('c3', 10_500_000)],
    by: 'commits-before-processing',
  },
  // Below the start of the log, it is sent on by its reset policy.
  pollSkips: {
    inputs: [
      input(4, 'pause', { node: 'c1' }),
      input(10, 'delete-records', { partition: 'orders-0', offset: 700 }),
      input(12, 'resume', { node: 'c1' }),
    ],
    untilUs: 20_000_000,
    by: 'positions-stay-valid',
  },
  // Beyond the end of the log, and it knows of no truncation: its reset policy sends it back to the start.
  nonmonotonicPolls: {
    ...UNCLEAN,
    rulesOverride: { consumerTruncation: 'blind' },
    by: 'positions-stay-valid',
  },
}

describe('anomalies', () => {
  it('never befall the honest engine in a failover within its promises, and nothing is noted', () => {
    for (let seed = 1; seed <= 3; seed++) {
      const { checks } = runFailover({
        seed: String(seed),
        rate: 400,
        inputs: killAndRestart,
        untilUs: 26_000_000,
      })
      for (const kind of ANOMALIES) expect(ledgerOf(checks)[kind]).toBe(0)
      expect(anomalyRows(checks)).toEqual([])
      expect(anomalyTallies(checks)).toEqual([])
    }
  })

  for (const [kind, run] of Object.entries(planted) as [AnomalyKind, Case][]) {
    it(`${kind}: a planted bug shows it, while its promise stands`, { timeout: 120_000 }, () => {
      expect(shows(kind, run).row.allowedBy).toBe('')
    })
  }

  for (const [kind, { by, ...run }] of Object.entries(allowed) as [AnomalyKind, Case & { by: string }][]) {
    it(`${kind}: settings that allow it are named (${by})`, { timeout: 120_000 }, () => {
      const { checks, row } = shows(kind, run)
      expect(row.allowedBy).toBe(by)
      const tallies = anomalyTallies(checks).filter((tally) => tally.kind === kind)
      expect(tallies.every(({ partition }) => partition === 'orders-0')).toBe(true)
      // A record that two consumers had counts once in the ledger.
      expect(tallies.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(
        ledgerOf(checks)[kind],
      )
    })
  }

  it('g1a: names the batches that were read, and their records are told apart from the ones nobody read', () => {
    const { world, checks, row } = shows('g1a', { ...UNCLEAN })
    expect(row.who).toBe('c1')
    expect(row.count).toBe(row.to - row.from)
    const records = row.batches.flatMap(({ producer, batch }) => {
      const book = findBook(checks, producer)
      return book === null ? [] : recordsOf(book, batch)
    })
    expect(row.batches).toHaveLength(64)
    expect(records.length).toBeGreaterThanOrEqual(64)
    for (const record of records) expect(['lost', 'readGone']).toContain(fateOf(world, checks, 'p1', record))
  })

  it('inconsistentOffsets: only offsets that were read before their record went, each once', () => {
    const { checks } = shows('inconsistentOffsets', { ...UNCLEAN })
    const ledger = ledgerOf(checks)
    expect(ledger.inconsistentOffsets).toBeLessThanOrEqual(ledger.g1a)
  })

  it('reprocessed: a consumer without a group that starts again reads all again', () => {
    const { checks, row } = shows('reprocessed', {
      inputs: [input(6, 'kill', { node: 'c1' }), input(8, 'start', { node: 'c1' })],
      untilUs: 14_000_000,
    })
    expect(row).toMatchObject({ who: 'c1', from: 0, allowedBy: 'commits-before-processing' })
    // It began anew: no poll went back.
    expect(ledgerOf(checks).nonmonotonicPolls).toBe(0)
  })

  it('precommittedReads: a leader that was replaced commits what its successor began with, and consumers may read that', () => {
    // Broker 1 loses the controllers, and nobody else.
    const fenced = ['101', '102', '103'].flatMap((other) => [
      input(5, 'cut-link', { from: '1', to: other }),
      input(5, 'cut-link', { from: other, to: '1' }),
    ])
    for (let seed = 1; seed <= 4; seed++) {
      const { checks } = runFailover({
        seed: String(seed),
        producer: { acks: '1' },
        inputs: fenced,
        untilUs: 24_000_000,
      })
      expect(ledgerOf(checks)).toMatchObject({ precommittedReads: 0, g1a: 0 })
      expect(ledgerOf(checks).lost).toBeGreaterThan(0)
    }
  })

  it('polls: whoever seeks may go where he likes', () => {
    const { checks } = runFailover({
      seed: '1',
      inputs: [
        input(6, 'seek', { client: 'c1', partition: 'orders-0', offset: 10 }),
        input(7, 'seek', { client: 'c1', partition: 'orders-0', offset: 900 }),
      ],
      untilUs: 14_000_000,
    })
    expect(ledgerOf(checks)).toMatchObject({ nonmonotonicPolls: 0, pollSkips: 0 })
    expect(ledgerOf(checks).reprocessed).toBeGreaterThan(0)
  })

  it('the first hundred of a kind keep their evidence, and the counters count on', () => {
    const { checks } = runFailover({
      seed: '1',
      plants: ['serves-uncommitted'],
      rate: 400,
      inputs: [],
      untilUs: 12_000_000,
    })
    const rows = anomalyRows(checks).filter(({ kind }) => kind === 'precommittedReads')
    expect(rows).toHaveLength(100)
    const told = rows.reduce((sum, { count }) => sum + count, 0)
    expect(ledgerOf(checks).precommittedReads).toBeGreaterThan(told)
  })
})
