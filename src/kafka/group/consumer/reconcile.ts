// Reconciliation (clients.md 6.4): a member goes from what it has to its target, giving up first. A partition is granted only once nobody else holds it.

import { armTimer, dropTimer } from '../../../sim/process.ts'
import { fact, intern } from '../../../sim/world.ts'
import { processOf } from '../../node.ts'
import { isPlanted } from '../../plants.ts'
import { GROUP_REVOCATION_TIMER } from '../../timers.ts'
import { MEMBER_RECONCILED, PARTITION_GRANTED, PARTITION_RELEASED, PARTITION_WITHHELD } from '../facts.ts'
import type { ConsumerGroup, ConsumerMember, Held, MemberState } from '../group.ts'
import { topicOf } from '../names.ts'
import type { Turn } from '../turn.ts'
import type { Consumer } from './state.ts'
import { writeCurrent } from './state.ts'
import { topicsOf } from './subscriptions.ts'

/** Codes of member states in facts. */
const MEMBER_STATES = [
  'Stable',
  'UnrevokedPartitions',
  'UnreleasedPartitions',
] as const satisfies readonly MemberState[]

// rule: group.reconciliation
/** Takes the member's next step, if there is one. `owned`: what it says it has, null when it does not say. */
export function reconcile(
  turn: Turn,
  of: Consumer,
  member: ConsumerMember,
  owned: readonly string[] | null,
): void {
  switch (member.state) {
    case 'Stable':
      if (member.epoch !== of.consumer.assignmentEpoch || hasUnsubscribed(of.consumer, member))
        step(turn, of, member, owned)
      return
    case 'UnrevokedPartitions':
      // It has not said yet that it gave them up.
      if (owned === null || member.revoking.some(({ partition }) => owned.includes(partition))) return
      step(turn, of, member, owned)
      return
    case 'UnreleasedPartitions':
      step(turn, of, member, owned)
  }
}

function hasUnsubscribed(group: Readonly<ConsumerGroup>, member: Readonly<ConsumerMember>): boolean {
  const topics = topicsOf(group, member)
  return member.assigned.some(({ partition }) => !topics.includes(topicOf(partition)))
}

function step(turn: Turn, of: Consumer, member: ConsumerMember, owned: readonly string[] | null): void {
  const { consumer } = of
  const topics = topicsOf(consumer, member)
  const target = member.target.filter((partition) => topics.includes(topicOf(partition)))
  const keep = member.assigned.filter(({ partition }) => target.includes(partition))
  const revoke = member.assigned.filter(({ partition }) => !target.includes(partition))
  const before = {
    epoch: member.epoch,
    previousEpoch: member.previousEpoch,
    state: member.state,
    held: member.assigned.length,
    count: keep.length,
  }
  const released = member.revoking
  if (revoke.length > 0 && (owned === null || revoke.some(({ partition }) => owned.includes(partition)))) {
    // From here on it is known by this epoch alone, as after every step.
    member.previousEpoch = member.epoch
    member.state = 'UnrevokedPartitions'
    member.assigned = keep
    member.revoking = revoke
    armRevocation(turn, member)
    tell(turn, of, member)
    writeCurrent(turn, of, member)
    return
  }
  const held = heldByOthers(consumer, member)
  const epoch = consumer.assignmentEpoch
  const grant: Held[] = []
  const withheld: string[] = []
  for (const partition of target) {
    if (keep.some((kept) => kept.partition === partition)) continue
    if (held.has(partition) && !isPlanted(turn.world, 'grants-what-is-held')) withheld.push(partition)
    else grant.push({ sealed: true, partition, epoch })
  }
  // Also when the epoch stays: from its second step on a member that waits is known by this epoch alone.
  member.previousEpoch = member.epoch
  member.epoch = epoch
  member.assigned = [...keep, ...grant]
  member.revoking = []
  member.state = withheld.length === 0 ? 'Stable' : 'UnreleasedPartitions'
  const process = processOf(turn.world, turn.node)
  dropTimer(turn.world, process, GROUP_REVOCATION_TIMER, intern(turn.world, member.memberId))
  const isNews =
    before.epoch !== member.epoch ||
    before.previousEpoch !== member.previousEpoch ||
    before.state !== member.state ||
    grant.length > 0 ||
    before.held !== before.count ||
    released.length > 0
  if (!isNews) return
  for (const { partition } of [...released, ...revoke]) note(turn, of, member, PARTITION_RELEASED, partition)
  for (const { partition } of grant) note(turn, of, member, PARTITION_GRANTED, partition)
  for (const partition of withheld) note(turn, of, member, PARTITION_WITHHELD, partition)
  tell(turn, of, member)
  writeCurrent(turn, of, member)
}

// rule: group.revocation-timeout
/** What it must give up it must give up within its rebalance timeout. */
export function armRevocation(turn: Turn, member: Readonly<ConsumerMember>): void {
  armTimer(
    turn.world,
    processOf(turn.world, turn.node),
    GROUP_REVOCATION_TIMER,
    intern(turn.world, member.memberId),
    member.rebalanceTimeoutMs * 1_000,
    `process:${member.clientId}`,
  )
}

function heldByOthers(group: Readonly<ConsumerGroup>, member: Readonly<ConsumerMember>): ReadonlySet<string> {
  const held = new Set<string>()
  for (const other of group.members) {
    if (other === member) continue
    for (const { partition } of other.assigned) held.add(partition)
    for (const { partition } of other.revoking) held.add(partition)
  }
  return held
}

function note(
  turn: Turn,
  { group }: Consumer,
  member: Readonly<ConsumerMember>,
  kind: typeof PARTITION_GRANTED,
  partition: string,
): void {
  const { world, node } = turn
  const [a, b] = [intern(world, partition), intern(world, member.memberId)]
  fact(
    world,
    kind,
    node.processSlot,
    group.slot,
    group.nameId,
    a,
    b,
    kind === PARTITION_WITHHELD ? -1 : member.epoch,
  )
}

function tell(turn: Turn, { group }: Consumer, member: Readonly<ConsumerMember>): void {
  fact(
    turn.world,
    MEMBER_RECONCILED,
    turn.node.processSlot,
    group.slot,
    group.nameId,
    intern(turn.world, member.memberId),
    member.epoch,
    MEMBER_STATES.indexOf(member.state),
  )
}
