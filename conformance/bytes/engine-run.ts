// A run of the engine up to a moment, and the records that each replica has then: from the batches and the workloads, not from bytes.

import { openHeadless, runUntil } from '../../src/cli/headless.ts'
import { openScenario } from '../../src/cli/scenario-file.ts'
import { durationText, timeOption } from '../../src/cli/times.ts'
import { wordsIn } from '../../src/cli/words.ts'
import { clientNamed } from '../../src/kafka/client-named.ts'
import type { Batch } from '../../src/kafka/log/batch.ts'
import { timestampDeltas } from '../../src/kafka/log/bytes/record-times.ts'
import { readBatches } from '../../src/kafka/log/read.ts'
import type { TopicSetup } from '../../src/kafka/setup.ts'
import { nodesOf, replicaLog, truthImage } from '../../src/kafka/truth.ts'
import { recordValue } from '../../src/kafka/workload/value.ts'
import type { Workload } from '../../src/kafka/workload/workload.ts'
import { keyOf } from '../../src/kafka/workload/workload.ts'
import { ENGINE_VERSION } from '../../src/run/engine-version.ts'
import { hashText } from '../../src/sim/hash.ts'
import type { World } from '../../src/sim/world.ts'
import type { LogRecord, RecordsByReplica } from './log-record.ts'
import { logRecord } from './log-record.ts'

interface EngineRun {
  readonly engineVersion: number
  readonly seed: string
  readonly at: string
  readonly traceHash: string
  readonly brokers: readonly number[]
  readonly topics: readonly TopicSetup[]
  readonly replicas: RecordsByReplica
  /** Greatest leader epoch in any log: a real leader that takes the logs over must be beyond it. */
  readonly lastEpoch: number
}

export async function runEngine(file: string, seed?: string, at?: string): Promise<EngineRun> {
  const words = wordsIn('en')
  const { scenario } = await openScenario(words, file)
  const timeUs = timeOption(words, '--at', at, scenario.untilUs)
  const headless = openHeadless(scenario, seed ?? scenario.seed)
  runUntil({ ...headless, watched: [] }, timeUs)
  const { world } = headless.branch.head
  return {
    engineVersion: ENGINE_VERSION,
    seed: headless.seed,
    at: durationText(timeUs),
    traceHash: hashText(world.traceHash),
    brokers: scenario.cluster.brokers.map(({ id }) => id),
    topics: scenario.topics,
    ...logsOf(world),
  }
}

function logsOf(world: World): Pick<EngineRun, 'replicas' | 'lastEpoch'> {
  const replicas: { [replica: string]: readonly LogRecord[] } = {}
  let lastEpoch = 0
  for (const partition of truthImage(world).partitions.keys()) {
    for (const { id } of nodesOf(world)) {
      const log = replicaLog(world, partition, id)
      if (log === null) continue
      for (const { epoch } of log.epochs) lastEpoch = Math.max(lastEpoch, epoch)
      const batches = readBatches(log, log.logStart, log.logEnd, Number.MAX_SAFE_INTEGER)
      replicas[`${partition}@${id}`] = batches.flatMap((batch) => recordsOf(batch, workload(world, batch)))
    }
  }
  return { replicas, lastEpoch }
}

function workload(world: World, { producer }: Batch): Workload {
  const client = clientNamed(world, producer)
  if (client === null || client.kind !== 'producer') throw new Error(`no producer ${producer}`)
  return client.workload
}

function recordsOf(batch: Batch, from: Workload): LogRecord[] {
  const deltas = timestampDeltas(batch, from)
  return batch.records.map((number, place) => {
    const key = keyOf(from, number)
    const timestampMs = batch.baseTimestampMs + (deltas[place] ?? 0)
    const keyBytes = key === null ? null : Buffer.from(key)
    return logRecord(batch.baseOffset + place, timestampMs, keyBytes, recordValue(from, number))
  })
}
