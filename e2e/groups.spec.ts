import { expect } from '@playwright/test'
import { dragTo, open, test } from './page.ts'

test('the groups lens tells who owned what when, and steps through the exchange', async ({ calm: page }) => {
  await open(page, '#s=eager-stop-world&l=groups')
  await dragTo(page, 0.95)
  await expect(page.getByTestId('group-lanes')).toBeVisible()
  await expect(page.getByTestId('group-state')).toHaveAttribute(
    'data-state',
    /Stable|Empty|PreparingRebalance/,
  )
  await expect(page.getByTestId('longest-gap')).toContainText(/ms/)
  await expect(page.getByTestId('group-members').getByRole('row')).not.toHaveCount(1)
  await expect(page.getByTestId('group-offsets').getByRole('row')).not.toHaveCount(1)
  await dragTo(page, 0.3)
  const before = await page.evaluate(() => window.highwater.moment())
  await page.getByTestId('exchange-next').click()
  await page.evaluate(() => window.highwater.idle())
  const after = await page.evaluate(() => window.highwater.moment())
  expect(after.event).toBeGreaterThan(before.event)
})

test('three protocols are compared on one seed', async ({ calm: page }) => {
  await open(page, '#s=eager-stop-world&l=groups')
  await page.getByTestId('group-compare').click()
  for (const variant of ['eager', 'cooperative', 'consumer'])
    await expect(page.getByTestId(`variant-${variant}`)).toBeVisible({ timeout: 30_000 })
})
