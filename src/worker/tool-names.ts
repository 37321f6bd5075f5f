// The names of the tools that load later: known before the tools are.

import type { AdminTools } from './admin-tools.ts'
import type { GroupTools } from './group-tools.ts'
import type { LogTools } from './log-tools.ts'
import type { PageTools } from './page-tools.ts'
import type { LiveTools } from './tools.ts'

type Names<Tools> = { readonly [name in keyof Tools]: true }

export const ADMIN_TOOLS: Names<AdminTools> = { adminForms: true, adminAnswer: true }

export const GROUP_TOOLS: Names<GroupTools> = { groups: true, groupProtocols: true }

export const LOG_TOOLS: Names<LogTools> = { logBatch: true, lookUp: true, dataZip: true }

export const PAGE_TOOLS: Names<PageTools> = { spacetime: true, ledgerCells: true, recordLife: true }

export const LIVE_TOOLS: Names<LiveTools> = {
  compare: true,
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
