import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { idle, moment, open, test } from './page.ts'

const SCENARIO = '#s=leader-failover&e=3000'
const PATIENT = { timeout: 40_000 }

async function openComparison(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByTestId('palette-input').fill('another run')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('compare')).toBeVisible()
}

test('a run is compared with its next seed, and both are walked in turn', async ({ calm: page }) => {
  await open(page, SCENARIO)
  const before = await moment(page)
  await openComparison(page)
  await page.getByTestId('compare-next-seed').click()
  await expect(page.getByTestId('compare-given')).toContainText('seed', PATIENT)
  await expect(page.getByTestId('compare-counts')).toContainText('by another way')
  const parting = page.getByTestId('compare-divergence')
  await expect(parting.locator('.compare-event')).toHaveCount(2)
  const there = parting.locator('.compare-event.b')
  const event = Number(await there.getAttribute('data-event'))
  await there.click()
  await expect(page.locator('.scenario-facts')).toContainText('seed 14')
  await expect.poll(async () => (await moment(page)).event).toBe(event)
  const timeUs = (await moment(page)).timeUs
  await page.getByTestId('compare-swap').click()
  await expect(page.locator('.scenario-facts')).toContainText('seed 13')
  await expect.poll(async () => (await moment(page)).timeUs).toBe(timeUs)
  // Twice at once is there and back.
  await page.getByTestId('compare-swap').dblclick()
  await idle(page)
  await expect(page.locator('.scenario-facts')).toContainText('seed 13')
  expect((await moment(page)).timeUs).toBe(timeUs)
  // The address follows at its own pace, and one that still reads as it did at first leads nowhere.
  await expect.poll(() => new URL(page.url()).hash).not.toBe(SCENARIO)
  // The run is the one that was left: the same state at the same event.
  await page.evaluate((hash) => {
    location.hash = hash
  }, SCENARIO)
  await expect.poll(async () => (await moment(page)).event).toBe(before.event)
  await idle(page)
  expect((await moment(page)).traceHash).toBe(before.traceHash)
})

test('a config that is no config is refused with what was meant; one that is shows what it changes', async ({
  calm: page,
}) => {
  await open(page, SCENARIO)
  await page.keyboard.press('Shift+S')
  await page.getByTestId('share-compare').click()
  await page.getByTestId('compare-config').fill('linger.msec=40')
  await page.getByTestId('compare-config-go').click()
  await expect(page.getByTestId('compare-wrong')).toContainText('linger.ms?')
  await page.getByTestId('compare-config').fill('linger.ms=40')
  await page.getByTestId('compare-config-go').click()
  await expect(page.getByTestId('compare-given')).toContainText('clients.p1.config.linger.ms', PATIENT)
  await expect(page.getByTestId('compare-divergence')).toContainText('p1', PATIENT)
})

test('a report is the other run, and one of the run itself does not part from it', async ({ calm: page }) => {
  await open(page, SCENARIO)
  await page.keyboard.press('Shift+S')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('share-save').click({ timeout: 20_000 }),
  ])
  await page.keyboard.press('Escape')
  await openComparison(page)
  await page.getByTestId('compare-file').setInputFiles(await download.path())
  await expect(page.getByTestId('compare-same')).toBeVisible(PATIENT)
  await page.getByTestId('compare-close').click()
  await expect(page.getByTestId('compare-same')).toHaveCount(0)
  // Dropped on the comparison it is the other run; the one on the stage stays.
  const dropped = await page.evaluateHandle(
    (text) => {
      const data = new DataTransfer()
      data.items.add(new File([text], 'report.json'))
      return data
    },
    readFileSync(await download.path(), 'utf8'),
  )
  await page.getByTestId('compare-a').dispatchEvent('drop', { dataTransfer: dropped })
  await expect(page.getByTestId('compare-same')).toBeVisible(PATIENT)
  await expect(page.getByTestId('report-banner')).toHaveCount(0)
  await page.getByTestId('compare-close').click()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('compare-banner')).toHaveCount(0)
})

test('a scenario of the library stands beside at a click, until it is let go', async ({ calm: page }) => {
  await open(page, SCENARIO)
  await page.keyboard.press('o')
  await page.getByTestId('compare-with-acks1-lost-on-failover').click()
  await expect(page.getByTestId('compare-records')).toContainText('Lost', PATIENT)
  await expect(page.getByTestId('compare-given')).toContainText('acks')
  await page.keyboard.press('Escape')
  await page.getByTestId('compare-banner').getByRole('button').last().click()
  await expect(page.getByTestId('compare-banner')).toHaveCount(0)
})
