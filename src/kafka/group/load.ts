// A broker becomes coordinator of a partition of __consumer_offsets, or ceases to be (clients.md 7.4).

import { armTimer, dropTimer, isArmed, later, wallClockUs } from '../../sim/process.ts'
import { usToMs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { OFFSETS_TOPIC } from '../broker/auto-create.ts'
import { findReplica, logOf } from '../broker/replica.ts'
import { offsetAt } from '../log/batch.ts'
import { readBatches } from '../log/read.ts'
import { imageOf } from '../metadata/node-image.ts'
import { partitionName } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { NOT_COORDINATOR } from '../protocol/errors.ts'
import {
  GROUP_APPEND_TIMER,
  GROUP_WRITE_TIMER,
  LOAD_COORDINATOR_TASK,
  OFFSETS_EXPIRY_TIMER,
} from '../timers.ts'
import { answerWith, errorAnswer } from './answer.ts'
import { prepareRebalance } from './classic/rebalance.ts'
import { armRevocation } from './consumer/reconcile.ts'
import { STATIC_LEAVE_EPOCH } from './consumer/state.ts'
import type { Coordinator } from './coordinator.ts'
import { coordinatorOn, findCoordinator } from './coordinator.ts'
import { COORDINATOR_LOADED, COORDINATOR_LOADING, COORDINATOR_UNLOADED, REBALANCE } from './facts.ts'
import type { Group } from './group.ts'
import { consumerStateOf, emptyClassic, findGroup, ownGroup } from './group.ts'
import { indexOf } from './names.ts'
import { noteState } from './note.ts'
import { clearTimers } from './registry.ts'
import { replay } from './replay.ts'
import { startSession } from './sessions.ts'
import type { Turn } from './turn.ts'
import { closeTurn, openTurn } from './turn.ts'

// rule: group.load-time
/** Reading a partition of __consumer_offsets back: 50 MB a second, and a millisecond for a start. */
const LOAD_LEAST_US = 1_000
const LOAD_BYTES_PER_US = 50

const READ_BYTES = 1_048_576
const PREFIX = `${OFFSETS_TOPIC}-`

export interface LoadStep {
  readonly sealed: true
  readonly index: number
  readonly epoch: number
}

/** Metadata has changed partitions: those of __consumer_offsets that this broker leads now are loaded, others are given up. */
export function updateCoordinators(world: World, node: Readonly<Node>, partitions: readonly string[]): void {
  for (const partition of partitions) {
    if (!partition.startsWith(PREFIX)) continue
    const replica = findReplica(world, node.id, partition)
    const state = imageOf(world, node).partitions.get(partition)
    if (state !== undefined && state.leader === node.id && replica?.role === 'leader')
      elected(world, node, partition, state.leaderEpoch)
    else resigned(world, node, indexOf(partition))
  }
}

function elected(world: World, node: Readonly<Node>, partition: string, epoch: number): void {
  const replica = findReplica(world, node.id, partition)
  const coordinator = own(world, coordinatorOn(world, node.id, indexOf(partition), partition))
  // Elected once more it knows already all that there is to know.
  if (replica === null || coordinator.state !== 'none') return
  coordinator.state = 'loading'
  coordinator.epoch = epoch
  const mine = own(world, replica)
  mine.coordinator = coordinator.slot
  const { sizeBytes } = logOf(world, replica)
  fact(world, COORDINATOR_LOADING, node.processSlot, coordinator.slot, replica.nameId, epoch, sizeBytes)
  const step: LoadStep = { sealed: true, index: coordinator.index, epoch }
  const tookUs = LOAD_LEAST_US + Math.floor(sizeBytes / LOAD_BYTES_PER_US)
  later(world, processOf(world, node), LOAD_COORDINATOR_TASK, tookUs, step)
}

/** The log has been read: from now on the coordinator answers. */
export function loadCoordinator(world: World, node: Readonly<Node>, step: LoadStep): void {
  const found = findCoordinator(world, node.id, step.index)
  const replica = found === null ? null : findReplica(world, node.id, found.partition)
  if (found === null || replica === null || found.state !== 'loading' || found.epoch !== step.epoch) return
  const coordinator = own(world, found)
  const records = replayLog(world, node, coordinator)
  coordinator.state = 'active'
  const { slot, groups } = coordinator
  fact(world, COORDINATOR_LOADED, node.processSlot, slot, replica.nameId, step.epoch, groups.length, records)
  const turn = openTurn(world, node, coordinator)
  for (const groupId of groups.slice()) takeUp(turn, groupId)
  closeTurn(turn)
  const process = processOf(world, node)
  if (!isArmed(process, OFFSETS_EXPIRY_TIMER, 0))
    armTimer(world, process, OFFSETS_EXPIRY_TIMER, 0, node.config.offsetsRetentionCheckIntervalMs * 1_000)
}

/** Everything up to the log's end, committed or not. Returns how many records there were. */
function replayLog(world: World, node: Readonly<Node>, coordinator: Coordinator): number {
  const replica = findReplica(world, node.id, coordinator.partition)
  if (replica === null) return 0
  const log = logOf(world, replica)
  const seen: string[] = []
  let records = 0
  for (let from = log.logStart; from < log.logEnd; ) {
    const batches = readBatches(log, from, log.logEnd, READ_BYTES)
    if (batches.length === 0) break
    for (const batch of batches) {
      for (const record of batch.data ?? []) {
        const groupId = replay(world, node.id, coordinator.index, record)
        if (!seen.includes(groupId)) seen.push(groupId)
        records += 1
      }
      from = offsetAt({ ...batch, offsetDeltas: null }, batch.lastOffsetDelta) + 1
    }
  }
  for (const groupId of seen) {
    const group = ownGroup(world, node.id, groupId, coordinator.index)
    const nowMs = usToMs(wallClockUs(world, processOf(world, node)))
    if (group.members === null && group.offsets.size > 0) group.members = emptyClassic(nowMs)
    if (group.members !== null) coordinator.groups.push(groupId)
  }
  return records
}

// rule: group.fresh-sessions
/** Every member gets a whole session: nobody knows how long it has been silent. */
function takeUp(turn: Turn, groupId: string): void {
  const { world, node } = turn
  const known = findGroup(world, node.id, groupId)
  if (known === null) return
  const group = own(world, known)
  const { members } = group
  if (members === null) return
  if (members.type === 'classic') {
    noteState(world, node, group)
    for (const { memberId, clientId, sessionTimeoutMs } of members.members)
      startSession(world, node, memberId, clientId, sessionTimeoutMs)
    if (members.members.length > node.config.groupMaxSize)
      prepareRebalance(turn, { group, classic: members }, REBALANCE.tooLarge)
    return
  }
  members.state = consumerStateOf(members)
  noteState(world, node, group)
  for (const member of members.members) {
    startSession(world, node, member.memberId, member.clientId, node.config.groupConsumerSessionTimeoutMs)
    if (member.state === 'UnrevokedPartitions' && member.epoch !== STATIC_LEAVE_EPOCH)
      armRevocation(turn, member)
  }
}

function resigned(world: World, node: Readonly<Node>, index: number): void {
  const coordinator = findCoordinator(world, node.id, index)
  if (coordinator === null || coordinator.state === 'none') return
  const replica = findReplica(world, node.id, coordinator.partition)
  if (replica !== null) {
    const { epoch, groups } = coordinator
    fact(
      world,
      COORDINATOR_UNLOADED,
      node.processSlot,
      coordinator.slot,
      replica.nameId,
      epoch,
      groups.length,
    )
  }
  unload(world, node, coordinator, true)
}

/** Memory is gone. */
export function forgetCoordinators(world: World, node: Readonly<Node>, partitions: readonly string[]): void {
  for (const partition of partitions) {
    if (!partition.startsWith(PREFIX)) continue
    const coordinator = findCoordinator(world, node.id, indexOf(partition))
    if (coordinator !== null && coordinator.state !== 'none') unload(world, node, coordinator, false)
  }
}

// rule: group.resignation
/** Groups are forgotten; whoever waits is told to look for the new coordinator. */
function unload(
  world: World,
  node: Readonly<Node>,
  coordinator: Readonly<Coordinator>,
  answers: boolean,
): void {
  const mine = own(world, coordinator)
  for (const groupId of mine.groups) {
    const group = ownGroup(world, node.id, groupId, mine.index)
    if (answers) dismiss(world, node, group)
    clearTimers(world, node, group)
    group.members = null
    group.offsets.clear()
  }
  if (answers) {
    for (const { then } of mine.deferred) {
      if (then.kind === 'answer') answerWith(world, node, then, errorAnswer(then.message, NOT_COORDINATOR))
    }
  }
  mine.groups.length = 0
  mine.deferred.length = 0
  mine.buffer.length = 0
  mine.waking = false
  mine.state = 'none'
  const process = processOf(world, node)
  dropTimer(world, process, GROUP_APPEND_TIMER, mine.index)
  dropTimer(world, process, GROUP_WRITE_TIMER, mine.index)
  const replica = findReplica(world, node.id, mine.partition)
  if (replica !== null) own(world, replica).coordinator = -1
}

/** Joins and syncs that wait. */
function dismiss(world: World, node: Readonly<Node>, group: Group): void {
  if (group.members?.type !== 'classic') return
  for (const member of group.members.members) {
    for (const parked of [member.joining, member.syncing]) {
      if (parked !== null) answerWith(world, node, parked, errorAnswer(parked.message, NOT_COORDINATOR))
    }
    member.joining = null
    member.syncing = null
  }
}

/** How many partitions the groups are spread over, as this broker knows it. */
export function offsetsPartitions(world: World, node: Readonly<Node>): number {
  const topic = imageOf(world, node).topics.get(OFFSETS_TOPIC)
  return topic === undefined ? node.config.offsetsTopicNumPartitions : topic.partitions.length
}

/** The partitions of __consumer_offsets by number. */
export function offsetsPartition(index: number): string {
  return partitionName(OFFSETS_TOPIC, index)
}
