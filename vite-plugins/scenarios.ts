// Compiles the shipped scenarios when the page is built: a `.yaml` under scenarios/ becomes a module with the checked scenario, and
// `virtual:scenarios` lists them, each loaded when it is opened. So the page needs neither yaml nor zod for them, and a bad one fails the build.

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { readScenarioText } from '../src/scenario/read-yaml.ts'
import type { Scenario } from '../src/scenario/scenario.ts'

const LIST = 'virtual:scenarios'
const RESOLVED_LIST = `\0${LIST}`

export function scenarios(): Plugin {
  let folder = ''
  return {
    name: 'scenarios',
    configResolved(config) {
      folder = resolve(config.root, 'scenarios')
    },
    resolveId(id) {
      return id === LIST ? RESOLVED_LIST : null
    },
    load(id) {
      if (id !== RESOLVED_LIST) return null
      const files = scenarioFiles(folder)
      for (const file of files) this.addWatchFile(file)
      return listModule(files, folder)
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

function listModule(files: readonly string[], folder: string): string {
  const seen = new Set<string>()
  const rows = files.map((file) => {
    const { id, title, summary } = read(file, readFileSync(file, 'utf8'))
    if (seen.has(id)) throw new Error(`two scenarios are called ${id}: ids are file names`)
    seen.add(id)
    const module = relative(folder, join(file, '..')).replaceAll('\\', '/')
    const path = JSON.stringify(file.replaceAll('\\', '/'))
    const row = JSON.stringify({ id, module, title, summary })
    return `{ ...${row}, load: async () => (await import(${path})).default }`
  })
  return `export const SHIPPED = [\n${rows.join(',\n')}\n]`
}

function read(file: string, text: string): Scenario {
  const reading = readScenarioText(file, text)
  if (reading.ok) return reading.scenario
  const { line, column, wrong } = reading.errors[0] ?? { line: 1, column: 1, wrong: { key: '', args: {} } }
  throw new Error(`${file}:${line}:${column}: ${wrong.key} ${JSON.stringify(wrong.args)}`)
}
