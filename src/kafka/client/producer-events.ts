// What a producer's process hears, and what it sets going.

import { assertNever } from '../../sim/assert.ts'
import type { Message } from '../../sim/connection.ts'
import { endProcess } from '../../sim/life.ts'
import type { Process, TimerRow } from '../../sim/process.ts'
import { msToUs, NEVER_US } from '../../sim/time.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import { backoffMs } from '../network/backoff.ts'
import type { Channel, ChannelFailure, InFlight } from '../network/channel.ts'
import { INIT_PRODUCER_ID, METADATA, PRODUCE } from '../protocol/api.ts'
import type { InitProducerIdResponse } from '../protocol/client-requests.ts'
import { NETWORK_EXCEPTION, NONE, REQUEST_TIMED_OUT } from '../protocol/errors.ts'
import type { MetadataResponse } from '../protocol/metadata.ts'
import type { ProduceResponse } from '../protocol/produce.ts'
import { BLOCK_TIMER, METADATA_TIMER, SENDER_TIMER, WORKLOAD_TIMER } from '../timers.ts'
import { blockedTooLong, resumeApplication, runApplication } from './application.ts'
import { PRODUCER_ID_GIVEN } from './facts.ts'
import { metadataFailed, pursueMetadata, requestUpdate, takeMetadata } from './metadata.ts'
import { setTimer } from './network-client.ts'
import { produceRequestFailed, takeProduceAnswer } from './produce-answer.ts'
import type { Producer } from './producer.ts'
import { beginProducer, isDrained, isIdempotent, syncPartitions } from './producer.ts'
import type { ProduceContext } from './sender.ts'
import { runSender } from './sender.ts'

export function producerStarted(world: World, process: Readonly<Process>, mine: Producer): void {
  beginProducer(world, mine)
  runApplication(world, process, mine)
}

/** close(): nothing new is sent, what is there is sent at once, and the process ends when all of it is settled. */
export function producerStopping(world: World, process: Readonly<Process>, mine: Producer): void {
  mine.closing = true
  setTimer(world, process, WORKLOAD_TIMER, NEVER_US)
  setTimer(world, process, BLOCK_TIMER, NEVER_US)
  goOn(world, process, mine)
}

export function producerReady(world: World, process: Readonly<Process>, mine: Producer): void {
  pursueMetadata(world, process, mine)
  if (mine.partitions.length > 0) goOn(world, process, mine)
}

export function producerAnswered(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  channel: Channel,
  inFlight: InFlight,
  message: Message,
): void {
  const body = message.body as ProduceResponse | MetadataResponse | InitProducerIdResponse
  switch (body.type) {
    case 'produce': {
      const context = inFlight.context as ProduceContext
      takeProduceAnswer(world, process, mine, channel.connectionSlot, context, body)
      break
    }
    case 'metadata':
      if (takeMetadata(world, process, mine, body)) syncPartitions(world, mine)
      break
    case 'initProducerId':
      takeProducerId(world, process, mine, body)
      break
    default:
      assertNever(body, 'answer to a producer')
  }
  goOn(world, process, mine)
}

export function producerFailed(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  channel: Channel,
  lost: readonly InFlight[],
  how: ChannelFailure,
): void {
  const error = how === 'timedOut' ? REQUEST_TIMED_OUT : NETWORK_EXCEPTION
  for (const request of lost) {
    if (request.api === PRODUCE) {
      const context = request.context as ProduceContext
      produceRequestFailed(world, process, mine, channel.connectionSlot, context, error)
    } else if (request.api === METADATA) metadataFailed(world, mine)
    else if (request.api === INIT_PRODUCER_ID) retryProducerId(world, mine)
  }
  requestUpdate(world, process, mine)
  goOn(world, process, mine)
}

export function producerTimer(world: World, process: Readonly<Process>, mine: Producer, row: TimerRow): void {
  switch (row.timer) {
    case WORKLOAD_TIMER:
      runApplication(world, process, mine)
      return
    case SENDER_TIMER:
      goOn(world, process, mine)
      return
    case METADATA_TIMER:
      pursueMetadata(world, process, mine)
      return
    case BLOCK_TIMER:
      blockedTooLong(world, process, mine)
      return
  }
}

/** The sender's turn, then the application's, if it was held up; a closing producer ends when it is done. */
function goOn(world: World, process: Readonly<Process>, mine: Producer): void {
  runSender(world, process, mine)
  resumeApplication(world, process, mine)
  if (mine.closing && isDrained(mine)) endProcess(world, process, 'stopped')
}

function takeProducerId(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  body: InitProducerIdResponse,
): void {
  if (body.error !== NONE) {
    retryProducerId(world, mine)
    return
  }
  mine.producerIdRequested = false
  mine.producerId = body.producerId
  mine.producerEpoch = body.producerEpoch
  fact(world, PRODUCER_ID_GIVEN, process.slot, -1, body.producerId, body.producerEpoch)
}

function retryProducerId(world: World, mine: Producer): void {
  const { retryBackoffMs, retryBackoffMaxMs } = mine.config
  mine.producerIdRequested = false
  if (!isIdempotent(mine)) return
  mine.producerIdRetryUs =
    world.nowUs + msToUs(backoffMs(world, mine.id, retryBackoffMs, retryBackoffMaxMs, 0))
}
