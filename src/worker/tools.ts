// What the page may ask of an open run beyond walking it.

import { deleteBranch, renameBranch } from '../run/branches.ts'
import { memoryOf, setMemoryBudget } from '../run/memory.ts'
import type { Run } from '../run/run.ts'
import { branchOf } from '../run/run.ts'
import { compareBranches } from './compare.ts'
import type { Turns } from './compute-ahead.ts'
import type { OpenRun } from './open-run.ts'
import { runInfo } from './open-run.ts'
import { makeReport, reportState } from './reports.ts'
import type { MemoryInfo, RunTools } from './run-tools.ts'
import { untilTools } from './until.ts'
import { promiseRows, verdictRows, violationRows } from './verdicts.ts'

export type LiveTools = Pick<
  RunTools,
  | 'compare'
  | 'renameBranch'
  | 'deleteBranch'
  | 'memory'
  | 'setMemoryBudget'
  | 'runUntil'
  | 'cancelUntil'
  | 'makeReport'
  | 'reportState'
  | 'violations'
  | 'verdicts'
  | 'promises'
>

export function toolsOf(opened: () => OpenRun, turns: Turns): LiveTools {
  return {
    ...untilTools(opened, turns),

    async renameBranch(branch, name) {
      const open = opened()
      renameBranch(branchOf(open.run, branch), name)
      return runInfo(open)
    },

    async deleteBranch(branch) {
      const open = opened()
      deleteBranch(open.run, branchOf(open.run, branch))
      return runInfo(open)
    },

    async memory() {
      return memoryInfo(opened().run)
    },

    async compare(a, b) {
      return compareBranches(opened(), a, b, turns)
    },

    async violations(branch, event) {
      return violationRows(opened(), branch, event)
    },

    async verdicts(branch, event) {
      return verdictRows(opened(), branch, event)
    },

    async promises(branch, event) {
      return promiseRows(opened(), branch, event)
    },

    async makeReport(branch, event) {
      return makeReport(opened(), branch, event)
    },

    async reportState() {
      return reportState(opened())
    },

    async setMemoryBudget(budgetBytes) {
      const { run } = opened()
      setMemoryBudget(run, Math.max(0, Math.floor(budgetBytes)))
      return memoryInfo(run)
    },
  }
}

function memoryInfo(run: Run): MemoryInfo {
  const memory = memoryOf(run)
  const { replays, events, hashes, diverged } = run.verified
  return {
    ...memory,
    budgetBytes: run.budgetBytes,
    usedBytes: memory.checkpointBytes + memory.traceBytes,
    replays,
    replayedEvents: events,
    verifiedHashes: hashes,
    diverged,
  }
}
