// How near the engine is to Apache Kafka, area by area: what it does exactly, what it simplifies, what it leaves out. The fidelity page and docs/fidelity.md
// are made from this; tests hold every claim of exactness to a test or a recording, and every rule to its place in the source.

import { ABSENT_AREAS } from './absent-areas.ts'
import { ADMIN_AREAS } from './admin-areas.ts'
import type { FidelityArea } from './area.ts'
import { CLIENT_AREAS } from './client-areas.ts'
import { CONTROLLER_AREAS } from './controller-areas.ts'
import { COORDINATOR_AREAS } from './coordinator-areas.ts'
import { GROUP_AREAS } from './group-areas.ts'
import { LOG_AREAS } from './log-areas.ts'
import { MACHINE_AREAS } from './machine-areas.ts'
import { MEMBER_AREAS } from './member-areas.ts'
import { POWER_LOSS } from './power-loss-area.ts'
import { REPLICATION_AREAS } from './replication-areas.ts'
import { STORAGE_AREAS } from './storage-areas.ts'
import { VERSION_AREAS } from './version-areas.ts'

export const FIDELITY: readonly FidelityArea[] = [
  ...LOG_AREAS,
  ...STORAGE_AREAS,
  POWER_LOSS,
  ...REPLICATION_AREAS,
  ...VERSION_AREAS,
  ...CONTROLLER_AREAS,
  ...ADMIN_AREAS,
  ...CLIENT_AREAS,
  ...MEMBER_AREAS,
  ...COORDINATOR_AREAS,
  ...GROUP_AREAS,
  ...MACHINE_AREAS,
  ...ABSENT_AREAS,
]
