// The first batch of a broker of which there are no bytes: what snappy, lz4 and zstd make of a block is known by size only.

import type { World } from '../../../sim/world.ts'
import { brokerOf } from '../../broker/broker.ts'
import type { Node } from '../../node.ts'
import { replicaLog } from '../../truth.ts'
import type { Batch } from '../batch.ts'
import type { Codec } from '../bytes/record-batch.ts'
import { CODECS } from '../bytes/record-batch.ts'

export interface EstimatedBatch {
  readonly node: number
  readonly partition: string
  readonly baseOffset: number
  readonly codec: Codec
}

/** null: every file of its data directory can be written. */
export function estimatedBatch(world: World, node: Readonly<Node>): EstimatedBatch | null {
  for (const partition of [...brokerOf(world, node).logs].sort()) {
    const log = replicaLog(world, partition, node.id)
    if (log === null) continue
    const deleted = log.deleted.flatMap(({ chunks }) => chunks)
    const torn = log.torn === null ? [] : [log.torn, ...log.torn.later.flatMap(({ chunks }) => chunks)]
    const batch = estimatedIn(deleted) ?? estimatedIn(log.chunks) ?? estimatedIn(torn)
    if (batch === null) continue
    const { baseOffset, codec } = batch
    return { node: node.id, partition, baseOffset, codec: CODECS[codec] ?? 'none' }
  }
  return null
}

function estimatedIn(chunks: readonly { readonly batches: readonly Batch[] }[]): Batch | null {
  for (const { batches } of chunks) for (const batch of batches) if (isEstimated(batch)) return batch
  return null
}

/** Without records a batch is a header, whatever its codec. */
export function isEstimated({ codec, count }: Batch): boolean {
  return count > 0 && codec !== 0 && CODECS[codec] !== 'gzip'
}
