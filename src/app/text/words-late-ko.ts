// The words in Korean that come after: of lenses and dialogs that load when they are opened, and of facts that the first scenario seldom has.

import { ADMIN_KO as FACTS_ADMIN } from '../../tell/ko-admin.ts'
import { ANOMALIES_KO } from '../../tell/ko-anomalies.ts'
import { COORDINATORS_KO } from '../../tell/ko-coordinators.ts'
import { EVIDENCE_KO } from '../../tell/ko-evidence.ts'
import { MEMBERS_KO } from '../../tell/ko-members.ts'
import { REPORT_KO } from '../../tell/ko-report.ts'
import { RUN_KO } from '../../tell/ko-run.ts'
import { SCENARIO_KO } from '../../tell/ko-scenario.ts'
import { STORAGE_KO } from '../../tell/ko-storage.ts'
import { ADMIN_KO } from './ko-admin.ts'
import { CALCULATORS_KO } from './ko-calculators.ts'
import { COMPARE_KO } from './ko-compare.ts'
import { FIDELITY_KO } from './ko-fidelity.ts'
import { GROUPS_KO } from './ko-groups.ts'
import { LEDGER_KO } from './ko-ledger.ts'
import { LENSES_KO } from './ko-lenses.ts'
import { LIBRARY_KO } from './ko-library.ts'
import { LOG_KO } from './ko-log.ts'
import { REPORTS_KO } from './ko-reports.ts'
import { SESSION_KO } from './ko-session.ts'
import { SPACETIME_KO } from './ko-spacetime.ts'

export const WORDS: Readonly<Record<string, string>> = {
  ...MEMBERS_KO,
  ...COORDINATORS_KO,
  ...FACTS_ADMIN,
  ...STORAGE_KO,
  ...SCENARIO_KO,
  ...EVIDENCE_KO,
  ...ANOMALIES_KO,
  ...REPORT_KO,
  ...RUN_KO,
  ...CALCULATORS_KO,
  ...COMPARE_KO,
  ...FIDELITY_KO,
  ...GROUPS_KO,
  ...ADMIN_KO,
  ...LEDGER_KO,
  ...LENSES_KO,
  ...SESSION_KO,
  ...LIBRARY_KO,
  ...LOG_KO,
  ...REPORTS_KO,
  ...SPACETIME_KO,
}
