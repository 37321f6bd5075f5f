// What an application's thread of a consumer is at: polling, working records off, or waiting for a commit (clients.md 3.3).

import type { Consumer } from './consumer.ts'
import { isAtOnce } from './processing.ts'

export interface PollLoop {
  /** `idle`: it has not begun. `failed`: an exception that it does not survive has ended it. */
  doing: 'idle' | 'polling' | 'processing' | 'committing' | 'closing' | 'failed'
  /** close() was called: it follows once the records in hand are done. */
  closing: boolean
  /** Records that polls have handed out and that are not processed yet, oldest first. */
  readonly hand: HandRange[]
  /** Records that the step under way works off; 0: none is under way. */
  stepRecords: number
  /** It hangs on a record. */
  stuck: boolean
  /** The poll under way ends with the exception of a record that cannot be read. */
  throws: boolean
  processedRecords: number
  /** The commit that it waits for, −1 none; how it ended; and what follows. */
  awaitedCommit: number
  commitResult: 'open' | 'done' | 'failed'
  afterCommit: 'process' | 'poll' | 'leave'
}

/** Offsets `from` to `to` − 1 of a partition. */
export interface HandRange {
  readonly nameId: number
  from: number
  readonly to: number
}

export function newPollLoop(): PollLoop {
  return {
    doing: 'idle',
    closing: false,
    hand: [],
    stepRecords: 0,
    stuck: false,
    throws: false,
    processedRecords: 0,
    awaitedCommit: -1,
    commitResult: 'open',
    afterCommit: 'poll',
  }
}

/** Whether anything follows for records that a poll has handed out: work that takes time, a commit, a group that counts them. */
export function worksRecords(mine: Readonly<Consumer>): boolean {
  return mine.group !== null || !isAtOnce(mine.processing)
}
