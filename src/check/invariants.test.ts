import { describe, expect, it } from 'vitest'
import type { ConfigValues } from '../kafka/config/check-value.ts'
import type { Plant } from '../kafka/plants.ts'
import { PLANTS } from '../kafka/plants.ts'
import type { ClientSetup, CommitsSetup } from '../kafka/setup.ts'
import type { Input } from '../sim/input.ts'
import type { Tables } from '../sim/tables.ts'
import { INVARIANTS, verdicts } from './invariant.ts'
import { ledgerOf } from './ledger.ts'
import type { Failover } from './testing/failover.ts'
import { input, runFailover } from './testing/failover.ts'

const killAndRestart = [input(5.003, 'kill', { node: '1' }), input(20, 'start', { node: '1' })]

function violated(checks: Tables): string[] {
  return verdicts(checks)
    .filter(({ verdict }) => verdict === 'violated')
    .map(({ id }) => id)
}

/** Broker 1 loses every other node, while clients still reach it: with acks=1 it goes on taking records that nobody else will have. */
const zombieLeader: readonly Input[] = ['2', '3', '101', '102', '103'].flatMap((other) => [
  input(5, 'cut-link', { from: '1', to: other }),
  input(5, 'cut-link', { from: other, to: '1' }),
  input(20, 'heal-link', { from: '1', to: other }),
  input(20, 'heal-link', { from: other, to: '1' }),
])

/** Nobody hears of anybody: each controller that stands, stands alone. */
const controllersApart: readonly Input[] = [
  ['101', '102'],
  ['101', '103'],
  ['102', '103'],
].flatMap(([one, other]) => [
  input(5, 'cut-link', { from: String(one), to: String(other) }),
  input(5, 'cut-link', { from: String(other), to: String(one) }),
])

/** A controller is behind, and stands when the others have gone and come again. */
const voterBehind: readonly Input[] = [
  ...['101', '102', '103'].map((node) => input(6, 'kill', { node })),
  input(4, 'cut-off', { node: '103' }),
  input(7, 'reconnect', { node: '103' }),
  input(7, 'start', { node: '103' }),
  input(7.1, 'start', { node: '101' }),
  input(7.1, 'start', { node: '102' }),
]

/** The ISR falls below min ISR, and is whole again later. */
const twoDown: readonly Input[] = [
  input(5, 'kill', { node: '2' }),
  input(5.1, 'kill', { node: '3' }),
  input(12, 'start', { node: '2' }),
  input(12, 'start', { node: '3' }),
]

/** What the leader answers does not reach the producer for a while. */
const answersLost: readonly Input[] = [
  input(5, 'cut-link', { from: '1', to: 'p1' }),
  input(8, 'heal-link', { from: '1', to: 'p1' }),
]

/** Far outside of the log: its reset policy makes it ask for the end, before a change of leader and after it. */
const asksTwice: readonly Input[] = [
  ...killAndRestart,
  ...[4, 19].map((seconds) =>
    input(seconds, 'seek', { client: 'c2', partition: 'orders-0', offset: 1_000_000_000 }),
  ),
]
const latestReader: ClientSetup = {
  kind: 'consumer',
  id: 'c2',
  assign: ['orders-0'],
  fromUs: 2_500_000,
  config: { 'auto.offset.reset': 'latest' },
}

/** Two members of a group, the second of which comes later. */
function membersOf(protocol: 'classic' | 'consumer', config: ConfigValues = {}): ClientSetup[] {
  return ['c2', 'c3'].map((id, index) => ({
    kind: 'consumer',
    id,
    assign: [],
    subscribe: { topics: ['orders'], pattern: null },
    fromUs: 2_500_000 + index * 8_000_000,
    config: { 'group.id': 'g', 'group.protocol': protocol, 'auto.offset.reset': 'earliest', ...config },
  }))
}

/** The same two, with work that takes time. */
function workersOf(config: ConfigValues, commits?: CommitsSetup): ClientSetup[] {
  const processing = { perRecordUs: 2_000, spread: 'constant', stuckAt: null, workers: null } as const
  return membersOf('classic', config).map((member) => ({
    ...member,
    processing,
    ...(commits === undefined ? {} : { commits }),
  }))
}

const SHORT = { 'session.timeout.ms': 6_000, 'heartbeat.interval.ms': 2_000 }

