// Faults drawn from a seed, each mended after a while, and all that is left mended at the end.

import type { Chance } from '../../sim/chance.ts'
import { drawInt } from '../../sim/chance.ts'
import type { Input } from '../../sim/input.ts'

const SECOND_US = 1_000_000
const MENDS = ['reconnect', 'resume', 'start']

export function pick<T>(chance: Chance, from: readonly T[]): T {
  return from[drawInt(chance, from.length)] as T
}

export function isMend(input: Input): boolean {
  return MENDS.includes(input.input)
}

/** One way between a host and another, cut and healed. */
export function cutAndHeal(
  chance: Chance,
  node: string,
  hosts: readonly string[],
  timeUs: number,
  mendUs: number,
): Input[] {
  const to = pick(
    chance,
    hosts.filter((host) => host !== node),
  )
  const args = drawInt(chance, 2) === 0 ? { from: node, to } : { from: to, to: node }
  return [
    { timeUs, after: 0, input: 'cut-link', args },
    { timeUs: mendUs, after: 0, input: 'heal-link', args },
  ]
}

/** Several rounds: what could not start yet starts in a later one. */
export function mendAll(hosts: readonly string[], fromUs: number, rounds: number): Input[] {
  return Array.from({ length: rounds }, (_, round) => fromUs + 3 * round * SECOND_US).flatMap((timeUs) =>
    hosts.flatMap((node) => MENDS.map((input) => ({ timeUs, after: 0, input, args: { node } }))),
  )
}
