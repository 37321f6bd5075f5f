// All of the page's own words in English. What the page needs before its stage stands is in words-en.ts, the rest in words-late-en.ts. The facts' sentences are in src/tell.

import { ADMIN_EN } from './en-admin.ts'
import { CALCULATORS_EN } from './en-calculators.ts'
import { COMPARE_EN } from './en-compare.ts'
import { CONSUMERS_EN } from './en-consumers.ts'
import { FIDELITY_EN } from './en-fidelity.ts'
import { FIRST_EN } from './en-first.ts'
import { GROUPS_EN } from './en-groups.ts'
import { HAND_EN } from './en-hand.ts'
import { LEDGER_EN } from './en-ledger.ts'
import { LENS_NAMES_EN } from './en-lens-names.ts'
import { LENSES_EN } from './en-lenses.ts'
import { LIBRARY_EN } from './en-library.ts'
import { LOG_EN } from './en-log.ts'
import { MARKS_EN } from './en-marks.ts'
import { PAGE_EN } from './en-page.ts'
import { REPORTS_EN } from './en-reports.ts'
import { SESSION_EN } from './en-session.ts'
import { SPACETIME_EN } from './en-spacetime.ts'

export const en: Record<string, string> = {
  ...CALCULATORS_EN,
  ...COMPARE_EN,
  ...CONSUMERS_EN,
  ...FIDELITY_EN,
  ...GROUPS_EN,
  ...ADMIN_EN,
  ...HAND_EN,
  ...LEDGER_EN,
  ...LENS_NAMES_EN,
  ...LENSES_EN,
  ...LIBRARY_EN,
  ...LOG_EN,
  ...MARKS_EN,
  ...REPORTS_EN,
  ...SESSION_EN,
  ...FIRST_EN,
  ...SPACETIME_EN,
  ...PAGE_EN,
}
