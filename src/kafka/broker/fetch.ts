// Fetch at a broker (server.md 4.3, 7.5). The order matters: first the high watermark is read, then the records, and only then is the follower's
// position taken to heart; so an answer carries the high watermark from before the fetch that moves it.

import type { Connection, Message } from '../../sim/connection.ts'
import { sendResponse } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { NONE } from '../protocol/errors.ts'
import type { FetchRequest, FetchResponse } from '../protocol/fetch.ts'
import { parkFetch } from './fetch-purgatory.ts'
import { answerFetch, answerMaxBytes, readNews } from './fetch-read.ts'
import { enterSession, keepAsNews, sessionOn } from './fetch-session.ts'
import { followerFetched } from './follower-state.ts'

// rule: fetch.order
/** An io thread has taken the fetch from the queue. */
export function handleFetch(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const request = message.body as FetchRequest
  const session = own(world, sessionOn(world, node, connection))
  // A client that asks again has given up the connection on which the earlier fetch was parked.
  session.parked = null
  session.waking = false
  const error = enterSession(world, node, session, request)
  if (error !== NONE) {
    sendResponse(
      world,
      connection,
      message,
      { sealed: true, type: 'fetch', error, sessionId: 0, partitions: [] } as FetchResponse,
      20,
    )
    return
  }
  const read = readNews(world, node, session, answerMaxBytes(node, request))
  if (session.replicaId >= 0) {
    for (let i = 0; i < read.accepted.length; i++)
      followerFetched(world, node, session, read.accepted[i] as string)
  }
  if (
    request.maxWaitMs <= 0 ||
    session.partitions.size === 0 ||
    read.bytes >= request.minBytes ||
    read.urgent
  ) {
    answerFetch(world, node, session, message, read)
    return
  }
  // Nothing was taken out of the news but what had none: what is answered later is read again then.
  for (const answer of read.answers) keepAsNews(session, answer.partition)
  parkFetch(world, node, session, {
    sealed: true,
    message,
    deadlineUs: world.nowUs + request.maxWaitMs * 1_000,
  })
}
