// npm run schema: the JSON Schema of the scenario format, for editors, into public/. With --check, only says whether it is up to date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleForNode } from './bundle.mjs'
import { ensureInstalled, root } from './project.mjs'

const target = join(root, 'public', 'scenario.schema.json')

ensureInstalled()
const { scenarioJsonSchema } = await import(
  pathToFileURL(await bundleForNode('schema', 'src/scenario/json-schema.ts')).href
)
const text = `${JSON.stringify(await scenarioJsonSchema(), null, 2)}\n`

if (!process.argv.includes('--check')) {
  mkdirSync(join(root, 'public'), { recursive: true })
  writeFileSync(target, text)
  console.log(`wrote ${relative(root, target)}`)
} else if (read() !== text) {
  console.error(
    `${relative(root, target)} is not what src/scenario/json-schema.ts makes: run npm run schema.`,
  )
  process.exitCode = 1
}

function read() {
  try {
    return readFileSync(target, 'utf8')
  } catch {
    return null
  }
}
