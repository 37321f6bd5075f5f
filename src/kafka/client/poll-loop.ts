// The application's thread of a consumer: poll, work the records off, commit, poll again; and close() at the end (clients.md 3.3, 3.6, 3.7).

import { endProcess } from '../../sim/life.ts'
import type { Process } from '../../sim/process.ts'
import { armTimer, later } from '../../sim/process.ts'
import { msToUs, NEVER_US, US_PER_S } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import { isPlanted } from '../plants.ts'
import { CLOSE_TIMER, POLL_INTERVAL_TIMER, PROCESS_TASK } from '../timers.ts'
import type { Consumer } from './consumer.ts'
import { lost, revoked } from './group/callbacks.ts'
import { commitPositions } from './group/commits.ts'
import { PROCESSING_STUCK, RECORDS_DROPPED, RECORDS_PROCESSED } from './group/facts.ts'
import { hasGeneration } from './group/generation.ts'
import { leaveClassic } from './group/heartbeat.ts'
import type { Membership } from './group/membership.ts'
import { leaveModern } from './group/modern.ts'
import { setTimer } from './network-client.ts'
import type { HandRange } from './poll-loop-state.ts'
import { isAtOnce, recordTimeUs } from './processing.ts'

/** Steps of work are at least so long, or one record: events are not the measure of a record that takes a microsecond. */
const STEP_US = 1_000
/** Of KafkaConsumer.close(). */
const CLOSE_TIMEOUT_US = 30 * US_PER_S

/** A poll has returned with records. */
export function recordsPolled(world: World, process: Readonly<Process>, mine: Consumer): void {
  const { loop, commits, group } = mine
  if (loop.hand.length === 0) return
  leavePoll(world, process, mine)
  if (group !== null && isPlanted(world, 'commits-unprocessed')) {
    commitPositions(world, process, mine, group, 'async')
  }
  if (group !== null && commits?.when === 'beforeProcessing') {
    const commit = commitPositions(world, process, mine, group, commits.how)
    if (commits.how === 'sync') {
      awaitCommit(mine, commit, 'process')
      return
    }
  }
  work(world, process, mine)
}

/** Whatever the thread was waiting for may have come. */
export function goOn(world: World, process: Readonly<Process>, mine: Consumer): void {
  const { loop } = mine
  if (loop.awaitedCommit >= 0 && loop.commitResult !== 'open') {
    const isDone = loop.commitResult === 'done'
    loop.awaitedCommit = -1
    if (loop.afterCommit === 'leave') leave(world, process, mine)
    else if (loop.afterCommit === 'poll') enterPoll(world, process, mine)
    else if (isDone || isPlanted(world, 'processes-uncommitted')) work(world, process, mine)
    else {
      // CommitFailedException before anything is processed: these records are not touched.
      dropHand(world, process, mine)
      enterPoll(world, process, mine)
    }
  }
  if (loop.doing === 'closing' && loop.awaitedCommit < 0 && isGone(mine))
    endProcess(world, process, 'stopped')
}

function awaitCommit(mine: Consumer, commit: number, after: 'process' | 'poll' | 'leave'): void {
  const { loop } = mine
  if (loop.doing !== 'closing') loop.doing = 'committing'
  loop.afterCommit = after
  loop.awaitedCommit = commit < 0 ? Number.MAX_SAFE_INTEGER : commit
  // One that could not even be begun has failed.
  loop.commitResult = commit < 0 ? 'failed' : 'open'
}

// rule: consumer.processing
/** Works the records in hand off, in the polling thread or in others. */
function work(world: World, process: Readonly<Process>, mine: Consumer): void {
  const { loop, processing } = mine
  if (isAtOnce(processing)) {
    for (const range of loop.hand) processed(world, process, mine, range, range.to - range.from)
    loop.hand.length = 0
    handDone(world, process, mine)
    return
  }
  if (processing.workers !== null) {
    enterPoll(world, process, mine)
    if (loop.stepRecords === 0 && !loop.stuck) beginStep(world, process, mine)
    return
  }
  loop.doing = 'processing'
  beginStep(world, process, mine)
}

function beginStep(world: World, process: Readonly<Process>, mine: Consumer): void {
  const { loop, processing } = mine
  const range = loop.hand[0]
  if (range === undefined) return
  const untilStuck =
    processing.stuckAt === null ? Number.MAX_SAFE_INTEGER : processing.stuckAt - loop.processedRecords
  if (untilStuck === 0) {
    loop.stuck = true
    fact(world, PROCESSING_STUCK, process.slot, -1, range.nameId, range.from)
    return
  }
  // A hang that lies behind is none.
  const max = Math.min(range.to - range.from, untilStuck < 0 ? Number.MAX_SAFE_INTEGER : untilStuck)
  let records = 0
  let spentUs = 0
  while (records < max && (records === 0 || spentUs < STEP_US)) {
    spentUs += recordTimeUs(world, mine.id, processing)
    records += 1
  }
  loop.stepRecords = records
  later(world, process, PROCESS_TASK, Math.floor(spentUs / (processing.workers ?? 1)), null)
}

