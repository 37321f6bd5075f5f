// npm run bench: the figures. One of them weighs the built page, so the page is built first.
import { pathToFileURL } from 'node:url'
import { bundleForNode, ensurePage } from './bundle.mjs'
import { ensureInstalled } from './project.mjs'

ensureInstalled()
await ensurePage()
const file = await bundleForNode('bench', 'bench/main.ts', ['bench'])
process.setSourceMapsEnabled(true)
// A bench that starts itself again, a process per figure, does so by this path.
process.argv[1] = file
await import(pathToFileURL(file).href)
