// A run again, but for its seed, its rules or some configs: as the text of a scenario file, so that whoever reads it refuses what makes no sense.

import type { ConfigScope } from '../kafka/config/entry.ts'
import { nearest } from '../kafka/config/nearest.ts'
import { configEntry, configNames } from '../kafka/config/registry.ts'
import type { Scenario } from './scenario.ts'
import { scenarioFileOf, stepFile } from './scenario-file.ts'

export interface Change {
  readonly seed?: string
  /** A release. */
  readonly rules?: string
  /** `name=value`, or `where/name=value` with `cluster`, a topic or a client for the place. */
  readonly config?: readonly string[]
}

type Value = string | number | boolean
type File = ReturnType<typeof scenarioFileOf>

/** Where a config can stand. */
interface Place {
  readonly name: string
  readonly scope: ConfigScope
  readonly config: { [name: string]: Value }
}

/** Without expectations and lesson: they were written for the run as it was. */
export function sameButText(scenario: Scenario, inputs: Scenario['inputs'], change: Change): string {
  const { expect: _expect, lesson: _lesson, ...file } = scenarioFileOf(scenario)
  const { places, changed } = withPlaces(file)
  for (const setting of change.config ?? []) set(places, setting)
  return JSON.stringify(
    {
      ...changed,
      seed: change.seed ?? scenario.seed,
      rules: change.rules ?? scenario.rules,
      steps: inputs.map(stepFile),
    },
    null,
    1,
  )
}

function withPlaces(file: Omit<File, 'expect' | 'lesson'>) {
  const cluster = { ...file.cluster, config: { ...file.cluster.config } }
  const topics = file.topics.map((topic) => ({ ...topic, config: { ...topic.config } }))
  const clients = (file.clients ?? []).map((client) => ({ ...client, config: { ...client.config } }))
  const places: Place[] = [
    ...topics.map(({ name, config }) => ({ name, scope: 'topic' as const, config })),
    ...clients.map(({ id, kind, config }) => ({ name: id, scope: kind, config })),
    { name: 'cluster', scope: 'cluster', config: cluster.config },
  ]
  return { places, changed: { ...file, cluster, topics, clients } }
}

/** Without a place: wherever it stands already, or else with the first who know it. Nobody does: with whom it was meant for, where the reader refuses it. */
function set(places: readonly Place[], setting: string): void {
  const [, where, name = '', text = ''] = /^(?:([^=/]*)\/)?([^=]*)=?(.*)$/s.exec(setting) ?? []
  const value = settingValue(text.trim())
  const isNowhere = where !== undefined && places.every((place) => place.name !== where.trim())
  // The reader refuses a name with a place in it: nothing is called so.
  const known = isNowhere ? `${where}/${name}` : name.trim()
  for (const { config } of meant(places, where?.trim(), known)) config[known] = value
}

function meant(places: readonly Place[], where: string | undefined, name: string): readonly Place[] {
  const cluster = places.filter(({ scope }) => scope === 'cluster')
  if (where !== undefined) {
    const named = places.filter((place) => place.name === where)
    return named.length > 0 ? named : cluster
  }
  const holders = places.filter(({ config }) => Object.hasOwn(config, name))
  if (holders.length > 0) return holders
  const knowing = places.filter(({ scope }) => configEntry(scope, name) !== null)
  const [first] = knowing
  if (first === undefined) {
    const near = places.filter(({ scope }) => nearest(name, configNames(scope)) !== null)
    return near.length > 0 ? near.slice(0, 1) : cluster
  }
  return first.scope === 'topic' || first.scope === 'cluster'
    ? knowing.filter(({ scope }) => scope === first.scope)
    : knowing.filter(({ scope }) => scope === 'producer' || scope === 'consumer')
}

function settingValue(text: string): Value {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?\d{1,15}([.]\d+)?$/.test(text) ? Number(text) : text
}
