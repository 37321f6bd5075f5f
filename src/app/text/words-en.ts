// The words in English that the page needs before its stage stands.

import { CLIENTS_EN } from '../../tell/en-clients.ts'
import { CLUSTER_EN } from '../../tell/en-cluster.ts'
import { VIEW_EN } from '../../tell/en-view.ts'
import { WORLD_EN } from '../../tell/en-world.ts'
import { CONSUMERS_EN } from './en-consumers.ts'
import { FIRST_EN } from './en-first.ts'
import { HAND_EN } from './en-hand.ts'
import { LENS_NAMES_EN } from './en-lens-names.ts'
import { MARKS_EN } from './en-marks.ts'
import { PAGE_EN } from './en-page.ts'

export const WORDS: Readonly<Record<string, string>> = {
  ...WORLD_EN,
  ...CLUSTER_EN,
  ...CLIENTS_EN,
  ...VIEW_EN,
  ...CONSUMERS_EN,
  ...FIRST_EN,
  ...HAND_EN,
  ...LENS_NAMES_EN,
  ...MARKS_EN,
  ...PAGE_EN,
}
