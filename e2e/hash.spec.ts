import { execFileSync } from 'node:child_process'
import { expect } from '@playwright/test'
import { idle, moment, open, test } from './page.ts'

test('ends with the hashes in Chromium with which it ends in Node', async ({ calm: page }) => {
  test.setTimeout(120_000)
  const printed = execFileSync(process.execPath, [
    'scripts/highwater.mjs',
    'run',
    'leader-failover',
    '--json',
  ])
  const node = JSON.parse(printed.toString()) as { events: number; traceHash: string; stateHash: string }
  await open(page, `#s=leader-failover&e=${node.events - 1}`)
  await expect
    .poll(
      async () => {
        await idle(page)
        return (await moment(page)).event
      },
      { timeout: 60_000 },
    )
    .toBe(node.events - 1)
  await idle(page)
  expect(await moment(page)).toMatchObject({ traceHash: node.traceHash, stateHash: node.stateHash })
})
