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

/** The release whose rules the engine has by default; recordings of others are named `<release>/<scenario>`. */
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

export function readRecording(name: string): Recording {
  const { release, scenario } = partsOf(name)
  return JSON.parse(readFileSync(join(here, 'recordings', release, `${scenario}.json`), 'utf8')) as Recording
}

export function readScenarioText(name: string): string {
  return readFileSync(join(here, 'scenarios', `${partsOf(name).scenario}.yaml`), 'utf8')
}

/** The release whose rules a recording is compared with, e.g. 3.9. */
export function rulesFor(name: string): string {
  return /^\d+\.\d+/.exec(partsOf(name).release)?.[0] ?? ''
}

function partsOf(name: string): { readonly release: string; readonly scenario: string } {
  const [release, scenario] = name.split('/')
  return scenario === undefined ? { release: RELEASE, scenario: name } : { release: release ?? '', scenario }
}
