// 한국어 목록: 사실과 파일의 오류.

import { ADMIN_KO } from './ko-admin.ts'
import { ANOMALIES_KO } from './ko-anomalies.ts'
import { CLIENTS_KO } from './ko-clients.ts'
import { CLUSTER_KO } from './ko-cluster.ts'
import { COORDINATORS_KO } from './ko-coordinators.ts'
import { EVIDENCE_KO } from './ko-evidence.ts'
import { MEMBERS_KO } from './ko-members.ts'
import { REPORT_KO } from './ko-report.ts'
import { RUN_KO } from './ko-run.ts'
import { SCENARIO_KO } from './ko-scenario.ts'
import { STORAGE_KO } from './ko-storage.ts'
import { VIEW_KO } from './ko-view.ts'
import { WORLD_KO } from './ko-world.ts'

export const KO: { readonly [key: string]: string } = {
  ...WORLD_KO,
  ...CLUSTER_KO,
  ...CLIENTS_KO,
  ...MEMBERS_KO,
  ...COORDINATORS_KO,
  ...ADMIN_KO,
  ...STORAGE_KO,
  ...SCENARIO_KO,
  ...EVIDENCE_KO,
  ...ANOMALIES_KO,
  ...REPORT_KO,
  ...RUN_KO,
  ...VIEW_KO,
}
