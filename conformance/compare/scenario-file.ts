// A scenario of the recorder (conformance/README.md): the project's format with more kinds of steps and more keys for clients.

import { parse } from 'yaml'
import type { ConfigValues } from '../../src/kafka/config/check-value.ts'
import { parseDuration } from '../../src/scenario/duration.ts'

export interface RecordedScenario {
  readonly until: string
  readonly indexes?: boolean
  readonly cluster: {
    readonly controllers: readonly number[]
    readonly brokers: readonly { readonly id: number; readonly rack?: string }[]
    readonly config?: ConfigValues
    readonly features?: { readonly [name: string]: number }
    readonly metadataVersion?: string
  }
  readonly topics?: readonly RecordedTopic[]
  readonly clients?: readonly RecordedClient[]
  readonly steps?: readonly RecordedStep[]
}

interface RecordedTopic {
  readonly name: string
  readonly partitions?: number
  readonly replicationFactor?: number
  readonly placement?: readonly (readonly number[])[]
  readonly config?: ConfigValues
}

export interface RecordedClient {
  readonly id: string
  readonly kind: 'producer' | 'consumer'
  readonly topic?: string
  readonly rate?: number
  readonly keys?: number
  readonly valueBytes?: number
  readonly assign?: readonly string[]
  readonly topics?: readonly string[]
  readonly group?: string
  readonly from?: string
  readonly to?: string
  readonly config?: ConfigValues
  readonly [more: string]: unknown
}

export interface RecordedStep {
  readonly at: string
  readonly do: string
  readonly id?: string
  readonly node?: string
  readonly topic?: string
  readonly partition?: number | string
  readonly partitions?: unknown
  readonly replicationFactor?: number
  readonly placement?: readonly (readonly number[])[]
  readonly config?: ConfigValues
  readonly producer?: string
  readonly records?: readonly {
    readonly key?: string
    readonly value?: string | null
    readonly timestamp?: number
  }[]
  readonly keys?: readonly string[]
  readonly count?: number
  readonly keyPrefix?: string
  readonly distinct?: number
  readonly valueBytes?: number
  readonly timestamp?: number
  readonly timestampStep?: string
  readonly each?: boolean
  readonly runs?: boolean
  readonly from?: number
  readonly of?: string
  readonly wait?: string
  readonly group?: string
  readonly reset?: string
  readonly offsets?: { readonly [partition: string]: number }
  readonly timed?: boolean
  readonly broker?: string
  readonly delete?: readonly string[]
  readonly type?: string
  /** Of a tool. */
  readonly class?: string
  readonly arguments?: readonly string[]
}

export function parseRecordedScenario(text: string): RecordedScenario {
  return parse(text) as RecordedScenario
}

export function durationUs(text: string): number {
  const read = parseDuration(text)
  if (read === null) throw new Error(`no duration: ${text}`)
  return read
}
