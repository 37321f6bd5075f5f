import { expect, test } from '@playwright/test'

test('a newcomer kills a broker, says what will happen, sees why nothing was lost, and steps back', async ({
  page,
}) => {
  await page.goto('/')
  const guide = page.getByTestId('first')
  await expect(guide).toHaveAttribute('data-step', 'kill', { timeout: 20_000 })
  await expect(guide).toContainText('Kill')
  await page.getByTestId('pick-broker-1').click({ position: { x: 40, y: 26 } })
  await page.getByTestId('action-kill').click()
  await expect(guide).toHaveAttribute('data-step', 'predict')
  await page.getByTestId('first-option-lost').click()
  await expect(guide).toContainText('two more brokers hold each of them')
  await page.getByTestId('first-watch').click()
  await expect(guide).toHaveAttribute('data-step', 'why', { timeout: 30_000 })
  await expect(guide).toContainText('Lost: 0.')
  await page.getByTestId('first-why').click()
  await expect(guide).toHaveAttribute('data-step', 'back')
  // The chain of causes ends with what was done.
  await expect(page.getByTestId('why-now')).toContainText('Broker 1 was killed')
  await page.keyboard.press('ArrowLeft')
  await expect(guide).toHaveAttribute('data-step', 'end')
  await page.getByTestId('first-again').click()
  await expect(guide).toHaveCount(0)
  await expect(page.getByTestId('pick-broker-1')).not.toContainText('dead')
  await page.goto('about:blank')
  await page.goto('/')
  await expect(page.getByTestId('stage')).toHaveAttribute('data-ready', 'true', { timeout: 20_000 })
  await expect(guide).toHaveCount(0)
})

test('who does not want to be led skips it, and finds it again by its command', async ({ page }) => {
  await page.setViewportSize({ width: 420, height: 860 })
  await page.goto('/')
  await page.getByTestId('first-skip').click({ timeout: 20_000 })
  await expect(page.getByTestId('first')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.getByTestId('palette').getByRole('combobox').fill('first minute')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('first')).toHaveAttribute('data-step', 'kill')
})
