// One piece of work of a coordinator: records it writes, and what follows once they are committed (CoordinatorRuntime). State is changed at once; the world
// outside learns of it only when the records cannot be lost any more.

import { armTimer, isArmed, wallClockUs } from '../../sim/process.ts'
import { usToMs } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import { maybeAdvanceHighWatermark } from '../broker/high-watermark.ts'
import { appendRecords } from '../broker/produce.ts'
import { presentReplica } from '../broker/replica.ts'
import type { RecordData } from '../log/batch.ts'
import { makeDataBatch } from '../log/batch.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { GROUP_APPEND_TIMER, GROUP_WRITE_TIMER } from '../timers.ts'
import type { GroupResponse } from './answer.ts'
import { answerTo } from './answer.ts'
import type { AfterCommit, Coordinator } from './coordinator.ts'
import type { Parked } from './group.ts'
import { settle } from './settle.ts'

/** Lives within one event. */
export interface Turn {
  readonly world: World
  readonly node: Readonly<Node>
  readonly coordinator: Coordinator
  readonly nowMs: number
  readonly records: RecordData[]
  readonly after: AfterCommit[]
}

export function openTurn(world: World, node: Readonly<Node>, coordinator: Readonly<Coordinator>): Turn {
  return {
    world,
    node,
    coordinator: own(world, coordinator),
    nowMs: usToMs(wallClockUs(world, processOf(world, node))),
    records: [],
    after: [],
  }
}

/** The answer goes out once all that was written up to now is committed. */
export function answerAfter(turn: Turn, request: Parked, body: GroupResponse): void {
  turn.after.push({ ...answerTo(request, body), kind: 'answer' })
}

// rule: group.commit-before-answer
/** Appends what was written; what follows waits for it, or for what others have written before. */
export function closeTurn(turn: Turn): void {
  const { world, node, coordinator, records, after } = turn
  if (records.length === 0 && coordinator.deferred.length === 0) {
    for (const then of after) settle(world, node, coordinator, then)
    return
  }
  if (records.length === 0) {
    const last = coordinator.deferred[coordinator.deferred.length - 1]?.endOffset ?? -1
    for (const then of after) defer(turn, last, then)
    return
  }
  if (after.length === 0) after.push({ sealed: true, kind: 'nothing' })
  const lingerMs = node.config.groupCoordinatorAppendLingerMs
  if (lingerMs <= 0) {
    const endOffset = append(world, node, coordinator, records)
    for (const then of after) defer(turn, endOffset, then)
    maybeAdvanceHighWatermark(world, node, presentReplica(world, node.id, coordinator.partition))
    return
  }
  coordinator.buffer.push(...records)
  for (const then of after) defer(turn, -1, then)
  const process = processOf(world, node)
  if (!isArmed(process, GROUP_APPEND_TIMER, coordinator.index))
    armTimer(world, process, GROUP_APPEND_TIMER, coordinator.index, lingerMs * 1_000)
}

/** The linger is over: one batch for all that was written meanwhile. */
export function appendBuffer(world: World, node: Readonly<Node>, coordinator: Coordinator): void {
  if (coordinator.buffer.length === 0) return
  const endOffset = append(world, node, coordinator, coordinator.buffer.slice())
  coordinator.buffer.length = 0
  for (const waiting of coordinator.deferred) if (waiting.endOffset < 0) waiting.endOffset = endOffset
  maybeAdvanceHighWatermark(world, node, presentReplica(world, node.id, coordinator.partition))
}

// rule: group.append
/** As a producer with acks=1 would: min ISR refuses nothing, but the high watermark may stand still for it. */
function append(
  world: World,
  node: Readonly<Node>,
  coordinator: Readonly<Coordinator>,
  records: readonly RecordData[],
): number {
  const replica = presentReplica(world, node.id, coordinator.partition)
  const nowMs = usToMs(wallClockUs(world, processOf(world, node)))
  return appendRecords(world, node, replica, makeDataBatch(nowMs, records))
}

// rule: group.write-timeout
function defer(turn: Turn, endOffset: number, then: AfterCommit): void {
  const { world, node, coordinator } = turn
  const timeoutUs = node.config.offsetsCommitTimeoutMs * 1_000
  coordinator.deferred.push({ endOffset, deadlineUs: world.nowUs + timeoutUs, then })
  const process = processOf(world, node)
  if (!isArmed(process, GROUP_WRITE_TIMER, coordinator.index))
    armTimer(world, process, GROUP_WRITE_TIMER, coordinator.index, timeoutUs)
}
