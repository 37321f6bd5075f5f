// What a consumer's process hears, and what it sets going.

import { assertNever } from '../../sim/assert.ts'
import type { Message } from '../../sim/connection.ts'
import { endProcess } from '../../sim/life.ts'
import type { Process, Task, TimerRow } from '../../sim/process.ts'
import { msToUs, NEVER_US } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import type { Channel, ChannelFailure, InFlight } from '../network/channel.ts'
import { FETCH, FIND_COORDINATOR, METADATA } from '../protocol/api.ts'
import type { ListOffsetsResponse, OffsetForLeaderEpochResponse } from '../protocol/client-requests.ts'
import type { FindCoordinatorResponse } from '../protocol/coordinator.ts'
import type { FetchResponse } from '../protocol/fetch.ts'
import type { MetadataResponse } from '../protocol/metadata.ts'
import {
  CLOSE_TIMER,
  MEMBER_TIMER,
  METADATA_TIMER,
  POLL_INTERVAL_TIMER,
  POLL_TASK,
  POLL_TIMER,
  PROCESS_TASK,
} from '../timers.ts'
import type { Consumer } from './consumer.ts'
import { assignPartitions, beginConsumer } from './consumer.ts'
import { deserializationFailed } from './deserializer.ts'
import { deliver, schedulePoll, sendFetches, sessionWith, takeFetchAnswer } from './fetch-loop.ts'
import { sessionInterrupted } from './fetch-session.ts'
import { askCommitted } from './group/committed.ts'
import { findLater, isCoordinatorChannel, takeCoordinator } from './group/coordinator-link.ts'
import type { GroupAnswer } from './group/group-events.ts'
import { coordinatorFailed, groupAnswered, groupMetadata, pollExpired } from './group/group-events.ts'
import { pursueGroup } from './group/pursue.ts'
import { metadataFailed, pursueMetadata, requestUpdate, takeMetadata } from './metadata.ts'
import { setTimer } from './network-client.ts'
import { closeConsumer, commitReset, goOn, recordsPolled, stepDone } from './poll-loop.ts'
import type { PositionContext } from './positions.ts'
import {
  askAgain,
  followLeaders,
  setPosition,
  takeEpochEnds,
  takeOffsets,
  updatePositions,
} from './positions.ts'
import { leaveReplica } from './read-replica.ts'

export function consumerStarted(world: World, process: Readonly<Process>, mine: Consumer): void {
  beginConsumer(mine)
  setTimer(world, process, POLL_TIMER, Math.max(mine.fromUs, world.nowUs))
}

/** close() was called. */
export function consumerStopping(world: World, process: Readonly<Process>, mine: Consumer): void {
  closeConsumer(world, process, mine)
  if (mine.loop.closing) turn(world, process, mine)
}

export function consumerReady(world: World, process: Readonly<Process>, mine: Consumer): void {
  pursueMetadata(world, process, mine)
  turn(world, process, mine)
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
    | FindCoordinatorResponse
    | GroupAnswer
  switch (body.type) {
    case 'fetch':
      takeFetchAnswer(world, process, mine, channel, body)
      break
    case 'metadata':
      if (takeMetadata(world, process, mine, body)) followLeaders(mine)
      if (mine.group !== null) groupMetadata(world, process, mine, mine.group, body)
      break
    case 'listOffsets':
      takeOffsets(world, process, mine, inFlight.context as PositionContext, body)
      break
    case 'offsetForLeaderEpoch':
      takeEpochEnds(world, process, mine, inFlight.context as PositionContext, body)
      break
    case 'findCoordinator':
      if (mine.group !== null) takeCoordinator(world, process, mine, mine.group, body)
      break
    case 'joinGroup':
    case 'syncGroup':
    case 'heartbeat':
    case 'leaveGroup':
    case 'offsetCommit':
    case 'offsetFetch':
    case 'consumerGroupHeartbeat':
      if (mine.group !== null) groupAnswered(world, process, mine, mine.group, inFlight, body)
      break
    default:
      assertNever(body, 'answer to a consumer')
  }
  turn(world, process, mine)
}

