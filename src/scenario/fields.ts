// Looks up what a condition asks for, in the world at this moment: metadata as committed, logs as they lie on disk, clients as they count.

import type { Consumer } from '../kafka/client/consumer.ts'
import type { Producer } from '../kafka/client/producer.ts'
import { clientNamed } from '../kafka/client-named.ts'
import type { ClassicGroup, ConsumerGroup, Group } from '../kafka/group/group.ts'
import { comparePartitions } from '../kafka/group/names.ts'
import { groupTruth } from '../kafka/group/truth.ts'
import { logHash } from '../kafka/log/history.ts'
import { activeSegment, emptyLog, lastEpochOf } from '../kafka/log/log.ts'
import { recordsIn } from '../kafka/log/read.ts'
import { diskBytes } from '../kafka/log/retention.ts'
import { tornBytes } from '../kafka/log/torn.ts'
import type { NodeImage } from '../kafka/metadata/node-image.ts'
import type { PartitionState } from '../kafka/metadata/records.ts'
import type { Node } from '../kafka/node.ts'
import { standingOf } from '../kafka/process-status.ts'
import type { MetadataLog } from '../kafka/raft/metadata-log.ts'
import { latestSnapshot } from '../kafka/raft/metadata-log.ts'
import type { Raft } from '../kafka/raft/state.ts'
import type { LogDirs } from '../kafka/storage/log-dirs.ts'
import type { PageCache } from '../kafka/storage/page-cache.ts'
import {
  activeController,
  minIsrOf,
  nodesOf,
  replicaHighWatermark,
  replicaLog,
  replicaStanding,
  truthImage,
} from '../kafka/truth.ts'
import { parseAddress } from '../sim/address.ts'
import type { Process } from '../sim/process.ts'
import type { World } from '../sim/world.ts'
import { at, find } from '../sim/world.ts'
import type { FieldValue, Lookup } from './holds.ts'

const NO_LOG = emptyLog(-1, -1, '', -1)

/** Answers for the moment at which the world then stands; `ledger` is asked at each look: whatever is a number in it is a counter. */
export function fieldLookup(world: World, ledger: () => object): Lookup {
  const nodes = nodesOf(world)
  return (address, field) => {
    const known = parseAddress(address)
    if (known === null) return undefined
    switch (known.kind) {
      case 'partition':
        return partitionField(world, nodes, known.name, field)
      case 'replica':
        return replicaField(world, nodes, known.partition, Number(known.node), field)
      case 'broker':
      case 'controller':
        return nodeField(world, nodes, known.kind, known.name, field)
      case 'client':
        return clientField(world, known.name, field)
      case 'group':
        return groupField(world, known.name, field)
      case 'ledger':
        return ledgerField(ledger(), field)
      default:
        return undefined
    }
  }
}

function partitionField(
  world: World,
  nodes: readonly Node[],
  name: string,
  field: string,
): FieldValue | undefined {
  const image = truthImage(world, nodes)
  const state = image.partitions.get(name)
  if (state === undefined) return undefined
  switch (field) {
    case 'leader':
    case 'leaderEpoch':
    case 'partitionEpoch':
    case 'replicas':
    case 'isr':
    case 'elr':
      return state[field]
    case 'minIsr':
      return minIsrOf(image, state.topic, nodes)
    default:
      return undefined
  }
}

function replicaField(
  world: World,
  nodes: readonly Node[],
  partition: string,
  node: number,
  field: string,
): FieldValue | undefined {
  const state: PartitionState | undefined = truthImage(world, nodes).partitions.get(partition)
  if (state === undefined || !state.replicas.includes(node)) return undefined
  const log = replicaLog(world, partition, node) ?? NO_LOG
  switch (field) {
    case 'role':
      return replicaStanding(world, state, node)
    case 'inSync':
      return state.isr.includes(node)
    case 'highWatermark':
      return replicaHighWatermark(world, partition, node)
    case 'logStart':
    case 'logEnd':
    case 'truncatedRecords':
    case 'sizeBytes':
      return log[field]
    case 'records':
      return recordsIn(log)
    case 'segments':
      return log.segments.length
    case 'activeBase':
      return activeSegment(log).baseOffset
    case 'indexEntries':
      return log.segments.reduce((sum, segment) => sum + segment.indexEntries, 0)
    case 'diskBytes':
      return diskBytes(log)
    case 'tornBytes':
      return tornBytes(log)
    case 'lastEpoch':
      return lastEpochOf(log)
    case 'logHash':
      return logHash(log)
    default:
      return undefined
  }
}

