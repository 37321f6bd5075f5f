// A static server for the built page, on the loopback address only.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { gzipSync } from 'node:zlib'

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.yaml': 'text/yaml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}
const compressible = new Set(['.html', '.js', '.css', '.json', '.map', '.svg', '.yaml', '.txt'])

/** Serves `folder` on `port`; with `orNext`, on the first free port from there. Resolves to the address. */
export function serve(folder, port, { orNext }) {
  const zipped = new Map()
  const server = createServer((request, response) => answer(folder, zipped, request, response))
  return new Promise((resolve, reject) => {
    let tried = port
    server.on('error', (error) => {
      if (error.code !== 'EADDRINUSE' || !orNext || tried >= port + 100) return reject(error)
      tried += 1
      server.listen(tried, '127.0.0.1')
    })
    server.on('listening', () => resolve(`http://127.0.0.1:${server.address().port}/`))
    server.listen(tried, '127.0.0.1')
  })
}

function answer(folder, zipped, request, response) {
  const file = fileFor(folder, request.url ?? '/')
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n')
    return
  }
  const extension = extname(file)
  // Names under assets/ carry a hash of their content; everything else is asked for again each time.
  const lasting = file.includes(`${sep}assets${sep}`)
  const headers = {
    'content-type': types[extension] ?? 'application/octet-stream',
    'cache-control': lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
  if (compressible.has(extension) && String(request.headers['accept-encoding']).includes('gzip')) {
    const key = `${file} ${statSync(file).mtimeMs}`
    if (!zipped.has(key)) zipped.set(key, gzipSync(readFileSync(file)))
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip', vary: 'accept-encoding' })
    response.end(request.method === 'HEAD' ? undefined : zipped.get(key))
    return
  }
  response.writeHead(200, headers)
  if (request.method === 'HEAD') response.end()
  else createReadStream(file).pipe(response)
}

function fileFor(folder, url) {
  try {
    const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname))
    const file = join(folder, path.endsWith(sep) ? join(path, 'index.html') : path)
    const inside = file.startsWith(folder + sep) && existsSync(file) && statSync(file).isFile()
    return inside ? file : null
  } catch {
    return null
  }
}
