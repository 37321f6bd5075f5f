// What a run was given: everything it follows from besides the engine. Two runs that were given the same are the same.

import type { Scenario } from './scenario.ts'
import { scenarioFileOf, stepFile } from './scenario-file.ts'

export interface Given {
  readonly scenario: Scenario
  readonly seed: string
  /** By whom ever: they may be more than those of the scenario. */
  readonly inputs: Scenario['inputs']
  readonly plants: readonly string[]
}

export interface GivenDifference {
  readonly name: string
  /** null: that side was given no such thing. */
  readonly a: string | null
  readonly b: string | null
}

/** What only tells about a run, and does not make it. */
const WORDS: readonly string[] = ['format', 'title', 'summary', 'expect', 'lesson', 'seed', 'until']
const DIFFERENCES_MAX = 60

export function givenDifferences(a: Given, b: Given): GivenDifference[] {
  const [left, right] = [linesOf(a), linesOf(b)]
  const names = [...left.keys(), ...[...right.keys()].filter((name) => !left.has(name))]
  return names
    .map((name) => ({ name, a: left.get(name) ?? null, b: right.get(name) ?? null }))
    .filter((row) => row.a !== row.b)
    .slice(0, DIFFERENCES_MAX)
}

function linesOf({ scenario, seed, inputs, plants }: Given): Map<string, string> {
  const lines = new Map<string, string>([['scenario', scenario.id]])
  lines.set('seed', seed)
  for (const [key, value] of Object.entries(scenarioFileOf(scenario)))
    if (!WORDS.includes(key)) addLines(lines, key, value)
  for (const input of inputs) addInput(lines, stepFile(input))
  for (const plant of plants) lines.set(`plant ${plant}`, 'true')
  return lines
}

/** An input is named by what it does, and is given a moment. */
function addInput(lines: Map<string, string>, { at, do: input, ...args }: ReturnType<typeof stepFile>): void {
  const told = Object.entries(args).map(([field, value]) => `${field}=${value}`)
  const name = [input, ...told].join(' ')
  const before = lines.get(name)
  lines.set(name, before === undefined ? at : `${before}, ${at}`)
}

/** Things of a list go by their name or id, so that one more in the middle is one difference. */
function addLines(lines: Map<string, string>, name: string, value: unknown): void {
  if (value === undefined) return
  if (Array.isArray(value) && value.some(isNamed))
    for (const one of value) addLines(lines, `${name}.${nameOf(one)}`, one)
  else if (isMap(value))
    for (const [key, inner] of Object.entries(value)) addLines(lines, `${name}.${key}`, inner)
  else lines.set(name, typeof value === 'string' ? value : JSON.stringify(value))
}

function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNamed(value: unknown): boolean {
  return isMap(value) && ('name' in value || 'id' in value)
}

function nameOf(value: unknown): string {
  return isMap(value) ? String(value.name ?? value.id) : String(value)
}
