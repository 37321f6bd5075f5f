// How the cleaner sees the records of a batch: from the workload of its producer, or from what it carries.

import type { World } from '../../sim/world.ts'
import { recordTimesIn } from '../broker/list-offsets.ts'
import type { Batch, RecordData } from '../log/batch.ts'
import { repackedBatch } from '../log/codecs.ts'
import type { RecordView } from '../log/compaction/clean-batch.ts'
import { NO_HEADERS_BYTES } from '../log/record-size.ts'
import { keyBytesAt } from '../workload/key-hash.ts'
import type { Workload } from '../workload/workload.ts'
import { keyOf, valueBytesOf } from '../workload/workload.ts'
import { workloadIn } from '../workload/workload-in.ts'

export function recordView(world: World): RecordView {
  let lastProducer = ''
  let lastWorkload: Workload | null = null
  const workloadOf = (batch: Batch): Workload | null => {
    if (batch.producer !== lastProducer) {
      lastProducer = batch.producer
      lastWorkload = workloadIn(world, lastProducer)
    }
    return lastWorkload
  }
  const number = (batch: Batch, place: number): number => batch.records[place] as number
  const given = (batch: Batch, place: number): RecordData => batch.data?.[place] as RecordData
  return {
    keyAt: (batch, place) => {
      if (batch.data !== null) return given(batch, place).key
      const workload = workloadOf(batch)
      return workload === null ? null : keyOf(workload, number(batch, place))
    },
    keyBytesAt: (batch, place) => {
      if (batch.data !== null) return given(batch, place).keyBytes
      const workload = workloadOf(batch)
      return workload === null ? -1 : keyBytesAt(workload, number(batch, place))
    },
    valueBytesAt: (batch, place) => {
      if (batch.data !== null) return given(batch, place).valueBytes
      const workload = workloadOf(batch)
      return workload === null ? 0 : valueBytesOf(workload, number(batch, place))
    },
    headersBytesOf: (batch) =>
      (batch.data === null ? workloadOf(batch)?.headersBytes : undefined) ?? NO_HEADERS_BYTES,
    timesOf: recordTimesIn(world),
    repacked: (batch) => repackedBatch(batch, batch.data === null ? workloadOf(batch) : null),
  }
}
