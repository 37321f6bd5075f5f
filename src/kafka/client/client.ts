// Where the programme hands over what happens to a client's process: producer, consumer or admin.

import { assertNever } from '../../sim/assert.ts'
import type { Message } from '../../sim/connection.ts'
import { endProcess } from '../../sim/life.ts'
import type { Process, Task, TimerRow } from '../../sim/process.ts'
import type { Ending } from '../../sim/programme.ts'
import type { World } from '../../sim/world.ts'
import { at, fact, own } from '../../sim/world.ts'
import type { Channel, ChannelFailure, InFlight } from '../network/channel.ts'
import type { Admin } from './admin.ts'
import { adminAnswered, adminFailed, adminTimer, emptyAdmin, goOnAdmin } from './admin.ts'
import { pursueOperations } from './admin-operations.ts'
import type { Consumer } from './consumer.ts'
import { emptyConsumer } from './consumer.ts'
import {
  consumerAnswered,
  consumerFailed,
  consumerReady,
  consumerStarted,
  consumerStopping,
  consumerTask,
  consumerTimer,
} from './consumer-events.ts'
import { REQUESTS_LOST, REQUESTS_TIMED_OUT } from './facts.ts'
import type { Producer } from './producer.ts'
import { emptyProducer } from './producer.ts'
import {
  producerAnswered,
  producerFailed,
  producerReady,
  producerStarted,
  producerStopping,
  producerTimer,
} from './producer-events.ts'

type AnyClient = Producer | Consumer | Admin

export function clientStarted(world: World, process: Process): void {
  const mine = clientOf(world, process)
  switch (mine.kind) {
    case 'producer':
      producerStarted(world, process, mine)
      return
    case 'consumer':
      consumerStarted(world, process, mine)
      return
    case 'admin':
      goOnAdmin(world, process, mine)
      return
    default:
      assertNever(mine, 'client')
  }
}

/** A producer settles what it has first, a consumer says good-bye to its group; the others end at once. */
export function clientStopping(world: World, process: Process): void {
  const mine = clientOf(world, process)
  if (mine.kind === 'producer') producerStopping(world, process, mine)
  else if (mine.kind === 'consumer') consumerStopping(world, process, mine)
  else endProcess(world, process, 'stopped')
}

export function clientEnded(world: World, process: Process, _how: Ending): void {
  const mine = clientOf(world, process)
  switch (mine.kind) {
    case 'producer':
      emptyProducer(world, process, mine)
      return
    case 'consumer':
      emptyConsumer(world, process, mine)
      return
    case 'admin':
      emptyAdmin(world, mine)
      return
    default:
      assertNever(mine, 'client')
  }
}

/** A channel can take requests. */
export function clientReady(world: World, process: Process, _channel: Channel): void {
  const mine = clientOf(world, process)
  switch (mine.kind) {
    case 'producer':
      producerReady(world, process, mine)
      return
    case 'consumer':
      consumerReady(world, process, mine)
      return
    case 'admin':
      goOnAdmin(world, process, mine)
      pursueOperations(world, process, mine)
      return
    default:
      assertNever(mine, 'client')
  }
}

export function clientAnswered(
  world: World,
  process: Process,
  channel: Channel,
  inFlight: InFlight,
  message: Message,
): void {
  const mine = clientOf(world, process)
  switch (mine.kind) {
    case 'producer':
      producerAnswered(world, process, mine, channel, inFlight, message)
      return
    case 'consumer':
      consumerAnswered(world, process, mine, channel, inFlight, message)
      return
    case 'admin':
      adminAnswered(world, process, mine, inFlight, message)
      return
    default:
      assertNever(mine, 'client')
  }
}

/** A channel's socket is gone, and with it what was in flight. */
export function clientFailed(
  world: World,
  process: Process,
  channel: Channel,
  lost: readonly InFlight[],
  how: ChannelFailure,
): void {
  sayLost(world, process, channel, lost, how)
  const mine = clientOf(world, process)
  switch (mine.kind) {
    case 'producer':
      producerFailed(world, process, mine, channel, lost, how)
      return
    case 'consumer':
      consumerFailed(world, process, mine, channel, lost, how)
      return
    case 'admin':
      adminFailed(world, process, mine, channel, lost)
      return
    default:
      assertNever(mine, 'client')
  }
}

function sayLost(
  world: World,
  process: Process,
  channel: Channel,
  lost: readonly InFlight[],
  how: ChannelFailure,
): void {
  const oldest = lost[0]
  if (oldest === undefined) return
  if (how === 'timedOut') {
    const waitedUs = world.nowUs - oldest.sentUs
    fact(world, REQUESTS_TIMED_OUT, process.slot, channel.connectionSlot, lost.length, waitedUs)
  } else fact(world, REQUESTS_LOST, process.slot, channel.connectionSlot, lost.length)
}

export function clientTimer(world: World, process: Process, row: TimerRow): void {
  const mine = clientOf(world, process)
  switch (mine.kind) {
    case 'producer':
      producerTimer(world, process, mine, row)
      return
    case 'consumer':
      consumerTimer(world, process, mine, row)
      return
    case 'admin':
      adminTimer(world, process, mine, row)
      return
    default:
      assertNever(mine, 'client')
  }
}

export function clientTask(world: World, process: Process, task: Task): void {
  const mine = clientOf(world, process)
  if (mine.kind === 'consumer') consumerTask(world, process, mine, task)
}

/** The client's entity, to be written: it lies in the slot after its process. */
function clientOf(world: World, process: Readonly<Process>): AnyClient {
  return own<AnyClient>(world, at(world, process.slot + 1) as AnyClient)
}
