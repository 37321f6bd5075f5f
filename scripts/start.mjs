// npm start: installs what is missing, builds what changed, serves the page and prints its address.
import { parseArgs } from 'node:util'
import { dist, ensurePage } from './bundle.mjs'
import { ensureInstalled } from './project.mjs'
import { serve } from './serve.mjs'

const { values } = parseArgs({ options: { port: { type: 'string' } } })
const port = values.port === undefined ? 4173 : Number(values.port)
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`--port wants a number from 0 to 65535, not ${values.port}.`)
  process.exit(2)
}

ensureInstalled()
await ensurePage()
try {
  const address = await serve(dist, port, { orNext: values.port === undefined })
  console.log(`Highwater is at ${address}`)
} catch (error) {
  console.error(
    error.code === 'EADDRINUSE'
      ? `Port ${port} is taken: give another with npm start -- --port N, or none to have a free one found.`
      : error.message,
  )
  process.exit(1)
}
