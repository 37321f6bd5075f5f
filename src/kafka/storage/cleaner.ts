// The cleaner threads of a broker (server.md 3.1; LogCleaner.CleanerThread): each takes the dirtiest log, cleans it, deletes old segments of compacted logs,
// and rests for log.cleaner.backoff.ms when there was nothing to clean.

import { armTimer, isArmed, later, wallClockUs } from '../../sim/process.ts'
import { msToUs, usToMs } from '../../sim/time.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { brokerOf } from '../broker/broker.ts'
import type { Replica } from '../broker/replica.ts'
import { findReplica, logOf } from '../broker/replica.ts'
import { brokerConfigOn } from '../broker/topic-config.ts'
import type { BrokerConfig } from '../config/resolve.ts'
import { cleanLog } from '../log/compaction/clean-log.ts'
import type { Cleanable } from '../log/compaction/cleanable.ts'
import { cleanableOf, isDirtier, isDirtyEnough } from '../log/compaction/cleanable.ts'
import type { OffsetMap } from '../log/compaction/offset-map.ts'
import { buildOffsetMap, offsetMapCapacity } from '../log/compaction/offset-map.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { CLEAN_TASK, CLEANER_TIMER } from '../timers.ts'
import { cleanerOf } from './cleaner-state.ts'
import { armFileDeletion } from './deleted-files.ts'
import { CLEANED, CLEANED_LOG, CLEANING_ABORTED, CLEANING_STARTED } from './facts.ts'
import { recordView } from './record-view.ts'
import { deleteOldSegments, isCompacted } from './retention.ts'

/** What a round takes from its beginning to its end. */
export interface CleanStep extends Sealed {
  /** The map follows from the log and where it ends. */
  readonly contentHash: number
  readonly thread: number
  readonly partition: string
  /** The log as it was at the beginning: of which topic, and how much had been cut from it. */
  readonly topicId: number
  readonly truncatedRecords: number
  readonly firstDirty: number
  readonly map: OffsetMap
}

/** The broker has a compacted log: its threads look at it in their turn. */
export function wakeCleaner(world: World, node: Readonly<Node>): void {
  const config = brokerConfigOn(world, node)
  if (!config.logCleanerEnable) return
  const process = processOf(world, node)
  const { startedUs } = cleanerOf(world, node.id)
  const restUs = Math.max(msToUs(config.logCleanerBackoffMs), 1)
  for (let thread = 0; thread < config.logCleanerThreads; thread++) {
    if (isArmed(process, CLEANER_TIMER, thread) || isBusy(world, node, thread)) continue
    armTimer(world, process, CLEANER_TIMER, thread, restUs - ((world.nowUs - startedUs) % restUs))
  }
}

function isBusy(world: World, node: Readonly<Node>, thread: number): boolean {
  return cleanerOf(world, node.id).busy.some((one) => one.thread === thread)
}

// rule: compaction.thread
/** One turn of a thread. */
export function cleanerTurn(world: World, node: Readonly<Node>, thread: number): void {
  const config = brokerConfigOn(world, node)
  if (thread >= config.logCleanerThreads) return
  const found = dirtiestLog(world, node)
  if (found !== null) {
    startCleaning(world, node, thread, found.replica, found.cleanable, config)
    return
  }
  if (!deleteFromCompacted(world, node)) return
  armTimer(world, processOf(world, node), CLEANER_TIMER, thread, msToUs(config.logCleanerBackoffMs))
}

interface Dirty {
  readonly replica: Replica
  readonly cleanable: Cleanable
}

// rule: compaction.choice
/** Of the compacted logs that no thread holds and that are dirty enough, the one with the greatest share of dirty bytes. */
function dirtiestLog(world: World, node: Readonly<Node>): Dirty | null {
  const { busy } = cleanerOf(world, node.id)
  const nowMs = usToMs(wallClockUs(world, processOf(world, node)))
  let best: Dirty | null = null
  for (const partition of brokerOf(world, node).logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica === null || replica.role === 'none' || !isCompacted(replica)) continue
    if (busy.some((one) => one.partition === partition)) continue
    const { highWatermark, logConfig } = replica
    const cleanable = cleanableOf(logOf(world, replica), highWatermark, logConfig, nowMs)
    if (!isDirtyEnough(cleanable, logConfig)) continue
    if (best === null || isDirtier(cleanable, best.cleanable)) best = { replica, cleanable }
  }
  return best
}

/** After a cleaning, or when there is none to do: never below one that begins. Whether there is a compacted log at all. */
function deleteFromCompacted(world: World, node: Readonly<Node>): boolean {
  const { busy } = cleanerOf(world, node.id)
  let some = false
  for (const partition of brokerOf(world, node).logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica === null || replica.role === 'none' || !isCompacted(replica)) continue
    some = true
    if (!busy.some((one) => one.partition === partition)) deleteOldSegments(world, node, replica)
  }
  return some
}

