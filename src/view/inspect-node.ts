// A broker or controller: its life, its part in the quorum, what it decides, serves, fetches and holds back.

import type { Broker } from '../kafka/broker/broker.ts'
import type { Lifecycle } from '../kafka/broker/lifecycle-state.ts'
import type { Replica } from '../kafka/broker/replica.ts'
import type { Controller } from '../kafka/controller/state.ts'
import type { NodeImage } from '../kafka/metadata/node-image.ts'
import type { Node } from '../kafka/node.ts'
import { processOf } from '../kafka/node.ts'
import type { MetadataLog } from '../kafka/raft/metadata-log.ts'
import type { Raft } from '../kafka/raft/state.ts'
import { replicaLog, sessionEndsUs } from '../kafka/truth.ts'
import { connectionAt } from '../sim/connection.ts'
import type { Disk } from '../sim/disk.ts'
import { find } from '../sim/world.ts'
import { diskGroup, lifeFields, timerGroup } from './inspect-process.ts'
import type { FieldPair, InspectGroup } from './inspect-row.ts'
import { absent, group, here } from './inspect-row.ts'
import { messageAddress, parkedRequests } from './messages.ts'
import type { InspectRow } from './rows.ts'
import type { Scene } from './scene.ts'
import { flagText, listText, NONE_TEXT, numberText, untilText } from './text.ts'

export function inspectNode(
  scene: Scene,
  address: string,
  role: 'broker' | 'controller',
  name: string,
): InspectRow {
  const node = scene.things.node.find((candidate) => String(candidate.id) === name)
  if (node === undefined || !(role === 'broker' ? node.isBroker : node.isController))
    return absent(address, role, 'notYet')
  const process = processOf(scene.world, node)
  return here(address, role, [
    group('state', [...lifeFields(scene, process), ...registrationFields(scene, node)]),
    group('quorum', quorumFields(scene, node)),
    group('voters', voterFields(scene, node)),
    group('controller', controllerFields(scene, node)),
    group('sessions', sessionFields(scene, node)),
    group('replicas', replicaFields(scene, node)),
    group('fetchers', fetcherFields(scene, node)),
    group('fetchSessions', fetchSessionFields(scene, node)),
    group('purgatory', purgatoryFields(scene, node)),
    group('isr', isrFields(scene, node)),
    timerGroup(scene.world, process),
    diskGroup(scene.world, find(scene.world, `disk:${node.id}`) as Disk | null),
    configGroup(node),
  ])
}

function registrationFields(scene: Scene, node: Readonly<Node>): FieldPair[] {
  if (!node.isBroker) return []
  const { world, truth, active } = scene
  const lifecycle = find(world, `lifecycle:${node.id}`) as Lifecycle | null
  const registered = truth.brokers.get(node.id)
  const fields: FieldPair[] = []
  if (node.rack !== null) fields.push(['rack', node.rack])
  if (lifecycle !== null)
    fields.push(['lifecycle', lifecycle.state], ['brokerEpoch', numberText(lifecycle.brokerEpoch)])
  fields.push(['fenced', registered === undefined ? NONE_TEXT : flagText(registered.fenced)])
  if (registered?.inControlledShutdown === true) fields.push(['inControlledShutdown', flagText(true)])
  fields.push(['sessionEnds', untilText(world.nowUs, sessionEndsUs(world, active, node.id))])
  return fields
}

function quorumFields(scene: Scene, node: Readonly<Node>): FieldPair[] {
  const { world } = scene
  const raft = find(world, `raft:${node.id}`) as Raft | null
  const log = find(world, `metadata-log:${node.id}`) as MetadataLog | null
  const image = find(world, `image:${node.id}`) as NodeImage | null
  if (raft === null) return []
  const fields: FieldPair[] = [
    ['raftRole', raft.role],
    ['raftEpoch', raft.epoch],
    ['raftLeader', raft.leader < 0 ? NONE_TEXT : `controller:${raft.leader}`],
  ]
  if (node.isController) fields.push(['voted', raft.voted < 0 ? NONE_TEXT : `controller:${raft.voted}`])
  if (raft.role === 'candidate' || raft.role === 'prospective')
    fields.push(['granted', listText(raft.granted)], ['rejected', listText(raft.rejected)])
  fields.push(['metadataHighWatermark', numberText(raft.highWatermark)])
  if (log !== null) {
    fields.push(['metadataLogStart', log.startOffset])
    fields.push(['metadataLogEnd', log.endOffset], ['metadataFlushed', log.flushedEnd])
    fields.push(['metadataSnapshots', listText(log.snapshots.map(({ endOffset }) => endOffset))])
  }
  if (image !== null) fields.push(['metadataApplied', image.endOffset])
  return fields
}

/** What a leader of the quorum knows of the others. */
function voterFields(scene: Scene, node: Readonly<Node>): FieldPair[] {
  const raft = find(scene.world, `raft:${node.id}`) as Raft | null
  if (raft === null || raft.role !== 'leader') return []
  return raft.voters
    .filter((voter) => voter.id !== node.id)
    .map((voter) => [`C${voter.id}`, listText([`controller:${voter.id}`, numberText(voter.endOffset)])])
}

