import { expect, test } from 'vitest'
import { type Files, runNode, withPlanted } from './planted.ts'

/** One offence a file: the line, and the rule that must name it. */
const offences: [code: string, rule: string][] = [
  ['Date.now()', 'Date'],
  ['new Date(0)', 'Date'],
  ['performance.now()', 'performance'],
  ['Math.random()', 'Math.random'],
  ...['log', 'exp', 'sin', 'pow', 'hypot', 'cbrt', 'log2', 'tanh'].map((name): [string, string] => [
    `Math.${name}(2)`,
    `Math.${name}`,
  ]),
  ['[1.5].map(Math.sin)', 'Math.sin'],
  ['(({ floor }) => floor)(Math)', 'Math'],
  ["Math['sin'](1)", 'Math'],
  ['2 ** 3', '**'],
  ['((n: number) => { n **= 2; return n })(3)', '**'],
  ["new Intl.Collator('en')", 'Intl'],
  ["'a'.localeCompare('b')", 'localeCompare'],
  ['(1234).toLocaleString()', 'toLocaleString'],
  ["'a'.toLocaleUpperCase()", 'toLocaleUpperCase'],
  ['(0.1).toString(36)', 'toString(36)'],
  ['setTimeout(() => {}, 0)', 'setTimeout'],
  ['setInterval(() => {}, 1)', 'setInterval'],
  ['queueMicrotask(() => {})', 'queueMicrotask'],
  ['setImmediate(() => {})', 'setImmediate'],
  ['Promise.resolve(1)', 'Promise'],
  ['async () => 1', 'async'],
  ['async function* () { yield 1 }', 'async'],
  ["import('./clean.ts')", 'import()'],
  ['structuredClone({})', 'structuredClone'],
  ['(() => { for (const key in {}) return key; return null })()', 'for..in'],
  ['new WeakMap()', 'WeakMap'],
  ['new WeakRef({})', 'WeakRef'],
  ['crypto.randomUUID()', 'crypto'],
  ["fetch('/')", 'fetch'],
  ['globalThis', 'globalThis'],
  ['process.hrtime()', 'process'],
  ['document.title', 'document'],
  ['[2, 1].sort(() => drawBelow(2) - 1)', 'draw in a comparator'],
  ['[2, 1].sort(shuffling)', 'draw in a comparator'],
  ['[2, 1].toSorted((a) => world.chance(a))', 'draw in a comparator'],
  ['NaN', 'NaN'],
  ['-Infinity', 'Infinity'],
  ['Number.POSITIVE_INFINITY', 'Number.POSITIVE_INFINITY'],
  ['-0', '-0'],
]

const around = `
declare function drawBelow(n: number): number
declare const world: { chance(n: number): number }
export const shuffling = (): number => drawBelow(2) - 1
`

/** Everything that looks like an offence and is none. */
const clean = `
import type { Thing } from './thing.ts'
const process = { name: '1', Date: 3 }
const performance = [process.name, process.Date]
type Row = { crypto: number; document: string }
export function fine(row: Row, fetch: number): number {
  const { document } = row
  const all = { fetch, Intl: 1, ...performance, document }
  const hex = (255).toString(16)
  const sorted = [3, 1, 2].sort((a, b) => a - b)
  return Math.max(Math.floor(1.5), Math.imul(3, 4), Math.sqrt(2), all.fetch, hex.length, sorted.length, row.crypto)
}
export const finite = (n: number): boolean => Number.isFinite(n) && Number.isInteger(-1)
export type Alias = Thing
`

const check = (files: Files) =>
  withPlanted(files, (folder) => runNode('scripts/checks/determinism.mjs', ['src'], folder))

test('every banned thing fails the check, by file and by rule', () => {
  const planted = offences.map(([code], index) => [
    `src/kafka/offence-${index}.ts`,
    `${around}export const value = ${code}\n`,
  ])
  const { failed, output } = check(Object.fromEntries(planted))
  expect(failed).toBe(true)
  const named = offences.map(([code], index) => {
    const line = output.split('\n').find((each) => each.includes(`offence-${index}.ts:`))
    return [code, line?.replace(/^\S+ {2}/, '').split(': ')[0]]
  })
  expect(named).toEqual(offences)
})

test.each(['sim', 'kafka', 'check', 'run'])('src/%s is held to all of it', (folder) => {
  const { failed, output } = check({ [`src/${folder}/a.ts`]: 'export const now = Date.now()\n' })
  expect(failed).toBe(true)
  expect(output).toContain(`src/${folder}/a.ts:1:20  Date: `)
})

test.each(['scenario', 'view', 'tell'])('src/%s may not reach for the platform', (folder) => {
  const { failed, output } = check({ [`src/${folder}/a.ts`]: "export const url = new URL('file:///')\n" })
  expect(failed).toBe(true)
  expect(output).toContain(`src/${folder}/a.ts:1:24  URL: `)
})

test('a Node import fails', () => {
  const { failed, output } = check({ 'src/tell/a.ts': "import fs from 'node:fs'\nexport const f = fs\n" })
  expect(failed).toBe(true)
  expect(output).toContain('src/tell/a.ts:1:1  node:fs: ')
})

test('local names that look like globals, and a test beside the code, pass', () => {
  const { failed, output } = check({
    'src/sim/clean.ts': clean,
    'src/sim/clean.test.ts': 'export const t = Date.now()\n',
  })
  expect(output).toContain('1 files, 0 offences')
  expect(failed).toBe(false)
})

test('a check that looked at no file fails', () => {
  const { failed, output } = check({ 'src/app/main.tsx': 'export const page = 1\n' })
  expect(failed).toBe(true)
  expect(output).toContain('looked at no file')
})
