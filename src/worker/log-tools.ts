// What the log lens asks for now and then, beside its frames: the bytes of a batch, a look-up, the files of a broker.

import type { EstimatedBatch } from '../kafka/log/files/estimated-batch.ts'
import { branchOf } from '../run/run.ts'
import { seek } from '../run/seek.ts'
import type { World } from '../sim/world.ts'
import type { LogBatchRow, LogRecordAsk, LookUpAsk, LookUpRows } from '../view/log-bytes.ts'
import { logBatchRow, lookUpRows } from '../view/log-bytes.ts'
import { divergence } from './frame.ts'
import type { OpenRun } from './open-run.ts'

export interface LogTools {
  /** The batch that holds a record, with its bytes; null when the replica has none there. */
  logBatch(branch: number, event: number, ask: LogRecordAsk): Promise<LogBatchRow | null>
  /** How a replica's log finds a record. */
  lookUp(branch: number, event: number, ask: LookUpAsk): Promise<LookUpRows | null>
  /** The data directories of brokers as a zip; or the batch that has no bytes. */
  dataZip(branch: number, event: number, nodes: readonly number[]): Promise<Uint8Array | EstimatedBatch>
}

export function logTools(opened: () => OpenRun): LogTools {
  function worldAt(branch: number, event: number): World {
    const { run } = opened()
    const seeked = seek(run, branchOf(run, branch), event)
    if (seeked.kind === 'diverged') throw divergence(seeked)
    return seeked.world
  }

  return {
    async logBatch(branch, event, ask) {
      return logBatchRow(worldAt(branch, event), ask)
    },

    async lookUp(branch, event, ask) {
      return lookUpRows(worldAt(branch, event), ask)
    },

    async dataZip(branch, event, nodes) {
      // Most readers never download anything.
      const { filesToPack, zipOf } = await import('./data-zip.ts')
      const packed = filesToPack(worldAt(branch, event), nodes)
      if ('codec' in packed) return packed
      return zipOf(packed, () => new Promise((resolve) => setTimeout(resolve)))
    },
  }
}
