import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { dragTo, drawn, idle, moment, open, reload, test } from './page.ts'

const LENSES = ['partitions', 'controller', 'metrics'] as const

test('lenses open by button and key, on the same moment, and the link remembers which', async ({
  calm: page,
}) => {
  await open(page)
  await dragTo(page, 0.2)
  const at = await moment(page)
  await page.getByTestId('lens-partitions').click()
  await expect(page.getByTestId('partition-table').locator('tbody tr')).toHaveCount(3)
  await page.keyboard.press('3')
  await expect(page.getByTestId('voters').locator('tbody tr')).toHaveCount(3)
  await page.keyboard.press('4')
  await expect(page.getByTestId('metrics-table')).toBeAttached()
  await idle(page)
  expect((await moment(page)).event).toBe(at.event)
  await expect.poll(() => page.url()).toContain('l=metrics')
  await reload(page)
  await expect(page.getByTestId('metric-LeaderCount')).toBeVisible()
  await page.keyboard.press('1')
  await expect(page.getByTestId('pick-broker-1')).toBeVisible()
})

test('partitions: one selection for all lenses, sorted and filtered', async ({ calm: page }) => {
  await open(page, '#s=leader-failover&e=8393&l=partitions')
  const rows = page.getByTestId('partition-table').locator('tbody tr')
  await expect(rows.first()).toContainText('orders-0')
  await page.getByTestId('sort-name').click()
  await expect(rows.first()).toContainText('orders-2')
  await expect(page.locator('th[aria-sort=descending]')).toHaveCount(1)
  await page.getByTestId('partition-search').fill('orders-1')
  await expect(rows).toHaveCount(1)
  await page.getByTestId('partition-search').fill('')
  await page.getByTestId('partition-filter').selectOption('leaderless')
  await expect(rows).toHaveCount(0)
  await page.getByTestId('partition-filter').selectOption('all')
  await page.getByRole('button', { name: 'orders-1', exact: true }).click()
  await expect(page.getByTestId('inspector')).toHaveAttribute('data-address', 'partition:orders-1')
  await page.locator('body').press('1')
  await expect(page.locator('[data-address="replica:orders-1@2"]')).toHaveClass(/\bselected\b/)
})

test('partitions: what the event changed is marked', async ({ calm: page }) => {
  await open(page, '#l=partitions')
  await dragTo(page, 0.6)
  const changed = page.getByTestId('partition-table').locator('.changed')
  for (let tries = 0; tries < 40 && (await changed.count()) === 0; tries++) {
    await page.keyboard.press('ArrowRight')
    await idle(page)
    await drawn(page)
  }
  expect(await changed.count()).toBeGreaterThan(0)
})

test('controller: the quorum, sessions and the metadata log record by record', async ({ calm: page }) => {
  await open(page, '#s=leader-failover&e=8393&l=controller')
  await expect(page.getByTestId('voters').locator('.role-badge.leader')).toHaveCount(1)
  await expect(page.getByTestId('sessions').locator('tbody tr')).toHaveCount(3)
  const records = page.getByTestId('records')
  await expect(records).toContainText('BrokerRegistrationChangeRecord')
  await expect(records).not.toContainText('NoOpRecord')
  await page.getByRole('checkbox').check()
  await expect(records).toContainText('NoOpRecord')
})

test('metrics: nothing ahead of the fog is drawn', async ({ calm: page }) => {
  await open(page, '#l=metrics')
  await expect(page.getByTestId('metric-LeaderCount').locator('.plot-fog')).toHaveCount(1)
  const line = page.getByTestId('metric-FencedBrokerCount').locator('.plot-line')
  await expect(line).toBeAttached()
  const end = await line.evaluate((path) => (path as SVGPathElement).getBBox().width)
  const plot = await page.getByTestId('metric-FencedBrokerCount').locator('svg').boundingBox()
  expect(end).toBeLessThan((plot?.width ?? 0) / 10)
})

for (const [theme, language] of [
  ['light', 'en'],
  ['dark', 'ko'],
] as const) {
  test(`axe has nothing of weight to say of any lens: ${theme}, ${language}`, async ({ calm: page }) => {
    await page.addInitScript(
      (settings) => localStorage.setItem('highwater.settings', settings),
      JSON.stringify({ theme, language }),
    )
    await open(page, '#s=leader-failover&e=8393')
    for (const lens of LENSES) {
      await page.getByTestId(`lens-${lens}`).click()
      await expect(page.locator(`[data-lens=${lens}] h2, [data-lens=${lens}] table`).first()).toBeVisible()
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
  test(`lenses stand in a rail at ${width} pixels, and nothing sticks out`, async ({ calm: page }) => {
    await page.setViewportSize({ width, height: 760 })
    await open(page)
    for (const lens of LENSES) {
      await page.getByTestId(`lens-${lens}`).click()
      await expect(page.locator(`[data-lens=${lens}]`)).toBeVisible()
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(excess).toBeLessThanOrEqual(0)
    }
  })
}