// rule: compaction.time
/** Read twice and written once, at 100 MB a second, and a millisecond to begin with. */
const CLEANING_BYTES_PER_US = 100
const CLEANING_LEAST_US = 1_000

function startCleaning(
  world: World,
  node: Readonly<Node>,
  thread: number,
  replica: Readonly<Replica>,
  cleanable: Cleanable,
  config: BrokerConfig,
): void {
  const { firstDirty, firstUncleanable, cleanBytes, dirtyBytes } = cleanable
  const capacity = offsetMapCapacity(
    config.logCleanerDedupeBufferSize,
    config.logCleanerThreads,
    config.logCleanerIoBufferLoadFactor,
  )
  const log = logOf(world, replica)
  // With room for no key at all no round would get on, and the thread would never rest.
  const room = Math.max(capacity, 1)
  const map = buildOffsetMap(log, firstDirty, firstUncleanable, room, recordView(world).keyAt)
  const { partition, topicId, slot, nameId } = replica
  const { truncatedRecords } = log
  const mine = own(world, cleanerOf(world, node.id))
  mine.busy.push({ sealed: true, thread, partition, endOffset: map.endOffset })
  const contentHash = map.endOffset | 0
  const step: CleanStep = {
    sealed: true,
    contentHash,
    thread,
    partition,
    topicId,
    truncatedRecords,
    firstDirty,
    map,
  }
  const bytes = 2 * dirtyBytes + cleanBytes
  fact(world, CLEANING_STARTED, node.processSlot, slot, nameId, firstDirty, map.endOffset, map.latest.size)
  const tookUs = CLEANING_LEAST_US + Math.floor((2 * bytes) / CLEANING_BYTES_PER_US)
  later(world, processOf(world, node), CLEAN_TASK, tookUs, step)
}

/** The round is over: the new segments take the place of the old ones. A log that was cut meanwhile is left as it is. */
export function finishCleaning(world: World, node: Readonly<Node>, step: CleanStep): void {
  const cleaner = own(world, cleanerOf(world, node.id))
  const place = cleaner.busy.findIndex(({ thread }) => thread === step.thread)
  if (place >= 0) cleaner.busy.splice(place, 1)
  const replica = findReplica(world, node.id, step.partition)
  if (replica !== null && brokerOf(world, node).logs.includes(step.partition))
    swapCleaned(world, node, replica, step)
  deleteFromCompacted(world, node)
  cleanerTurn(world, node, step.thread)
}

function swapCleaned(world: World, node: Readonly<Node>, replica: Readonly<Replica>, step: CleanStep): void {
  const { slot, nameId, logConfig } = replica
  const known = logOf(world, replica)
  // What has grown again since a cut is not what the map is of.
  const isGone = replica.role === 'none'
  const isCut = replica.topicId !== step.topicId || known.truncatedRecords !== step.truncatedRecords
  if (isGone || isCut || known.logStart > step.firstDirty || !isCompacted(replica)) {
    fact(world, CLEANING_ABORTED, node.processSlot, slot, nameId)
    return
  }
  const log = own(world, known)
  const lastOffsets = new Map<number, number>()
  for (const [producerId, { lastOffset }] of log.producers) lastOffsets.set(producerId, lastOffset)
  const nowMs = usToMs(wallClockUs(world, processOf(world, node)))
  const { deleteRetentionMs } = logConfig
  const round = { map: step.map, view: recordView(world), nowMs, deleteRetentionMs, lastOffsets }
  const done = cleanLog(log, round, world.nowUs, logConfig)
  const cleaner = own(world, cleanerOf(world, node.id))
  cleaner.rounds += 1
  cleaner.readBytes += done.readBytes
  cleaner.writtenBytes += done.writtenBytes
  const { segmentsBefore, segmentsAfter, readRecords, keptRecords, readBytes, writtenBytes } = done
  const { processSlot } = node
  fact(world, CLEANED_LOG, processSlot, slot, nameId, readRecords, keptRecords, step.map.endOffset)
  fact(world, CLEANED, processSlot, slot, segmentsBefore, segmentsAfter, readBytes, writtenBytes)
  armFileDeletion(world, node, log)
}

/** The process is gone, and with it what its threads were at. */
export function forgetCleaner(world: World, node: Readonly<Node>): void {
  const mine = own(world, cleanerOf(world, node.id))
  mine.busy.length = 0
  mine.rounds = 0
  mine.readBytes = 0
  mine.writtenBytes = 0
}
