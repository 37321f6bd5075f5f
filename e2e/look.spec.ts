import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { clickBroker, dragTo, idle, open, reload, test } from './page.ts'

const WEIGHTY = ['serious', 'critical']

test('switches language and theme, and remembers both', async ({ calm: page }) => {
  await open(page)
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByTestId('command-language').click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await expect(page.getByTestId('pick-broker-1')).toContainText('1번 브로커')
  await page.getByTestId('command-theme').click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await reload(page)
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

for (const theme of ['light', 'dark'] as const) {
  for (const language of ['en', 'ko'] as const) {
    test(`has nothing of weight for axe to say: ${theme}, ${language}`, async ({ calm: page }) => {
      await page.addInitScript(
        (settings) => localStorage.setItem('highwater.settings', settings),
        JSON.stringify({ theme, language }),
      )
      await open(page)
      await dragTo(page, 0.22)
      for (const tab of ['events', 'inputs', 'inspect']) {
        await page.getByTestId(`tab-${tab}`).click()
        await idle(page)
        expect(await findings(page)).toEqual([])
      }
      await clickBroker(page, 2)
      expect(await findings(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('?')
      await expect(page.getByTestId('help')).toBeVisible()
      expect(await findings(page)).toEqual([])
    })
  }
}

for (const width of [1920, 1280, 1000, 420]) {
  test(`nothing sticks out at ${width} pixels`, async ({ calm: page }) => {
    await page.setViewportSize({ width, height: width < 600 ? 800 : Math.round(width * 0.5625) })
    await open(page)
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(excess).toBeLessThanOrEqual(0)
    await expect(page.getByTestId('command-play')).toBeInViewport()
    await expect(page.getByTestId('pick-broker-1')).toBeVisible()
  })
}

async function findings(page: Parameters<typeof open>[0]): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter((violation) => WEIGHTY.includes(violation.impact ?? ''))
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary?.slice(0, 200)}`).join(' | ')}`,
    )
}
