// What the page may ask of a run beyond walking it: run until something happens, branches by name, memory, reports, checks.

import { deleteBranch, renameBranch } from '../run/branches.ts'
import { memoryOf, setMemoryBudget } from '../run/memory.ts'
import type { Run } from '../run/run.ts'
import { branchOf } from '../run/run.ts'
import type { Turns } from './compute-ahead.ts'
import type { OpenRun } from './open-run.ts'
import { runInfo } from './open-run.ts'
import type { RunInfo } from './protocol.ts'
import { makeReport, reportState } from './reports.ts'
import type {
  MemoryInfo,
  PromiseRow,
  ReportAnswer,
  ReportState,
  VerdictRow,
  ViolationRow,
} from './run-answers.ts'
import type { UntilTools } from './until.ts'
import { untilTools } from './until.ts'
import { promiseRows, verdictRows, violationRows } from './verdicts.ts'

export interface RunTools extends UntilTools {
  renameBranch(branch: number, name: string): Promise<RunInfo>
  /** What branched off from it stays, and hangs on its parent then. The first branch cannot go. */
  deleteBranch(branch: number): Promise<RunInfo>
  memory(): Promise<MemoryInfo>
  setMemoryBudget(budgetBytes: number): Promise<MemoryInfo>
  /** The run up to a moment as a file and a link. */
  makeReport(branch: number, event: number): Promise<ReportAnswer>
  /** null: what is open is no report. */
  reportState(): Promise<ReportState | null>
  /** What the checks had found at a moment. */
  violations(branch: number, event: number): Promise<readonly ViolationRow[]>
  verdicts(branch: number, event: number): Promise<readonly VerdictRow[]>
  promises(branch: number, event: number): Promise<readonly PromiseRow[]>
}

/** `beside`: a run that shares the memory, to compare with; null for none. */
export function runTools(opened: () => OpenRun, beside: () => Run | null, turns: Turns): RunTools {
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
      return memoryInfo(opened().run, beside())
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
      const runs = [opened().run, beside()].filter((run) => run !== null)
      for (const run of runs) setMemoryBudget(run, Math.max(0, Math.floor(budgetBytes / runs.length)))
      return memoryInfo(opened().run, beside())
    },
  }
}

/** What both hold together; what replays have proved is told of the run on the stage. */
function memoryInfo(run: Run, beside: Run | null): MemoryInfo {
  const memory = memoryOf(run)
  const more = beside === null ? null : memoryOf(beside)
  const { replays, events, hashes, diverged } = run.verified
  const checkpointBytes = memory.checkpointBytes + (more?.checkpointBytes ?? 0)
  const traceBytes = memory.traceBytes + (more?.traceBytes ?? 0)
  return {
    ...memory,
    checkpointBytes,
    traceBytes,
    budgetBytes: run.budgetBytes + (beside?.budgetBytes ?? 0),
    usedBytes: checkpointBytes + traceBytes,
    replays,
    replayedEvents: events,
    verifiedHashes: hashes,
    diverged,
  }
}
