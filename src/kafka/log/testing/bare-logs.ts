// Logs for the tests of this folder, made of batches of which only places, sizes and times matter.

import type { ConfigValues } from '../../config/check-value.ts'
import type { TopicConfig } from '../../config/resolve.ts'
import { brokerConfig, topicConfig } from '../../config/resolve.ts'
import { assignOffsets, makeBatch } from '../batch.ts'
import type { Log } from '../log.ts'
import { appendBatch, emptyLog } from '../log.ts'
import { sealLogConfig } from '../log-config.ts'

export interface Appended {
  readonly count?: number
  readonly sizeBytes: number
  readonly baseTimestampMs?: number
  readonly maxTimestampMs: number
  readonly producerId?: number
  readonly baseSequence?: number
}

export function logOf(batches: readonly Appended[], values: ConfigValues = {}): Log {
  const config = sealLogConfig(configOf(values))
  const log = emptyLog(0, 0, 'orders-0', 1, config)
  for (const [number, batch] of batches.entries()) {
    const made = makeBatch({
      sizeBytes: batch.sizeBytes,
      baseTimestampMs: batch.baseTimestampMs ?? batch.maxTimestampMs,
      maxTimestampMs: batch.maxTimestampMs,
      producerId: batch.producerId ?? -1,
      producerEpoch: batch.producerId === undefined ? -1 : 0,
      baseSequence: batch.baseSequence ?? -1,
      producer: 'p1',
      batchNumber: number,
      records: Array.from({ length: batch.count ?? 1 }, (_, place) => log.logEnd + place),
    })
    appendBatch(log, assignOffsets(made, log.logEnd, 0), number, config)
  }
  return log
}

export function configOf(values: ConfigValues): TopicConfig {
  return topicConfig(values, brokerConfig({}))
}
