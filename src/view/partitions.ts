// A row for each partition, as the committed metadata have it; in order of topic and index.

import { minIsrOf } from '../kafka/truth.ts'
import type { PartitionRow } from './rows.ts'
import type { Scene } from './scene.ts'

export function partitionRows(scene: Scene): PartitionRow[] {
  const rows: PartitionRow[] = []
  for (const topic of scene.truth.topicNames) {
    const minIsr = minIsrOf(scene.truth, topic, scene.things.node)
    for (const name of scene.truth.topics.get(topic)?.partitions ?? []) {
      const state = scene.truth.partitions.get(name)
      if (state === undefined) continue
      rows.push({
        address: `partition:${name}`,
        topic,
        index: state.index,
        leader: state.leader,
        leaderEpoch: state.leaderEpoch,
        partitionEpoch: state.partitionEpoch,
        replicas: state.replicas.slice(),
        isr: state.isr.slice(),
        elr: state.elr.slice(),
        minIsr,
      })
    }
  }
  return rows
}
