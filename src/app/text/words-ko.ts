// The words in Korean that the page needs before its stage stands.

import { CLIENTS_KO } from '../../tell/ko-clients.ts'
import { CLUSTER_KO } from '../../tell/ko-cluster.ts'
import { VIEW_KO } from '../../tell/ko-view.ts'
import { WORLD_KO } from '../../tell/ko-world.ts'
import { CONSUMERS_KO } from './ko-consumers.ts'
import { FIRST_KO } from './ko-first.ts'
import { HAND_KO } from './ko-hand.ts'
import { LENS_NAMES_KO } from './ko-lens-names.ts'
import { MARKS_KO } from './ko-marks.ts'
import { PAGE_KO } from './ko-page.ts'

export const WORDS: Readonly<Record<string, string>> = {
  ...WORLD_KO,
  ...CLUSTER_KO,
  ...CLIENTS_KO,
  ...VIEW_KO,
  ...CONSUMERS_KO,
  ...FIRST_KO,
  ...HAND_KO,
  ...LENS_NAMES_KO,
  ...MARKS_KO,
  ...PAGE_KO,
}
