// How one partition changes (server.md 4.8, 4.14): ELR, election, epochs and ISR, in the order of Kafka's PartitionChangeBuilder.

import type { PartitionChangeRecord, PartitionState } from '../metadata/records.ts'

export type Election = 'online' | 'unclean' | 'preferred'

export interface PartitionChange {
  readonly state: PartitionState
  readonly targetIsr: readonly number[]
  readonly election: Election
  /** May lead: registered, unfenced, not shutting down, and not the broker that goes. */
  readonly isAcceptable: (replica: number) => boolean
  readonly effectiveMinIsr: number
  readonly isElrOn: boolean
  /** Broker whose new incarnation comes after an unclean stop, −1. */
  readonly uncleanShutdown: number
  /** The leader reports that it has recovered. */
  readonly hasRecovered: boolean
  /** A new leader epoch whenever the ISR loses a member, though the leader stays. */
  readonly bumpsOnShrink: boolean
  /** Where a reassignment shall lead; absent: it goes on as it is. */
  readonly assignment?: Assignment
}

/** Replicas in order of preference, those on their way out last, and which of them come and go. */
export interface Assignment {
  readonly replicas: readonly number[]
  readonly adding: readonly number[]
  readonly removing: readonly number[]
}

interface Target {
  isr: readonly number[]
  elr: readonly number[]
  replicas: readonly number[]
}

interface Elected {
  readonly node: number
  readonly unclean: boolean
}

/** The record of the change, or null when nothing would change. */
export function changePartition(change: PartitionChange): PartitionChangeRecord | null {
  const { state } = change
  const wanted = change.assignment ?? state
  const done = completed(wanted, change.targetIsr)
  const assignment = done ?? wanted
  const targetIsr = done?.isr ?? change.targetIsr
  const target: Target = {
    isr: targetIsr,
    elr: targetElr(change, targetIsr, assignment.replicas.length),
    replicas: assignment.replicas,
  }
  const elected = elect(change, target)
  let leader: number | null = null
  let isr: readonly number[] | null = null
  let recovering: boolean | null = change.hasRecovered && state.recovering ? false : null
  if (elected.node !== state.leader) {
    leader = elected.node
    if (target.elr.includes(elected.node)) {
      target.isr = [elected.node]
      target.elr = target.elr.filter((replica) => replica !== elected.node)
    }
    if (elected.unclean) {
      isr = [elected.node]
      target.elr = []
      if (!state.recovering) recovering = true
    }
  }
  if (!change.isElrOn) target.elr = []
  // Without ELR the last member of an ISR is never removed.
  if (isr === null && (target.isr.length > 0 || change.isElrOn) && !sameList(target.isr, state.isr)) {
    isr = target.isr
  }
  // A replica that leaves must not be able to go on: a new leader epoch shuts it out, though the leader stays.
  if (leader === null && !state.replicas.every((replica) => assignment.replicas.includes(replica))) {
    leader = state.leader
  }
  const shrinks = isr !== null && state.isr.some((replica) => !target.isr.includes(replica))
  if (leader === null && shrinks && change.bumpsOnShrink) leader = state.leader
  const elr = sameList(target.elr, state.elr) ? null : target.elr
  const lastKnownElr = lastKnown(change, leader)
  const replicas = sameList(assignment.replicas, state.replicas) ? null : assignment.replicas
  const adding = sameList(assignment.adding, state.adding) ? null : assignment.adding
  const removing = sameList(assignment.removing, state.removing) ? null : assignment.removing
  const changed = [leader, isr, elr, lastKnownElr, recovering, replicas, adding, removing]
  if (changed.every((field) => field === null)) return null
  return {
    type: 'partitionChange',
    topic: state.topic,
    index: state.index,
    leader,
    isr,
    elr,
    lastKnownElr,
    replicas,
    adding,
    removing,
    recovering,
  }
}

// rule: reassignment.completion
/** A reassignment is over when everyone who is to stay is in the ISR: only then do the others go (PartitionReassignmentReplicas). */
function completed(
  wanted: Assignment,
  targetIsr: readonly number[],
): (Assignment & { isr: number[] }) | null {
  const { adding, removing } = wanted
  if (adding.length === 0 && removing.length === 0) return null
  const isr = targetIsr.filter((replica) => !removing.includes(replica))
  const replicas = wanted.replicas.filter((replica) => !removing.includes(replica))
  if (isr.length === 0 || !replicas.every((replica) => isr.includes(replica))) return null
  return { isr, replicas, adding: [], removing: [] }
}

// rule: elr.members
/** Below min ISR the ELR takes in whoever leaves the ISR; at min ISR it is cleared. */
function targetElr(
  change: PartitionChange,
  targetIsr: readonly number[],
  replicas: number,
): readonly number[] {
  const { state } = change
  if (!change.isElrOn) return state.elr
  if (targetIsr.length >= Math.min(change.effectiveMinIsr, replicas)) return []
  const members = state.elr.slice()
  for (const replica of state.isr) if (!members.includes(replica)) members.push(replica)
  return members
    .filter((replica) => !targetIsr.includes(replica) && replica !== change.uncleanShutdown)
    .sort((a, b) => a - b)
}

// rule: election.next-leader
function elect(change: PartitionChange, target: Target): Elected {
  const { state } = change
  const { replicas } = target
  const isValid = (replica: number): boolean =>
    (target.isr.includes(replica) ||
      (target.isr.length === 0 && change.isElrOn && target.elr.includes(replica))) &&
    change.isAcceptable(replica)
  const preferred = replicas[0] ?? -1
  if (change.election === 'preferred' && isValid(preferred)) return { node: preferred, unclean: false }
  if (isValid(state.leader)) return { node: state.leader, unclean: false }
  for (const replica of replicas) if (isValid(replica)) return { node: replica, unclean: false }
  const last = lastKnownLeader(change, target)
  if (last >= 0) return { node: last, unclean: true }
  if (change.election === 'unclean') {
    for (const replica of replicas) if (change.isAcceptable(replica)) return { node: replica, unclean: true }
  }
  return { node: -1, unclean: false }
}

// rule: elr.last-known-leader
/** With ISR and ELR empty, the leader that was remembered when the last one went; it must be up (since 4.0.1, KAFKA-19522). */
function lastKnownLeader(change: PartitionChange, target: Target): number {
  if (!change.isElrOn || target.isr.length > 0 || target.elr.length > 0) return -1
  if (change.state.lastKnownElr.length !== 1) return -1
  const last = change.state.lastKnownElr[0] as number
  return change.isAcceptable(last) ? last : -1
}

/** Remembers the leader when the partition first loses it; forgets it at the next election. */
function lastKnown(change: PartitionChange, leader: number | null): readonly number[] | null {
  const { state } = change
  if (!change.isElrOn) return null
  if (leader === -1 && state.leader >= 0 && state.lastKnownElr.length === 0) return [state.leader]
  const hasLeader = leader === null ? state.leader >= 0 : leader >= 0
  return hasLeader && state.lastKnownElr.length > 0 ? [] : null
}

function sameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((item, place) => item === b[place])
}
