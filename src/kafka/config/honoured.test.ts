import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { camelName } from './camel.ts'
import type { ConfigScope } from './entry.ts'
import { CONFIG_SCOPES, configEntry, configNames } from './registry.ts'
import { INHERITED } from './topic.ts'

// Where each scope's values are read.
const FOLDERS: { readonly [Scope in ConfigScope]: readonly string[] } = {
  cluster: ['broker', 'controller', 'raft', 'group', 'metadata', 'log', 'storage'],
  topic: ['broker', 'controller', 'log', 'storage'],
  producer: ['client', 'workload'],
  consumer: ['client'],
}

function sourceOf(folders: readonly string[]): string {
  return folders
    .flatMap((folder) => {
      const root = new URL(`../${folder}/`, import.meta.url)
      const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
      return names
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
        .map((name) => readFileSync(new URL(name, root), 'utf8'))
    })
    .join('\n')
}

describe.each(CONFIG_SCOPES)('%s configs', (scope) => {
  const source = sourceOf(FOLDERS[scope])

  test('are marked as honoured when the engine reads them, and only then', () => {
    const marked = configNames(scope).filter((name) => configEntry(scope, name)?.honoured === true)
    // Other scopes may have a config of the same name, so that more are read than are marked here.
    const read = configNames(scope).filter((name) => isRead(source, scope, name))
    expect(marked.filter((name) => !read.includes(name))).toEqual([])
    const shared = (name: string): boolean =>
      CONFIG_SCOPES.some((other) => other !== scope && configEntry(other, name)?.honoured === true)
    expect(read.filter((name) => !marked.includes(name) && !shared(name))).toEqual([])
  })
})

/** As a key of a resolved config; of a topic by its name or its key; of the cluster also as the default of a topic's config. */
function isRead(source: string, scope: ConfigScope, name: string): boolean {
  const key = new RegExp(`\\b${camelName(name)}\\b`)
  if (scope === 'topic') return source.includes(`'${name}'`) || key.test(source)
  if (key.test(source)) return true
  return scope === 'cluster' && heirsOf(name).some((topic) => isRead(source, 'topic', topic))
}

/** Topic configs that take their default from a config of the cluster. */
function heirsOf(name: string): string[] {
  return Object.entries(INHERITED)
    .filter(([, sources]) => sources.some(([source]) => source === name))
    .map(([topic]) => topic)
}
