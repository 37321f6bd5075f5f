// What JavaScript the built page fetches before the stage is ready: the entry, what it imports at once, the words of one language (Korean, the larger), the
// worker, and the opened scenario with its lesson, whose markup needs no reader (src/app/panels/plain-markup.test.ts).

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Measured } from './figures.ts'
import { figure } from './statistics.ts'

const DIST = join(process.cwd(), 'dist')
const AT_ONCE = /(?:\bfrom|\bimport)\s*"(\.{1,2}\/[^"]+\.js)"/g
const WORKER = /new URL\(\s*(?:\/\*.*?\*\/\s*)?["'`]([^"'`]*worker[^"'`]*\.js)["'`]/g
const WORDS = /import\(\s*["'`]([^"'`]*words-ko[^"'`]*\.js)["'`]\s*\)/g
const SCENARIO = /import\(\s*["'`]([^"'`]*leader-failover[^"'`]*\.js)["'`]\s*\)/g

export function firstLoadKb(): Measured {
  const page = readFileSync(join(DIST, 'index.html'), 'utf8')
  const found = new Set<string>()
  for (const match of page.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/g))
    collect(match[1] ?? '', found)
  const names = [...found].sort()
  if (!names.some((name) => name.includes('words-ko'))) throw new Error('the page has no words')
  if (!names.some((name) => name.includes('worker'))) throw new Error('the page starts no worker')
  const bytes = names.map((name) => gzipSync(readFileSync(join(DIST, name))).length)
  const total = bytes.reduce((sum, size) => sum + size, 0)
  return {
    figures: [figure('first-load-kb', 'kB', [total / 1_000], 1)],
    notes: names.map((name, i) => `${((bytes[i] ?? 0) / 1_000).toFixed(1)} kB ${name}`),
  }
}

function collect(name: string, found: Set<string>): void {
  if (found.has(name)) return
  if (!existsSync(join(DIST, name))) throw new Error(`${name} is not in the built page`)
  found.add(name)
  const text = readFileSync(join(DIST, name), 'utf8')
  for (const pattern of [AT_ONCE, WORDS, WORKER, SCENARIO])
    for (const match of text.matchAll(pattern)) collect(resolved(name, match[1] ?? ''), found)
}

/** Chunks lie side by side in one folder. */
function resolved(from: string, path: string): string {
  return join(from, '..', path.startsWith('/') ? `..${path}` : path).replaceAll('\\', '/')
}
