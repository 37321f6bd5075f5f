import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { drawn, idle, moment, open, test } from './page.ts'

test('space-time: causes lit, zoomed by wheel and key, an event chosen by a click, saved as SVG', async ({
  calm: page,
}) => {
  await open(page, '#s=leader-failover&e=8320&l=spacetime')
  const canvas = page.getByTestId('spacetime-canvas')
  await expect(canvas).toBeVisible()
  await expect.poll(async () => Number(await canvas.getAttribute('data-lit'))).toBeGreaterThan(2)
  const span = async () =>
    Number(await canvas.getAttribute('data-to')) - Number(await canvas.getAttribute('data-from'))
  const first = await span()
  await canvas.focus()
  await page.keyboard.press('+')
  await expect.poll(span).toBeLessThan(first)
  await canvas.hover()
  for (let turn = 0; turn < 30; turn++) await page.mouse.wheel(0, 600)
  await expect.poll(span).toBe(40_000_000)
  await expect(page.getByTestId('spacetime-folded')).toContainText('Fetch')
  await page.getByTestId('family-client').click()
  await page.getByTestId('spacetime-zoom-chain').click()
  await expect.poll(span).toBeLessThan(1_000_000)
  const steps = page.getByTestId('spacetime-table').locator('tbody tr')
  await expect.poll(() => steps.count()).toBeGreaterThan(3)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('spacetime-export-svg').click(),
  ])
  const svg = readFileSync(await download.path(), 'utf8')
  expect(svg).toMatch(/^<svg /)
  expect(svg).toContain('C101')
  await page.getByTestId('spacetime-orientation').click()
  await expect(page.locator('.lane-names.down li').first()).toBeVisible()
})

test('space-time: a click on an arrow goes to its event', async ({ calm: page }) => {
  await open(page, '#s=leader-failover&e=8320&l=spacetime')
  await page.getByTestId('spacetime-zoom-chain').click()
  const canvas = page.getByTestId('spacetime-canvas')
  await expect(canvas).toHaveAttribute('data-arrows', /[1-9]/)
  const box = await canvas.boundingBox()
  if (box === null) throw new Error('no canvas')
  const before = (await moment(page)).event
  // Once more from the right where the arrows came later than the pointer.
  await expect(async () => {
    for (let x = box.width - 40; x > 200; x -= 14) {
      await page.mouse.move(box.x + x, box.y + box.height * 0.55)
      await drawn(page)
      if ((await canvas.getAttribute('class'))?.includes('pointed') !== true) continue
      await page.mouse.click(box.x + x, box.y + box.height * 0.55)
      await idle(page)
      if ((await moment(page)).event !== before) return
    }
    throw new Error('no arrow under the pointer leads to another event')
  }).toPass()
})

test('ledger: each record a cell by its fate, its life a line of events; what acks=1 lost says so', async ({
  calm: page,
}) => {
  await open(page, '#s=acks1-lost-on-failover&l=ledger')
  await page.keyboard.press('End')
  await idle(page)
  await expect(page.getByTestId('fate-count-lost')).not.toHaveText('0')
  const loss = page.getByTestId('allowed-loss')
  await expect(loss).toContainText('acks=1')
  await expect(page.getByTestId('promises')).toContainText('lost')
  await expect(page.getByTestId('verdict-acknowledged-survives')).toBeVisible()
  await page.getByTestId('fate-lost').click()
  const cells = page.getByTestId('ledger-cells')
  await cells.focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('life')).toBeVisible()
  await page.getByTestId('violation-how').click()
  await loss.locator('.banner-records button').first().click()
  const made = page.getByTestId('life-made').first()
  await expect(made).toBeVisible()
  const event = Number(await made.getAttribute('data-event'))
  await made.click()
  await expect.poll(async () => (await moment(page)).event).toBe(event)
})

test('ledger: an anomaly opens to whom it befell and when, and a mark says what a setting allowed', async ({
  calm: page,
}) => {
  await open(page, '#s=unclean-reader-skips&l=ledger')
  await page.keyboard.press('End')
  await idle(page)
  await expect(page.getByTestId('mark-allowedLoss').first()).toBeVisible()
  const aborted = page.getByTestId('anomaly-g1a')
  await expect(aborted.locator('.anomaly-count').first()).toHaveText('5')
  await aborted.getByRole('button').first().click()
  await expect(aborted).toContainText('c1')
  const when = aborted.locator('[data-event]').first()
  const event = Number(await when.getAttribute('data-event'))
  await when.click()
  await expect.poll(async () => (await moment(page)).event).toBe(event)
  await idle(page)
  await aborted.locator('.anomaly-records button').first().click()
  await expect(page.getByTestId('life')).toBeVisible()
})

for (const lens of ['spacetime', 'ledger'] as const) {
  test(`${lens}: nothing that a screen reader or a weak eye would stumble over`, async ({ page }) => {
    await open(page, `#s=acks1-lost-on-failover&e=2500&l=${lens}`)
    await expect(page.getByTestId(lens === 'ledger' ? 'promises' : 'spacetime-canvas')).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([])
  })
}
