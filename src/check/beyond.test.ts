import { describe, expect, it } from 'vitest'
import type { Input } from '../sim/input.ts'
import type { Tables } from '../sim/tables.ts'
import { lostBeyondPromise } from './assumptions.ts'
import { verdicts } from './invariant.ts'
import { ledgerOf } from './ledger.ts'
import { input, runFailover } from './testing/failover.ts'

function survival(checks: Tables) {
  return verdicts(checks).find(({ id }) => id === 'acknowledged-survives')
}

function onAll(seconds: number, id: string): Input[] {
  return ['1', '2', '3'].map((node) => input(seconds, id, { node }))
}

function run(inputs: readonly Input[], producer: { readonly acks: string } = { acks: 'all' }) {
  return runFailover({ seed: '1', inputs, producer, untilUs: 40_000_000 }).checks
}

describe('the budget of unclean stops', () => {
  it('is used up when min ISR replicas have lost their power and not come back: the ledger says so, with the stops', () => {
    const checks = run([...onAll(6, 'power-loss'), ...onAll(16, 'start')])
    expect(ledgerOf(checks).lost).toBeGreaterThan(0)
    expect(survival(checks)?.verdict).toBe('void')
    expect(survival(checks)?.finding.voidAssumption).toBe('fewer-unclean-stops-than-min-isr')
    const [row] = lostBeyondPromise(checks)
    expect(row).toMatchObject({ partition: 'orders-0', lost: ledgerOf(checks).lost })
    expect(row?.stops.map(({ node, how, timeUs }) => [node, how, timeUs])).toEqual([
      [1, 'power-lost', 6_000_000],
      [2, 'power-lost', 6_000_000],
      [3, 'power-lost', 6_000_000],
    ])
  })

  it('is used up too when each disk has most of it behind a torn batch: what recovery cuts on all of them is lost', () => {
    const torn = ['1', '2', '3'].map((node) => input(6, 'power-loss', { node, leaves: 'torn' }))
    const flushed = ['1', '2', '3'].map((node) => input(6, 'power-loss', { node, leaves: 'flushed' }))
    const [some, all] = [run([...torn, ...onAll(16, 'start')]), run([...flushed, ...onAll(16, 'start')])]
    expect(ledgerOf(some).lost).toBeGreaterThan(0)
    expect(ledgerOf(some).lost).toBeLessThan(ledgerOf(all).lost)
    expect(survival(some)?.finding.voidAssumption).toBe('fewer-unclean-stops-than-min-isr')
    expect(lostBeyondPromise(some).map(({ partition }) => partition)).toContain('orders-0')
  })

  it('counts a kill, a loss of power and a lost disk alike', () => {
    const voidBy = (...faults: Input[]) => survival(run(faults))?.finding.voidAssumption
    const budget = 'fewer-unclean-stops-than-min-isr'
    expect(voidBy(input(6, 'kill', { node: '1' }), input(6.1, 'power-loss', { node: '2' }))).toBe(budget)
    expect(voidBy(input(6, 'kill', { node: '1' }), input(6.1, 'fail-disk', { node: '2' }))).toBe(budget)
    expect(voidBy(input(6, 'fail-disk', { node: '1' }), input(6.1, 'kill', { node: '2' }))).toBe(budget)
    // An orderly stop is none, but the disk is exchanged before the next start.
    expect(
      voidBy(
        input(6, 'stop', { node: '1' }),
        input(12, 'replace-disk', { node: '1' }),
        input(12.1, 'power-loss', { node: '2' }),
      ),
    ).toBe(budget)
  })

  it('is not touched by kills alone: nothing is lost, and the promise is kept', () => {
    const checks = run([...onAll(6, 'kill'), ...onAll(16, 'start')])
    expect(ledgerOf(checks).lost).toBe(0)
    expect(survival(checks)?.verdict).toBe('kept')
  })

  it('is given back by a replica that has rejoined the ISR', () => {
    const checks = run([
      input(6, 'power-loss', { node: '1' }),
      input(7, 'start', { node: '1' }),
      input(27, 'power-loss', { node: '2' }),
    ])
    expect(survival(checks)?.verdict).toBe('kept')
    const early = run([
      input(6, 'power-loss', { node: '1' }),
      input(7, 'start', { node: '1' }),
      input(8, 'power-loss', { node: '2' }),
    ])
    expect(survival(early)?.verdict).toBe('void')
  })
})
