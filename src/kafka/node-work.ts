// A node's timers and tasks, by kind.

import { EngineError } from '../sim/assert.ts'
import type { Task, TimerRow } from '../sim/process.ts'
import type { World } from '../sim/world.ts'
import type { AnswerStep } from './broker/answer.ts'
import { sendProduceAnswer } from './broker/answer.ts'
import { pursueDeletions } from './broker/delete-records.ts'
import type { WakeStep } from './broker/fetch-purgatory.ts'
import { expireFetch, wakeFetch } from './broker/fetch-purgatory.ts'
import { fetcherBackoffOver } from './broker/fetcher.ts'
import { pursueForwards } from './broker/forwarding.ts'
import { checkpointHighWatermarks } from './broker/high-watermark-checkpoint.ts'
import { expireIsr, sendIsrChanges } from './broker/isr.ts'
import { lifecycleTask, lifecycleTimer } from './broker/lifecycle.ts'
import { isServing } from './broker/lifecycle-state.ts'
import type { AppendStep } from './broker/produce.ts'
import { appendProduce } from './broker/produce.ts'
import { expireProduce } from './broker/produce-purgatory.ts'
import { askForBlock } from './broker/producer-ids.ts'
import type { HandleStep } from './broker/requests.ts'
import { handleRequest } from './broker/requests.ts'
import { controllerTask, controllerTimer } from './controller/controller.ts'
import { sendGroupAnswer } from './group/answer.ts'
import type { ResolveStep } from './group/consumer/subscriptions.ts'
import type { Answer } from './group/coordinator.ts'
import type { LoadStep } from './group/load.ts'
import { loadCoordinator } from './group/load.ts'
import { groupTimer, patternsResolved, recordsCommitted } from './group/timers.ts'
import type { CommittedStep } from './group/wake.ts'
import type { Node } from './node.ts'
import { raftTask, raftTimer } from './raft/raft.ts'
import { storageTask, storageTimer } from './storage/storage-timers.ts'
import {
  ALTER_PARTITION_TIMER,
  ANSWER_TASK,
  APPEND_TASK,
  DELETE_RECORDS_TIMER,
  FETCH_PURGATORY_TIMER,
  FETCHER_BACKOFF_TIMER,
  FORWARDING_TIMER,
  GROUP_ANSWER_TASK,
  GROUP_COMMITTED_TASK,
  GROUP_SESSION_TIMER,
  HANDLE_TASK,
  HIGH_WATERMARK_CHECKPOINT_TIMER,
  ISR_EXPIRATION_TIMER,
  LOAD_COORDINATOR_TASK,
  OFFSETS_EXPIRY_TIMER,
  PRODUCE_PURGATORY_TIMER,
  PRODUCER_IDS_TIMER,
  RESOLVE_PATTERNS_TASK,
  WAKE_FETCH_TASK,
} from './timers.ts'

export function nodeTimer(world: World, node: Readonly<Node>, row: TimerRow): void {
  if (row.timer >= 10 && row.timer < 30) {
    raftTimer(world, node, row)
    return
  }
  if (row.timer >= 30 && row.timer < 50) {
    controllerTimer(world, node, row)
    return
  }
  if (row.timer >= GROUP_SESSION_TIMER && row.timer <= OFFSETS_EXPIRY_TIMER) {
    groupTimer(world, node, row)
    return
  }
  if (row.timer >= 70 && row.timer < 80) {
    storageTimer(world, node, row)
    return
  }
  switch (row.timer) {
    case ISR_EXPIRATION_TIMER:
      expireIsr(world, node)
      return
    case PRODUCE_PURGATORY_TIMER:
      expireProduce(world, node)
      return
    case FETCH_PURGATORY_TIMER:
      expireFetch(world, node, row.key)
      return
    case FETCHER_BACKOFF_TIMER:
      fetcherBackoffOver(world, node, row.key)
      return
    case ALTER_PARTITION_TIMER:
      sendIsrChanges(world, node)
      return
    case HIGH_WATERMARK_CHECKPOINT_TIMER:
      checkpointHighWatermarks(world, node)
      return
    case PRODUCER_IDS_TIMER:
      askForBlock(world, node)
      return
    case DELETE_RECORDS_TIMER:
      pursueDeletions(world, node)
      return
    case FORWARDING_TIMER:
      pursueForwards(world, node)
      return
    default:
      lifecycleTimer(world, node, row)
  }
}

export function nodeTask(world: World, node: Readonly<Node>, task: Task): void {
  if (task.task >= 70) storageTask(world, node, task)
  else if (task.task >= 50) lifecycleTask(world, node, task)
  else if (task.task >= 30) controllerTask(world, node, task)
  else if (task.task >= 10) raftTask(world, node, task)
  else if (isServing(world, node)) requestTask(world, node, task)
}

/** A request on its way through the broker; one that shuts down lets it lie. */
function requestTask(world: World, node: Readonly<Node>, task: Task): void {
  switch (task.task) {
    case HANDLE_TASK:
      handleRequest(world, node, task.payload as HandleStep)
      return
    case APPEND_TASK:
      appendProduce(world, node, task.payload as AppendStep)
      return
    case ANSWER_TASK:
      sendProduceAnswer(world, node, task.payload as AnswerStep)
      return
    case WAKE_FETCH_TASK:
      wakeFetch(world, node, task.payload as WakeStep)
      return
    case GROUP_ANSWER_TASK:
      sendGroupAnswer(world, node, task.payload as Answer)
      return
    case GROUP_COMMITTED_TASK:
      recordsCommitted(world, node, task.payload as CommittedStep)
      return
    case LOAD_COORDINATOR_TASK:
      loadCoordinator(world, node, task.payload as LoadStep)
      return
    case RESOLVE_PATTERNS_TASK:
      patternsResolved(world, node, task.payload as ResolveStep)
      return
    default:
      throw new EngineError(`nobody does task ${task.task}`)
  }
}
