// What every script needs: where the project is, whether its packages are there, and what its sources hash to.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
export const cacheFolder = join(root, 'node_modules', '.cache', 'highwater')

/** Runs `npm ci` unless node_modules already holds what the lock file asks for. All its output goes to stderr. */
export function ensureInstalled() {
  if (isInstalled()) return
  console.error('Installing packages (npm ci)...')
  const npm = process.env.npm_execpath
  const [command, args] = npm?.endsWith('js') ? [process.execPath, [npm, 'ci']] : ['npm', ['ci']]
  const done = spawnSync(command, [...args, '--no-fund', '--no-audit'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: command === 'npm' && process.platform === 'win32',
  })
  if (done.status !== 0) {
    console.error('npm ci failed: see its message above.')
    process.exit(1)
  }
}

/** npm writes node_modules/.package-lock.json last, so it is there only after a whole install. */
function isInstalled() {
  const there = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages
  const asked = readJson(join(root, 'package-lock.json'))?.packages
  if (!there || !asked) return false
  return Object.entries(asked).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === '') return true
    if (!there[path]) return Boolean(optional || devOptional || peer)
    return there[path].version === version
  })
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/** A hash of the names and bytes of every file under these paths, tests apart. */
export function hashSources(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of filesUnder(join(root, path))) {
      if (/\.test\.tsx?$/.test(file)) continue
      hash
        .update(relative(root, file).split(sep).join('/'))
        .update('\0')
        .update(readFileSync(file))
        .update('\0')
    }
  }
  return hash.digest('hex').slice(0, 16)
}

/** Every file under a path, in one order on every machine; a path that does not exist holds none. */
export function filesUnder(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => (name === 'node_modules' ? [] : filesUnder(join(path, name))))
}
