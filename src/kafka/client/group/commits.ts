// Commits of a consumer (clients.md 3.6): by the clock, before partitions are given away, on close, or by the application.

import type { Process } from '../../../sim/process.ts'
import { msToUs, NEVER_US } from '../../../sim/time.ts'
import type { Sealed } from '../../../sim/tree.ts'
import type { World } from '../../../sim/world.ts'
import { fact, intern } from '../../../sim/world.ts'
import { backoffMs } from '../../network/backoff.ts'
import type { Channel } from '../../network/channel.ts'
import { isPlanted } from '../../plants.ts'
import { OFFSET_COMMIT } from '../../protocol/api.ts'
import {
  COORDINATOR_LOAD_IN_PROGRESS,
  COORDINATOR_NOT_AVAILABLE,
  FENCED_INSTANCE_ID,
  ILLEGAL_GENERATION,
  NETWORK_EXCEPTION,
  NONE,
  NOT_COORDINATOR,
  REBALANCE_IN_PROGRESS,
  REQUEST_TIMED_OUT,
  STALE_MEMBER_EPOCH,
  UNKNOWN_MEMBER_ID,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../../protocol/errors.ts'
import type { OffsetCommitRequest, OffsetCommitResponse } from '../../protocol/offsets.ts'
import type { Consumer } from '../consumer.ts'
import { partitionNamed } from '../consumer.ts'
import { offsetCommitRequestBytes } from '../sizes.ts'
import { forgetCoordinator, sendToCoordinator } from './coordinator-link.ts'
import { COMMIT_CONFIRMED, COMMIT_FAILED, COMMIT_NOT_SENT, COMMIT_SENT } from './facts.ts'
import { failApplication } from './fatal.ts'
import { resetGeneration } from './generation.ts'
import type { Commit, CommitKind, CommitOffset, Membership } from './membership.ts'

export interface CommitContext extends Sealed {
  readonly commit: number
  readonly generation: number
}

// rule: consumer.commit
/** Begins a commit of all positions. Its number; −1 if there is nothing to commit or the consumer may not now. */
export function commitPositions(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  kind: CommitKind,
): number {
  const offsets: CommitOffset[] = []
  for (const { name, state, position, positionEpoch } of mine.partitions) {
    if ((state !== 'fetching' && state !== 'awaitValidation') || position < 0) continue
    const offset = isPlanted(world, 'commits-beyond-log') ? position + 1_000 : position
    offsets.push({ sealed: true, partition: name, offset, leaderEpoch: positionEpoch })
  }
  if (offsets.length === 0) return -1
  if (!mayCommit(mine, member)) {
    fact(world, COMMIT_NOT_SENT, process.slot, -1, intern(world, member.id), member.generation)
    return -1
  }
  const number = member.nextCommit
  member.nextCommit += 1
  const untilUs =
    world.nowUs +
    msToUs(kind === 'rebalance' ? mine.config.maxPollIntervalMs : mine.config.defaultApiTimeoutMs)
  member.commits.push({ number, kind, offsets, inFlight: false, attempts: 0, dueUs: world.nowUs, untilUs })
  return number
}

/** A classic member commits only while it is stable; one of the consumer protocol as long as it has an epoch; who assigns by hand always may. */
function mayCommit(mine: Consumer, member: Membership): boolean {
  if (mine.subscribe === null) return true
  return member.protocol === 'classic' ? member.state === 'stable' : member.generation > 0
}

// rule: consumer.auto-commit
/** Inside a poll, once the interval is over: what earlier polls have handed out counts as done (trap 7). */
export function autoCommit(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
): void {
  if (!mine.config.enableAutoCommit || world.nowUs < member.autoCommitDueUs) return
  // Under KIP-848 one at a time (CommitRequestManager.AutoCommitState).
  if (member.protocol === 'consumer' && member.commits.some(({ kind }) => kind === 'auto')) return
  member.autoCommitDueUs = world.nowUs + msToUs(mine.config.autoCommitIntervalMs)
  commitPositions(world, process, mine, member, 'auto')
}

/** Until when a commit waits for a coordinator that is not there; NEVER_US for those that nobody waits for. */
export function commitEndsUs({ kind, inFlight, untilUs }: Readonly<Commit>): number {
  return inFlight || kind === 'auto' || kind === 'async' ? NEVER_US : untilUs
}

/** TimeoutException: it could not be sent in its time. */
export function expireCommits(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
): void {
  for (const commit of member.commits.slice()) {
    if (commitEndsUs(commit) <= world.nowUs) fail(world, process, mine, member, commit, REQUEST_TIMED_OUT)
  }
}

/** Sends what is due. */
export function sendCommits(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  channel: Channel,
): void {
  for (const commit of member.commits.slice()) {
    if (commit.inFlight || commit.dueUs > world.nowUs) continue
    if (!mayCommit(mine, member)) {
      fact(world, COMMIT_NOT_SENT, process.slot, -1, intern(world, member.id), member.generation)
      settle(mine, member, commit, 'failed')
      continue
    }
    const isMember = mine.subscribe !== null
    const generation = isMember ? member.generation : -1
    const body: OffsetCommitRequest = {
      sealed: true,
      type: 'offsetCommit',
      group: member.id,
      generation,
      memberId: isMember ? member.memberId : '',
      instanceId: isMember ? mine.config.groupInstanceId : null,
      partitions: commit.offsets.map(({ partition, offset, leaderEpoch }) => ({
        partition,
        offset,
        leaderEpoch,
      })),
    }
    const context: CommitContext = { sealed: true, commit: commit.number, generation }
    sendToCoordinator(
      world,
      mine,
      channel,
      OFFSET_COMMIT,
      body,
      offsetCommitRequestBytes(commit.offsets.length),
      context,
    )
    commit.inFlight = true
    sayOffsets(world, process, member, commit, COMMIT_SENT)
  }
}

export function takeCommitted(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  context: CommitContext,
  body: OffsetCommitResponse,
): void {
  const commit = member.commits.find(({ number }) => number === context.commit)
  if (commit === undefined) return
  let worst = NONE
  for (const { partition, error } of body.partitions) {
    if (error !== NONE) worst = error
    else confirm(world, process, mine, member, commit, partition)
  }
  if (worst === NONE) {
    settle(mine, member, commit, 'done')
    return
  }
  commit.inFlight = false
  react(world, process, mine, member, context.generation, worst)
  if (isRetriable(worst, commit.kind)) retry(world, process, mine, member, commit, worst)
  else fail(world, process, mine, member, commit, worst)
}

function confirm(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  commit: Commit,
  partition: string,
): void {
  const offset = commit.offsets.find((row) => row.partition === partition)?.offset ?? -1
  const owned = partitionNamed(mine, partition)
  if (owned !== undefined) owned.committed = offset
  fact(
    world,
    COMMIT_CONFIRMED,
    process.slot,
    -1,
    intern(world, partition),
    intern(world, member.id),
    offset,
    commit.number,
  )
}

/** What the error says about the coordinator and the membership. */
function react(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  generation: number,
  error: number,
): void {
  switch (error) {
    case COORDINATOR_NOT_AVAILABLE:
    case NOT_COORDINATOR:
    case REQUEST_TIMED_OUT:
      forgetCoordinator(world, process, mine, member, error)
      return
    case REBALANCE_IN_PROGRESS:
      if (member.protocol === 'classic') member.rejoinNeeded = true
      return
    case UNKNOWN_MEMBER_ID:
    case ILLEGAL_GENERATION:
      // Unless a newer generation is joined already; under the consumer protocol the heartbeat tells.
      if (member.protocol === 'classic' && mine.subscribe !== null && generation === member.generation) {
        resetGeneration(world, process, member, error)
      }
      return
    case FENCED_INSTANCE_ID:
      failApplication(world, process, mine, member, error)
      return
    default:
  }
}

function isRetriable(error: number, kind: CommitKind): boolean {
  switch (error) {
    case COORDINATOR_NOT_AVAILABLE:
    case NOT_COORDINATOR:
    case REQUEST_TIMED_OUT:
    case NETWORK_EXCEPTION:
    case COORDINATOR_LOAD_IN_PROGRESS:
    case UNKNOWN_TOPIC_OR_PARTITION:
      return true
    case STALE_MEMBER_EPOCH:
      return kind === 'rebalance' || kind === 'close'
    default:
      return false
  }
}

/** The connection ended before an answer came. */
export function commitLost(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  context: CommitContext,
  error: number,
): void {
  const commit = member.commits.find(({ number }) => number === context.commit)
  if (commit === undefined) return
  commit.inFlight = false
  retry(world, process, mine, member, commit, error)
}

/** commitSync and the commits of the client itself try again until their time is over; commitAsync does not, and the clock comes back by itself. */
function retry(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  commit: Commit,
  error: number,
): void {
  const { retryBackoffMs, retryBackoffMaxMs } = mine.config
  const waitUs = msToUs(backoffMs(world, mine.id, retryBackoffMs, retryBackoffMaxMs, commit.attempts))
  if (commit.kind === 'auto') member.autoCommitDueUs = Math.min(member.autoCommitDueUs, world.nowUs + waitUs)
  if (commit.kind === 'auto' || commit.kind === 'async' || world.nowUs + waitUs >= commit.untilUs) {
    fail(world, process, mine, member, commit, error)
    return
  }
  commit.attempts += 1
  commit.dueUs = world.nowUs + waitUs
}

function fail(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  member: Membership,
  commit: Commit,
  error: number,
): void {
  const group = intern(world, member.id)
  for (const { partition, offset } of commit.offsets) {
    fact(world, COMMIT_FAILED, process.slot, -1, intern(world, partition), group, offset, error)
  }
  settle(mine, member, commit, 'failed')
}

function settle(mine: Consumer, member: Membership, commit: Commit, result: 'done' | 'failed'): void {
  member.commits.splice(member.commits.indexOf(commit), 1)
  if (member.prepareCommit === commit.number) {
    member.prepareCommit = -1
    member.prepared = true
  }
  if (mine.loop.awaitedCommit === commit.number) mine.loop.commitResult = result
}

function sayOffsets(
  world: World,
  process: Readonly<Process>,
  member: Membership,
  commit: Commit,
  kind: typeof COMMIT_SENT,
): void {
  const group = intern(world, member.id)
  for (const { partition, offset } of commit.offsets) {
    fact(world, kind, process.slot, -1, intern(world, partition), group, offset, commit.number)
  }
}
