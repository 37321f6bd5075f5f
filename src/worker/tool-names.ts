// The names of the tools that load later: known before the tools are.

import type { AdminTools } from './admin-tools.ts'
import type { CompareTools } from './compare-tools.ts'
import type { GroupTools } from './group-tools.ts'
import type { HandTools } from './hand-tools.ts'
import type { LedgerTools } from './ledger-tools.ts'
import type { LogTools } from './log-tools.ts'
import type { RunTools } from './run-tools.ts'
import type { SpacetimeTools } from './spacetime-tools.ts'
import type { WhyTools } from './why-tools.ts'

type Names<Tools> = { readonly [name in keyof Tools]: true }

export const ADMIN_TOOLS: Names<AdminTools> = { adminForms: true, adminAnswer: true }

export const COMPARE_TOOLS: Names<CompareTools> = {
  openBeside: true,
  closeBeside: true,
  swapRuns: true,
  compare: true,
  compareProgress: true,
  cancelCompare: true,
}

export const GROUP_TOOLS: Names<GroupTools> = { groups: true, groupProtocols: true }

export const HAND_TOOLS: Names<HandTools> = { hands: true }

export const WHY_TOOLS: Names<WhyTools> = { why: true, decided: true }

export const LOG_TOOLS: Names<LogTools> = { logBatch: true, lookUp: true, dataZip: true }

export const SPACETIME_TOOLS: Names<SpacetimeTools> = { spacetime: true }

export const LEDGER_TOOLS: Names<LedgerTools> = { ledgerCells: true, recordLife: true, anomalies: true }

export const RUN_TOOLS: Names<RunTools> = {
  renameBranch: true,
  deleteBranch: true,
  memory: true,
  setMemoryBudget: true,
  runUntil: true,
  cancelUntil: true,
  makeReport: true,
  reportState: true,
  violations: true,
  verdicts: true,
  promises: true,
}
