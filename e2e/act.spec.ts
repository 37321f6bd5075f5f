import { expect } from '@playwright/test'
import { clickBroker, dragTo, drawn, idle, moment, open, test } from './page.ts'

test('a broker is killed by clicking it; the old future stays as a branch', async ({ calm: page }) => {
  await open(page)
  await dragTo(page, 0.5)
  await dragTo(page, 0.08)
  const before = await moment(page)
  await clickBroker(page, 2)
  await page.getByTestId('action-kill').click()
  await idle(page)
  const after = await moment(page)
  expect(after.branch).not.toBe(before.branch)
  expect(after.event).toBe(before.event + 1)
  await expect(page.getByTestId('pick-broker-2')).toHaveClass(/\bdead\b/)

  await page.getByTestId('tab-inputs').click()
  await expect(page.getByTestId('inputs')).toContainText('Kill')
  await expect(page.getByTestId('inputs')).toContainText('by hand')
  await page.getByTestId(`branch-${before.branch}`).click()
  await idle(page)
  expect(await moment(page)).toMatchObject({
    branch: before.branch,
    event: before.event,
    stateHash: before.stateHash,
  })
  await expect(page.getByTestId('pick-broker-2')).toHaveClass(/\brunning\b/)
})

test('what was to come is told anew when something is done, whatever has been listed of it', async ({
  calm: page,
}) => {
  await open(page, '#s=leader-failover&e=400')
  await page.getByTestId('tab-events').click()
  const next = page.getByTestId('event-401')
  await expect(next).toContainText('s')
  await expect(next).not.toContainText('…')
  // The focus is on a tab still: commands are heard there too.
  await page.keyboard.press('Control+k')
  await page.getByTestId('palette-input').fill('kill broker 2')
  await expect(page.locator('[cmdk-item][data-selected=true]')).toContainText('Kill')
  await page.keyboard.press('Enter')
  await idle(page)
  await expect(next).toContainText('was killed')
})

test('an event is explained down to its cause, and each cause can be gone to', async ({ calm: page }) => {
  await open(page)
  await dragTo(page, 0.2)
  await page.getByTestId('tab-events').click()
  const at = await moment(page)
  const line = page.getByTestId(`event-${at.event}`)
  await expect(line).toHaveAttribute('aria-current', 'true')
  await expect(line).not.toContainText('…')
  await page.getByTestId('why-button').click()
  const why = page.getByTestId('why').locator('button')
  await expect(why.first()).toBeVisible()
  await expect.poll(() => why.count()).toBeGreaterThan(1)
  await why.nth(1).click()
  await idle(page)
  expect((await moment(page)).event).toBeLessThan(at.event)
})

test('a replica and a message can be inspected', async ({ calm: page }) => {
  await open(page)
  await dragTo(page, 0.1)
  await page.locator('[data-address="replica:orders-0@2"]').click()
  await expect(page.getByTestId('inspector')).toHaveAttribute('data-address', 'replica:orders-0@2')
  await expect(page.getByTestId('inspector').locator('.field').first()).toBeVisible()
  for (let tries = 0; tries < 30 && (await page.locator('.message').count()) === 0; tries++) {
    await page.keyboard.press('ArrowRight')
    await idle(page)
    await drawn(page)
  }
  await page.locator('.message').last().click({ force: true })
  await expect(page.getByTestId('inspector')).toHaveAttribute('data-address', /^message:/)
})

test('a menu opens by keyboard, and gives the focus back', async ({ calm: page }) => {
  await open(page)
  await dragTo(page, 0.1)
  const broker = page.getByTestId('pick-broker-3')
  await broker.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('node-menu')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByTestId('action-kill')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('node-menu')).toBeHidden()
  await expect(broker).toBeFocused()
})

test('a damaged scenario file is refused with its place, and what runs goes on', async ({ calm: page }) => {
  await open(page)
  await page.locator('#open-file').setInputFiles({
    name: 'damaged.yaml',
    mimeType: 'text/yaml',
    buffer: Buffer.from('format: 1\ntitle: { en: a, ko: b }\ncluster:\n  brokres: []\n'),
  })
  const trouble = page.getByTestId('trouble')
  await expect(trouble).toContainText('damaged.yaml, line ')
  await trouble.getByRole('button').click()
  await expect(trouble).toBeHidden()
  await expect(page.getByTestId('pick-broker-1')).toBeVisible()
})

test('a viewpoint shows what a broker believes', async ({ calm: page }) => {
  await open(page)
  await dragTo(page, 0.2)
  await page.getByTestId('viewpoint').selectOption('2')
  await idle(page)
  await expect(page.getByTestId('beliefs')).toContainText('broker 2')
  await expect(page.getByTestId('beliefs').locator('tbody tr').first()).toBeVisible()
})
