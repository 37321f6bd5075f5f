import { expect, test } from '@playwright/test'

test('the built page opens with something on it and nothing wrong in the console', async ({ page }) => {
  const wrong: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('requestfailed', (request) => wrong.push(`${request.url()} ${request.failure()?.errorText}`))

  await page.goto('/')
  await expect(page).toHaveTitle(/Highwater/)
  await expect(page.locator('#root > *').first()).toBeVisible()
  expect(wrong).toEqual([])
})
