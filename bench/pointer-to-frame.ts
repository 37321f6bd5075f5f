// In the page, on a run of a million events: from the pointer to the painted frame of the moment it asks for.

import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import type { Measured } from './figures.ts'
import { figure, quantile } from './statistics.ts'

const EVENTS = 1_000_000
const ROUNDS = 3
const PRESSES = 50
const DRAGS = 5
const MOVES = 10

/** The cluster of the failover scenario with a thousand records a second, for as long as a million events take. */
const SCENARIO = `format: 1
title: { en: A million events, ko: 백만 이벤트 }
summary: { en: Nothing goes wrong., ko: 아무 일도 잘못되지 않는다. }
seed: '42'
until: 120s
cluster:
  controllers: [101, 102, 103]
  brokers: [{ id: 1, rack: a }, { id: 2, rack: b }, { id: 3, rack: c }]
network: { latency: 2ms, jitter: 1ms }
topics:
  - name: orders
    partitions: 3
    replicationFactor: 3
    placement: [[1, 2, 3], [2, 3, 1], [3, 1, 2]]
    config: { min.insync.replicas: 2 }
clients:
  - { id: p1, kind: producer, topic: orders, rate: 1000, keys: 50, valueBytes: 100, from: 2s, config: { acks: all } }
  - { id: c1, kind: consumer, assign: [orders-0, orders-1, orders-2], from: 2s, config: {} }
`

/** Put into the page: notes each pointer event and the frame that shows its moment. */
interface Watch {
  /** Milliseconds from the last pointer event to its frame; null while that is not painted. */
  took(): number | null
}

declare global {
  interface Window {
    pointerWatch: Watch
  }
}

export async function pointerToFrame(): Promise<Measured> {
  // Loaded as they lie, not bundled: one is a package, the other also a program of its own.
  const { browserFlags, findBrowser } = await scriptAt('scripts/browser.mjs')
  const playwright = createRequire(import.meta.url)('@playwright/test') as typeof import('@playwright/test')
  const executablePath = findBrowser()
  if (executablePath === null) return { figures: [], notes: ['no Chromium was found: not measured'] }
  const server = await serve()
  const browser = await playwright.chromium.launch({ executablePath, args: browserFlags })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.addInitScript(() => localStorage.setItem('highwater.first', 'done'))
    await page.goto(server.address)
    const events = await openMillion(page)
    await page.evaluate(watch)
    const rounds: number[][] = []
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound(page, round))
    const over = rounds.flat().filter((ms) => ms > 100).length
    return {
      figures: [
        figure(
          'pointer-to-frame-median-ms',
          'ms',
          rounds.map((took) => quantile(took, 0.5)),
          1,
        ),
        figure(
          'pointer-to-frame-p95-ms',
          'ms',
          rounds.map((took) => quantile(took, 0.95)),
          1,
        ),
      ],
      notes: [
        `${ROUNDS} rounds of ${PRESSES} presses and ${DRAGS} drags of ${MOVES} moves on the timeline of ${events} events; ${over} of ${rounds.flat().length} over 100 ms`,
        `up to the second animation frame after the page shows the moment; longest ${Math.max(...rounds.flat()).toFixed(0)} ms; ${browser.version()}`,
      ],
    }
  } finally {
    await browser.close()
    server.process.kill()
  }
}

async function scriptAt(path: string): Promise<typeof import('../scripts/browser.mjs')> {
  return import(/* @vite-ignore */ pathToFileURL(join(process.cwd(), path)).href)
}

interface Server {
  readonly process: ChildProcess
  readonly address: string
}

function serve(): Promise<Server> {
  const child = spawn(process.execPath, ['scripts/start.mjs', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let told = ''
    child.stdout.on('data', (part) => {
      told += String(part)
      const address = /http:\S+/.exec(told)?.[0]
      if (address !== undefined) resolve({ process: child, address })
    })
    child.on('exit', () => reject(new Error('the page is not served')))
  })
}

/** Opened as somebody would open it, and computed to its end. */
async function openMillion(page: Page): Promise<number> {
  await page.getByTestId('stage').and(page.locator('[data-ready=true]')).waitFor()
  await page
    .locator('#open-file')
    .setInputFiles({ name: 'million.yaml', mimeType: 'text/yaml', buffer: Buffer.from(SCENARIO) })
  await page.getByText('A million events').first().waitFor()
  await page.keyboard.press('End')
  await page.waitForFunction(
    (least) => {
      const moment = document.querySelector<HTMLElement>('[data-testid=moment]')
      const computing = document.querySelector('[data-testid=time]')?.classList.contains('computing')
      return Number(moment?.dataset.event) >= least && computing === false
    },
    EVENTS,
    { timeout: 300_000, polling: 250 },
  )
  await page.evaluate(() => window.highwater.idle())
  return page.evaluate(() => window.highwater.moment().event + 1)
}

/** Runs in the page. */
function watch(): void {
  const time = document.querySelector('[data-testid=time]')
  if (time === null) throw new Error('the page tells no time')
  let since = 0
  let took: number | null = 0
  const begin = (event: PointerEvent) => {
    if (event.type === 'pointermove' && event.buttons === 0) return
    since = event.timeStamp
    took = null
  }
  addEventListener('pointerdown', begin, { capture: true })
  addEventListener('pointermove', begin, { capture: true })
  // The readout is written with the stage, in one go.
  new MutationObserver(() => {
    const asked = since
    requestAnimationFrame(() =>
      requestAnimationFrame((now) => {
        if (asked === since) took ??= now - since
      }),
    )
  }).observe(time, { attributes: true, attributeFilter: ['data-time-us'] })
  window.pointerWatch = { took: () => took }
}

async function measureRound(page: Page, round: number): Promise<number[]> {
  const box = await page.getByTestId('timeline').locator('svg').boundingBox()
  if (box === null) throw new Error('no timeline')
  const took: number[] = []
  // Below the marks, which are buttons of their own.
  const y = box.y + 82
  const placeAt = (share: number) => box.x + 12 + share * (box.width - 44)
  const tookNow = async () => {
    await page.waitForFunction(() => window.pointerWatch.took() !== null, undefined, { timeout: 20_000 })
    took.push(await page.evaluate(() => window.pointerWatch.took() ?? 0))
  }
  for (let press = 0; press < PRESSES; press++) {
    await page.mouse.move(placeAt(shareOf(round, press)), y)
    await page.mouse.down()
    await tookNow()
    await page.mouse.up()
  }
  for (let drag = 0; drag < DRAGS; drag++) {
    const from = shareOf(round + ROUNDS, drag)
    await page.mouse.move(placeAt(from), y)
    await page.mouse.down()
    await tookNow()
    for (let move = 1; move <= MOVES; move++) {
      // To and fro, from a step of a pixel or two to a tenth of the run.
      const to = from + (move % 2 === 0 ? 0.004 : 0.07) * move * (drag % 2 === 0 ? 1 : -1)
      await page.mouse.move(placeAt(((to % 1) + 1) % 1), y)
      await tookNow()
    }
    await page.mouse.up()
  }
  return took
}

/** Leaps all over the run, the same for everyone. */
function shareOf(round: number, index: number): number {
  return ((index * 0.6180339887 + round * 0.271828) % 1) * 0.98 + 0.01
}
