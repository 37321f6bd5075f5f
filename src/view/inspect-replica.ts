// A replica: its role by the metadata and by its own broker, its log, and, leading, what it knows of its followers.

import type { Replica } from '../kafka/broker/replica.ts'
import { logHash } from '../kafka/log/history.ts'
import { lastEpochOf } from '../kafka/log/log.ts'
import { replicaHighWatermark, replicaLog, replicaStanding } from '../kafka/truth.ts'
import { find } from '../sim/world.ts'
import { spanText } from '../tell/time-text.ts'
import type { FieldPair } from './inspect-row.ts'
import { absent, group, here } from './inspect-row.ts'
import type { InspectRow } from './rows.ts'
import type { Scene } from './scene.ts'
import { flagText, listText, NONE_TEXT, numberText } from './text.ts'

export function inspectReplica(scene: Scene, address: string, partition: string, node: number): InspectRow {
  const { world, truth } = scene
  const state = truth.partitions.get(partition)
  const log = replicaLog(world, partition, node)
  if (state === undefined || !state.replicas.includes(node))
    return absent(address, 'replica', log === null ? 'notYet' : 'noMore')
  const replica = find(world, `replica:${partition}@${node}`) as Replica | null
  return here(address, 'replica', [
    group('state', [
      ['role', replicaStanding(world, state, node)],
      ['inSync', flagText(state.isr.includes(node))],
      ['partition', `partition:${partition}`],
      ['broker', `broker:${node}`],
    ]),
    group('log', logFields(scene, partition, node)),
    group(
      'epochs',
      log === null ? [] : log.epochs.map(({ epoch, startOffset }) => [String(epoch), startOffset]),
    ),
    group('own', replica === null || replica.role === 'none' ? [] : ownFields(replica)),
    group('followers', replica === null || replica.role !== 'leader' ? [] : followerFields(scene, replica)),
  ])
}

function logFields(scene: Scene, partition: string, node: number): FieldPair[] {
  const log = replicaLog(scene.world, partition, node)
  if (log === null) return []
  return [
    ['logStart', log.logStart],
    ['highWatermark', replicaHighWatermark(scene.world, partition, node)],
    ['logEnd', log.logEnd],
    ['lastEpoch', numberText(lastEpochOf(log))],
    ['sizeBytes', log.sizeBytes],
    ['checkpointedHighWatermark', log.checkpointedHighWatermark],
    ['truncatedRecords', log.truncatedRecords],
    ['logHash', logHash(log)],
  ]
}

/** As the broker itself sees it. */
function ownFields(replica: Readonly<Replica>): FieldPair[] {
  const fields: FieldPair[] = [
    ['ownRole', replica.role],
    ['leader', replica.leader < 0 ? NONE_TEXT : `broker:${replica.leader}`],
    ['leaderEpoch', replica.leaderEpoch],
    ['partitionEpoch', replica.partitionEpoch],
  ]
  if (replica.role !== 'leader') return fields
  fields.push(['epochStart', replica.epochStart], ['isr', listText(replica.isr)])
  if (replica.pending !== null)
    fields.push(
      ['pendingIsr', listText(replica.pending.isr)],
      ['maximalIsr', listText(replica.pending.maximalIsr)],
    )
  fields.push(['effectiveMinIsr', replica.effectiveMinIsr], ['waitingProduces', replica.waiting.length])
  return fields
}

/** Log end as last fetched, and how long ago it was caught up. */
function followerFields(scene: Scene, replica: Readonly<Replica>): FieldPair[] {
  return replica.followers.map((follower) => [
    `broker:${follower.id}`,
    listText([
      `replica:${replica.partition}@${follower.id}`,
      numberText(follower.logEnd),
      follower.lastCaughtUpUs < 0 ? NONE_TEXT : `-${spanText(scene.world.nowUs - follower.lastCaughtUpUs)}`,
    ]),
  ])
}
