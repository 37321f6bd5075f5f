// A row for each replica: its standing by the metadata, its log by its disk, its high watermark by its broker.

import { logHash } from '../kafka/log/history.ts'
import { emptyLog, lastEpochOf } from '../kafka/log/log.ts'
import type { PartitionState } from '../kafka/metadata/records.ts'
import { replicaHighWatermark, replicaLog, replicaStanding } from '../kafka/truth.ts'
import type { ReplicaRow } from './rows.ts'
import type { Scene } from './scene.ts'

const NO_LOG = emptyLog(-1, -1, '', -1)

export function replicaRows(scene: Scene): ReplicaRow[] {
  const rows: ReplicaRow[] = []
  for (const topic of scene.truth.topicNames) {
    for (const name of scene.truth.topics.get(topic)?.partitions ?? []) {
      const state = scene.truth.partitions.get(name)
      if (state === undefined) continue
      for (const node of state.replicas) rows.push(replicaRow(scene, name, state, node))
    }
  }
  return rows
}

function replicaRow(scene: Scene, partition: string, state: PartitionState, node: number): ReplicaRow {
  const log = replicaLog(scene.world, partition, node) ?? NO_LOG
  return {
    address: `replica:${partition}@${node}`,
    partition,
    node,
    role: replicaStanding(scene.world, state, node),
    inSync: state.isr.includes(node),
    logStart: log.logStart,
    logEnd: log.logEnd,
    highWatermark: replicaHighWatermark(scene.world, partition, node),
    lastEpoch: lastEpochOf(log),
    logHash: logHash(log),
    truncatedRecords: log.truncatedRecords,
  }
}
