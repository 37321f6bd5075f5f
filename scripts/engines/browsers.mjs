// Browsers with the three JavaScript engines, each opened on a page and asked one run at a time.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { browserFlags, ensureBrowser } from '../browser.mjs'

/** A run of the slowest scenario in the slowest engine. */
const ANSWER_MS = 300_000
const OPEN_MS = 60_000

export const ENGINES = [
  { name: 'Chromium', open: openChromium },
  { name: 'Firefox', open: openFirefox },
  { name: 'WebKit', open: openWebKit },
]

/** Asks apt-get for whatever is not there, where it may. */
export function installEngines() {
  const packages = []
  if (firefox() === null) packages.push('firefox-esr')
  if (webKitDriver() === null) packages.push('webkit2gtk-driver')
  if (onPath('Xvfb') === null) packages.push('xvfb')
  if (packages.length === 0 || process.getuid?.() !== 0 || onPath('apt-get') === null) return
  console.error(`Installing ${packages.join(', ')} with apt-get.`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env }).status === 0
  apt('update', '-q')
  for (const name of packages) apt('install', '-y', '-q', '--no-install-recommends', name)
}

async function openChromium(address) {
  const { chromium } = await import('@playwright/test')
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserFlags })
  const page = await browser.newPage()
  page.setDefaultTimeout(ANSWER_MS)
  await page.goto(address)
  await page.waitForFunction(() => 'highwaterEngines' in globalThis)
  return {
    version: `Chromium ${browser.version()}`,
    ask: (task) => page.evaluate((one) => globalThis.highwaterEngines.hashOf(one), task),
    close: () => browser.close(),
  }
}

/** Over WebDriver BiDi. */
async function openFirefox(address) {
  const executablePath = firefox()
  if (executablePath === null) throw new Error('no firefox-esr and no firefox on the PATH')
  const { launch } = await import('puppeteer-core')
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    timeout: OPEN_MS,
    protocolTimeout: ANSWER_MS,
  })
  const page = await browser.newPage()
  await page.goto(address)
  await page.waitForFunction(() => 'highwaterEngines' in globalThis)
  return {
    version: (await browser.version()).replace('firefox/', 'Firefox '),
    ask: (task) => page.evaluate((one) => globalThis.highwaterEngines.hashOf(one), task),
    close: () => browser.close(),
  }
}

/** MiniBrowser through its own driver, on a display of ours. */
async function openWebKit(address) {
  const driverPath = webKitDriver()
  const browserPath = miniBrowser()
  if (driverPath === null || browserPath === null)
    throw new Error('no WebKitWebDriver and MiniBrowser: webkit2gtk-driver')
  const screen = await display()
  const { Builder, Capabilities } = await import('selenium-webdriver')
  const port = 4_500 + (process.pid % 400)
  const env = { ...process.env, DISPLAY: screen.name, WEBKIT_DISABLE_COMPOSITING_MODE: '1' }
  const server = spawn(driverPath, [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore', env })
  const close = async () => {
    server.kill()
    screen.close()
  }
  try {
    await answers(port)
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities(
        new Capabilities({
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary: browserPath, args: ['--automation'] },
        }),
      )
      .build()
    await driver.manage().setTimeouts({ script: ANSWER_MS, pageLoad: OPEN_MS })
    await driver.get(address)
    await driver.wait(() => driver.executeScript('return "highwaterEngines" in globalThis'), OPEN_MS)
    const version = (await driver.getCapabilities()).getBrowserVersion()
    return {
      version: `WebKit (MiniBrowser ${version})`,
      ask: (task) =>
        driver.executeAsyncScript(
          'const done = arguments[1]; highwaterEngines.hashOf(arguments[0]).then(done, (error) => done(String(error)))',
          task,
        ),
      close: async () => {
        await driver.quit().catch(() => undefined)
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** A display that is there, or a virtual one. */
async function display() {
  if (process.env.DISPLAY) return { name: process.env.DISPLAY, close: () => undefined }
  const xvfb = onPath('Xvfb')
  if (xvfb === null) throw new Error('no display, and no Xvfb to make one')
  const name = `:${90 + (process.pid % 400)}`
  const screen = spawn(xvfb, [name, '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], { stdio: 'ignore' })
  for (let tries = 0; tries < 100 && !existsSync(`/tmp/.X11-unix/X${name.slice(1)}`); tries++)
    await pause(100)
  return { name, close: () => screen.kill() }
}

async function answers(port) {
  for (let tries = 0; tries < 100; tries++) {
    try {
      await fetch(`http://127.0.0.1:${port}/status`)
      return
    } catch {
      await pause(100)
    }
  }
  throw new Error('WebKitWebDriver does not answer')
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function firefox() {
  return onPath('firefox-esr') ?? onPath('firefox')
}

function webKitDriver() {
  return onPath('WebKitWebDriver')
}

function miniBrowser() {
  for (const folder of ['/usr/lib', '/usr/libexec', ...underLib()]) {
    for (const version of ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0']) {
      const file = join(folder, version, 'MiniBrowser')
      if (existsSync(file)) return file
    }
  }
  return onPath('MiniBrowser')
}

/** Debian keeps libraries by machine: /usr/lib/x86_64-linux-gnu. */
function underLib() {
  if (!existsSync('/usr/lib')) return []
  return readdirSync('/usr/lib')
    .filter((name) => name.includes('-linux-'))
    .map((name) => join('/usr/lib', name))
}

function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.map((folder) => join(folder, name)).find(existsSync) ?? null
}
