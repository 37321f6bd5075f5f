// npm run test:engines: one hash for every scenario and 50 chaos seeds of the failover, in Node, Chromium, Firefox and WebKit. Finds the browsers, or installs
// them where apt-get may; those that cannot be had are named. `-- --seeds 5` asks for fewer.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import { bundleForAnyEngine } from './bundle.mjs'
import { ENGINES, installEngines } from './engines/browsers.mjs'
import { ensureInstalled } from './project.mjs'

const SEEDS = 50

ensureInstalled()
const file = await bundleForAnyEngine('engines', 'scripts/engines/entry.ts')
await import(pathToFileURL(file).href)
const { tasks, hashOf } = globalThis.highwaterEngines
const asked = process.argv.indexOf('--seeds')
const all = tasks(asked > 0 ? Number(process.argv[asked + 1]) : SEEDS)
const wanted = []
for (const task of all) wanted.push(await hashOf(task))
const empty = wanted.filter((hash) => hash.endsWith(' ')).length
console.log(`Node ${process.version}: ${all.length} runs${empty > 0 ? `, ${empty} of them broke off` : ''}`)

installEngines()
const server = await serve(file)
const address = `http://127.0.0.1:${server.address().port}/`
const missing = []
let failed = empty
for (const engine of ENGINES) {
  const found = await run(engine)
  if (found === null) continue
  const different = all.filter((_, place) => found.hashes[place] !== wanted[place])
  failed += different.length
  const verdict = different.length === 0 ? 'the same' : `DIFFERENT: ${different.map(nameOf).join(', ')}`
  console.log(`${found.version}: ${found.hashes.length} runs, ${verdict}`)
}
server.close()
if (missing.length > 0) console.log(`not run: ${missing.join('; ')}`)
process.exitCode = failed > 0 || missing.length === ENGINES.length ? 1 : 0

async function run(engine) {
  let driver = null
  try {
    driver = await engine.open(address)
    const hashes = []
    for (const task of all) hashes.push(await driver.ask(task))
    return { version: driver.version, hashes }
  } catch (error) {
    missing.push(`${engine.name} (${String(error?.message ?? error).split('\n')[0]})`)
    return null
  } finally {
    await driver?.close()
  }
}

function nameOf({ scenario, chaosSeed }) {
  return chaosSeed === null ? scenario : `${scenario} chaos ${chaosSeed}`
}

function serve(module) {
  const page =
    '<!doctype html><meta charset="utf-8"><title>engines</title><script type="module" src="main.mjs"></script>'
  const made = createServer((request, response) => {
    const isModule = request.url === '/main.mjs'
    response.setHeader(
      'content-type',
      isModule ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8',
    )
    response.end(isModule ? readFileSync(module) : page)
  })
  return new Promise((resolve) => made.listen(0, '127.0.0.1', () => resolve(made)))
}
