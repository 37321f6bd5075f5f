import { expect } from '@playwright/test'
import { open, test } from './page.ts'

test('the calculators work out a partition, a coordinator and an assignment', async ({ calm: page }) => {
  await open(page)
  await page.keyboard.press('c')
  const dialog = page.getByTestId('calculators')
  await dialog.getByTestId('calc-key-text').fill('foobar')
  // Kafka's own test vector: murmur2 of foobar is -790332482; 1357151166 with its sign cleared.
  await expect(dialog.getByTestId('calc-key-partition')).toHaveText('6')
  await dialog.getByTestId('calc-group').click()
  await dialog.getByTestId('calc-group-text').fill('my-group')
  await expect(dialog.getByTestId('calc-group-partition')).toHaveText('12')
  await dialog.getByTestId('calc-assign').click()
  await dialog.getByTestId('calc-keep').click()
  await dialog.getByTestId('calc-add-member').click()
  await dialog.getByTestId('calc-assignor').selectOption('sticky')
  await expect(dialog.getByTestId('calc-assignment').getByRole('status')).toContainText('moved: 2')
  await expect(dialog.getByTestId('calc-assignment').getByRole('listitem')).toHaveCount(4)
})
