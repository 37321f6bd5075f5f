// npm run -s highwater -- <args>: the same engine from a shell.
import { pathToFileURL } from 'node:url'
import { bundleForNode } from './bundle.mjs'
import { ensureInstalled } from './project.mjs'

ensureInstalled()
const file = await bundleForNode('highwater', 'src/cli/main.ts')
process.setSourceMapsEnabled(true)
process.argv[1] = file
await import(pathToFileURL(file).href)
