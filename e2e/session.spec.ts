import { expect, type Page } from '@playwright/test'
import { fork, idle, moment, open, reload, test } from './page.ts'

const HEALTHY = '#s=leader-failover&e=3000'

/** The event at which the work stands that the browser keeps; null: it keeps none. */
async function keptEvent(page: Page): Promise<number | null> {
  return page.evaluate(
    () =>
      new Promise<number | null>((resolve) => {
        const opening = indexedDB.open('highwater', 1)
        opening.onupgradeneeded = () => opening.transaction?.abort()
        opening.onerror = () => resolve(null)
        opening.onsuccess = () => {
          const reading = opening.result.transaction('work').objectStore('work').get('latest')
          reading.onsuccess = () => {
            opening.result.close()
            resolve(reading.result?.event ?? null)
          }
        }
      }),
  )
}

test('runs until something happens, forwards and backwards', async ({ calm: page }) => {
  await open(page, HEALTHY)
  await page.keyboard.press('u')
  await page.getByTestId('until-on').click()
  const found = page.getByTestId('until-found')
  await expect(found).toHaveAttribute('data-kind', 'found', { timeout: 20_000 })
  await expect(found).toContainText('fences broker 1')
  await idle(page)
  const elected = await moment(page)
  expect(elected.timeUs).toBeGreaterThan(11_000_000)
  await page.getByTestId('until-what').selectOption('node-event')
  await expect(page.getByTestId('until-back')).toBeDisabled()
  await page.getByTestId('until-node').fill('1')
  await page.getByTestId('until-back').click()
  await expect.poll(async () => (await moment(page)).event).toBeLessThan(elected.event)
  await page.keyboard.press('Escape')
})

test('branches are named, compared with and let go by hand; the memory is told', async ({ calm: page }) => {
  await open(page, HEALTHY)
  await fork(page)
  await page.keyboard.press('n')
  await page.getByTestId('branch-rename-1').click()
  await page.getByTestId('branch-name-1').fill('what if 2 dies')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('branch-1')).toContainText('what if 2 dies')
  await expect(page.getByTestId('track-1')).toContainText('what if 2 dies')
  await page.getByTestId('branch-compare-0').click()
  await expect(page.getByTestId('compare-divergence')).toContainText('Broker 2', { timeout: 20_000 })
  await expect(page.getByTestId('compare-state')).toContainText('broker:2')
  await page.keyboard.press('Escape')
  await page.getByTestId('branch-delete-1').click()
  await expect(page.getByTestId('branch-1')).toHaveCount(0)
  expect((await moment(page)).branch).toBe(0)
  await page.locator('body').press('m')
  await expect(page.getByTestId('memory-words')).toContainText('MB')
  await page.getByTestId('memory-budget').selectOption('256')
  await expect(page.getByTestId('memory-words')).toContainText('256 MB')
  await expect(page.getByTestId('engine-trust')).not.toHaveClass(/wrong/)
})

test('the work at hand is offered again after a reload, every branch of it', async ({ calm: page }) => {
  await open(page, HEALTHY)
  await fork(page)
  await page.keyboard.press('ArrowRight')
  await idle(page)
  const before = await moment(page)
  expect(before.branch).toBe(1)
  await expect.poll(() => keptEvent(page)).toBe(before.event)
  await open(page, '#s=acks1-lost-on-failover')
  await reload(page)
  await expect(page.getByTestId('work-offer')).toContainText('A leader dies')
  await page.getByTestId('work-take').click()
  await expect.poll(async () => (await moment(page)).branch).toBe(1)
  await idle(page)
  expect(await moment(page)).toEqual(before)
  await expect(page.getByTestId('work-offer')).toHaveCount(0)
})

test('a message on its way is held by hand, and let go', async ({ calm: page }) => {
  await open(page, HEALTHY)
  const pill = page.locator('[data-address^="message:"].request').first()
  await pill.dispatchEvent('click')
  await page.getByTestId('hand-hold').click()
  await idle(page)
  const { event } = await moment(page)
  expect(event).toBe(3_001)
  await expect(page.getByTestId('hand-release')).toBeVisible()
  await page.getByTestId('hand-release').click()
  await idle(page)
  await expect(page.getByTestId('hand-hold')).toBeVisible()
  expect((await moment(page)).event).toBe(3_002)
})
