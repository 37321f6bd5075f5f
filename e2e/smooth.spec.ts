import { expect, type Page } from '@playwright/test'
import { open, test } from './page.ts'

const LONGEST_MS = 50
/** The clock on the wall counts the neighbours' work too: one calm round of three decides. */
const ROUNDS = 3

test('no task on the main thread is longer than 50 ms in ten seconds of playing and dragging', async ({
  calm: page,
}) => {
  test.setTimeout(120_000)
  await open(page)
  await watchLongTasks(page)
  const rounds: number[] = []
  while (rounds.length < ROUNDS && !rounds.some((longest) => longest <= LONGEST_MS)) {
    rounds.push(await longestOfRound(page))
  }
  const words = rounds.map((longest) => (longest === 0 ? 'under 50' : String(longest))).join(', ')
  test.info().annotations.push({ type: 'longest main-thread task, ms', description: words })
  console.log(`longest main-thread task by round, ms: ${words}`)
  expect(Math.min(...rounds)).toBeLessThanOrEqual(LONGEST_MS)
})

declare global {
  interface Window {
    longTasks: number[]
  }
}

/** The browser tells of tasks above 50 ms only: none told means none so long. */
async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.longTasks = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.longTasks.push(entry.duration)
    }).observe({ type: 'longtask' })
  })
}

/** Ten seconds: play, drag back and forth, play on from there. */
async function longestOfRound(page: Page): Promise<number> {
  const box = await page.getByTestId('timeline').locator('svg').boundingBox()
  if (box === null) throw new Error('no timeline')
  await page.keyboard.press('Home')
  await page.waitForTimeout(500)
  await page.evaluate(() => window.longTasks.splice(0))
  await page.getByTestId('command-play').click()
  await page.waitForTimeout(4000)
  const y = box.y + 75
  await page.mouse.move(box.x + 60, y)
  await page.mouse.down()
  for (let index = 0; index < 100; index++) {
    const part = (1 - Math.cos(index / 8)) / 2
    await page.mouse.move(box.x + 30 + part * (box.width - 80), y)
    await page.waitForTimeout(20)
  }
  await page.mouse.up()
  if ((await page.getByTestId('command-play').getAttribute('aria-label')) === 'Play') {
    await page.getByTestId('command-play').click()
  }
  await page.waitForTimeout(3000)
  const tasks = await page.evaluate(() => window.longTasks)
  return Math.max(0, ...tasks)
}
