import { describe, expect, it } from 'vitest'
import { areNodesUp, eligible, leaderWithinUs, owedLeaders } from './leaderless.ts'
import { input, runFailover } from './testing/failover.ts'

const state = { replicas: [1, 2, 3], isr: [1, 2], elr: [3], lastKnownElr: [1] }

describe('who can lead a partition', () => {
  it('is a member of the ISR', () => {
    expect(eligible(state, false)).toEqual([1, 2])
  })

  it('with the ISR empty is a member of the ELR', () => {
    expect(eligible({ ...state, isr: [] }, false)).toEqual([3])
  })

  it('with both empty is the last known leader', () => {
    expect(eligible({ ...state, isr: [], elr: [] }, false)).toEqual([1])
  })

  it('with unclean elections is any replica', () => {
    expect(eligible({ ...state, isr: [], elr: [] }, true)).toEqual([1, 2, 3])
  })
})

const allKilled = [1, 2, 3].map((node) => input(4 + node, 'kill', { node: String(node) }))

describe('a partition without a leader', () => {
  it('is owed none while nobody who can lead is up', () => {
    // Broker 1 went first, and is out of ISR and ELR by now.
    const inputs = [...allKilled, input(25, 'start', { node: '1' })]
    const { world } = runFailover({
      seed: '1',
      inputs,
      untilUs: 50_000_000,
      topic: { 'min.insync.replicas': 1 },
    })
    expect(areNodesUp(world)).toBe(false)
    expect(owedLeaders(world)).toEqual([])
  })

  it('is owed one as soon as somebody can lead, and has it in time', () => {
    const inputs = [...allKilled, ...[1, 2, 3].map((node) => input(25, 'start', { node: String(node) }))]
    const at = (untilUs: number) => runFailover({ seed: '1', inputs, untilUs }).world
    const early = at(25_020_000)
    expect(owedLeaders(early)).toEqual(['orders-0'])
    expect(areNodesUp(early)).toBe(true)
    expect(owedLeaders(at(25_000_000 + leaderWithinUs(early)))).toEqual([])
  })
})
