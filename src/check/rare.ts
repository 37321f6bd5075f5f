// Branches of the engine that are seldom taken. Each carries a mark: a sweep says which it reached, and one that never reaches a mark has not tried what lies
// behind it. What takes longer than any fault of the default profile lasts (a replica's lag, a delivery's time-out) is none of them.

import {
  DIVERGED,
  DUPLICATE_BATCH,
  ISR_EXPAND_WANTED,
  LOG_TAIL_LOST,
  PRODUCE_EXPIRED,
  PRODUCE_REFUSED,
  TRUNCATED,
} from '../kafka/broker/facts.ts'
import {
  BATCH_RETRIED,
  FETCH_SESSION_LOST,
  METADATA_STALE,
  REQUESTS_TIMED_OUT,
  SEND_BLOCKED_BY_METADATA,
} from '../kafka/client/facts.ts'
import {
  CONTROLLER_RENOUNCED,
  ISR_CHANGE_REFUSED,
  LEADER_ELECTED,
  PARTITION_LEADERLESS,
  REGISTRATION_REFUSED,
} from '../kafka/controller/facts.ts'
import {
  METADATA_LOST,
  METADATA_TRUNCATED,
  RAFT_CANDIDATE,
  RAFT_FETCH_REFUSED,
  RAFT_RESIGNED,
  VOTE_DENIED,
} from '../kafka/raft/facts.ts'
import { TORN_BATCH_FOUND } from '../kafka/storage/facts.ts'
import type { FactKind } from '../sim/facts.ts'
import { FACT_CODES, MESSAGE_BUFFERED, MESSAGE_LOST, MESSAGE_STALLED } from '../sim/facts.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, findEntity, ownIn } from '../sim/tables.ts'

export interface RareMark {
  /** Id of the fact, and what of it is rare. */
  readonly id: string
  readonly kind: FactKind
  /** Whether the numbers of a fact of that kind are the rare ones. */
  readonly isIt: (a: number, b: number, c: number, d: number) => boolean
}

const ELR = 1

const always = (): boolean => true
const isCut = (_a: number, from: number, to: number): boolean => from !== to

function rare(kind: FactKind, isIt: RareMark['isIt'] = always, what = ''): RareMark {
  return { id: what === '' ? kind.id : `${kind.id}/${what}`, kind, isIt }
}

export const RARE_MARKS: readonly RareMark[] = [
  rare(TRUNCATED, isCut),
  rare(DIVERGED),
  rare(LOG_TAIL_LOST, isCut),
  rare(TORN_BATCH_FOUND),
  rare(DUPLICATE_BATCH),
  rare(ISR_EXPAND_WANTED),
  rare(PRODUCE_EXPIRED),
  rare(PRODUCE_REFUSED),
  rare(BATCH_RETRIED),
  rare(REQUESTS_TIMED_OUT),
  rare(FETCH_SESSION_LOST),
  rare(METADATA_STALE),
  rare(SEND_BLOCKED_BY_METADATA),
  rare(LEADER_ELECTED, (_a, _b, _c, from) => from === ELR, 'elr'),
  rare(PARTITION_LEADERLESS),
  rare(ISR_CHANGE_REFUSED),
  rare(REGISTRATION_REFUSED),
  rare(CONTROLLER_RENOUNCED),
  rare(RAFT_CANDIDATE),
  rare(RAFT_RESIGNED),
  rare(RAFT_FETCH_REFUSED),
  rare(VOTE_DENIED),
  rare(METADATA_TRUNCATED),
  rare(METADATA_LOST, (end, old) => end !== old),
  rare(MESSAGE_BUFFERED),
  rare(MESSAGE_LOST),
  rare(MESSAGE_STALLED),
]

/** By fact code: 1 for what may be rare. Asked of every fact. */
export const MAY_BE_RARE = new Uint8Array(FACT_CODES)
for (const { kind } of RARE_MARKS) MAY_BE_RARE[kind.code] = 1

interface Reached extends Entity {
  readonly kind: 'reached'
  /** Places in RARE_MARKS, in the order in which they were reached. */
  readonly marks: number[]
}

function reachedOf(tables: Tables): Reached {
  return (
    (findEntity(tables, 'reached') as Reached | null) ??
    addEntity<Reached>(tables, (slot, stamp) => ({
      kind: 'reached',
      address: 'reached',
      slot,
      stamp,
      marks: [],
    }))
  )
}

export function noteRare(tables: Tables, code: number, a: number, b: number, c: number, d: number): void {
  const known = reachedOf(tables)
  for (let place = 0; place < RARE_MARKS.length; place++) {
    const mark = RARE_MARKS[place] as RareMark
    if (mark.kind.code !== code || known.marks.includes(place) || !mark.isIt(a, b, c, d)) continue
    ownIn(tables, known).marks.push(place)
    return
  }
}

/** Ids of the marks that a run has reached, in order of declaration. */
export function marksReached(tables: Tables): string[] {
  const { marks } = reachedOf(tables)
  return RARE_MARKS.filter((_, place) => marks.includes(place)).map(({ id }) => id)
}
