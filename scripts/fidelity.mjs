// npm run fidelity: docs/fidelity.md and docs/fidelity.ko.md from src/kafka/fidelity. With --check, only says whether they are up to date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleForNode } from './bundle.mjs'
import { ensureInstalled, root } from './project.mjs'

const folder = join(root, 'docs')

ensureInstalled()
const { fidelityDocuments } = await import(
  pathToFileURL(await bundleForNode('fidelity', 'src/kafka/fidelity/document.ts')).href
)
const { en, ko } = fidelityDocuments()
if (!process.argv.includes('--check')) mkdirSync(folder, { recursive: true })

for (const [name, text] of [
  ['fidelity.md', en],
  ['fidelity.ko.md', ko],
]) {
  const target = join(folder, name)
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text)
    console.log(`wrote ${relative(root, target)}`)
  } else if (read(target) !== text) {
    console.error(`${relative(root, target)} is not what src/kafka/fidelity makes: run npm run fidelity.`)
    process.exitCode = 1
  }
}

function read(target) {
  try {
    return readFileSync(target, 'utf8')
  } catch {
    return null
  }
}
