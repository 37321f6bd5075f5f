// Files damaged by chance, and what a reader of them owes whoever opens one: an answer within a second, and a place for each error.

import fc from 'fast-check'
import { expect } from 'vitest'
import type { LocatedError } from '../problem.ts'

export type Mutation = (text: string) => string

export function splice(text: string, at: number, remove: number, insert: string): string {
  return text.slice(0, at) + insert + text.slice(at + remove)
}

type Answer = { readonly ok: true } | { readonly ok: false; readonly errors: readonly LocatedError[] }

export function expectAnswers(
  whole: string,
  damage: fc.Arbitrary<readonly Mutation[]>,
  runs: number,
  read: (text: string) => Answer,
  /** Time of this process: what others do on the machine is none of the reader's. */
  cpuUs: () => number,
): void {
  const seen = { read: 0, refused: 0 }
  fc.assert(
    fc.property(damage, (mutations) => {
      const text = mutations.reduce((damaged, mutate) => mutate(damaged), whole)
      const beforeUs = cpuUs()
      const answer = read(text)
      expect(cpuUs() - beforeUs).toBeLessThan(1_000_000)
      if (answer.ok) {
        seen.read += 1
        return
      }
      seen.refused += 1
      expect(answer.errors.length).toBeGreaterThan(0)
      const lines = text.split('\n').length
      for (const error of answer.errors) {
        expect(error.wrong.key).toMatch(/^scenario[.]/)
        expect(error.line).toBeGreaterThanOrEqual(1)
        expect(error.line).toBeLessThanOrEqual(lines)
        expect(error.column).toBeGreaterThanOrEqual(1)
      }
    }),
    { numRuns: runs, seed: 42 },
  )
  // Both answers are met, or the test would say little.
  expect(seen.read).toBeGreaterThan(runs / 100)
  expect(seen.refused).toBeGreaterThan(runs / 2)
}
