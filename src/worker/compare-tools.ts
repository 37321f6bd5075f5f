// A second run beside the one on the stage, to compare with; the two can change places. Both share the memory that the one had.

import { setMemoryBudget } from '../run/memory.ts'
import { branchOf } from '../run/run.ts'
import type { Change } from '../scenario/same-but.ts'
import { sameButText } from '../scenario/same-but.ts'
import type { CompareRows } from '../view/compare-rows.ts'
import type { Bench, Session } from './bench.ts'
import { newSession } from './bench.ts'
import type { OpenSide } from './compare.ts'
import { compareOpen } from './compare.ts'
import type { Turns } from './compute-ahead.ts'
import type { OpenRun } from './open-run.ts'
import { openRun, runInfo } from './open-run.ts'
import type { Readers } from './open-source.ts'
import { readSource } from './open-source.ts'
import type { OpenError, OpenSource, RunInfo } from './protocol.ts'

/** The run on the stage again, inputs by hand of a branch included, but for what is changed. */
export interface SameBut extends Change {
  readonly kind: 'same'
  readonly branch: number
}

export interface Beside {
  readonly kind: 'beside'
  readonly info: RunInfo
  /** What opens it again. */
  readonly source: OpenSource
}

export interface SideAsk {
  readonly run: 'stage' | 'beside'
  readonly branch: number
}

export interface CompareTools {
  /** In place of the run that stood beside before. */
  openBeside(source: OpenSource | SameBut): Promise<Beside | OpenError>
  closeBeside(): Promise<void>
  /** The run beside comes onto the stage, and the one that was there stands beside: both as they are now. */
  swapRuns(): Promise<{ readonly stage: RunInfo; readonly beside: RunInfo }>
  /** null: cancelled, or asked anew. */
  compare(a: SideAsk, b: SideAsk): Promise<CompareRows | null>
  /** Of the comparison that goes on, from 0 to 1. */
  compareProgress(): Promise<number>
  cancelCompare(): Promise<void>
}

export function compareTools(bench: Bench, readers: Readers, turns: Turns): CompareTools {
  let asked = 0
  let done = 0
  return {
    async openBeside(wanted) {
      const again = wanted.kind === 'same' ? sameSource(there(bench.stage).open, wanted) : null
      const source = wanted.kind === 'same' ? (again as OpenSource) : wanted
      const read = await readSource(readers, source)
      if ('kind' in read) return read
      close(bench)
      const stage = there(bench.stage)
      const plants = again === null ? undefined : stage.open.plants
      const beside = newSession(openRun(read.scenario, read.seed, read.report, plants), turns)
      const half = Math.floor(stage.open.run.budgetBytes / 2)
      for (const { run } of [stage.open, beside.open]) setMemoryBudget(run, half)
      bench.beside = beside
      return { kind: 'beside', info: runInfo(beside.open), source }
    },

    async closeBeside() {
      close(bench)
    },

    async swapRuns() {
      const [stage, beside] = [there(bench.beside), there(bench.stage)]
      Object.assign(bench, { stage, beside })
      return { stage: runInfo(stage.open), beside: runInfo(beside.open) }
    },

    async compare(askA, askB) {
      asked += 1
      const mine = asked
      const [a, b] = [sideOf(bench, askA), sideOf(bench, askB)]
      const { compared } = bench
      if (compared !== null && isSame(compared.a, a) && isSame(compared.b, b)) return compared.rows
      bench.compared = null
      done = 0
      const rows = await compareOpen(a, b, turns, {
        tell: (part) => {
          if (mine === asked) done = part
        },
        // A run that was let go is not computed any further: it would be waited for without end.
        isWanted: () => mine === asked && isOpen(bench, a) && isOpen(bench, b),
      })
      if (rows === null || mine !== asked) return null
      bench.compared = { a, b, rows }
      return rows
    },

    async compareProgress() {
      return done
    },

    async cancelCompare() {
      asked += 1
    },
  }
}

function there(session: Session | null): Session {
  if (session === null) throw new Error('no run is open')
  return session
}

/** What it took goes back to the run on the stage. */
function close(bench: Bench): void {
  const { stage, beside } = bench
  if (beside === null) return
  beside.computing.stop()
  bench.beside = null
  bench.compared = null
  if (stage !== null)
    setMemoryBudget(stage.open.run, stage.open.run.budgetBytes + beside.open.run.budgetBytes)
}

function sideOf(bench: Bench, { run, branch }: SideAsk): OpenSide {
  const { open, computing } = there(bench[run])
  return { open, computing, branch: branchOf(open.run, branch), untilUs: open.untilUs }
}

function isOpen({ stage, beside }: Bench, { open }: OpenSide): boolean {
  return open === stage?.open || open === beside?.open
}

/** The same branch, not edited since, and no longer than it was. */
function isSame(a: OpenSide, b: OpenSide): boolean {
  return a.open === b.open && a.branch === b.branch && a.untilUs === b.untilUs
}

function sameSource(open: OpenRun, { branch, ...change }: SameBut): OpenSource {
  const { scenario, run, untilUs } = open
  const inputs = branchOf(run, branch).inputs.list
  const text = sameButText({ ...scenario, untilUs }, inputs, change)
  return { kind: 'file', name: `${scenario.id}.yaml`, text }
}
