// The cluster's metadata: what is committed stays, epochs never fall, and ISR and ELR are what they must be.

import { imageOf } from '../kafka/metadata/node-image.ts'
import type { PartitionState } from '../kafka/metadata/records.ts'
import type { Node } from '../kafka/node.ts'
import { nodeAtProcess } from '../kafka/node.ts'
import type { MetadataLog } from '../kafka/raft/metadata-log.ts'
import type { Raft } from '../kafka/raft/state.ts'
import { numberedFinder } from '../sim/finders.ts'
import type { Process } from '../sim/process.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, findEntity, ownIn } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { at, find } from '../sim/world.ts'
import { detailOf } from './detail.ts'
import { EPOCHS_NEVER_FALL, ISR_OF_REPLICAS, METADATA_SURVIVES, violate } from './invariant.ts'

interface Committed extends Entity {
  readonly kind: 'committedMetadata'
  /** End of what has been committed, and the epoch of its last record: with one leader an epoch the two name the whole log below. */
  end: number
  epoch: number
  /** The latest epoch in which anybody led. */
  leaderEpoch: number
  /** Partitions of which a controller has written something new. */
  readonly changed: string[]
  /** Partition epoch of each partition when it was last looked at, by topic id and name. */
  readonly epochs: Map<string, number>
  /** Leader epoch that each broker knows of each partition, since its process started. */
  readonly known: Map<string, number>
}

function committedOf(tables: Tables): Committed {
  return (
    (findEntity(tables, 'committedMetadata') as Committed | null) ??
    addEntity<Committed>(tables, (slot, stamp) => ({
      kind: 'committedMetadata',
      address: 'committedMetadata',
      slot,
      stamp,
      end: 0,
      epoch: 0,
      leaderEpoch: 0,
      changed: [],
      epochs: new Map(),
      known: new Map(),
    }))
  )
}

/** A leader of the quorum, just elected or committing up to `end`, must hold all that was committed before. */
export function noteQuorumLeader(
  world: World,
  tables: Tables,
  process: number,
  leaderEpoch: number,
  end: number,
): void {
  const name = at(world, process).address.slice('process:'.length)
  const log = find(world, `metadata-log:${name}`) as MetadataLog | null
  if (log === null) return
  const known = committedOf(tables)
  // One that has been replaced and does not know it may still count as committed what its old followers have fetched.
  if (leaderEpoch < known.leaderEpoch) return
  if (leaderEpoch > known.leaderEpoch) ownIn(tables, known).leaderEpoch = leaderEpoch
  // What lies below the start of its log is in a snapshot, and a snapshot holds committed records only.
  const inSnapshot = known.end < log.startOffset
  if (known.end > 0 && !inSnapshot && epochAt(log, known.end - 1) !== known.epoch) {
    const { end: committed, epoch } = known
    const detail = detailOf('metadata-lost', { node: name, end: log.endOffset, offset: committed - 1, epoch })
    violate(tables, METADATA_SURVIVES, world.event, { about: `controller:${name}`, detail })
  }
  if (end <= known.end) return
  const mine = ownIn(tables, known)
  mine.end = end
  mine.epoch = epochAt(log, end - 1)
}

/** Epoch of the record at an offset, −1 when the log has none. */
function epochAt(log: Readonly<MetadataLog>, offset: number): number {
  if (offset >= log.endOffset) return -1
  if (offset === log.startOffset - 1) return log.startEpoch
  for (let i = log.epochs.length - 1; i >= 0; i--) {
    const entry = log.epochs[i]
    if (entry !== undefined && entry.startOffset <= offset) return entry.epoch
  }
  // A snapshot stands for it.
  return log.startOffset > 0 ? log.startEpoch : -1
}

/** A node has applied metadata up to `end`: below the lower of their high watermarks its log agrees with that of every other node. */
export function checkMetadataAgreement(world: World, tables: Tables, process: number, end: number): void {
  const node = nodeAtProcess(world, at(world, process) as Process)
  if (node === null) return
  for (const id of node.voters) if (id !== node.id) checkAgreementWith(world, tables, node, id, end)
  for (const id of node.brokers)
    if (id !== node.id && !node.voters.includes(id)) checkAgreementWith(world, tables, node, id, end)
}

