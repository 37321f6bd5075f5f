// Finds a Chromium for the browser tests, and gets one where none is found.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const namesOnPath = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** Quiet flags: no update, no sync, no QUIC, nothing of the browser's own on the network. */
export const browserFlags = [
  ...(isRoot() ? ['--no-sandbox'] : []),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The path of a browser that answers `--version`, or null. */
export function findBrowser() {
  const asked = process.env.CHROME_PATH
  if (asked) {
    if (answers(asked)) return asked
    throw new Error(`CHROME_PATH is ${asked}, and no browser answers there.`)
  }
  return candidates().find(answers) ?? null
}

/** Finds a browser or installs one; throws one clear sentence if neither can be done. */
export function ensureBrowser(log = console.error) {
  const found = findBrowser()
  if (found) return found
  if (isRoot() && onPath('apt-get').length > 0) {
    log('No Chromium found: installing the chromium package with apt-get.')
    installWithApt()
    const installed = findBrowser()
    if (installed) return installed
  }
  log("No Chromium found: fetching Playwright's own.")
  spawnSync('npx', ['playwright', 'install', 'chromium'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  const downloaded = findBrowser()
  if (downloaded) return downloaded
  throw new Error(
    'The browser tests need Chromium or Chrome. Install one (on Debian: sudo apt-get install chromium), or set CHROME_PATH to its executable.',
  )
}

function installWithApt() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env }).status === 0
  apt('update', '-q')
  // The font is for Hangul outside the page's own fonts; a browser without it is still a browser.
  if (!apt('install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'))
    apt('install', '-y', '-q', '--no-install-recommends', 'chromium')
}

function candidates() {
  const home = process.env.HOME ?? ''
  const programs = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
  const usual = {
    linux: ['/opt/google/chrome/chrome', '/snap/bin/chromium', '/usr/lib/chromium/chromium'],
    darwin: ['/Applications', `${home}/Applications`].flatMap((folder) => [
      `${folder}/Google Chrome.app/Contents/MacOS/Google Chrome`,
      `${folder}/Chromium.app/Contents/MacOS/Chromium`,
    ]),
    win32: programs.flatMap((folder) =>
      folder ? [join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')] : [],
    ),
  }
  return [...namesOnPath.flatMap(onPath), ...(usual[process.platform] ?? []), ...playwrightsOwn()]
}

function onPath(name) {
  const file = process.platform === 'win32' ? `${name}.exe` : name
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, file))
    .filter(existsSync)
}

function playwrightsOwn() {
  try {
    return [createRequire(import.meta.url)('@playwright/test').chromium.executablePath()]
  } catch {
    return [] // not installed yet
  }
}

/** Some names on PATH are stubs that only tell how to install a browser; a real one prints its version. */
function answers(path) {
  if (!existsSync(path)) return false
  if (process.platform === 'win32') return true // chrome.exe --version opens a window there
  try {
    return /\d+\.\d+/.test(
      execFileSync(path, ['--version'], { encoding: 'utf8', stdio: 'pipe', timeout: 20_000 }),
    )
  } catch {
    return false
  }
}

function isRoot() {
  return process.getuid?.() === 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log(ensureBrowser())
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
