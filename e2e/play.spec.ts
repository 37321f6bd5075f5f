import { expect } from '@playwright/test'
import { dragTo, drawn, idle, moment, open, reload, test } from './page.ts'

test('plays and halts', async ({ calm: page }) => {
  await open(page)
  const before = await moment(page)
  await page.getByTestId('command-play').click()
  await expect.poll(async () => (await moment(page)).timeUs).toBeGreaterThan(before.timeUs + 100_000)
  await page.getByTestId('command-play').click()
  await idle(page)
  const halted = await moment(page)
  await page.waitForTimeout(300)
  expect(await moment(page)).toEqual(halted)
})

test('steps forth and back to the same state hash, by event, request and mark', async ({ calm: page }) => {
  await open(page)
  await dragTo(page, 0.12)
  const at = page.getByTestId('moment')
  for (const kind of ['event', 'request', 'mark']) {
    await page.getByTestId(`command-step.${kind}`).click()
    await idle(page)
    const start = await moment(page)
    await expect(at).toHaveAttribute('data-state-hash', /^[0-9a-f]{16}$/)
    await page.getByTestId(`command-step.${kind}`).click()
    await idle(page)
    const next = await moment(page)
    expect(next.event).toBeGreaterThan(start.event)
    expect(next.stateHash).not.toBe(start.stateHash)
    await page.getByTestId(`command-back.${kind}`).click()
    await idle(page)
    expect(await moment(page)).toMatchObject({
      event: start.event,
      stateHash: start.stateHash,
      traceHash: start.traceHash,
    })
  }
})

test('goes by keys wherever the keyboard was', async ({ calm: page }) => {
  await open(page)
  await page.keyboard.press(']')
  await idle(page)
  const mark = await moment(page)
  await page.keyboard.press('ArrowRight')
  await idle(page)
  expect((await moment(page)).event).toBe(mark.event + 1)
  await page.keyboard.press('ArrowLeft')
  await idle(page)
  expect((await moment(page)).event).toBe(mark.event)
  await page.keyboard.press('Home')
  await idle(page)
  expect((await moment(page)).timeUs).toBe(0)
  await page.keyboard.press('?')
  await expect(page.getByTestId('help')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('help')).toBeHidden()
  await page.keyboard.press('Control+k')
  await expect(page.getByTestId('palette')).toBeVisible()
})

test('drags to any moment, back as easily as forward', async ({ calm: page }) => {
  await open(page)
  await dragTo(page, 0.5)
  const middle = await moment(page)
  expect(Math.abs(middle.timeUs - 20_000_000)).toBeLessThan(1_000_000)
  await dragTo(page, 0.1)
  const early = await moment(page)
  expect(Math.abs(early.timeUs - 4_000_000)).toBeLessThan(1_000_000)
  await dragTo(page, 0.5)
  expect(await moment(page)).toMatchObject({ event: middle.event, stateHash: middle.stateHash })
})

test('halts before the election with a question, and lets it happen', async ({ calm: page }) => {
  await open(page)
  const next = page.getByTestId('lesson-next')
  const question = page.getByTestId('question')
  const text = page.getByTestId('lesson-text')
  while ((await text.getAttribute('data-asks')) === 'false') {
    await next.click()
    await idle(page)
    await drawn(page)
  }
  await expect(question).toBeVisible()
  await expect(page.getByTestId('timeline')).toContainText('not yet shown')
  const elections = page.getByTestId('mark-election')
  const shown = await elections.count()
  await page.getByTestId('option-0').click()
  await expect.poll(() => elections.count()).toBeGreaterThan(shown)
  await expect(question.locator('.why-note').first()).toBeVisible()
  await expect(page.getByTestId('lesson-go')).toHaveText('Let it happen')
  const before = await moment(page)
  await page.getByTestId('lesson-go').click()
  await expect.poll(async () => (await moment(page)).timeUs).toBeGreaterThan(before.timeUs)
})

test('a link brings back moment and selection', async ({ calm: page }) => {
  await open(page)
  await dragTo(page, 0.2)
  await page.getByTestId('pick-broker-2').click({ position: { x: 40, y: 26 } })
  // The menu comes when it is first wanted; Escape before that would take the selection back.
  await expect(page.getByTestId('node-menu')).toBeVisible()
  await page.keyboard.press('Escape')
  const at = await moment(page)
  await expect.poll(() => page.url()).toContain(`e=${at.event}&sel=broker:2`)
  await reload(page)
  await expect(page.getByTestId('stage')).toHaveAttribute('data-ready', 'true')
  await idle(page)
  expect(await moment(page)).toMatchObject({ event: at.event, stateHash: at.stateHash })
  await expect(page.getByTestId('inspector')).toHaveAttribute('data-address', 'broker:2')
})
