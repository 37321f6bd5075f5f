// Held against what brokers of Kafka 4.3.1 left on their disks: conformance/recordings/4.3.1, made from conformance/scenarios.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ConfigValues } from '../../config/check-value.ts'
import { encodeBatch } from '../bytes/encode-batch.ts'
import type { Appended } from '../testing/bare-logs.ts'
import { configOf, logOf } from '../testing/bare-logs.ts'
import { partitionFiles } from './partition-files.ts'
import { segmentsOf } from './segments.ts'

/** Base offset, last offset, records, leader epoch, bytes, base sequence. */
type RecordedBatch = [number, number, number, number, number, number]

interface Recording {
  readonly exact: { readonly [fact: string]: unknown }
}

const T = 1_700_000_000_000
const BY_SIZE: ConfigValues = { 'segment.bytes': 1_048_576 }
const BY_TIME: ConfigValues = { 'segment.ms': 60_000 }
const readRecording = (name: string): Recording =>
  JSON.parse(readFileSync(`conformance/recordings/4.3.1/${name}.json`, 'utf8'))

function endOf<Value>(recording: Recording, fact: string): Value {
  const rows = recording.exact[`end ${fact}`] as { readonly value: Value }[] | undefined
  if (rows?.[0] === undefined) throw new Error(`nothing recorded of ${fact}`)
  return rows[0].value
}

/** The recorded batches as a log; `timeMs` of each record. */
function recordedLog(
  recording: Recording,
  partition: string,
  timeMs: (offset: number) => number,
  values: ConfigValues = {},
) {
  const batches = endOf<RecordedBatch[]>(recording, `partition:${partition} batches`)
  return logOf(
    batches.map(([base, last, count, , sizeBytes]): Appended => {
      const times = Array.from({ length: count }, (_, place) => timeMs(base + place))
      expect(last).toBe(base + count - 1)
      return { count, sizeBytes, baseTimestampMs: times[0] ?? 0, maxTimestampMs: Math.max(...times) }
    }),
    values,
  )
}

/** Names of the files, and the sizes of those that the recordings give: of indexes that are still open they do not. */
function filesOf(log: ReturnType<typeof logOf>, values: ConfigValues) {
  const files = partitionFiles({
    log,
    config: configOf(values),
    topicId: 'AAAAAAAAQACAAAAAAAAAAQ',
    closed: false,
    workloadOf: () => {
      throw new Error('no bytes are asked for')
    },
  })
  return files.map(({ path, sizeBytes }) => (path.endsWith('.log') ? [path, sizeBytes] : [path]))
}

describe('segments rolled by a real broker', () => {
  const rolling = readRecording('rolling')

  it('by size: the same files', () => {
    const log = recordedLog(rolling, 'bysize-0', (offset) => T + offset, BY_SIZE)
    expect(filesOf(log, BY_SIZE)).toEqual(endOf(rolling, 'partition:bysize-0 files'))
  })

  it('by time: the same files', () => {
    const times = [0, 59_999, 60_000, 60_001, 120_000, 120_002, 0, 200_000]
    const log = recordedLog(rolling, 'bytime-0', (offset) => T + (times[offset] as number), BY_TIME)
    expect(filesOf(log, BY_TIME)).toEqual(endOf(rolling, 'partition:bytime-0 files'))
  })
})

describe('indexes written by a real broker', () => {
  const recording = readRecording('index-contents')

  it.each(['single-0', 'batched-0'])('%s: the same entries', (partition) => {
    const log = recordedLog(recording, partition, (offset) => T + offset * 1_000)
    const [segment] = segmentsOf(log, false)
    const name = `partition:${partition} 00000000000000000000`
    expect(segment?.index.map(({ offset, position }) => `offset: ${offset} position: ${position}`)).toEqual(
      endOf(recording, `${name}.index`),
    )
    expect(
      segment?.timeIndex.map(({ timestampMs, offset }) => `timestamp: ${timestampMs} offset: ${offset}`),
    ).toEqual(endOf(recording, `${name}.timeindex`))
  })
})

describe('batches written by a real broker', () => {
  const recording = readRecording('placement-keyed')
  const records = Object.entries(recording.exact)
    .filter(([fact]) => fact.startsWith('step:'))
    .flatMap(([, of]) => (of as { records?: [string | null, string, number][] }).records ?? [])

  it.each([
    ['orders-0', 100],
    ['orders-1', 100],
    ['orders-2', 100],
    ['cities-0', 10],
    ['cities-1', 10],
    ['cities-2', 10],
    ['sizes-0', 100],
  ])('%s: each takes the same bytes', (partition, valueBytes) => {
    const keys = new Map(records.filter(([, of]) => of === partition).map(([key, , offset]) => [offset, key]))
    const batches = endOf<RecordedBatch[]>(recording, `partition:${partition} batches`)
    const sizes = batches.map(([baseOffset, , count, partitionLeaderEpoch, , baseSequence]) => {
      const bytes = encodeBatch({
        baseOffset,
        partitionLeaderEpoch,
        codec: 'none',
        timestampType: 'CreateTime',
        isTransactional: false,
        isControl: false,
        hasDeleteHorizon: false,
        lastOffsetDelta: count - 1,
        baseTimestampMs: T,
        maxTimestampMs: T,
        producerId: baseSequence < 0 ? -1 : 0,
        producerEpoch: baseSequence < 0 ? -1 : 0,
        baseSequence,
        records: Array.from({ length: count }, (_, place) => {
          const key = keys.get(baseOffset + place)
          if (key === undefined) throw new Error(`no key recorded of ${partition} ${baseOffset + place}`)
          return {
            timestampDelta: 0,
            offsetDelta: place,
            key: key === null ? null : new Uint8Array(Buffer.from(key)),
            value: new Uint8Array(valueBytes),
            headers: [],
          }
        }),
      })
      return bytes.length
    })
    expect(sizes).toEqual(batches.map(([, , , , sizeBytes]) => sizeBytes))
  })
})
