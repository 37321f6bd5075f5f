// What the recorder wrote of a real cluster (conformance/README.md), as JSON has it.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

type Facts = { readonly [id: string]: Json }

export interface Recording {
  readonly scenario: string
  readonly kafka: string
  readonly takes: number
  /** The same in every take, a value that Kafka fixes. */
  readonly exact: Facts
  /** The same in every take, a sequence whose order is the claim. */
  readonly ordered: Facts
  /** Least and most over the takes. */
  readonly windowed: { readonly [id: string]: readonly [least: number, most: number] }
  readonly varying: Facts
}

/** The release whose rules the engine runs on. */
const RELEASE = '4.3.1'
const here = fileURLToPath(new URL('..', import.meta.url))

/** Names of the recorded scenarios, sorted. */
export function recorded(): string[] {
  return readdirSync(join(here, 'recordings', RELEASE))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()
}

/** Recordings of other releases, as `<release>/<scenario>`. */
export function recordedElsewhere(): string[] {
  const releases = readdirSync(join(here, 'recordings'), { withFileTypes: true })
  return releases
    .filter((entry) => entry.isDirectory() && entry.name !== RELEASE)
    .flatMap(({ name }) =>
      readdirSync(join(here, 'recordings', name)).map((file) => `${name}/${file.slice(0, -'.json'.length)}`),
    )
    .sort()
}

export function readRecording(scenario: string): Recording {
  return JSON.parse(readFileSync(join(here, 'recordings', RELEASE, `${scenario}.json`), 'utf8')) as Recording
}

export function readScenarioText(scenario: string): string {
  return readFileSync(join(here, 'scenarios', `${scenario}.yaml`), 'utf8')
}
