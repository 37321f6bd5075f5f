// How the specs open the page and talk to it.

import { test as base, expect, type Page } from '@playwright/test'
import type { TestingHook } from '../src/app/testing-hook.ts'

declare global {
  interface Window {
    highwater: TestingHook
  }
}

/** Pages that are going elsewhere: what they were still loading is let go, and no failure. */
const leaving = new WeakSet<Page>()

/** A page that fails its test on any console error, page error or failed request. */
export const test = base.extend<{ calm: Page }>({
  calm: async ({ page }, use) => {
    const wrong: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text())
    })
    page.on('pageerror', (error) => wrong.push(error.message))
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText
      if (why === 'net::ERR_ABORTED' && leaving.has(page)) return
      wrong.push(`${request.url()} ${why}`)
    })
    await use(page)
    expect(wrong).toEqual([])
  },
})

export async function open(page: Page, link = ''): Promise<void> {
  // A newcomer would be led through the first minute.
  await page.addInitScript(() => {
    if (location.protocol.startsWith('http')) localStorage.setItem('highwater.first', 'done')
  })
  await page.goto(`/${link}`)
  // Where only the fragment is another, the page hears of it after the browser has gone there.
  await drawn(page)
  await expect(page.getByTestId('stage')).toHaveAttribute('data-ready', 'true', { timeout: 20_000 })
  await idle(page)
}

/** Leaves the page as it is for another, or for itself. */
export async function leaveBy(page: Page, go: () => Promise<unknown>): Promise<void> {
  leaving.add(page)
  await go()
  leaving.delete(page)
}

export async function reload(page: Page): Promise<void> {
  await leaveBy(page, () => page.reload())
}

export async function idle(page: Page): Promise<void> {
  await page.evaluate(() => window.highwater.idle())
}

/** Resolves when what was just done has been drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  )
}

export async function moment(page: Page): Promise<ReturnType<TestingHook['moment']>> {
  return page.evaluate(() => window.highwater.moment())
}

/** Goes to a moment by dragging along the timeline, as a part of its width. */
export async function dragTo(page: Page, part: number): Promise<void> {
  const box = await page.getByTestId('timeline').locator('svg').boundingBox()
  const handle = await page.getByTestId('cursor').boundingBox()
  if (box === null || handle === null) throw new Error('no timeline')
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + 10 + (box.width - 36) * part, box.y + 70, { steps: 8 })
  await page.mouse.up()
  await idle(page)
}

/** Clicks a broker on its title, where no replica lies. */
export async function clickBroker(page: Page, id: number): Promise<void> {
  await page.getByTestId(`pick-broker-${id}`).click({ position: { x: 40, y: 26 } })
}

/** Kills broker 2 in what has been seen: the old future stays as a branch. */
export async function fork(page: Page): Promise<void> {
  await page.keyboard.press('ArrowRight')
  await idle(page)
  await page.keyboard.press('ArrowLeft')
  await idle(page)
  await clickBroker(page, 2)
  await page.getByTestId('action-kill').click()
  await idle(page)
  await expect(page.getByTestId('track-1')).toBeVisible()
}
