// The words in English that come after: of lenses and dialogs that load when they are opened, and of facts that the first scenario seldom has.

import { ADMIN_EN as FACTS_ADMIN } from '../../tell/en-admin.ts'
import { ANOMALIES_EN } from '../../tell/en-anomalies.ts'
import { COORDINATORS_EN } from '../../tell/en-coordinators.ts'
import { EVIDENCE_EN } from '../../tell/en-evidence.ts'
import { MEMBERS_EN } from '../../tell/en-members.ts'
import { REPORT_EN } from '../../tell/en-report.ts'
import { RUN_EN } from '../../tell/en-run.ts'
import { SCENARIO_EN } from '../../tell/en-scenario.ts'
import { STORAGE_EN } from '../../tell/en-storage.ts'
import { ADMIN_EN } from './en-admin.ts'
import { CALCULATORS_EN } from './en-calculators.ts'
import { COMPARE_EN } from './en-compare.ts'
import { FIDELITY_EN } from './en-fidelity.ts'
import { GROUPS_EN } from './en-groups.ts'
import { LEDGER_EN } from './en-ledger.ts'
import { LENSES_EN } from './en-lenses.ts'
import { LIBRARY_EN } from './en-library.ts'
import { LOG_EN } from './en-log.ts'
import { REPORTS_EN } from './en-reports.ts'
import { SESSION_EN } from './en-session.ts'
import { SPACETIME_EN } from './en-spacetime.ts'

export const WORDS: Readonly<Record<string, string>> = {
  ...MEMBERS_EN,
  ...COORDINATORS_EN,
  ...FACTS_ADMIN,
  ...STORAGE_EN,
  ...SCENARIO_EN,
  ...EVIDENCE_EN,
  ...ANOMALIES_EN,
  ...REPORT_EN,
  ...RUN_EN,
  ...CALCULATORS_EN,
  ...COMPARE_EN,
  ...FIDELITY_EN,
  ...GROUPS_EN,
  ...ADMIN_EN,
  ...LEDGER_EN,
  ...LENSES_EN,
  ...SESSION_EN,
  ...LIBRARY_EN,
  ...LOG_EN,
  ...REPORTS_EN,
  ...SPACETIME_EN,
}
