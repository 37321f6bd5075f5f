// The purgatory of fetches (server.md 4.3): a fetch that finds nothing is parked until records come, its partition changes hands, or the wait is over.
// A high watermark that moves wakes consumers only: a follower learns of it with its next answer.

import { armTimer, cancelTimer, later } from '../../sim/process.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import type { FetchRequest } from '../protocol/fetch.ts'
import { FETCH_PURGATORY_TIMER, WAKE_FETCH_TASK } from '../timers.ts'
import { FETCH_PARKED } from './facts.ts'
import { fetchableBytes, finishFetch } from './fetch-read.ts'
import type { FetchSession, ParkedFetch } from './fetch-session.ts'
import { addNews, sessionAt } from './fetch-session.ts'
import type { Replica } from './replica.ts'

// rule: fetch.waiting
export function parkFetch(
  world: World,
  node: Readonly<Node>,
  session: FetchSession,
  parked: ParkedFetch,
): void {
  session.parked = parked
  session.waking = false
  const process = processOf(world, node)
  fact(world, FETCH_PARKED, process.slot, session.connectionSlot, parked.message.id, parked.deadlineUs)
  armTimer(world, process, FETCH_PURGATORY_TIMER, session.slot, parked.deadlineUs - world.nowUs)
}

/** The leader appended: followers can read to the log end. Consumers wait for the high watermark. */
export function newsOfRecords(world: World, node: Readonly<Node>, replica: Readonly<Replica>): void {
  for (let i = 0; i < replica.watchers.length; i++)
    tell(world, node, replica, replica.watchers[i] as number, 'records')
}

/** The high watermark moved. Followers are not woken, but will be told. */
export function newsForConsumers(world: World, node: Readonly<Node>, replica: Readonly<Replica>): void {
  for (let i = 0; i < replica.watchers.length; i++)
    tell(world, node, replica, replica.watchers[i] as number, 'highWatermark')
}

/** The log's start moved: followers and consumers hear of it with their next answer. */
export function newsOfLogStart(world: World, node: Readonly<Node>, replica: Readonly<Replica>): void {
  for (const slot of replica.watchers.slice()) tell(world, node, replica, slot, 'logStart')
}

/** Leadership changed: every parked fetch of the partition is answered at once. */
export function newsOfRole(world: World, node: Readonly<Node>, replica: Readonly<Replica>): void {
  for (const slot of replica.watchers.slice()) tell(world, node, replica, slot, 'role')
}

function tell(
  world: World,
  node: Readonly<Node>,
  replica: Readonly<Replica>,
  slot: number,
  what: 'records' | 'highWatermark' | 'logStart' | 'role',
): void {
  const watcher = sessionAt(world, slot)
  const follower = watcher.replicaId >= 0
  if (what === 'records' && !follower) return
  const known = watcher.partitions.get(replica.partition)
  if (known === undefined) return
  const wakes = what === 'role' || (what !== 'logStart' && (what === 'records') === follower)
  if (known.hasNews && !(wakes && watcher.parked !== null)) return
  const session = own(world, watcher)
  addNews(session, replica.partition, session.partitions.get(replica.partition) ?? known)
  if (!wakes || session.parked === null || session.waking) return
  const request = session.parked.message.body as FetchRequest
  if (what !== 'role' && fetchableBytes(world, node, session, request.minBytes) < request.minBytes) return
  session.waking = true
  const step: WakeStep = { sealed: true, sessionSlot: session.slot, requestId: session.parked.message.id }
  later(world, processOf(world, node), WAKE_FETCH_TASK, WAKE_US, step)
}

/** From whatever completes a parked fetch to the bytes in the socket. A broker that dies here has appended what nobody else will ever see. */
const WAKE_US = 50

export interface WakeStep extends Sealed {
  readonly sessionSlot: number
  /** Requests are numbered on their connection, whichever socket carried them. */
  readonly requestId: number
}

/** Answers the fetch, unless its wait has ended in the meantime. */
export function wakeFetch(world: World, node: Readonly<Node>, step: WakeStep): void {
  const session = sessionAt(world, step.sessionSlot)
  const parked = session.parked?.message
  if (parked === undefined || parked.id !== step.requestId) return
  unpark(world, node, own(world, session))
}

/** The wait is over, one way or the other: read once more and answer with what there is. */
function unpark(world: World, node: Readonly<Node>, session: FetchSession): void {
  const parked = session.parked
  if (parked === null) return
  session.parked = null
  session.waking = false
  cancelTimer(world, processOf(world, node), FETCH_PURGATORY_TIMER, session.slot)
  finishFetch(world, node, session, parked.message)
}

export function expireFetch(world: World, node: Readonly<Node>, slot: number): void {
  unpark(world, node, own(world, sessionAt(world, slot)))
}
