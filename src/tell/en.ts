// The English catalogue: facts, and what is wrong with files.

import { CLIENTS_EN } from './en-clients.ts'
import { CLUSTER_EN } from './en-cluster.ts'
import { REPORT_EN } from './en-report.ts'
import { SCENARIO_EN } from './en-scenario.ts'
import { VIEW_EN } from './en-view.ts'
import { WORLD_EN } from './en-world.ts'

export const EN: { readonly [key: string]: string } = {
  ...WORLD_EN,
  ...CLUSTER_EN,
  ...CLIENTS_EN,
  ...SCENARIO_EN,
  ...REPORT_EN,
  ...VIEW_EN,
}
