import { execFileSync } from 'node:child_process'
import { defineConfig } from '@playwright/test'
import { browserFlags, findBrowser } from './scripts/browser.mjs'

// This file is read once in the runner and once in each worker: all must name one port.
process.env.HIGHWATER_E2E_PORT ??= freePort()
const address = `http://127.0.0.1:${process.env.HIGHWATER_E2E_PORT}/`
const executablePath = findBrowser()

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  outputDir: 'test-results',
  use: {
    baseURL: address,
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    timezoneId: 'UTC',
    colorScheme: 'light',
    trace: 'retain-on-failure',
    launchOptions: { args: browserFlags, ...(executablePath ? { executablePath } : {}) },
  },
  webServer: {
    command: `node scripts/start.mjs --port ${process.env.HIGHWATER_E2E_PORT}`,
    url: address,
    timeout: 180_000,
    reuseExistingServer: false,
    stderr: 'pipe',
  },
})

function freePort(): string {
  const ask =
    'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'
  return execFileSync(process.execPath, ['-e', ask], { encoding: 'utf8' }).trim()
}