function nodeField(
  world: World,
  nodes: readonly Node[],
  role: 'broker' | 'controller',
  name: string,
  field: string,
): FieldValue | undefined {
  const node = nodes.find((candidate) => String(candidate.id) === name)
  if (node === undefined || !(role === 'broker' ? node.isBroker : node.isController)) return undefined
  const raft = find(world, `raft:${node.id}`) as Raft | null
  switch (field) {
    case 'status':
      return standingOf(world, at(world, node.processSlot) as Process).status
    case 'fenced':
      return truthImage(world, nodes).brokers.get(node.id)?.fenced
    case 'active':
      return activeController(world, nodes) === node.id
    case 'raftRole':
      return raft?.role
    case 'raftEpoch':
      return raft?.epoch
    case 'metadataApplied':
      return (find(world, `image:${node.id}`) as NodeImage | null)?.endOffset ?? 0
    case 'metadataLogStart':
      return metadataLogOn(world, node.id)?.startOffset ?? 0
    case 'metadataSnapshots':
      return metadataLogOn(world, node.id)?.snapshots.length ?? 0
    case 'metadataSnapshotEnd': {
      const log = metadataLogOn(world, node.id)
      return log === null ? 0 : (latestSnapshot(log)?.endOffset ?? 0)
    }
    case 'cacheHits':
      return (find(world, `page-cache:${node.id}`) as PageCache | null)?.hits ?? 0
    case 'cacheMisses':
      return (find(world, `page-cache:${node.id}`) as PageCache | null)?.misses ?? 0
    case 'offlineDirs':
      return offlineDirs(world, node.id)
    default:
      return undefined
  }
}

function metadataLogOn(world: World, id: number): MetadataLog | null {
  return find(world, `metadata-log:${id}`) as MetadataLog | null
}

function offlineDirs(world: World, id: number): number {
  const known = find(world, `log-dirs:${id}`) as LogDirs | null
  return known?.dirs.filter(({ isOffline }) => isOffline).length ?? 0
}

function clientField(world: World, id: string, field: string): FieldValue | undefined {
  const process = find(world, `process:${id}`) as Process | null
  const client = clientNamed(world, id)
  if (process === null || client === null) return undefined
  if (field === 'status') return standingOf(world, process).status
  return client.kind === 'producer' ? producerField(client, field) : consumerField(client, field)
}

function producerField(producer: Readonly<Producer>, field: string): FieldValue | undefined {
  switch (field) {
    case 'acks':
      return producer.config.acks
    case 'waitingRecords':
    case 'inFlightRecords':
    case 'sentRecords':
    case 'acknowledgedRecords':
    case 'failedRecords':
      return producer[field]
    default:
      return undefined
  }
}

function consumerField(consumer: Readonly<Consumer>, field: string): FieldValue | undefined {
  switch (field) {
    case 'deliveredRecords':
      return consumer.deliveredRecords
    case 'processedRecords':
      return consumer.loop.processedRecords
    case 'member':
      return consumer.group?.state
    case 'owned':
      return consumer.partitions
        .map(({ name }) => name)
        .sort(comparePartitions)
        .join(' ')
    case 'ownedPartitions':
      return consumer.partitions.length
    default:
      return undefined
  }
}

/** As the broker knows it that coordinates it now; sums over all partitions with a committed offset. */
function groupField(world: World, id: string, field: string): FieldValue | undefined {
  const truth = groupTruth(world, id)
  if (field === 'coordinator') return truth.coordinator
  const { group } = truth
  const members = group?.members ?? null
  if (group === null || members === null) return undefined
  switch (field) {
    case 'state':
      return members.state
    case 'epoch':
      return members.type === 'classic' ? members.generation : members.epoch
    case 'members':
      return members.members.length
    case 'assignor':
      return members.type === 'classic' ? (members.protocol ?? '') : (members.members[0]?.assignor ?? '')
    case 'leader':
      return leaderOf(members)
    case 'committed':
      return committedSum(group)
    case 'lag':
      return lagOf(world, group)
    default:
      return undefined
  }
}

function committedSum(group: Readonly<Group>): number {
  let sum = 0
  for (const partition of [...group.offsets.keys()].sort()) sum += group.offsets.get(partition)?.offset ?? 0
  return sum
}

/** Name of the client that leads a classic group, '' for none. */
function leaderOf(members: Readonly<ClassicGroup | ConsumerGroup>): string {
  if (members.type === 'consumer') return ''
  return members.members.find(({ memberId }) => memberId === members.leader)?.clientId ?? ''
}

/** High watermarks less committed offsets. */
function lagOf(world: World, group: Readonly<Group>): number {
  const image = truthImage(world)
  let lag = 0
  for (const partition of [...group.offsets.keys()].sort()) {
    const leader = image.partitions.get(partition)?.leader ?? -1
    const end = replicaHighWatermark(world, partition, leader)
    lag += Math.max(0, end - (group.offsets.get(partition)?.offset ?? 0))
  }
  return lag
}

function ledgerField(ledger: object, field: string): FieldValue | undefined {
  const counters = ledger as { readonly [counter: string]: unknown }
  const value = Object.hasOwn(counters, field) ? counters[field] : undefined
  return typeof value === 'number' ? value : undefined
}
