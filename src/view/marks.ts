// Which facts stand on the timeline, and as what. Stepping to the next mark stops at the same.

import { LOG_TAIL_LOST, TRUNCATED } from '../kafka/broker/facts.ts'
import { TRUNCATION_DETECTED } from '../kafka/client/facts.ts'
import { MEMBER_FENCED, POLL_EXPIRED } from '../kafka/client/group/facts.ts'
import { ISR_CHANGED, LEADER_ELECTED, PARTITION_LEADERLESS } from '../kafka/controller/facts.ts'
import { GROUP_GENERATION, GROUP_REBALANCE, GROUP_TARGET } from '../kafka/group/facts.ts'
import { METADATA_LOST, METADATA_TRUNCATED, RAFT_LEADER, RAFT_RESIGNED } from '../kafka/raft/facts.ts'
import {
  CLEANED_LOG,
  DIR_OFFLINE,
  RECOVERY_DELETED,
  SEGMENT_DELETED,
  SEGMENT_ROLLED,
  TORN_BATCH_FOUND,
} from '../kafka/storage/facts.ts'
import type { FactKind } from '../sim/facts.ts'
import {
  FACT_CODES,
  LINK_CUT,
  LINK_HEALED,
  PROCESS_KILLED,
  PROCESS_PAUSED,
  PROCESS_POWER_LOST,
  PROCESS_RESUMED,
  PROCESS_STARTED,
  PROCESS_STOPPING,
} from '../sim/facts.ts'
import type { MarkRow } from './rows.ts'

type MarkKind = MarkRow['kind']

const MARKS: readonly (readonly [FactKind, MarkKind])[] = [
  [PROCESS_KILLED, 'fault'],
  [PROCESS_POWER_LOST, 'fault'],
  [PROCESS_PAUSED, 'fault'],
  [PROCESS_STOPPING, 'fault'],
  [LINK_CUT, 'fault'],
  [DIR_OFFLINE, 'fault'],
  [PROCESS_STARTED, 'repair'],
  [PROCESS_RESUMED, 'repair'],
  [LINK_HEALED, 'repair'],
  [RAFT_LEADER, 'election'],
  [RAFT_RESIGNED, 'election'],
  [LEADER_ELECTED, 'election'],
  [PARTITION_LEADERLESS, 'election'],
  [ISR_CHANGED, 'isr'],
  [TRUNCATED, 'truncation'],
  [METADATA_TRUNCATED, 'truncation'],
  [TRUNCATION_DETECTED, 'truncation'],
  [TORN_BATCH_FOUND, 'truncation'],
  [LOG_TAIL_LOST, 'loss'],
  [METADATA_LOST, 'loss'],
  [GROUP_REBALANCE, 'group'],
  [GROUP_GENERATION, 'group'],
  [GROUP_TARGET, 'group'],
  [MEMBER_FENCED, 'group'],
  [POLL_EXPIRED, 'group'],
  [SEGMENT_ROLLED, 'storage'],
  [SEGMENT_DELETED, 'storage'],
  [CLEANED_LOG, 'storage'],
  [RECOVERY_DELETED, 'storage'],
]

const kinds: (MarkKind | null)[] = new Array<MarkKind | null>(FACT_CODES).fill(null)
for (const [fact, kind] of MARKS) kinds[fact.code] = kind

/** The mark that a fact of this code may make; `isMark` looks at its numbers. */
export function markKindOf(code: number): MarkKind | null {
  return kinds[code] ?? null
}

/** Whether facts of a kind can be marks at all. */
export function canMark(kind: FactKind): boolean {
  return markKindOf(kind.code) !== null
}

/** A first start mends nothing, and a cut of nothing loses nothing. */
export function isMark(code: number, a: number, b: number, c: number): boolean {
  switch (code) {
    case PROCESS_STARTED.code:
      return a > 1
    case TRUNCATED.code:
    case LOG_TAIL_LOST.code:
      return b !== c
    case METADATA_LOST.code:
      return a !== b
    default:
      return markKindOf(code) !== null
  }
}

/** Whether `isDueMark` limits them. */
export function isSpaced(kind: FactKind): boolean {
  return markKindOf(kind.code) === 'storage'
}

const APART_MIN_US = 2_000_000
const ROLLS_APART = 4
const OTHERS_APART = 10

/** Logs roll, lose segments and are cleaned again and again, on every replica: there are so many marks of it only that the timeline never fills up. `lastUs`: the last mark of the same fact, −1 without any. */
export function isDueMark(code: number, lastUs: number, timeUs: number): boolean {
  if (lastUs < 0 || markKindOf(code) !== 'storage') return true
  const apart = code === SEGMENT_ROLLED.code ? ROLLS_APART : OTHERS_APART
  return timeUs - lastUs >= Math.max(APART_MIN_US, lastUs / apart)
}