function checkAgreementWith(
  world: World,
  tables: Tables,
  node: Readonly<Node>,
  id: number,
  end: number,
): void {
  const log = findLog(world.tables, node.id, node.id) as MetadataLog | null
  const other = findLog(world.tables, id, id) as MetadataLog | null
  const raft = findRaft(world.tables, id, id) as Raft | null
  if (log === null || other === null || raft === null) return
  const offset = partAt(log, other, Math.min(end, raft.highWatermark))
  if (offset < 0) return
  const detail = detailOf('metadata-logs-part', { node: String(node.id), other: id, offset })
  violate(tables, METADATA_SURVIVES, world.event, { about: `controller:${node.id}`, detail })
}

const findLog = numberedFinder((id: number) => `metadata-log:${id}`)
const findRaft = numberedFinder((id: number) => `raft:${id}`)

/** The first offset that both hold below an end and that is of another epoch in each, −1: they agree. With one leader an epoch the epochs name the records. */
function partAt(one: Readonly<MetadataLog>, other: Readonly<MetadataLog>, end: number): number {
  const from = Math.max(one.startOffset, other.startOffset)
  if (from >= end) return -1
  if (epochAt(one, from) !== epochAt(other, from)) return from
  for (const { epochs } of [one, other]) {
    for (const { startOffset } of epochs)
      if (
        startOffset > from &&
        startOffset < end &&
        epochAt(one, startOffset) !== epochAt(other, startOffset)
      )
        return startOffset
  }
  return epochAt(one, end - 1) === epochAt(other, end - 1) ? -1 : end - 1
}

/** A controller wrote about a partition; it is looked at once that is committed. */
export function notePartitionWritten(tables: Tables, partition: string): void {
  const known = committedOf(tables)
  if (!known.changed.includes(partition)) ownIn(tables, known).changed.push(partition)
}

/** A node has applied committed metadata. */
export function noteMetadataApplied(world: World, tables: Tables, process: number): void {
  const known = committedOf(tables)
  if (known.changed.length === 0) return
  const name = at(world, process).address.slice('process:'.length)
  const node = find(world, `node:${name}`) as Node | null
  if (node === null) return
  const image = imageOf(world, node)
  const mine = ownIn(tables, known)
  for (const partition of mine.changed.splice(0)) {
    const state = image.partitions.get(partition)
    // A topic that is made again begins anew.
    const key = `${image.topics.get(state?.topic ?? '')?.topicId}/${partition}`
    const before = mine.epochs.get(key) ?? -1
    if (state === undefined || state.partitionEpoch <= before) {
      // Not committed yet, or this node is behind.
      mine.changed.push(partition)
      continue
    }
    checkState(world, tables, state, partition)
    mine.epochs.set(key, state.partitionEpoch)
  }
}

function checkState(world: World, tables: Tables, state: PartitionState, partition: string): void {
  const { leader, isr, elr, replicas } = state
  const wrong =
    (leader >= 0 && !isr.includes(leader) && 'leader-outside-isr') ||
    (isr.some((id) => !replicas.includes(id)) && 'isr-of-strangers') ||
    (elr.some((id) => !replicas.includes(id)) && 'elr-of-strangers') ||
    (elr.some((id) => isr.includes(id)) && 'isr-and-elr')
  if (wrong === false) return
  const lists = { isr: isr.join(', '), elr: elr.join(', '), replicas: replicas.join(', ') }
  const detail = detailOf(wrong, { leader, ...lists })
  violate(tables, ISR_OF_REPLICAS, world.event, { about: `partition:${partition}`, detail })
}

/** A broker takes a role in an epoch: never in an older one than it has known. */
export function noteEpochLearned(
  world: World,
  tables: Tables,
  process: number,
  partition: number,
  epoch: number,
): void {
  const known = committedOf(tables)
  const key = `${process}/${partition}`
  const before = known.known.get(key)
  if (before === epoch) return
  if (before !== undefined && epoch < before) {
    const about = `partition:${world.names[partition] ?? ''}`
    const name = at(world, process).address.slice('process:'.length)
    const detail = detailOf('epoch-fell', { node: name, before, epoch })
    violate(tables, EPOCHS_NEVER_FALL, world.event, { about, detail })
  }
  ownIn(tables, known).known.set(key, epoch)
}

/** A new process knows nothing; a topic that is made again begins anew. */
export function forgetEpochs(tables: Tables, process: number, partition: number | null): void {
  const known = committedOf(tables)
  if (partition !== null) {
    if (known.known.has(`${process}/${partition}`))
      ownIn(tables, known).known.delete(`${process}/${partition}`)
    return
  }
  const prefix = `${process}/`
  const keys = [...known.known.keys()].filter((key) => key.startsWith(prefix))
  if (keys.length === 0) return
  const mine = ownIn(tables, known)
  for (const key of keys) mine.known.delete(key)
}
