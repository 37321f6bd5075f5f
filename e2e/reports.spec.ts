import { readFileSync } from 'node:fs'
import { expect, type Page, test as plain } from '@playwright/test'
import { idle, leaveBy, moment, open, test } from './page.ts'

async function savedReport(page: Page): Promise<string> {
  await page.keyboard.press('Shift+S')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('share-save').click({ timeout: 20_000 }),
  ])
  await page.keyboard.press('Escape')
  return readFileSync(await download.path(), 'utf8')
}

async function drop(page: Page, name: string, text: string): Promise<void> {
  await page
    .locator('#open-file')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) })
}

test('a saved report, dropped, lands on its moment, and every hash is as it was', async ({ calm: page }) => {
  await open(page, '#s=leader-failover&e=9000')
  const before = await moment(page)
  const text = await savedReport(page)
  await open(page, '#s=acks1-lost-on-failover')
  await drop(page, 'bug.json', text)
  const banner = page.getByTestId('report-banner')
  await expect(banner).toHaveAttribute('data-settled', 'true', { timeout: 20_000 })
  await expect(banner).toHaveAttribute('data-diverged', '-1')
  await idle(page)
  const after = await moment(page)
  expect({ ...after, stateHash: null }).toEqual({ ...before, stateHash: null })
})

test('a report whose hashes are not those of the replay says where it goes apart', async ({ calm: page }) => {
  await open(page, '#s=acks1-lost-on-failover&e=3000')
  const text = await savedReport(page)
  const wrong = text.replace(/("event":1023,"trace":")[0-9a-f]{4}/, '$1dead')
  expect(wrong).not.toBe(text)
  await drop(page, 'bug.json', wrong)
  await expect(page.getByTestId('report-banner')).toHaveAttribute('data-diverged', '1023', {
    timeout: 20_000,
  })
})

test('a share link opens the same moment', async ({ calm: page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(page, '#s=acks1-lost-on-failover&e=2000')
  const before = await moment(page)
  await page.keyboard.press('Shift+S')
  await page.getByTestId('share-copy').click({ timeout: 20_000 })
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await leaveBy(page, () => page.goto('about:blank'))
  await page.goto(link)
  await expect(page.getByTestId('report-banner')).toHaveAttribute('data-settled', 'true', { timeout: 20_000 })
  await idle(page)
  expect((await moment(page)).traceHash).toBe(before.traceHash)
  expect(page.url()).toBe(link)
})

test('a damaged file or link is refused with the reason, and the page goes on', async ({ calm: page }) => {
  await open(page, '#report=AAAA')
  await expect(page.getByTestId('trouble')).toBeVisible()
  await expect(page.getByTestId('stage')).toHaveAttribute('data-ready', 'true')
  for (const text of [
    '{',
    '{"format": 99}',
    `{"format":1,"inputs":${'['.repeat(3_000)}`,
    `{"format":1,"engine":1,"name":"a","seed":"1","brokers":1000000000}`,
    'x'.repeat(2_000_000),
  ]) {
    await drop(page, 'damaged.json', text)
    await expect(page.getByTestId('trouble')).toContainText('damaged.json')
    await page.getByTestId('trouble').getByRole('button').last().click()
    await expect(page.getByTestId('trouble')).toHaveCount(0)
  }
  await page.keyboard.press('ArrowRight')
  await idle(page)
})

// The browser says in the console what it has refused to run: here that is what is wanted.
plain('markup in a report is text, and would not run if it were more', async ({ page }) => {
  await open(page, '#s=acks1-lost-on-failover&e=500')
  const report = JSON.parse(await savedReport(page))
  const evil = `<img src=x onerror="window.ran=1"><script>window.ran=1</script>`
  report.scenario.title = { en: evil, ko: evil }
  report.scenario.summary = { en: evil, ko: evil }
  report.scenario.lesson = [
    {
      at: '0s',
      title: { en: evil, ko: evil },
      text: { en: `${evil} [x](javascript:window.ran=1)`, ko: evil },
    },
  ]
  report.failure = { kind: 'assertion', id: evil, event: 400, about: evil, detail: evil }
  await drop(page, 'evil.json', JSON.stringify(report))
  await expect(page.getByTestId('report-banner')).toContainText('<img src=x')
  await expect(page.getByTestId('lesson')).toContainText('<img src=x')
  await expect(page.locator('#root img')).toHaveCount(0)
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]')
  await expect(policy).toHaveAttribute('content', /script-src 'self'/)
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'window.ran = 1'
    document.body.append(script)
    const image = document.createElement('div')
    image.innerHTML = '<img src="data:," onerror="window.ran = 1">'
    document.body.append(image)
    setTimeout('window.ran = 1' as unknown as () => void, 1)
    await new Promise((resolve) => setTimeout(resolve, 300))
    return 'ran' in window
  })
  expect(ran).toBe(false)
})

test('an address that names no scenario says so, and the first scenario opens', async ({ page }) => {
  await page.goto('/#s=nothing-of-the-kind')
  await expect(page.getByTestId('trouble')).toContainText('no scenario called nothing-of-the-kind')
  await expect(page.getByTestId('stage')).toHaveAttribute('data-ready', 'true', { timeout: 20_000 })
  await expect(page.getByTestId('trouble')).not.toContainText('failed')
})
