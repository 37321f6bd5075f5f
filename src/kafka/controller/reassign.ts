// Reassignments on the controller (server.md 4.10): new replicas come first, and those that are to go, go when all who stay are in the ISR. The leaders'
// AlterPartition requests bring it to its end.

import type { Connection, Message } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern } from '../../sim/world.ts'
import type { Image } from '../metadata/image.ts'
import { mayLead } from '../metadata/image.ts'
import type { PartitionChangeRecord, PartitionState } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import type {
  AlterPartitionReassignmentsRequest,
  ListPartitionReassignmentsRequest,
  OngoingReassignment,
  PartitionResult,
} from '../protocol/admin.ts'
import {
  INVALID_REPLICA_ASSIGNMENT,
  NO_REASSIGNMENT_IN_PROGRESS,
  NONE,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import { ADMIN_REFUSED, REASSIGNMENT_CANCELLED } from './admin-facts.ts'
import { answerAtCommit } from './answers.ts'
import { partitionsOf } from './broker-changes.ts'
import { manualError } from './manual-placement.ts'
import type { Assignment, Election } from './partition-change.ts'
import { changePartition } from './partition-change.ts'
import { controllerOf } from './state.ts'
import { changeRules, isUncleanElectionOn } from './topic-rules.ts'
import { write } from './write.ts'

export function handleAlterReassignments(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as AlterPartitionReassignmentsRequest
  const { image } = controllerOf(world, node)
  const records: PartitionChangeRecord[] = []
  const partitions: PartitionResult[] = []
  for (const { partition, replicas } of body.partitions) {
    const state = image.partitions.get(partition)
    const found =
      state === undefined
        ? UNKNOWN_TOPIC_OR_PARTITION
        : replicas === null
          ? cancel(image, node, state)
          : begin(image, node, state, replicas)
    const isRefused = typeof found === 'number' && found !== NONE
    partitions.push({ partition, error: isRefused ? found : NONE })
    const nameId = intern(world, partition)
    if (isRefused) fact(world, ADMIN_REFUSED, node.processSlot, -1, nameId, found)
    else if (typeof found !== 'number') {
      records.push(found)
      const left = found.replicas?.length ?? state?.replicas.length ?? 0
      if (replicas === null) fact(world, REASSIGNMENT_CANCELLED, node.processSlot, -1, nameId, left)
    }
  }
  write(world, node, records)
  const answer = { sealed: true, type: 'alterPartitionReassignments', error: NONE, partitions } as const
  answerAtCommit(world, node, connection, message, answer)
}

// rule: reassignment.targets
/** What is to be added counts from the full list there is now, members still being added by an older reassignment among them. */
function begin(
  image: Readonly<Image>,
  node: Readonly<Node>,
  state: PartitionState,
  target: readonly number[],
): PartitionChangeRecord | number {
  const error = manualError(image, target)
  if (error !== NONE) return error
  const ascending = (a: number, b: number) => a - b
  const removing = state.replicas.filter((replica) => !target.includes(replica)).sort(ascending)
  const adding = target.filter((replica) => !state.replicas.includes(replica)).sort(ascending)
  const assignment: Assignment = {
    replicas: [...target, ...removing],
    // As in Kafka an empty list leaves what an older reassignment has set.
    adding: adding.length > 0 ? adding : state.adding,
    removing: removing.length > 0 ? removing : state.removing,
  }
  return change(image, node, state, assignment, state.isr, onlineElection(image, node, state)) ?? NONE
}

// rule: reassignment.cancel
/** Back to the replicas there were before, if one of them is in the ISR, or an unclean election is allowed (PartitionReassignmentRevert). */
function cancel(
  image: Readonly<Image>,
  node: Readonly<Node>,
  state: PartitionState,
): PartitionChangeRecord | number {
  if (!isReassigning(state)) return NO_REASSIGNMENT_IN_PROGRESS
  const isr = state.isr.filter((replica) => !state.adding.includes(replica))
  if (isr.length === 0 && !isUncleanElectionOn(image, node, state.topic)) return INVALID_REPLICA_ASSIGNMENT
  const replicas = state.replicas.filter((replica) => !state.adding.includes(replica))
  const election = isr.length === 0 ? 'unclean' : onlineElection(image, node, state)
  return change(image, node, state, { replicas, adding: [], removing: [] }, isr, election) ?? NONE
}

function change(
  image: Readonly<Image>,
  node: Readonly<Node>,
  state: PartitionState,
  assignment: Assignment,
  targetIsr: readonly number[],
  election: Election,
): PartitionChangeRecord | null {
  return changePartition({
    state,
    targetIsr,
    election,
    isAcceptable: (replica) => mayLead(image, replica, state),
    ...changeRules(image, node, state.topic),
    uncleanShutdown: -1,
    hasRecovered: false,
    assignment,
  })
}

function onlineElection(image: Readonly<Image>, node: Readonly<Node>, state: PartitionState): Election {
  return isUncleanElectionOn(image, node, state.topic) ? 'unclean' : 'online'
}

function isReassigning(state: PartitionState): boolean {
  return state.adding.length > 0 || state.removing.length > 0
}

export function handleListReassignments(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const { partitions: asked } = message.body as ListPartitionReassignmentsRequest
  const { image } = controllerOf(world, node)
  const partitions: OngoingReassignment[] = []
  for (const state of partitionsOf(image, isReassigning)) {
    const partition = `${state.topic}-${state.index}`
    if (asked !== null && !asked.includes(partition)) continue
    const { replicas, adding, removing } = state
    partitions.push({ partition, replicas, adding, removing })
  }
  const answer = { sealed: true, type: 'listPartitionReassignments', error: NONE, partitions } as const
  answerAtCommit(world, node, connection, message, answer)
}
