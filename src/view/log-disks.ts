// Disk and page cache of each broker, as far as its logs go.

import { brokerOf } from '../kafka/broker/broker.ts'
import type { Batch } from '../kafka/log/batch.ts'
import { endOf } from '../kafka/log/batch.ts'
import type { Log } from '../kafka/log/log.ts'
import type { LogChunk } from '../kafka/log/segment.ts'
import { safeEndOf } from '../kafka/log/written.ts'
import { replicaLog } from '../kafka/truth.ts'
import type { DiskRow } from './log-rows.ts'
import type { Scene } from './scene.ts'

export function diskRows(scene: Scene): DiskRow[] {
  const rows: DiskRow[] = []
  for (const node of scene.things.node) {
    if (!node.isBroker) continue
    let usedBytes = 0
    let dirtyBytes = 0
    for (const partition of brokerOf(scene.world, node).logs) {
      const log = replicaLog(scene.world, partition, node.id)
      if (log === null) continue
      usedBytes += log.sizeBytes
      dirtyBytes += bytesFrom(log, safeEndOf(log, scene.world.nowUs))
    }
    rows.push({ address: `disk:${node.id}`, node: node.id, usedBytes, dirtyBytes, hits: 0, misses: 0 })
  }
  return rows
}

/** Bytes of the batches from an offset on, counted from the end. */
function bytesFrom(log: Readonly<Log>, offset: number): number {
  let bytes = 0
  for (let c = log.chunks.length - 1; c >= 0; c--) {
    const { batches } = log.chunks[c] as LogChunk
    for (let b = batches.length - 1; b >= 0; b--) {
      const batch = batches[b] as Batch
      if (endOf(batch) <= offset) return bytes
      bytes += batch.sizeBytes
    }
  }
  return bytes
}