/** A member sleeps for longer than its session lasts, and goes on as if nothing had been. */
const memberAsleep: readonly Input[] = [
  input(14, 'pause', { node: 'c2' }),
  input(26, 'resume', { node: 'c2' }),
]

/** Faults that give each planted bug its chance. */
const chances: { readonly [plant in Plant['id']]: Pick<Failover, 'inputs' | 'producer' | 'clients'> } = {
  'answer-before-commit': { inputs: killAndRestart },
  'leads-unelected': { inputs: killAndRestart },
  'divergence-ignored': { inputs: zombieLeader, producer: { acks: '1' } },
  'majority-of-one': { inputs: controllersApart },
  'votes-for-any-log': { inputs: voterBehind },
  'epoch-falls': { inputs: zombieLeader },
  'watermark-falls': { inputs: [] },
  'latest-starts-anew': { inputs: asksTwice, clients: [latestReader] },
  'elr-keeps-members': { inputs: twoDown },
  'commits-below-min-isr': { inputs: twoDown, producer: { acks: '1' } },
  'serves-uncommitted': { inputs: [] },
  'position-skips': { inputs: killAndRestart },
  'duplicates-appended': { inputs: answersLost, producer: { acks: 'all', 'request.timeout.ms': 1_000 } },
  'order-unchecked': { inputs: killAndRestart },
  'assignment-doubled': { inputs: [], clients: membersOf('classic') },
  'grants-what-is-held': { inputs: [], clients: membersOf('consumer', { 'group.remote.assignor': 'range' }) },
  'commits-unchecked': {
    inputs: memberAsleep,
    clients: membersOf('classic', SHORT),
  },
  'commits-beyond-log': { inputs: [], clients: membersOf('classic') },
  'commits-unprocessed': { inputs: [], clients: workersOf({}) },
  'processes-uncommitted': {
    inputs: memberAsleep,
    clients: workersOf(SHORT, { how: 'sync', when: 'beforeProcessing' }),
  },
}

/** What the first of a few seeds shows at which the planted bug is seen. */
function tripped(plant: Plant['id']): string[] {
  for (let seed = 1; seed <= 60; seed++) {
    const { checks } = runFailover({
      seed: String(seed),
      plants: [plant],
      rate: 400,
      untilUs: 30_000_000,
      ...chances[plant],
    })
    const found = violated(checks)
    if (found.length > 0) return found
  }
  return []
}

describe('invariants', () => {
  it('every invariant has a planted bug that must trip it', () => {
    expect(PLANTS.map((plant) => plant.trips).sort()).toEqual(INVARIANTS.map(({ id }) => id).sort())
  })

  for (const plant of PLANTS) {
    it(`${plant.trips} is tripped, and nothing else, when ${plant.breaks}`, { timeout: 240_000 }, () => {
      expect(tripped(plant.id)).toEqual([plant.trips])
    })
  }

  it('the honest engine keeps all of them over the same seeds', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { checks } = runFailover({
        seed: String(seed),
        rate: 400,
        inputs: killAndRestart,
        untilUs: 26_000_000,
      })
      expect(verdicts(checks).map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(
        INVARIANTS.map(({ id }) => `${id} kept`),
      )
      expect(ledgerOf(checks).lost).toBe(0)
    }
  })

  it('with acks=1 a loss is counted, and "acknowledged records survive" is void from the start', () => {
    let lost = 0
    for (let seed = 1; seed <= 30 && lost === 0; seed++) {
      const { checks } = runFailover({
        seed: String(seed),
        rate: 400,
        producer: { acks: '1', 'linger.ms': 0 },
        inputs: [input(4.9, 'cut-off', { node: '1' }), input(25, 'reconnect', { node: '1' })],
        untilUs: 32_000_000,
      })
      lost = ledgerOf(checks).lost
      const survival = verdicts(checks).find(({ id }) => id === 'acknowledged-survives')
      expect(survival?.verdict).toBe('void')
      expect(survival?.finding.voidAssumption).toBe('acks-all')
    }
    expect(lost).toBeGreaterThan(0)
  })

  it('fewer losses of power than min ISR lose nothing that was acknowledged', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { checks } = runFailover({
        seed: String(seed),
        inputs: [input(6, 'power-loss', { node: '1' }), input(20, 'start', { node: '1' })],
        untilUs: 30_000_000,
      })
      expect(violated(checks)).toEqual([])
      expect(ledgerOf(checks).lost).toBe(0)
    }
  })
})