function controllerFields(scene: Scene, node: Readonly<Node>): FieldPair[] {
  const controller = find(scene.world, `controller:${node.id}`) as Controller | null
  if (controller === null) return []
  const fields: FieldPair[] = [['active', flagText(controller.active)]]
  if (controller.active)
    fields.push(
      ['claimEpoch', controller.claimEpoch],
      ['writtenEnd', controller.writtenEnd],
      ['pendingAnswers', controller.pending.length],
    )
  return fields
}

/** Brokers' sessions, as the active controller keeps them. */
function sessionFields(scene: Scene, node: Readonly<Node>): FieldPair[] {
  if (scene.active !== node.id) return []
  const fields: FieldPair[] = []
  for (const id of scene.truth.brokerIds)
    fields.push([
      `broker:${id}`,
      listText([
        `timer:${node.id}/session/${id}`,
        untilText(scene.world.nowUs, sessionEndsUs(scene.world, node.id, id)),
      ]),
    ])
  return fields
}

function replicaFields(scene: Scene, node: Readonly<Node>): FieldPair[] {
  const broker = node.isBroker ? (find(scene.world, `broker:${node.id}`) as Broker | null) : null
  if (broker === null) return []
  return broker.logs.map((partition) => {
    const replica = find(scene.world, `replica:${partition}@${node.id}`) as Replica | null
    const log = replicaLog(scene.world, partition, node.id)
    const role = replica === null || replica.role === 'none' ? NONE_TEXT : replica.role
    return [
      partition,
      listText([
        `replica:${partition}@${node.id}`,
        role,
        `${replica?.highWatermark ?? 0} / ${log?.logEnd ?? 0}`,
      ]),
    ]
  })
}

function fetcherFields(scene: Scene, node: Readonly<Node>): FieldPair[] {
  const fields: FieldPair[] = []
  for (const fetcher of scene.things.fetcher) {
    if (fetcher.nodeId !== node.id || fetcher.partitions.size === 0) continue
    const partitions = [...fetcher.partitions.keys()].sort()
    fields.push([
      `${node.id} → ${fetcher.leader}`,
      listText([
        `conn:${node.id}>${fetcher.leader}/fetcher`,
        `${fetcher.sessionId}:${fetcher.sessionEpoch}`,
        ...partitions,
      ]),
    ])
  }
  return fields
}

function fetchSessionFields(scene: Scene, node: Readonly<Node>): FieldPair[] {
  const fields: FieldPair[] = []
  for (const session of scene.things.fetchSession) {
    if (session.nodeId !== node.id || session.partitions.size === 0) continue
    const connection = connectionAt(scene.world, session.connectionSlot)
    fields.push([
      `${connection.client} → ${connection.server}`,
      listText([
        connection.address,
        `${session.id}:${session.epoch}`,
        ...[...session.partitions.keys()].sort(),
      ]),
    ])
  }
  return fields
}

/** Requests that wait here, oldest first by kind, with the end of their patience. */
function purgatoryFields(scene: Scene, node: Readonly<Node>): FieldPair[] {
  const fields: FieldPair[] = []
  for (const { connectionSlot, message, deadlineUs } of parkedRequests(scene)) {
    const connection = connectionAt(scene.world, connectionSlot)
    if (connection.server !== String(node.id)) continue
    const address = messageAddress(connection, message.api, message.id, false)
    fields.push([
      address.slice('message:'.length),
      listText([address, untilText(scene.world.nowUs, deadlineUs)]),
    ])
  }
  return fields
}

function isrFields(scene: Scene, node: Readonly<Node>): FieldPair[] {
  const broker = node.isBroker ? (find(scene.world, `broker:${node.id}`) as Broker | null) : null
  if (broker === null || broker.isrQueue.length + broker.isrInFlight.length === 0) return []
  return [
    ['isrQueue', listText(broker.isrQueue)],
    ['isrInFlight', listText(broker.isrInFlight)],
  ]
}

function configGroup(node: Readonly<Node>): InspectGroup | null {
  const { config } = node
  const fields: FieldPair[] = []
  if (node.isBroker)
    fields.push(
      ['broker.session.timeout.ms', config.brokerSessionTimeoutMs],
      ['broker.heartbeat.interval.ms', config.brokerHeartbeatIntervalMs],
      ['replica.lag.time.max.ms', config.replicaLagTimeMaxMs],
      ['replica.fetch.wait.max.ms', config.replicaFetchWaitMaxMs],
      ['min.insync.replicas', config.minInsyncReplicas],
    )
  if (node.isController)
    fields.push(
      ['controller.quorum.election.timeout.ms', config.controllerQuorumElectionTimeoutMs],
      ['controller.quorum.fetch.timeout.ms', config.controllerQuorumFetchTimeoutMs],
    )
  return group('config', fields)
}
