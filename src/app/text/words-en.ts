// The words in English that the page needs before its stage stands.

import { CLIENTS_EN } from '../../tell/en-clients.ts'
import { CLUSTER_EN } from '../../tell/en-cluster.ts'
import { VIEW_EN } from '../../tell/en-view.ts'
import { WORLD_EN } from '../../tell/en-world.ts'
import { CONSUMERS_EN } from './en-consumers.ts'
import { FIRST_EN } from './en-first.ts'
import { HAND_EN } from './en-hand.ts'
import { LENSES_EN } from './en-lenses.ts'
import { MARKS_EN } from './en-marks.ts'
import { PAGE_EN } from './en-page.ts'
import { SESSION_EN } from './en-session.ts'

export const WORDS: Readonly<Record<string, string>> = {
  ...WORLD_EN,
  ...CLUSTER_EN,
  ...CLIENTS_EN,
  ...VIEW_EN,
  ...CONSUMERS_EN,
  ...FIRST_EN,
  ...HAND_EN,
  ...LENSES_EN,
  ...MARKS_EN,
  ...PAGE_EN,
  ...SESSION_EN,
}
