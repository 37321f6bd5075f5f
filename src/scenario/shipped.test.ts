import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readScenarioText } from './read-yaml.ts'

const FOLDER = fileURLToPath(new URL('../../scenarios', import.meta.url))
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.yaml'),
)

test('there are scenarios', () => {
  expect(FILES).toContain('leader-failover.yaml')
})

test.each(FILES)('%s is sound', (name) => {
  const reading = readScenarioText(name, readFileSync(`${FOLDER}/${name}`, 'utf8'))
  expect(reading.ok ? [] : reading.errors).toEqual([])
})

test('no two have the same id', () => {
  const ids = FILES.map((name) => name.split('/').at(-1))
  expect(new Set(ids).size).toBe(ids.length)
})
