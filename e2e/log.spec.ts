import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { unzipSync } from 'fflate'
import { drawn, idle, open, test } from './page.ts'

const FAILED_OVER = '#s=leader-failover&e=8393&l=log'
/** A replica is cut back to where its leader's epoch began. */
const DIVERGED = '#s=epoch-truncation&e=3000&l=log'

async function window(page: Page): Promise<{ from: number; to: number; bucket: number }> {
  await idle(page)
  return page.getByTestId('log-picture').evaluate((element) => {
    const { from, to, bucket } = (element as HTMLElement).dataset
    return { from: Number(from), to: Number(to), bucket: Number(bucket) }
  })
}

test('a partition’s replicas by key, zoomed from the whole log to one record', async ({ calm: page }) => {
  await open(page, FAILED_OVER.replace('&l=log', ''))
  await page.keyboard.press('5')
  await expect(page.getByTestId('log-picture')).toBeVisible()
  await idle(page)
  await expect(page.getByTestId('log-replicas').locator('tbody tr')).toHaveCount(3)
  const near = await window(page)
  expect(near.bucket).toBe(0)
  await page.getByTestId('log-whole').click()
  await expect.poll(async () => (await window(page)).bucket).toBeGreaterThan(0)
  expect((await window(page)).from).toBe(0)
  await page.getByTestId('log-picture').hover()
  for (let turn = 0; turn < 14; turn++) await page.mouse.wheel(0, -700)
  await expect.poll(async () => Math.round((await window(page)).to - (await window(page)).from)).toBe(1)
  await page.getByTestId('log-read').click()
  await page.getByTestId('log-newest').click()
  await page.getByTestId('log-partition').selectOption('orders-2')
  await expect(page.getByTestId('inspector')).toHaveAttribute('data-address', 'partition:orders-2')
})

test('a record opens to its fields and to its bytes, each named', async ({ calm: page }) => {
  await open(page, FAILED_OVER)
  await page.getByTestId('log-picture').focus()
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('.')
  await expect(page.getByTestId('log-cursor')).toContainText('Broker 2, offset')
  await page.keyboard.press('Enter')
  const drawer = page.getByTestId('log-drawer')
  await expect(drawer.getByTestId('log-batch')).toContainText('00000000000000000000.log')
  for (const name of ['baseOffset', 'partitionLeaderEpoch', 'crc', 'offsetDelta', 'keyLength', 'value'])
    await expect(drawer).toContainText(name)
  await expect(drawer).toContainText('zig-zag')
  await expect(page.getByTestId('inspector')).toHaveAttribute('data-address', /^record:p1\/\d+$/)
})

test('a look-up walks from segment to index entry to batch to record', async ({ calm: page }) => {
  await open(page, FAILED_OVER)
  await page.getByTestId('log-drawer-lookup').click()
  await page.getByTestId('lookup-value').fill('200')
  await page.getByTestId('lookup-find').click()
  const steps = page.getByTestId('lookup-steps').locator('li')
  await expect(steps).toHaveCount(1)
  await expect(steps.first()).toHaveAttribute('data-kind', 'segment')
  const next = page.getByTestId('lookup-next')
  for (let step = 0; step < 60 && (await next.isEnabled()); step++) await next.click()
  await expect(steps.last()).toHaveAttribute('data-kind', 'record')
  await expect(steps.last()).toContainText('200')
  await expect(page.getByTestId('lookup-steps').locator('[data-kind=entry]')).toHaveCount(1)
  await page.getByTestId('lookup-open').click()
  await expect(page.getByTestId('log-batch')).toBeVisible()
  const { from, to } = await window(page)
  expect(from).toBeLessThan(200)
  expect(to).toBeGreaterThan(200)
})

test('the data directory is listed live and comes as a zip', async ({ calm: page }) => {
  await open(page, FAILED_OVER)
  await page.getByTestId('log-drawer-files').click()
  await page.getByTestId('log-files-broker').selectOption('2')
  await page.getByTestId('folder-orders-0').click()
  const files = page.getByTestId('log-files')
  await expect(files).toContainText('meta.properties')
  const line = files.locator('tr', { hasText: '00000000000000000000.log' })
  const size = Number(await line.locator('td.number').textContent())
  const coming = page.waitForEvent('download')
  await page.getByTestId('log-download').click()
  const download = await coming
  expect(download.suggestedFilename()).toMatch(/^leader-failover-broker-2-\d+ms\.zip$/)
  const unzipped = unzipSync(readFileSync(await download.path()))
  expect(unzipped['broker-2/orders-0/00000000000000000000.log']?.length).toBe(size)
  await page.keyboard.press('End')
  await expect.poll(async () => Number(await line.locator('td.number').textContent())).toBeGreaterThan(size)
})

test('what the event did to the logs is marked: a truncation with what it took', async ({ calm: page }) => {
  await open(page, DIVERGED)
  const changes = page.getByTestId('log-changes')
  for (let tries = 0; tries < 8; tries++) {
    await page.keyboard.press(']')
    await idle(page)
    await drawn(page)
    if ((await changes.textContent())?.includes('cut its log') === true) break
  }
  await expect(changes).toContainText('cut its log at offset 1')
  await expect(page.getByTestId('log-records').locator('tr.gone')).toHaveCount(1)
})

for (const [theme, language, drawers] of [
  ['light', 'en', ['record', 'files']],
  ['dark', 'ko', ['lookup', 'disks']],
] as const) {
  test(`axe has nothing of weight to say of the log lens and its drawers: ${theme}, ${language}`, async ({
    calm: page,
  }) => {
    await page.addInitScript(
      (settings) => localStorage.setItem('highwater.settings', settings),
      JSON.stringify({ theme, language }),
    )
    await open(page, FAILED_OVER)
    await page.getByTestId('log-picture').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    for (const drawer of drawers) {
      if (drawer !== 'record') await page.getByTestId(`log-drawer-${drawer}`).click()
      await expect(page.getByTestId('log-drawer').locator('h2')).toBeVisible()
      await idle(page)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const weighty = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(
        weighty.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
      ).toEqual([])
    }
  })
}

for (const width of [1000, 420]) {
  test(`the log lens stands at ${width} pixels, and nothing sticks out`, async ({ calm: page }) => {
    await page.setViewportSize({ width, height: 760 })
    await open(page, FAILED_OVER)
    for (const drawer of ['record', 'files']) {
      await page.getByTestId(`log-drawer-${drawer}`).click()
      await expect(page.getByTestId('log-drawer')).toBeVisible()
      await expect(page.getByTestId('log-picture')).toBeVisible()
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(excess).toBeLessThanOrEqual(0)
    }
  })
}
