// The expectations of a scenario while it runs.

import { ledgerOf } from '../check/ledger.ts'
import { fieldLookup } from '../scenario/fields.ts'
import type { Lookup } from '../scenario/holds.ts'
import { judge } from '../scenario/holds.ts'
import type { Failure } from '../scenario/report.ts'
import type { Expectation, Scenario } from '../scenario/scenario.ts'
import type { Watch } from '../scenario/watch.ts'
import { close, expectationsFor, observe, UNWATCHED } from '../scenario/watch.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'

export interface Watched {
  readonly expectation: Expectation
  readonly lookup: Lookup
  watch: Watch
}

export function watchedOf(scenario: Scenario, seed: string, world: World, checks: Tables): Watched[] {
  const lookup = fieldLookup(world, () => ledgerOf(checks))
  return expectationsFor(scenario, seed).map((expectation) => ({ expectation, lookup, watch: UNWATCHED }))
}

/** Moments at which an expectation looks: it must see the state after the last event up to there. */
export function momentsOf(watched: readonly Watched[]): number[] {
  const moments = watched.flatMap(({ expectation: { when, that } }) =>
    when.kind === 'at' ? [when.timeUs, when.timeUs - that.forUs] : [],
  )
  return [...new Set(moments)].sort((a, b) => a - b)
}

/** Whether each event may decide it. */
export function isOpenNow({ expectation, watch }: Watched, nowUs: number): boolean {
  if (watch.verdict !== 'open') return false
  const { when, that } = expectation
  return when.kind !== 'at' || (that.forUs > 0 && nowUs >= when.timeUs - that.forUs)
}

export function observeAll(watched: readonly Watched[], nowUs: number): void {
  for (const row of watched) {
    if (row.watch.verdict !== 'open') continue
    row.watch = observe(row.expectation, row.watch, judge(row.expectation.that, row.lookup), nowUs)
  }
}

export function closeAll(watched: readonly Watched[], nowUs: number): void {
  for (const row of watched) row.watch = close(row.expectation, row.watch, nowUs)
}

export function failedExpectation(watched: readonly Watched[], event: number): Failure | null {
  const failed = watched.find(({ watch }) => watch.verdict === 'fails')
  if (failed === undefined) return null
  const { id, that } = failed.expectation
  return { kind: 'expectation', id, event, about: that.left.address, detail: that.text }
}
