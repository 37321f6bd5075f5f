// What an application does with its records: how long each takes, and the one at which it hangs.

import { drawQuantile } from '../../sim/chance.ts'
import { EXPONENTIAL } from '../../sim/quantiles.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { stream } from '../../sim/world.ts'
import type { ProcessingSetup } from '../setup.ts'

export type Processing = ProcessingSetup & Sealed

const AT_ONCE: Processing = {
  sealed: true,
  perRecordUs: 0,
  spread: 'constant',
  stuckAt: null,
  workers: null,
}

export function processingOf(setup: ProcessingSetup | undefined): Processing {
  return setup === undefined ? AT_ONCE : { ...setup, sealed: true }
}

/** The other way round. A hang is one process's own. */
export function processingSetup({ perRecordUs, spread, workers }: Processing): ProcessingSetup {
  return { perRecordUs, spread, stuckAt: null, workers }
}

/** Whether records take no time and cannot hang: nothing then happens between two polls. */
export function isAtOnce(processing: Processing): boolean {
  return processing.perRecordUs === 0 && processing.stuckAt === null
}

/** Time of the next record. */
export function recordTimeUs(world: World, client: string, processing: Processing): number {
  const { perRecordUs, spread } = processing
  if (spread === 'constant') return perRecordUs
  return drawQuantile(stream(world, `client/${client}/processing`), EXPONENTIAL, perRecordUs)
}
