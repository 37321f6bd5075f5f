// 한국어 목록: 사실과 파일의 오류.

import { CLIENTS_KO } from './ko-clients.ts'
import { CLUSTER_KO } from './ko-cluster.ts'
import { REPORT_KO } from './ko-report.ts'
import { SCENARIO_KO } from './ko-scenario.ts'
import { VIEW_KO } from './ko-view.ts'
import { WORLD_KO } from './ko-world.ts'

export const KO: { readonly [key: string]: string } = {
  ...WORLD_KO,
  ...CLUSTER_KO,
  ...CLIENTS_KO,
  ...SCENARIO_KO,
  ...REPORT_KO,
  ...VIEW_KO,
}
