import { expect, type Locator, type Page } from '@playwright/test'
import { fork, idle, moment, open, test } from './page.ts'

const HEALTHY = '#s=leader-failover&e=3000'

/** The right button in the middle of a thing, whatever lies over it. */
async function pressRight(thing: Locator): Promise<void> {
  const box = await thing.boundingBox()
  if (box === null) throw new Error('it does not show')
  const [clientX, clientY] = [box.x + box.width / 2, box.y + box.height / 2]
  await thing.dispatchEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY })
}

/** The menus come once the stage stands: asked for until they are there. */
async function openMenu(page: Page, ask: () => Promise<void>): Promise<Locator> {
  const menu = page.getByTestId('hand-menu')
  await expect(async () => {
    if ((await menu.count()) === 0) await ask()
    await expect(menu).toBeVisible({ timeout: 500 })
  }).toPass()
  return menu
}

async function eventOf(page: Page): Promise<number> {
  return (await moment(page)).event
}

test('a message has its menu where it is drawn: held, and let go', async ({ calm: page }) => {
  await open(page, HEALTHY)
  await openMenu(page, () => pressRight(page.locator('.message.request').first()))
  await expect(page.getByTestId('hand-menu-release')).toHaveCount(0)
  await page.getByTestId('hand-menu-hold').click()
  await expect.poll(() => eventOf(page)).toBe(3_001)
  await openMenu(page, () => pressRight(page.locator('.message.held').first()))
  await page.getByTestId('hand-menu-release').click()
  await expect.poll(() => eventOf(page)).toBe(3_002)
  await expect(page.locator('.message.held')).toHaveCount(0)
})

test('a message is delayed by a choice of times, and a long press opens its menu too', async ({
  calm: page,
}) => {
  await open(page, HEALTHY)
  const pill = page.locator('.message.request').first()
  const box = await pill.boundingBox()
  if (box === null) throw new Error('no message')
  const at = { clientX: box.x + 5, clientY: box.y + 5, bubbles: true, isPrimary: true, pointerType: 'touch' }
  await openMenu(page, () => pill.dispatchEvent('pointerdown', at))
  await page.getByTestId('hand-menu-delay').press('ArrowRight')
  await page.getByTestId('hand-menu-delay-500000').press('Enter')
  await expect.poll(() => eventOf(page)).toBe(3_001)
  await page.getByTestId('tab-inputs').click()
  await expect(page.getByTestId('inputs')).toContainText('Delay')
})

test('the menu of what is selected opens by keyboard', async ({ calm: page }) => {
  await open(page, HEALTHY)
  await page.locator('.message.request').first().dispatchEvent('click')
  await expect(page.getByTestId('by-hand')).toBeVisible()
  const menu = await openMenu(page, () => page.locator('body').press('Shift+F10'))
  await page.keyboard.press('End')
  await expect(page.getByTestId('hand-inspect')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
})

test("a broker's session is a timer: fired early from its clock, the broker is fenced", async ({
  calm: page,
}) => {
  await open(page, HEALTHY)
  await page.keyboard.press('3')
  const clock = page.getByTestId('session-clock-2')
  const menu = await openMenu(page, () => clock.press('Shift+F10'))
  await expect(menu).toContainText('the session of broker 2')
  await page.getByTestId('hand-menu-fire-timer').click()
  await expect(menu).toHaveCount(0)
  await expect.poll(() => eventOf(page)).toBe(3_001)
  // What else was due in that instant may come first.
  await expect(async () => {
    await page.keyboard.press('ArrowRight')
    await idle(page)
    await expect(page.getByTestId('why').locator('li').first()).toContainText('fences broker 2', {
      timeout: 1_000,
    })
  }).toPass()
})

test('an arrow of the space-time lens has the menu of its message', async ({ calm: page }) => {
  await open(page, HEALTHY)
  await page.keyboard.press('6')
  const canvas = page.getByTestId('spacetime-canvas')
  await expect(canvas).toHaveAttribute('data-arrows', /[1-9]/)
  const menu = await openMenu(page, () => canvas.press('ContextMenu'))
  await expect(menu).toContainText('→')
  await page.getByTestId('hand-menu-drop').click()
  await page.getByTestId('tab-inputs').click()
  await expect(page.getByTestId('inputs')).toContainText('Drop')
})

test('a branch is named on its track: Enter keeps the name, Escape gives it up', async ({ calm: page }) => {
  await open(page, HEALTHY)
  await fork(page)
  const track = page.getByTestId('track-1')
  await expect(async () => {
    await track.dblclick()
    await expect(page.getByTestId('track-name-1')).toBeVisible({ timeout: 500 })
  }).toPass()
  await page.getByTestId('track-name-1').fill('what if 2 dies')
  await page.keyboard.press('Enter')
  await expect(track).toContainText('what if 2 dies')
  await expect(track).toBeFocused()
  await page.keyboard.press('F2')
  await page.getByTestId('track-name-1').fill('something else')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('track-name-1')).toHaveCount(0)
  await expect(track).toContainText('what if 2 dies')
  await expect(track).toBeFocused()
})

test('a track has a menu: name it, compare it, let it go', async ({ calm: page }) => {
  await open(page, HEALTHY)
  await fork(page)
  await expect(async () => {
    await page.getByTestId('track-1').press('Shift+F10')
    await expect(page.getByTestId('branch-menu')).toBeVisible({ timeout: 500 })
  }).toPass()
  await page.getByTestId('branch-menu-rename').click()
  await page.getByTestId('track-name-1').fill('without 2')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('track-1')).toContainText('without 2')
  await page.getByTestId('track-0').click({ button: 'right' })
  await page.getByTestId('branch-menu-compare').click()
  await expect(page.getByTestId('compare-divergence')).toBeVisible({ timeout: 20_000 })
  await page.keyboard.press('Escape')
  await page.getByTestId('track-1').click({ button: 'right' })
  await page.getByTestId('branch-menu-delete').click()
  await expect(page.getByTestId('track-1')).toHaveCount(0)
  await expect.poll(async () => (await moment(page)).branch).toBe(0)
})
