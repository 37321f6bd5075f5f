import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { open, test } from './page.ts'

test('the fidelity page opens by its button, its key and the palette, and is searched', async ({
  calm: page,
}) => {
  await open(page)
  const dialog = page.getByTestId('fidelity')
  await page.getByTestId('command-fidelity').click()
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('f')
  await expect(dialog).toBeVisible()
  const areas = await dialog.locator('article').count()
  expect(areas).toBeGreaterThan(20)
  await dialog.getByRole('searchbox').fill('network.resending')
  await expect(dialog.locator('article')).toHaveCount(1)
  await expect(dialog.getByText('src/sim/connection.test.ts')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('Control+k')
  await expect(page.getByTestId('palette')).toBeVisible()
  await page.keyboard.type('how near')
  await page.keyboard.press('Enter')
  await expect(dialog.locator('article')).toHaveCount(areas)
  await dialog.getByRole('button', { name: /not simulated/ }).click()
  await expect(dialog.locator('article .fidelity-badge[data-kind=exact]')).toHaveCount(0)
})

for (const [theme, language] of [
  ['light', 'en'],
  ['dark', 'ko'],
] as const) {
  test(`axe has nothing of weight to say of the fidelity page: ${theme}, ${language}`, async ({
    calm: page,
  }) => {
    await page.addInitScript(
      (settings) => localStorage.setItem('highwater.settings', settings),
      JSON.stringify({ theme, language }),
    )
    await open(page)
    await page.keyboard.press('f')
    await expect(page.getByTestId('fidelity')).toBeVisible()
    await page.locator('.fidelity-area summary').first().click()
    const { violations } = await new AxeBuilder({ page }).analyze()
    const weighty = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(weighty.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([])
  })
}
