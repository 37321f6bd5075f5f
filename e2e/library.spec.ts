import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { idle, moment, open, test } from './page.ts'

test('another scenario is found in the library, opened and played, and one can go back', async ({
  calm: page,
}) => {
  await open(page)
  const title = page.getByTestId('command-library')
  await title.click()
  const library = page.getByTestId('library')
  await expect(library.getByTestId('scenario-leader-failover')).toHaveAttribute('aria-current', 'true')
  const all = await library.locator('.library-row').count()
  expect(all).toBeGreaterThan(10)
  await library.getByRole('searchbox').fill('clean failover')
  await expect(library.getByTestId('scenario-leader-failover')).toHaveCount(0)
  await library.getByTestId('scenario-clean-failover').click()
  await expect(library).toBeHidden()
  await expect(title).toContainText('A clean failover')
  await expect(page).toHaveURL(/#s=clean-failover/)
  await idle(page)
  await page.keyboard.press('Space')
  await expect.poll(async () => (await moment(page)).timeUs).toBeGreaterThan(0)
  await page.goBack()
  await expect(title).toContainText('A leader dies')
})

test('the library is walked by keys alone, and opens with another seed', async ({ calm: page }) => {
  await open(page)
  await page.keyboard.press('o')
  const library = page.getByTestId('library')
  await expect(library.getByRole('searchbox')).toBeFocused()
  await library.getByRole('searchbox').fill('clean-failover')
  await library.getByLabel('Seed').fill('1234')
  await library.getByRole('searchbox').focus()
  await page.keyboard.press('ArrowDown')
  await expect(library.getByTestId('scenario-clean-failover')).toBeFocused()
  await expect(library.getByTestId('scenario-clean-failover')).toContainText('seed 1234')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#s=clean-failover&seed=1234/)
  await expect(page.locator('.scenario-facts')).toContainText('seed 1234')
})

for (const [theme, language] of [
  ['light', 'en'],
  ['dark', 'ko'],
] as const) {
  test(`axe has nothing of weight to say of the library: ${theme}, ${language}`, async ({ calm: page }) => {
    await page.addInitScript(
      (settings) => localStorage.setItem('highwater.settings', settings),
      JSON.stringify({ theme, language }),
    )
    await open(page)
    await page.keyboard.press('o')
    await expect(page.getByTestId('library')).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).analyze()
    const weighty = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(weighty.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([])
  })
}
