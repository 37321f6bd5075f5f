// A record as all three tell it: the engine, our decoder and Kafka's own consumer.

import { createHash } from 'node:crypto'

export interface LogRecord {
  readonly offset: number
  readonly timestampMs: number
  /** Hex; null for no key. */
  readonly key: string | null
  /** SHA-256 of the value, hex; null for no value. */
  readonly value: string | null
}

/** What a recording keeps of the records that one replica has or serves. */
export interface LogFacts {
  readonly records: number
  readonly firstOffset: number
  readonly lastOffset: number
  /** Over offset, key and value of every record, in order. */
  readonly recordsHash: string
  /** Over offset and timestamp. */
  readonly timesHash: string
}

/** By `orders-0@1`. */
export type RecordsByReplica = { readonly [replica: string]: readonly LogRecord[] }

export function factsOf(records: readonly LogRecord[]): LogFacts {
  return {
    records: records.length,
    firstOffset: records[0]?.offset ?? -1,
    lastOffset: records.at(-1)?.offset ?? -1,
    recordsHash: hashOf(records.map(({ offset, key, value }) => `${offset} ${key} ${value}`)),
    timesHash: hashOf(records.map(({ offset, timestampMs }) => `${offset} ${timestampMs}`)),
  }
}

export function allFactsOf(replicas: RecordsByReplica): { [replica: string]: LogFacts } {
  const names = Object.keys(replicas).sort()
  return Object.fromEntries(names.map((name) => [name, factsOf(replicas[name] ?? [])]))
}

export function logRecord(
  offset: number,
  timestampMs: number,
  key: Uint8Array | null,
  value: Uint8Array | null,
): LogRecord {
  return {
    offset,
    timestampMs,
    key: key === null ? null : Buffer.from(key).toString('hex'),
    value: value === null ? null : createHash('sha256').update(value).digest('hex'),
  }
}

function hashOf(lines: readonly string[]): string {
  return createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex')
}
