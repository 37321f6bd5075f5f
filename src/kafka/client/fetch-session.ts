// The client's side of incremental fetch sessions (KIP-227; FetchSessionHandler): after the first full request only what changed is sent.

import { FETCH_SESSION_ID_NOT_FOUND, NONE } from '../protocol/errors.ts'
import type { FetchPartition, FetchResponse } from '../protocol/fetch.ts'

export interface FetchSession {
  readonly node: number
  /** 0: none. */
  sessionId: number
  /** 0: the next request is a full one. */
  sessionEpoch: number
  /** What the broker's session holds, as last told. */
  readonly members: SessionMember[]
  /** A fetch is on its way: one at a time for each node. */
  inFlight: boolean
}

interface SessionMember {
  readonly partition: string
  readonly fetchOffset: number
  readonly currentLeaderEpoch: number
  readonly topicId: number
}

export interface SessionRequest {
  readonly partitions: readonly FetchPartition[]
  readonly forgotten: readonly string[]
}

const EPOCH_MAX = 2_147_483_647

export function newSession(node: number): FetchSession {
  return { node, sessionId: 0, sessionEpoch: 0, members: [], inFlight: false }
}

// rule: consumer.sessions
/** What to send so that the broker's session holds exactly `wanted`. */
export function nextRequest(session: FetchSession, wanted: readonly FetchPartition[]): SessionRequest {
  if (session.sessionEpoch === 0) {
    session.members.length = 0
    for (const partition of wanted) session.members.push(memberOf(partition))
    return { partitions: wanted, forgotten: [] }
  }
  const partitions: FetchPartition[] = []
  for (const partition of wanted) {
    const place = session.members.findIndex((member) => member.partition === partition.partition)
    const member = session.members[place]
    if (member === undefined) session.members.push(memberOf(partition))
    else if (isSame(member, partition)) continue
    else session.members[place] = memberOf(partition)
    partitions.push(partition)
  }
  return { partitions, forgotten: forget(session, wanted) }
}

function forget(session: FetchSession, wanted: readonly FetchPartition[]): string[] {
  const forgotten: string[] = []
  if (session.members.length === wanted.length) return forgotten
  for (let place = session.members.length - 1; place >= 0; place--) {
    const { partition } = session.members[place] as SessionMember
    if (wanted.some((each) => each.partition === partition)) continue
    session.members.splice(place, 1)
    forgotten.unshift(partition)
  }
  return forgotten
}

function memberOf(partition: FetchPartition): SessionMember {
  const { fetchOffset, currentLeaderEpoch, topicId } = partition
  return { partition: partition.partition, fetchOffset, currentLeaderEpoch, topicId }
}

function isSame(member: SessionMember, partition: FetchPartition): boolean {
  return (
    member.fetchOffset === partition.fetchOffset &&
    member.currentLeaderEpoch === partition.currentLeaderEpoch &&
    member.topicId === partition.topicId
  )
}

/** The offset from which the last request asked for a partition, −1 if it did not. */
export function askedFrom(session: Readonly<FetchSession>, partition: string): number {
  const { members } = session
  for (let i = 0; i < members.length; i++) {
    const member = members[i] as SessionMember
    if (member.partition === partition) return member.fetchOffset
  }
  return -1
}

/** Takes an answer into account. False if the session is gone and a full request follows. */
export function sessionAnswered(session: FetchSession, body: FetchResponse): boolean {
  session.inFlight = false
  if (body.error !== NONE) {
    // An unknown id is dropped; with a wrong epoch the old session is closed by the next request.
    if (body.error === FETCH_SESSION_ID_NOT_FOUND) session.sessionId = 0
    session.sessionEpoch = 0
    return false
  }
  if (body.sessionId === 0) {
    session.sessionId = 0
    session.sessionEpoch = 0
    return true
  }
  session.sessionEpoch = session.sessionEpoch >= EPOCH_MAX ? 1 : session.sessionEpoch + 1
  session.sessionId = body.sessionId
  return true
}

/** The connection went: nobody knows whether the broker took the last request in. */
export function sessionInterrupted(session: FetchSession): void {
  session.inFlight = false
  session.sessionEpoch = 0
}