/** A step is done: the records count as processed. */
export function stepDone(world: World, process: Readonly<Process>, mine: Consumer): void {
  const { loop } = mine
  const range = loop.hand[0]
  if (range === undefined || loop.stepRecords === 0) return
  processed(world, process, mine, range, loop.stepRecords)
  loop.stepRecords = 0
  if (range.from === range.to) loop.hand.shift()
  if (loop.hand.length > 0) beginStep(world, process, mine)
  else if (mine.processing.workers === null) handDone(world, process, mine)
  else if (loop.closing) beginClose(world, process, mine)
}

/** What the application does has changed under its feet: one that hung may go on. */
export function processingChanged(world: World, process: Readonly<Process>, mine: Consumer): void {
  const { loop } = mine
  if (!loop.stuck) return
  loop.stuck = false
  beginStep(world, process, mine)
}

function processed(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  range: HandRange,
  records: number,
): void {
  fact(world, RECORDS_PROCESSED, process.slot, -1, range.nameId, range.from, range.from + records)
  range.from += records
  mine.loop.processedRecords += records
}

function dropHand(world: World, process: Readonly<Process>, mine: Consumer): void {
  for (const { nameId, from, to } of mine.loop.hand) {
    fact(world, RECORDS_DROPPED, process.slot, -1, nameId, from, to)
  }
  mine.loop.hand.length = 0
}

function handDone(world: World, process: Readonly<Process>, mine: Consumer): void {
  const { commits, group, loop } = mine
  if (group !== null && commits?.when === 'afterProcessing' && loop.doing !== 'failed') {
    const commit = commitPositions(world, process, mine, group, commits.how)
    if (commits.how === 'sync') {
      awaitCommit(mine, commit, 'poll')
      return
    }
  }
  enterPoll(world, process, mine)
}

function leavePoll(world: World, process: Readonly<Process>, mine: Consumer): void {
  if (mine.group === null || mine.subscribe === null || isAtOnce(mine.processing)) return
  armTimer(world, process, POLL_INTERVAL_TIMER, 0, msToUs(mine.config.maxPollIntervalMs))
}

function enterPoll(world: World, process: Readonly<Process>, mine: Consumer): void {
  const { loop } = mine
  if (loop.closing && loop.hand.length === 0) {
    beginClose(world, process, mine)
    return
  }
  // The exception came while it was at work: this is the poll that throws it.
  if (loop.doing === 'failed') return
  loop.doing = 'polling'
  setTimer(world, process, POLL_INTERVAL_TIMER, NEVER_US)
}

// rule: consumer.close
/** close(): the records in hand are done first; then a last commit, the callbacks, and good-bye. */
export function closeConsumer(world: World, process: Readonly<Process>, mine: Consumer): void {
  const { loop, group } = mine
  if (group === null || loop.doing === 'idle' || loop.doing === 'failed') {
    endProcess(world, process, 'stopped')
    return
  }
  loop.closing = true
  if (loop.doing !== 'polling') return
  if (loop.hand.length === 0) {
    beginClose(world, process, mine)
    return
  }
  // Its workers are waited for without another poll.
  leavePoll(world, process, mine)
  loop.doing = 'processing'
}

function beginClose(world: World, process: Readonly<Process>, mine: Consumer): void {
  const { loop, group, config } = mine
  if (group === null || loop.doing === 'closing') return
  if (loop.doing === 'failed') {
    endProcess(world, process, 'stopped')
    return
  }
  loop.doing = 'closing'
  setTimer(world, process, POLL_INTERVAL_TIMER, NEVER_US)
  setTimer(world, process, CLOSE_TIMER, world.nowUs + CLOSE_TIMEOUT_US)
  const commit = config.enableAutoCommit ? commitPositions(world, process, mine, group, 'close') : -1
  if (commit >= 0) awaitCommit(mine, commit, 'leave')
  else leave(world, process, mine)
}

/** The tool that sets a group's offsets: once all positions are known they are committed, and it ends. True when that has begun. */
export function commitReset(world: World, process: Readonly<Process>, mine: Consumer): boolean {
  const { loop, group, partitions } = mine
  if (group === null || partitions.some(({ state }) => state !== 'fetching')) return false
  loop.doing = 'closing'
  awaitCommit(mine, commitPositions(world, process, mine, group, 'byHand'), 'leave')
  return true
}

function leave(world: World, process: Readonly<Process>, mine: Consumer): void {
  const { group } = mine
  if (group === null) return
  if (mine.subscribe === null || group.state === 'unjoined' || group.state === 'left') {
    group.state = 'left'
    return
  }
  giveUpAll(world, process, mine, group)
  if (group.protocol === 'consumer') leaveModern(world, process, group)
  else if (!leaveClassic(world, process, mine, group, 'the consumer is being closed')) group.state = 'left'
}

/** onPartitionsRevoked, or onPartitionsLost if it is no member any more. */
function giveUpAll(world: World, process: Readonly<Process>, mine: Consumer, group: Membership): void {
  const isMember = group.protocol === 'classic' ? hasGeneration(group) : group.generation > 0
  if (isMember) revoked(world, process, group, mine.partitions)
  else lost(world, process, mine, group)
}

function isGone(mine: Readonly<Consumer>): boolean {
  return mine.group === null || mine.group.state === 'left'
}
