// What a consumer's process hears, and what it sets going.

import { assertNever } from '../../sim/assert.ts'
import type { Message } from '../../sim/connection.ts'
import type { Process, Task, TimerRow } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import type { Channel, ChannelFailure, InFlight } from '../network/channel.ts'
import { FETCH, METADATA } from '../protocol/api.ts'
import type { ListOffsetsResponse, OffsetForLeaderEpochResponse } from '../protocol/client-requests.ts'
import type { FetchResponse } from '../protocol/fetch.ts'
import type { MetadataResponse } from '../protocol/metadata.ts'
import { METADATA_TIMER, POLL_TASK, POLL_TIMER } from '../timers.ts'
import type { Consumer } from './consumer.ts'
import { assignPartitions } from './consumer.ts'
import { deliver, schedulePoll, sendFetches, sessionWith, takeFetchAnswer } from './fetch-loop.ts'
import { sessionInterrupted } from './fetch-session.ts'
import { metadataFailed, pursueMetadata, requestUpdate, takeMetadata } from './metadata.ts'
import { setTimer } from './network-client.ts'
import type { PositionContext } from './positions.ts'
import { askAgain, followLeaders, takeEpochEnds, takeOffsets, updatePositions } from './positions.ts'

export function consumerStarted(world: World, process: Readonly<Process>, mine: Consumer): void {
  setTimer(world, process, POLL_TIMER, Math.max(mine.fromUs, world.nowUs))
}

export function consumerReady(world: World, process: Readonly<Process>, mine: Consumer): void {
  pursueMetadata(world, process, mine)
  poll(world, process, mine)
}

export function consumerAnswered(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  channel: Channel,
  inFlight: InFlight,
  message: Message,
): void {
  const body = message.body as
    | FetchResponse
    | MetadataResponse
    | ListOffsetsResponse
    | OffsetForLeaderEpochResponse
  switch (body.type) {
    case 'fetch':
      takeFetchAnswer(world, process, mine, channel, body)
      break
    case 'metadata':
      if (takeMetadata(world, process, mine, body)) followLeaders(mine)
      break
    case 'listOffsets':
      takeOffsets(world, process, mine, inFlight.context as PositionContext, body)
      break
    case 'offsetForLeaderEpoch':
      takeEpochEnds(world, process, mine, inFlight.context as PositionContext, body)
      break
    default:
      assertNever(body, 'answer to a consumer')
  }
  poll(world, process, mine)
}

export function consumerFailed(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  channel: Channel,
  lost: readonly InFlight[],
  _how: ChannelFailure,
): void {
  for (const request of lost) {
    if (request.api === FETCH) sessionInterrupted(sessionWith(mine, Number(channel.server)))
    else if (request.api === METADATA) metadataFailed(world, mine)
    else if (request.context !== null) askAgain(world, mine, request.context as PositionContext)
  }
  requestUpdate(world, process, mine)
  poll(world, process, mine)
}

export function consumerTimer(world: World, process: Readonly<Process>, mine: Consumer, row: TimerRow): void {
  switch (row.timer) {
    case POLL_TIMER:
      if (mine.partitions.length === 0) begin(world, process, mine)
      else poll(world, process, mine)
      return
    case METADATA_TIMER:
      pursueMetadata(world, process, mine)
      return
  }
}

export function consumerTask(world: World, process: Readonly<Process>, mine: Consumer, task: Task): void {
  if (task.task !== POLL_TASK) return
  deliver(world, process, mine)
  poll(world, process, mine)
  schedulePoll(world, process, mine)
}

/** The application assigns its partitions and polls for the first time. */
function begin(world: World, process: Readonly<Process>, mine: Consumer): void {
  assignPartitions(world, mine, mine.assign)
  requestUpdate(world, process, mine)
}

/** What every poll does but for handing out records: positions first, then fetches. */
function poll(world: World, process: Readonly<Process>, mine: Consumer): void {
  const againUs = updatePositions(world, process, mine)
  sendFetches(world, process, mine)
  setTimer(world, process, POLL_TIMER, againUs)
}
