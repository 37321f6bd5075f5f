// Compiles the shipped scenarios when the page is built: a `.yaml` under scenarios/ becomes a module with the checked scenario, and
// `virtual:scenarios` lists them, each loaded when it is opened. So the page needs neither yaml nor zod for them, and a bad one fails the build.
// `virtual:scenario-cards` holds what a reader chooses them by: apart, for only the library needs it.

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { readScenarioText } from '../src/scenario/read-yaml.ts'
import type { Scenario } from '../src/scenario/scenario.ts'
import type { ScenarioCard } from '../src/scenario/shipped.ts'

const LIST = 'virtual:scenarios'
const CARDS = 'virtual:scenario-cards'

export function scenarios(): Plugin {
  let folder = ''
  return {
    name: 'scenarios',
    configResolved(config) {
      folder = resolve(config.root, 'scenarios')
    },
    resolveId(id) {
      return id === LIST || id === CARDS ? `\0${id}` : null
    },
    load(id) {
      if (id !== `\0${LIST}` && id !== `\0${CARDS}`) return null
      const files = scenarioFiles(folder)
      for (const file of files) this.addWatchFile(file)
      return id === `\0${LIST}` ? listModule(files) : cardsModule(files, folder)
    },
    transform(text, id) {
      if (!id.startsWith(folder) || !isYaml(id)) return null
      return { code: `export default ${JSON.stringify(read(id, text))}`, map: { mappings: '' } }
    },
  }
}

/** Sorted, so that every machine builds the same list. */
function scenarioFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names
    .filter(isYaml)
    .sort()
    .map((name) => join(folder, name))
}

function isYaml(name: string): boolean {
  return name.endsWith('.yaml')
}

function listModule(files: readonly string[]): string {
  const seen = new Set<string>()
  const rows = files.map((file) => {
    const { id } = read(file, readFileSync(file, 'utf8'))
    if (seen.has(id)) throw new Error(`two scenarios are called ${id}: ids are file names`)
    seen.add(id)
    const path = JSON.stringify(file.replaceAll('\\', '/'))
    return `{ id: ${JSON.stringify(id)}, load: async () => (await import(${path})).default }`
  })
  return `export const SHIPPED = [\n${rows.join(',\n')}\n]`
}

function cardsModule(files: readonly string[], folder: string): string {
  const cards = files.map((file): ScenarioCard => {
    const { id, title, summary, seed, untilUs } = read(file, readFileSync(file, 'utf8'))
    const module = relative(folder, join(file, '..')).replaceAll('\\', '/')
    return { id, module, title, summary, seed, untilUs }
  })
  return `export const CARDS = ${JSON.stringify(cards)}`
}

function read(file: string, text: string): Scenario {
  const reading = readScenarioText(file, text)
  if (reading.ok) return reading.scenario
  const { line, column, wrong } = reading.errors[0] ?? { line: 1, column: 1, wrong: { key: '', args: {} } }
  throw new Error(`${file}:${line}:${column}: ${wrong.key} ${JSON.stringify(wrong.args)}`)
}
