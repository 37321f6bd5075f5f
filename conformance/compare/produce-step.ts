// A `produce` step as the engine's own producer does it: each given record through its partitioner, accumulator and sender. Only the application,
// which in a run follows its workload, is this file.

import { append } from '../../src/kafka/client/accumulator.ts'
import { requestUpdate } from '../../src/kafka/client/metadata.ts'
import { choosePartition, produced } from '../../src/kafka/client/partitioner.ts'
import type { Producer } from '../../src/kafka/client/producer.ts'
import { partitionAt } from '../../src/kafka/client/producer.ts'
import { runSender } from '../../src/kafka/client/sender.ts'
import { recordUpperBoundBytes } from '../../src/kafka/client/sizes.ts'
import { MESSAGE_TOO_LARGE } from '../../src/kafka/protocol/errors.ts'
import { partitionForKey } from '../../src/kafka/workload/key-hash.ts'
import { utf8Bytes } from '../../src/kafka/workload/murmur2.ts'
import type { Process } from '../../src/sim/process.ts'
import { wallClockUs } from '../../src/sim/process.ts'
import { usToMs } from '../../src/sim/time.ts'
import type { World } from '../../src/sim/world.ts'
import { find, own } from '../../src/sim/world.ts'
import type { GivenRecord, Produce } from './plan.ts'

export interface SentRecord {
  readonly key: string | null
  readonly partition: string
  /** −1: it never came into a batch. */
  readonly batch: number
  /** Number among the producer's records, as batches name them. */
  readonly number: number
  /** −2 while nothing is known of it; −1 is what acks=0 answers. */
  offset: number
  /** 0 unless it failed. */
  error: number
}

/** A step under way. */
export interface ProduceRun {
  readonly step: string
  readonly client: string
  readonly produce: Produce
  /** Records of earlier steps of the same producer. */
  readonly firstNumber: number
  readonly sent: SentRecord[]
}

export function isWaitingForMetadata(world: World, run: ProduceRun): boolean {
  const mine = find(world, `producer:${run.client}`) as Producer
  return !mine.metadata.partitionCounts.has(run.produce.topic)
}

/** Whether the next record may be handed over: all of them at once, or each when the one before it is settled. */
export function mayGoOn(world: World, run: ProduceRun): boolean {
  if (run.sent.length >= run.produce.records.length || isWaitingForMetadata(world, run)) return false
  const last = run.sent[run.sent.length - 1]
  return last === undefined || last.offset !== -2 || last.error !== 0
}

/** Hands over what may go. Runs inside an event. */
export function goOn(world: World, run: ProduceRun): void {
  const mine = own(world, find(world, `producer:${run.client}`) as Producer)
  const process = find(world, `process:${run.client}`) as Process
  if (isWaitingForMetadata(world, run)) {
    requestUpdate(world, process, mine)
    return
  }
  const { records, each } = run.produce
  const end = each ? run.sent.length + 1 : records.length
  while (run.sent.length < end) sendOne(world, process, mine, run, records[run.sent.length] as GivenRecord)
  runSender(world, process, mine)
}

function sendOne(
  world: World,
  process: Readonly<Process>,
  mine: Producer,
  run: ProduceRun,
  record: GivenRecord,
): void {
  const number = run.firstNumber + run.sent.length
  const keyBytes = record.key === null ? -1 : utf8Bytes(record.key).length
  const { key } = record
  if (recordUpperBoundBytes(keyBytes, record.valueBytes) > mine.config.maxRequestSize) {
    run.sent.push({ key, partition: '', batch: -1, number, offset: -2, error: MESSAGE_TOO_LARGE })
    return
  }
  const timestampMs = record.timestampMs ?? usToMs(wallClockUs(world, process))
  const given = run.produce.partition
  const partition =
    given !== null
      ? partitionAt(mine, given)
      : key !== null
        ? partitionAt(mine, partitionForKey(key, mine.partitions.length))
        : choosePartition(world, process, mine, keyBytes, record.valueBytes, timestampMs)
  const result = append(world, process, mine, partition, number, keyBytes, record.valueBytes, timestampMs)
  if (!result.appended) throw new Error(`no memory for a record of step ${run.step}`)
  if (key === null && given === null) produced(world, process, mine, result.grownBytes)
  run.sent.push({ key, partition: partition.name, batch: result.batch, number, offset: -2, error: 0 })
}
