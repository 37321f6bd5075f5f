// Positions from the group: OffsetFetch for partitions that have just been assigned (clients.md 3.5, 7.2).

import type { Process } from '../../../sim/process.ts'
import { msToUs } from '../../../sim/time.ts'
import type { Sealed } from '../../../sim/tree.ts'
import type { World } from '../../../sim/world.ts'
import { fact, intern } from '../../../sim/world.ts'
import { isReady } from '../../network/channel.ts'
import { OFFSET_FETCH } from '../../protocol/api.ts'
import { COORDINATOR_NOT_AVAILABLE, NONE, NOT_COORDINATOR } from '../../protocol/errors.ts'
import type { OffsetFetchRequest, OffsetFetchResponse } from '../../protocol/offsets.ts'
import type { Consumer, ConsumerPartition } from '../consumer.ts'
import { partitionNamed } from '../consumer.ts'
import { awaitReset, startAt } from '../positions.ts'
import { offsetFetchRequestBytes } from '../sizes.ts'
import { coordinatorChannel, forgetCoordinator, sendToCoordinator } from './coordinator-link.ts'
import { COMMITTED_READ } from './facts.ts'
import type { Membership } from './membership.ts'

export interface CommittedContext extends Sealed {
  readonly names: readonly string[]
}

// rule: consumer.committed
/** One request for all partitions whose committed offset is not known. */
export function askCommitted(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
): void {
  if (member.coordinator < 0) return
  const channel = coordinatorChannel(world, process, mine, member)
  if (!isReady(channel)) return
  const names: string[] = []
  for (const partition of mine.partitions) {
    if (partition.state !== 'initializing' || partition.asking || partition.askAgainUs > world.nowUs) continue
    partition.asking = true
    names.push(partition.name)
  }
  if (names.length === 0) return
  const isModern = member.protocol === 'consumer' && mine.subscribe !== null
  const body: OffsetFetchRequest = {
    sealed: true,
    type: 'offsetFetch',
    group: member.id,
    memberId: isModern ? member.memberId : '',
    memberEpoch: isModern ? member.generation : -1,
    partitions: names,
  }
  const context: CommittedContext = { sealed: true, names }
  sendToCoordinator(world, mine, channel, OFFSET_FETCH, body, offsetFetchRequestBytes(names.length), context)
}

export function takeCommittedOffsets(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  context: CommittedContext,
  body: OffsetFetchResponse,
): void {
  if (body.error === NOT_COORDINATOR || body.error === COORDINATOR_NOT_AVAILABLE) {
    forgetCoordinator(world, process, mine, member, body.error)
  }
  if (body.error === NONE) {
    for (const { partition: name, offset, leaderEpoch, error } of body.partitions) {
      const partition = partitionNamed(mine, name)
      if (partition?.state !== 'initializing' || error !== NONE) continue
      partition.asking = false
      partition.committed = offset
      fact(world, COMMITTED_READ, process.slot, -1, partition.nameId, intern(world, member.id), offset)
      if (offset < 0) awaitReset(partition)
      else startAt(mine, partition, offset, leaderEpoch)
    }
  }
  committedLost(world, mine, context)
}

/** What got no good answer is asked again after retry.backoff.ms. */
export function committedLost(world: World, mine: Consumer, context: CommittedContext): void {
  for (const name of context.names) {
    const partition: ConsumerPartition | undefined = partitionNamed(mine, name)
    if (partition?.state !== 'initializing' || !partition.asking) continue
    partition.asking = false
    partition.askAgainUs = world.nowUs + msToUs(mine.config.retryBackoffMs)
  }
}
