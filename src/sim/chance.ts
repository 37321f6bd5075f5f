// Streams of chance: one for each purpose and link, so that one draw more, or one fault less, moves no other.
// seedrandom's alea seeds a stream; the step is alea's own on four integers in state (a test holds it equal to the library's).

import alea from 'seedrandom/lib/alea.js'
import { EngineError } from './assert.ts'
import type { QuantileTable } from './quantiles.ts'
import { quantile } from './quantiles.ts'
import type { Entity } from './tables.ts'

const TWO_32 = 4_294_967_296

/** alea's four integers and a count of draws. */
export interface Chance {
  s0: number
  s1: number
  s2: number
  carry: number
  draws: number
}

/** A stream as an entity of its own, e.g. `stream:placement`. Links, disks and clients hold theirs inside. */
export interface Stream extends Entity {
  readonly kind: 'stream'
  readonly chance: Chance
}

/** `name` says the purpose, e.g. `net/2>3`, `placement`. Never seedless: the run's seed is part of the text. */
export function seedChance(seed: string, name: string): Chance {
  const state = alea(`${seed}/${name}`, { state: true }).state()
  return { s0: state.s0 * TWO_32, s1: state.s1 * TWO_32, s2: state.s2 * TWO_32, carry: state.c, draws: 0 }
}

/** The next 32 bits, 0 to 2^32 − 1. The product stays below 2^53: 2091639 · 2^32 + 2091639. Its entity must be owned. */
export function drawBits(chance: Chance): number {
  const product = 2_091_639 * chance.s0 + chance.carry
  chance.carry = Math.floor(product / TWO_32)
  chance.s0 = chance.s1
  chance.s1 = chance.s2
  chance.s2 = product - chance.carry * TWO_32
  chance.draws += 1
  return chance.s2
}

/** A whole number from 0 to n − 1. */
export function drawInt(chance: Chance, n: number): number {
  if (n <= 0 || n > 2_097_152) throw new EngineError(`drawInt(${n}): beyond what one draw divides exactly`)
  return Math.floor((drawBits(chance) * n) / TWO_32)
}

/** True with a probability in parts per million. */
export function drawChance(chance: Chance, ppm: number): boolean {
  return drawInt(chance, 1_000_000) < ppm
}

/** A value of a committed distribution, scaled: integers only. */
export function drawQuantile(chance: Chance, table: QuantileTable, scale: number): number {
  return quantile(table, drawBits(chance), scale)
}

/** Fisher-Yates from the end, as Java's Collections.shuffle does it. */
export function drawShuffle<T>(chance: Chance, list: T[]): void {
  for (let i = list.length; i > 1; i--) {
    const j = drawInt(chance, i)
    const a = list[i - 1] as T
    list[i - 1] = list[j] as T
    list[j] = a
  }
}
