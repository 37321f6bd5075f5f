// One hash in Node and Chromium: every shipped scenario, and 50 chaos seeds of the failover.

import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { bundleForAnyEngine } from '../scripts/bundle.mjs'
import type { Engines, EngineTask } from '../scripts/engines/engines.ts'

type WithEngines = typeof globalThis & { readonly highwaterEngines: Engines }

const CHAOS_SEEDS = 50

async function hashesHere(tasks: readonly EngineTask[]): Promise<readonly string[]> {
  const { hashOf } = (globalThis as WithEngines).highwaterEngines
  const found: string[] = []
  for (const task of tasks) found.push(await hashOf(task))
  return found
}

async function hashesIn(page: Page, tasks: readonly EngineTask[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const task of tasks)
    found.push(await page.evaluate((one) => (globalThis as WithEngines).highwaterEngines.hashOf(one), task))
  return found
}

/** Loads the engine here and in the page; answers what both are to run. */
async function loaded(page: Page): Promise<readonly EngineTask[]> {
  const file = await bundleForAnyEngine('engines', 'scripts/engines/entry.ts')
  await import(pathToFileURL(file).href)
  await page.goto('about:blank')
  await page.addScriptTag({ content: readFileSync(file, 'utf8'), type: 'module' })
  await page.waitForFunction(() => 'highwaterEngines' in globalThis)
  return (globalThis as WithEngines).highwaterEngines.tasks(CHAOS_SEEDS)
}

test('every scenario has one hash in Node and in Chromium', async ({ page }) => {
  test.setTimeout(240_000)
  const tasks = (await loaded(page)).filter(({ chaosSeed }) => chaosSeed === null)
  expect(tasks.length).toBeGreaterThan(25)
  const here = await hashesHere(tasks)
  expect(here.every((hash) => /^\d+ [0-9a-f]{16} [0-9a-f]{16}$/.test(hash))).toBe(true)
  expect(await hashesIn(page, tasks)).toEqual(here)
})

test(`${CHAOS_SEEDS} chaos seeds of the failover have one hash in Node and in Chromium`, async ({ page }) => {
  test.setTimeout(240_000)
  const tasks = (await loaded(page)).filter(({ chaosSeed }) => chaosSeed !== null)
  expect(tasks).toHaveLength(CHAOS_SEEDS)
  const here = await hashesHere(tasks)
  expect(new Set(here).size).toBe(CHAOS_SEEDS)
  expect(await hashesIn(page, tasks)).toEqual(here)
})