export function consumerFailed(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  channel: Channel,
  lost: readonly InFlight[],
  how: ChannelFailure,
): void {
  const { group } = mine
  if (group !== null && isCoordinatorChannel(channel)) {
    const isPresent = channel.server === String(group.coordinator)
    coordinatorFailed(world, process, mine, group, isPresent, lost, how)
  } else {
    for (const request of lost) {
      if (request.api === FETCH) {
        sessionInterrupted(sessionWith(mine, Number(channel.server)))
        leaveReplica(mine, Number(channel.server))
      } else if (request.api === METADATA) metadataFailed(world, mine)
      else if (request.api === FIND_COORDINATOR && group !== null) findLater(world, mine, group)
      else if (request.context !== null) askAgain(world, mine, request.context as PositionContext)
    }
  }
  requestUpdate(world, process, mine)
  turn(world, process, mine)
}

export function consumerTimer(world: World, process: Readonly<Process>, mine: Consumer, row: TimerRow): void {
  switch (row.timer) {
    case POLL_TIMER:
      if (mine.loop.doing === 'idle') begin(world, process, mine)
      else turn(world, process, mine)
      return
    case METADATA_TIMER:
      pursueMetadata(world, process, mine)
      return
    case MEMBER_TIMER:
      turn(world, process, mine)
      return
    case POLL_INTERVAL_TIMER:
      if (mine.group !== null) pollExpired(world, process, mine, mine.group)
      turn(world, process, mine)
      return
    case CLOSE_TIMER:
      endProcess(world, process, 'stopped')
      return
  }
}

export function consumerTask(world: World, process: Readonly<Process>, mine: Consumer, task: Task): void {
  switch (task.task) {
    case POLL_TASK:
      deliver(world, process, mine)
      if (mine.loop.hand.length > 0) {
        // The next fetches go out before poll() returns. Nothing is committed here: these records are not done.
        sendFetches(world, process, mine)
        recordsPolled(world, process, mine)
      }
      if (mine.loop.throws) deserializationFailed(world, process, mine)
      break
    case PROCESS_TASK:
      stepDone(world, process, mine)
      break
    default:
      return
  }
  turn(world, process, mine)
}

/** The application assigns or subscribes, and polls for the first time. */
function begin(world: World, process: Readonly<Process>, mine: Consumer): void {
  mine.loop.doing = 'polling'
  if (mine.subscribe === null) {
    assignPartitions(world, mine, mine.assign)
    for (const partition of mine.partitions) {
      if (typeof mine.resetsTo === 'number') setPosition(partition, mine.resetsTo, -1)
    }
    if (mine.group !== null)
      mine.group.autoCommitDueUs = world.nowUs + msToUs(mine.config.autoCommitIntervalMs)
  }
  requestUpdate(world, process, mine)
}

/** What every event ends with: what the background does by itself, then, if the application is in poll(), positions and fetches. */
export function turn(world: World, process: Readonly<Process>, mine: Consumer): void {
  const { loop } = mine
  goOn(world, process, mine)
  if (mine.group !== null) {
    pursueGroup(world, process, mine, mine.group)
    // A commit that may not be sent is settled at once.
    while (isSettled(mine)) {
      goOn(world, process, mine)
      pursueGroup(world, process, mine, mine.group)
    }
  }
  if (mine.loop !== loop || loop.doing === 'idle') return
  if (loop.doing !== 'polling') {
    setTimer(world, process, POLL_TIMER, NEVER_US)
    return
  }
  if (mine.group !== null) askCommitted(world, process, mine, mine.group)
  const againUs = updatePositions(world, process, mine)
  sendFetches(world, process, mine)
  setTimer(world, process, POLL_TIMER, againUs)
  schedulePoll(world, process, mine)
  if (mine.resetsTo !== null && commitReset(world, process, mine)) turn(world, process, mine)
}

function isSettled({ loop }: Readonly<Consumer>): boolean {
  return loop.awaitedCommit >= 0 && loop.commitResult !== 'open'
}
