// A partition and a topic, as the committed metadata have them.

import { minIsrOf, replicaHighWatermark, replicaLog, replicaStanding } from '../kafka/truth.ts'
import { absent, group, here } from './inspect-row.ts'
import type { InspectRow } from './rows.ts'
import type { Scene } from './scene.ts'
import { flagText, listText, NONE_TEXT } from './text.ts'

export function inspectPartition(scene: Scene, address: string, partition: string): InspectRow {
  const { world, truth } = scene
  const state = truth.partitions.get(partition)
  if (state === undefined) return absent(address, 'partition', 'notYet')
  return here(address, 'partition', [
    group('state', [
      ['leader', state.leader < 0 ? NONE_TEXT : `broker:${state.leader}`],
      ['leaderEpoch', state.leaderEpoch],
      ['partitionEpoch', state.partitionEpoch],
      ['assignment', listText(state.replicas)],
      ...(state.adding.length > 0 ? [['adding', listText(state.adding)] as const] : []),
      ...(state.removing.length > 0 ? [['removing', listText(state.removing)] as const] : []),
      ['isr', listText(state.isr)],
      ['elr', listText(state.elr)],
      ['recovering', flagText(state.recovering)],
      ['min.insync.replicas', minIsrOf(truth, state.topic, scene.things.node)],
    ]),
    group(
      'replicas',
      state.replicas.map((node) => [
        `broker:${node}`,
        listText([
          `replica:${partition}@${node}`,
          replicaStanding(world, state, node),
          `${replicaHighWatermark(world, partition, node)} / ${replicaLog(world, partition, node)?.logEnd ?? 0}`,
        ]),
      ]),
    ),
  ])
}

export function inspectTopic(scene: Scene, address: string, name: string): InspectRow {
  const { truth } = scene
  const topic = truth.topics.get(name)
  if (topic === undefined) return absent(address, 'topic', 'notYet')
  const overrides = truth.configs.get(`topic/${name}`) ?? {}
  return here(address, 'topic', [
    group('state', [['partitions', listText(topic.partitions.map((partition) => `partition:${partition}`))]]),
    group(
      'config',
      Object.keys(overrides)
        .sort()
        .map((key) => [key, overrides[key] ?? '']),
    ),
  ])
}
