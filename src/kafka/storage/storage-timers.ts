// The timers and tasks of a broker's logs and disks, by kind.

import { EngineError } from '../../sim/assert.ts'
import { connectionAt, sendResponse } from '../../sim/connection.ts'
import type { Task, TimerRow } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { brokerOf } from '../broker/broker.ts'
import { heartbeatSoon } from '../broker/lifecycle-requests.ts'
import type { Node } from '../node.ts'
import {
  CLEAN_TASK,
  CLEANER_TIMER,
  DELETED_FILES_TIMER,
  DIR_FAILURE_TASK,
  DIR_TOLD_TIMER,
  DISK_READ_TASK,
  LOG_FLUSH_TIMER,
  RETENTION_TIMER,
} from '../timers.ts'
import type { CleanStep } from './cleaner.ts'
import { cleanerTurn, finishCleaning } from './cleaner.ts'
import { removeDeletedFiles } from './deleted-files.ts'
import { failDir } from './dir-failure.ts'
import { awaitTold, stopUnlessTold } from './dir-told.ts'
import { flushDirtyLogs } from './flusher.ts'
import type { DiskReadStep } from './page-cache.ts'
import type { DirFailure } from './report-dir-failure.ts'
import { checkRetention } from './retention.ts'

/** Only of a broker whose logs are loaded and not closed yet. */
export function storageTimer(world: World, node: Readonly<Node>, row: TimerRow): void {
  if (!brokerOf(world, node).publishing) return
  switch (row.timer) {
    case RETENTION_TIMER:
      checkRetention(world, node)
      return
    case DELETED_FILES_TIMER:
      removeDeletedFiles(world, node, row.key)
      return
    case CLEANER_TIMER:
      cleanerTurn(world, node, row.key)
      return
    case LOG_FLUSH_TIMER:
      flushDirtyLogs(world, node)
      return
    case DIR_TOLD_TIMER:
      stopUnlessTold(world, node, row.key)
      return
    default:
      throw new EngineError(`timer ${row.timer} is not of the logs`)
  }
}

export function storageTask(world: World, node: Readonly<Node>, task: Task): void {
  switch (task.task) {
    case CLEAN_TASK:
      if (brokerOf(world, node).publishing) finishCleaning(world, node, task.payload as CleanStep)
      return
    case DIR_FAILURE_TASK: {
      const failure = task.payload as DirFailure
      if (!failDir(world, node, failure)) return
      heartbeatSoon(world, node)
      awaitTold(world, node, failure.dir)
      return
    }
    case DISK_READ_TASK: {
      const { connectionSlot, message, body, sizeBytes } = task.payload as DiskReadStep
      sendResponse(world, connectionAt(world, connectionSlot), message, body, sizeBytes)
      return
    }
    default:
      throw new EngineError(`task ${task.task} is not of the logs`)
  }
}
