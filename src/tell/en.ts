// The English catalogue: facts, and what is wrong with files.

import { ADMIN_EN } from './en-admin.ts'
import { ANOMALIES_EN } from './en-anomalies.ts'
import { CLIENTS_EN } from './en-clients.ts'
import { CLUSTER_EN } from './en-cluster.ts'
import { COORDINATORS_EN } from './en-coordinators.ts'
import { EVIDENCE_EN } from './en-evidence.ts'
import { MEMBERS_EN } from './en-members.ts'
import { REPORT_EN } from './en-report.ts'
import { RUN_EN } from './en-run.ts'
import { SCENARIO_EN } from './en-scenario.ts'
import { STORAGE_EN } from './en-storage.ts'
import { VIEW_EN } from './en-view.ts'
import { WORLD_EN } from './en-world.ts'

export const EN: { readonly [key: string]: string } = {
  ...WORLD_EN,
  ...CLUSTER_EN,
  ...CLIENTS_EN,
  ...MEMBERS_EN,
  ...COORDINATORS_EN,
  ...ADMIN_EN,
  ...STORAGE_EN,
  ...SCENARIO_EN,
  ...EVIDENCE_EN,
  ...ANOMALIES_EN,
  ...REPORT_EN,
  ...RUN_EN,
  ...VIEW_EN,
}
