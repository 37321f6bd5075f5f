import alea from 'seedrandom/lib/alea.js'
import { describe, expect, test } from 'vitest'
import { drawBits, drawChance, drawInt, drawQuantile, drawShuffle, seedChance } from './chance.ts'
import { EXPONENTIAL, quantile, UNIFORM } from './quantiles.ts'

describe('a stream of chance', () => {
  test('steps as seedrandom does, for 100,000 draws of five seeds', () => {
    for (const seed of ['42', '', '한글', 'a0b1c2d3e4f5', '9007199254740993']) {
      const ours = seedChance(seed, 'net/2>3')
      const theirs = alea(`${seed}/net/2>3`, { state: true })
      let differ = 0
      for (let i = 0; i < 100_000; i++) if (drawBits(ours) !== theirs.int32() >>> 0) differ += 1
      expect(differ).toBe(0)
      expect(ours.draws).toBe(100_000)
    }
  })

  test('goes on from its four integers', () => {
    const stream = seedChance('42', 'a')
    for (let i = 0; i < 1_000; i++) drawBits(stream)
    const copy = { ...stream }
    expect([drawBits(copy), drawBits(copy)]).toEqual([drawBits(stream), drawBits(stream)])
    for (const value of [stream.s0, stream.s1, stream.s2, stream.carry])
      expect(Number.isSafeInteger(value)).toBe(true)
  })

  test('is another for another purpose and another seed', () => {
    const first = (seed: string, name: string): number => drawBits(seedChance(seed, name))
    expect(new Set([first('42', 'a'), first('42', 'b'), first('43', 'a')]).size).toBe(3)
  })

  test('draws whole numbers evenly, and refuses more than one draw divides', () => {
    const stream = seedChance('42', 'dice')
    const fair = [0, 0, 0, 0, 0, 0]
    for (let i = 0; i < 60_000; i++) {
      const face = drawInt(stream, 6)
      fair[face] = (fair[face] ?? 0) + 1
    }
    for (const count of fair) expect(Math.abs(count - 10_000)).toBeLessThan(400)
    expect(() => drawInt(stream, 0)).toThrow(/drawInt/)
    expect(() => drawInt(stream, 2_097_153)).toThrow(/drawInt/)
  })

  test('hits one in ten with 100,000 parts per million', () => {
    const stream = seedChance('42', 'chance')
    let hits = 0
    for (let i = 0; i < 100_000; i++) if (drawChance(stream, 100_000)) hits += 1
    expect(Math.abs(hits - 10_000)).toBeLessThan(400)
  })

  test('shuffles every element to somewhere', () => {
    const list = [1, 2, 3, 4, 5, 6, 7, 8]
    drawShuffle(seedChance('42', 'shuffle'), list)
    expect([...list].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(list).not.toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })
})

describe('a quantile table', () => {
  test('rises from its first knot to its last, in whole numbers', () => {
    let before = -1
    for (let i = 0; i <= 1_000; i++) {
      const value = quantile(EXPONENTIAL, Math.floor((i / 1_000) * 4_294_967_295), 1_000)
      expect(Number.isInteger(value)).toBe(true)
      expect(value).toBeGreaterThanOrEqual(before)
      before = value
    }
    expect(quantile(EXPONENTIAL, 0, 1_000)).toBe(0)
  })

  test('has the mean it says', () => {
    const stream = seedChance('42', 'mean')
    let exponential = 0
    let uniform = 0
    for (let i = 0; i < 50_000; i++) {
      exponential += drawQuantile(stream, EXPONENTIAL, 1_000)
      uniform += drawQuantile(stream, UNIFORM, 1_000)
    }
    expect(Math.abs(exponential / 50_000 - 1_000)).toBeLessThan(20)
    expect(Math.abs(uniform / 50_000 - 500)).toBeLessThan(10)
  })
})
