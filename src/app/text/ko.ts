// All of the page's own words in Korean. What the page needs before its stage stands is in words-ko.ts, the rest in words-late-ko.ts. The facts' sentences are in src/tell.

import { ADMIN_KO } from './ko-admin.ts'
import { CALCULATORS_KO } from './ko-calculators.ts'
import { COMPARE_KO } from './ko-compare.ts'
import { CONSUMERS_KO } from './ko-consumers.ts'
import { FIDELITY_KO } from './ko-fidelity.ts'
import { FIRST_KO } from './ko-first.ts'
import { GROUPS_KO } from './ko-groups.ts'
import { HAND_KO } from './ko-hand.ts'
import { LEDGER_KO } from './ko-ledger.ts'
import { LENS_NAMES_KO } from './ko-lens-names.ts'
import { LENSES_KO } from './ko-lenses.ts'
import { LIBRARY_KO } from './ko-library.ts'
import { LOG_KO } from './ko-log.ts'
import { MARKS_KO } from './ko-marks.ts'
import { PAGE_KO } from './ko-page.ts'
import { REPORTS_KO } from './ko-reports.ts'
import { SESSION_KO } from './ko-session.ts'
import { SPACETIME_KO } from './ko-spacetime.ts'

export const ko: Record<string, string> = {
  ...CALCULATORS_KO,
  ...COMPARE_KO,
  ...CONSUMERS_KO,
  ...FIDELITY_KO,
  ...GROUPS_KO,
  ...ADMIN_KO,
  ...HAND_KO,
  ...LEDGER_KO,
  ...LENS_NAMES_KO,
  ...LENSES_KO,
  ...LIBRARY_KO,
  ...LOG_KO,
  ...MARKS_KO,
  ...REPORTS_KO,
  ...SESSION_KO,
  ...FIRST_KO,
  ...SPACETIME_KO,
  ...PAGE_KO,
}
