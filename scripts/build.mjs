// npm run build: the page into dist/, if anything it is made of has changed.
import { ensurePage } from './bundle.mjs'
import { ensureInstalled } from './project.mjs'

ensureInstalled()
await ensurePage()
