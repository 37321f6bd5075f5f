import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { dragTo, idle, open, test } from './page.ts'

/** Asks for something through the palette, field by field: what is typed is taken with Enter. */
async function ask(page: Page, input: string, ...fields: readonly string[]): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByTestId(`ask-${input}`).click()
  for (const field of fields) {
    await expect(page.getByTestId('palette-input')).toBeFocused()
    await expect(page.getByTestId('palette-input')).toHaveValue('')
    await page.keyboard.type(field)
    await page.keyboard.press('Enter')
  }
  await expect(page.getByTestId('palette')).toBeHidden()
  await idle(page)
}

/** Waits for the answer and goes to it, so that the next thing is done after it. */
async function answered(page: Page, how: 'answered' | 'refused'): Promise<void> {
  const notice = page.getByTestId('admin-notice')
  await expect(notice).toHaveAttribute('data-answer', how, { timeout: 30_000 })
  await page.getByTestId('admin-go').click()
  await idle(page)
}

test('the cluster is changed through the palette, and says what it makes of it', async ({ calm: page }) => {
  test.setTimeout(120_000)
  await open(page)
  await dragTo(page, 0.1)

  await ask(page, 'create-topic', 'clicks', '2', '3', 'retention.ms=60000')
  await answered(page, 'answered')
  await expect(page.getByTestId('admin-notice')).toContainText('CreateTopics')

  await ask(page, 'create-topic', 'clicks', '2', '3', 'retention.ms=60000')
  await answered(page, 'refused')
  await expect(page.getByTestId('admin-error')).toHaveText('TOPIC_ALREADY_EXISTS (36)')
  await expect(page.getByTestId('admin-notice')).toContainText('A topic has that name already.')

  await ask(page, 'add-partitions', 'clicks', '4')
  await answered(page, 'answered')

  await ask(page, 'alter-config', 'topic', 'clicks', 'Set', 'min.insync.replicas=2')
  await answered(page, 'answered')

  await ask(page, 'reassign', 'clicks-0', '3,1')
  await answered(page, 'answered')

  await ask(page, 'elect-leaders', 'preferred', 'clicks-0')
  await expect(page.getByTestId('admin-notice')).toHaveAttribute('data-answer', /answered|refused/, {
    timeout: 30_000,
  })

  // All of it stands in the list of what was done, and the new topic on the stage.
  await page.getByTestId('tab-inputs').click()
  await expect(page.getByTestId('inputs')).toContainText('Reassign a partition')
  await expect(page.getByRole('button', { name: /clicks-3 on broker \d, leader/ })).toBeVisible()
})

test('answers are given in Korean too, and one step back is a backspace', async ({ calm: page }) => {
  await page.addInitScript(() =>
    localStorage.setItem('highwater.settings', JSON.stringify({ language: 'ko' })),
  )
  await open(page)
  await dragTo(page, 0.1)
  await page.keyboard.press('Control+k')
  await page.getByTestId('ask-add-partitions').click()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  await page.keyboard.type('1')
  await page.keyboard.press('Enter')
  await answered(page, 'refused')
  await expect(page.getByTestId('admin-error')).toHaveText('INVALID_PARTITIONS (37)')
  await expect(page.getByTestId('admin-notice')).toContainText('늘릴 수만')
})
