// Two branches side by side: where they part, what happened only in one, and what differs in state, in the records' fates and in figures.

import { ledgerOf } from '../check/ledger.ts'
import type { Alignment, Side } from '../run/align.ts'
import { align } from '../run/align.ts'
import { headEvent } from '../run/branch.ts'
import { differences, firstDivergence } from '../run/compare.ts'
import { fateDifferences } from '../run/compare-fates.ts'
import type { Here } from '../run/here.ts'
import { causeOf, eventAt, leadingFact, timeOf } from '../run/rows.ts'
import { branchOf } from '../run/run.ts'
import { seek } from '../run/seek.ts'
import { eventRow } from '../view/events.ts'
import { gaugesOf } from '../view/gauges.ts'
import type { EventRow } from '../view/rows.ts'
import { sceneOf } from '../view/scene.ts'
import type { Turns } from './compute-ahead.ts'
import { divergence } from './frame.ts'
import type { OpenRun } from './open-run.ts'
import type { CompareAnswer, CompareEvent } from './run-tools.ts'

const SLICE_MS = 8
/** Facts of so high a rank are told; what only came at another time must be more telling. */
const TELLING_RANK = 60
const TELLING_RANK_MOVED = 80
const EVENTS_MAX = 200
const STATE_MAX = 300

export async function compareBranches(
  open: OpenRun,
  idA: number,
  idB: number,
  turns: Turns,
): Promise<CompareAnswer> {
  const a: Side = { run: open.run, branch: branchOf(open.run, idA) }
  const b: Side = { run: open.run, branch: branchOf(open.run, idB) }
  const untilUs = Math.min(a.branch.computedUs, b.branch.computedUs)
  const parted = firstDivergence(a, b)
  if (parted !== null && typeof parted === 'object') throw divergence(parted)
  const [hereA, hereB] = [worldAt(a, untilUs), worldAt(b, untilUs)]
  const alignment =
    parted === null ? null : await driven(align(a, b, Math.max(parted, 0), untilUs), turns, open)
  const stands = [hereA, hereB].map(({ world, checks }) => ({ world, checks: checks as never }))
  return {
    a: idA,
    b: idB,
    divergence: parted === null ? null : { a: rowAt(a, parted), b: rowAt(b, parted) },
    untilUs,
    counts: countsOf(a, b, alignment),
    events: alignment === null ? [] : tellingEvents(a, b, alignment),
    state: differences(hereA, hereB)
      .slice(0, STATE_MAX)
      .map(({ address, field, a: left, b: right }) => ({
        address,
        field,
        a: textOf(left),
        b: textOf(right),
      })),
    records: fateDifferences(stands[0] as never, stands[1] as never),
    metrics: figures(hereA, hereB),
  }
}

async function driven<T>(work: Generator<unknown, T, void>, turns: Turns, open: OpenRun): Promise<T> {
  for (;;) {
    const endMs = turns.nowMs() + SLICE_MS
    do {
      const step = work.next()
      if (step.done === true) return step.value
    } while (turns.nowMs() < endMs)
    await new Promise<void>((resolve) => turns.soon(resolve))
    if (open.run.branches.length === 0) throw new Error('the run is gone')
  }
}

function worldAt(side: Side, timeUs: number): Here {
  const seeked = seek(side.run, side.branch, eventAt(side.run, side.branch, timeUs))
  if (seeked.kind === 'diverged') throw divergence(seeked)
  return seeked
}

function rowAt({ run, branch }: Side, event: number): EventRow | null {
  if (event > headEvent(branch) || event < 0) return null
  const head = { index: event, timeUs: timeOf(run, branch, event), cause: causeOf(run, branch, event) }
  return eventRow(branch.head.world, head, leadingFact(run, branch, event))
}

function countsOf(a: Side, b: Side, alignment: Alignment | null): CompareAnswer['counts'] {
  if (alignment === null) return { same: 0, moved: 0, onlyA: 0, onlyB: 0 }
  let same = 0
  for (const pair of alignment.pairs)
    if (timeOf(a.run, a.branch, pair.a) === timeOf(b.run, b.branch, pair.b)) same += 1
  return {
    same,
    moved: alignment.pairs.length - same,
    onlyA: alignment.onlyA.length,
    onlyB: alignment.onlyB.length,
  }
}

/** In order of time, whosever it is. */
function tellingEvents(a: Side, b: Side, { pairs, onlyA, onlyB }: Alignment): CompareEvent[] {
  const found: { readonly timeUs: number; readonly event: CompareEvent }[] = []
  for (const event of onlyA) {
    if (rankOf(a, event) < TELLING_RANK) continue
    const row = rowAt(a, event)
    if (row !== null) found.push({ timeUs: row.timeUs, event: { kind: 'onlyA', a: row } })
  }
  for (const event of onlyB) {
    if (rankOf(b, event) < TELLING_RANK) continue
    const row = rowAt(b, event)
    if (row !== null) found.push({ timeUs: row.timeUs, event: { kind: 'onlyB', b: row } })
  }
  for (const pair of pairs) {
    const laterUs = timeOf(b.run, b.branch, pair.b) - timeOf(a.run, a.branch, pair.a)
    if (laterUs === 0 || rankOf(a, pair.a) < TELLING_RANK_MOVED) continue
    const [rowA, rowB] = [rowAt(a, pair.a), rowAt(b, pair.b)]
    if (rowA !== null && rowB !== null)
      found.push({ timeUs: rowA.timeUs, event: { kind: 'moved', a: rowA, b: rowB, laterUs } })
  }
  return found
    .sort((x, y) => x.timeUs - y.timeUs)
    .slice(0, EVENTS_MAX)
    .map(({ event }) => event)
}

function rankOf({ run, branch }: Side, event: number): number {
  return leadingFact(run, branch, event)?.kind.rank ?? 0
}

function textOf(value: unknown): string | null {
  return value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)
}

const COUNTERS = ['sent', 'acknowledged', 'committed', 'delivered', 'failed', 'lost', 'duplicated'] as const

/** Those that differ: gauges summed over what they are told of, and the ledger's counters. */
function figures(a: Here, b: Here): CompareAnswer['metrics'] {
  const found: { name: string; a: number; b: number }[] = []
  const add = (name: string, left: number, right: number): void => {
    if (left !== right) found.push({ name, a: left, b: right })
  }
  add('events', a.world.event + 1, b.world.event + 1)
  const [gaugesA, gaugesB] = [gaugesOf(sceneOf(a.world)), gaugesOf(sceneOf(b.world))]
  for (const name of Object.keys(gaugesA)) add(name, sum(gaugesA[name]), sum(gaugesB[name]))
  if (a.checks === null || b.checks === null) return found
  const [ledgerA, ledgerB] = [ledgerOf(a.checks), ledgerOf(b.checks)]
  for (const name of COUNTERS) add(`records.${name}`, ledgerA[name], ledgerB[name])
  return found
}

function sum(values: readonly number[] | undefined): number {
  return (values ?? []).reduce((total, value) => total + value, 0)
}
