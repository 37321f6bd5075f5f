// npm test: installs what is missing, then runs every check and every test, and says in one line what came of it.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { cacheFolder, ensureInstalled, root } from './project.mjs'

const env = { ...process.env, TZ: 'UTC', LC_ALL: 'C' }
const reports = { unit: join(cacheFolder, 'unit.json'), browser: join(cacheFolder, 'browser.json') }
/** A runner that left no report did not run: that is a failure, never nothing. */
const noReport = { passed: 0, failed: 1, skipped: 0 }

const installed = Date.now()
heading('packages and a browser')
ensureInstalled()
try {
  env.CHROME_PATH = ensureBrowser()
  console.log(`browser: ${env.CHROME_PATH}`)
} catch (error) {
  console.error(error.message)
}
const ready = { title: 'packages and a browser', seconds: since(installed), ok: Boolean(env.CHROME_PATH) }

mkdirSync(cacheFolder, { recursive: true })
for (const report of Object.values(reports)) rmSync(report, { force: true })

const outcomes = [
  ready,
  step(
    'format and lint',
    bin('@biomejs/biome/bin/biome'),
    'ci',
    '--error-on-warnings',
    '--diagnostic-level=warn',
  ),
  step('determinism', 'scripts/checks/determinism.mjs'),
  step('walls', 'scripts/checks/walls.mjs'),
  step('dead code', bin('knip/bin/knip.js')),
  step('types', 'scripts/checks/types.mjs'),
  step('schema up to date', 'scripts/schema.mjs', '--check'),
  step('fidelity document up to date', 'scripts/fidelity.mjs', '--check'),
  step(
    'unit and property tests',
    bin('vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reports.unit}`,
  ),
  step('page built', 'scripts/build.mjs'),
  browserTests(),
]
finish(outcomes)

function browserTests() {
  if (!env.CHROME_PATH) return { title: 'browser tests', seconds: 0, ok: false }
  env.PLAYWRIGHT_JSON_OUTPUT_FILE = reports.browser
  return step('browser tests', bin('@playwright/test/cli.js'), 'test', '--reporter=list,json')
}

function step(title, script, ...args) {
  heading(title)
  const from = Date.now()
  const done = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 1, 2], env })
  const outcome = { title, seconds: since(from), ok: done.status === 0 }
  console.log(`${outcome.ok ? 'ok' : 'FAILED'}: ${title}, ${outcome.seconds.toFixed(1)} s`)
  return outcome
}

function finish(all) {
  const unit = unitTally()
  const browser = browserTally()
  heading('summary')
  for (const { title, seconds, ok } of all) {
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${seconds.toFixed(1).padStart(7)} s  ${title}`)
  }
  const skipped = unit.skipped + browser.skipped
  if (skipped > 0) console.log(`${skipped} skipped`)
  const failed = unit.failed + browser.failed
  console.log(`${unit.passed + browser.passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 && all.every(({ ok }) => ok) ? 0 : 1
}

/** A test file that could not even be loaded has no tests to count: it counts as one failure. */
function unitTally() {
  const report = read(reports.unit)
  if (!report) return noReport
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

function browserTally() {
  const report = read(reports.browser)
  if (!report) return noReport
  const { expected, flaky, unexpected, skipped } = report.stats
  const crashed = unexpected === 0 && report.errors.length > 0 ? 1 : 0
  return { passed: expected + flaky, failed: unexpected + crashed, skipped }
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

function bin(path) {
  return join('node_modules', ...path.split('/'))
}

function heading(title) {
  console.log(`\n== ${title} ==`)
}

function since(from) {
  return (Date.now() - from) / 1000
}
