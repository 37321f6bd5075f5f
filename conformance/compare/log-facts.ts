// What lies in the partition directories of all brokers at one moment, told as the recorder tells it: equal values once, with the replicas that have them.

import type { Batch } from '../../src/kafka/log/batch.ts'
import { endOf, offsetAt } from '../../src/kafka/log/batch.ts'
import { logHash } from '../../src/kafka/log/history.ts'
import type { Log } from '../../src/kafka/log/log.ts'
import { readBatches } from '../../src/kafka/log/read.ts'
import { nodesOf, replicaHighWatermark, replicaLog, truthImage } from '../../src/kafka/truth.ts'
import type { Process } from '../../src/sim/process.ts'
import { isAlive } from '../../src/sim/process.ts'
import type { World } from '../../src/sim/world.ts'
import { at } from '../../src/sim/world.ts'
import type { GivenRecord } from './plan.ts'
import type { ProduceRun } from './produce-step.ts'
import type { Json } from './recording.ts'
import { segmentFacts } from './segment-facts.ts'

/** By partition and name of the fact, a value a replica. */
export type LogFacts = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<number, Json>>>

export function logFacts(world: World, produced: readonly ProduceRun[]): LogFacts {
  const facts = new Map<string, Map<string, Map<number, Json>>>()
  const image = truthImage(world)
  for (const topic of image.topicNames) {
    for (const partition of image.topics.get(topic)?.partitions ?? []) {
      const named = new Map<string, Map<number, Json>>()
      facts.set(partition, named)
      const note = (name: string, node: number, value: Json): void => {
        const values = named.get(name) ?? new Map<number, Json>()
        named.set(name, values.set(node, value))
      }
      for (const node of nodesOf(world)) {
        const log = replicaLog(world, partition, node.id)
        if (log === null) continue
        // DeleteRecords moves the log's start; the batches before it stay in the file.
        const from = log.segments[0]?.baseOffset ?? log.logStart
        const batches = readBatches(log, from, log.logEnd, Number.MAX_SAFE_INTEGER)
        note('leo', node.id, log.logEnd)
        for (const [name, value] of segmentFacts(world, topic, node, log)) note(name, node.id, value)
        if (isAlive(at(world, node.processSlot) as Process)) {
          note('highWatermarkCheckpoint', node.id, log.checkpointedHighWatermark)
          note('highWatermark', node.id, replicaHighWatermark(world, partition, node.id))
        }
        // The file has a line only where the log starts in the middle of a segment.
        const { logStart } = log
        note('logStartCheckpoint', node.id, logStart > (log.segments[0]?.baseOffset ?? 0) ? logStart : 0)
        note(
          'leaderEpochs',
          node.id,
          log.epochs.map(({ epoch, startOffset }) => [epoch, startOffset]),
        )
        note(
          'leaderEpochsOnly',
          node.id,
          log.epochs.map(({ epoch }) => epoch),
        )
        note('batches', node.id, batches.map(batchRow))
        note(
          'keys',
          node.id,
          batches.flatMap((batch) => rowsOf(batch, produced)),
        )
        note('replicasWithEqualBytes', node.id, logHash(log))
      }
    }
  }
  return facts
}

function batchRow(batch: Batch): Json {
  const { baseOffset, count, leaderEpoch, sizeBytes, baseSequence } = batch
  return [baseOffset, endOf(batch) - 1, count, leaderEpoch, sizeBytes, baseSequence]
}

/** Offset and key of each record, for batches of `produce` steps. */
function rowsOf(batch: Batch, produced: readonly ProduceRun[]): Json[] {
  return batch.records.map((number, place) => {
    const record = recordOf(batch.producer, number, produced)
    const row = [offsetAt(batch, place), record?.key ?? null]
    return record !== null && record.valueBytes < 0 ? [...row, 'tombstone'] : row
  })
}

function recordOf(client: string, number: number, produced: readonly ProduceRun[]): GivenRecord | null {
  for (const run of produced) {
    if (run.client !== client || number < run.firstNumber) continue
    const record = run.produce.records[number - run.firstNumber]
    if (record !== undefined) return record
  }
  return null
}

function leaderLog(world: World, partition: string): { readonly leader: number; readonly log: Log | null } {
  const leader = truthImage(world).partitions.get(partition)?.leader ?? -1
  return { leader, log: replicaLog(world, partition, leader) }
}

/** Offset and key of the records from an offset up to another, as the leader has them. */
export function recordsBetween(
  world: World,
  partition: string,
  from: number,
  to: number,
  produced: readonly ProduceRun[],
): Json[] {
  const { log } = leaderLog(world, partition)
  if (log === null) return []
  return readBatches(log, from, to, Number.MAX_SAFE_INTEGER)
    .flatMap((batch) => rowsOf(batch, produced))
    .filter((row) => {
      const offset = (row as readonly Json[])[0] as number
      return offset >= from && offset < to
    })
}

/** What the leader answers to ListOffsets(latest): its high watermark, and the epoch in force there. */
export function latestOffset(world: World, partition: string): Json {
  const { leader, log } = leaderLog(world, partition)
  const offset = replicaHighWatermark(world, partition, leader)
  const entry = (log?.epochs ?? []).filter(({ startOffset }) => startOffset <= offset).pop()
  return { offset, leaderEpoch: entry?.epoch ?? -1 }
}
