// Builds what Node cannot run as it stands: the page into dist/, and a TypeScript entry into one ES module.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, hashSources, root } from './project.mjs'

const shared = [
  'src',
  'scenarios',
  'vite-plugins',
  'scripts',
  'vite.config.ts',
  'package-lock.json',
  'tsconfig.base.json',
]

export const dist = join(root, 'dist')

/** How long each plugin took is no warning to whoever starts the project. */
const checks = { pluginTimings: false }

/** Builds the page if its sources changed since the last build. The stamp lies in dist/, which a build empties first. */
export async function ensurePage() {
  const stamp = join(dist, '.sources')
  const hash = hashSources(['index.html', 'public', 'tsconfig.json', ...shared])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  console.error('Building the page...')
  const { build } = await import('vite')
  await build({ root, logLevel: 'warn', build: { rolldownOptions: { checks } } })
  writeFileSync(stamp, hash)
}

/** Bundles a TypeScript entry for Node, packages and all, and returns the path of the module. `more`: further sources that it hangs on. */
export function bundleForNode(name, entry, more = []) {
  return bundle(name, more, {
    ssr: { noExternal: true },
    build: {
      ssr: join(root, entry),
      target: 'node20',
      sourcemap: true,
      rolldownOptions: {
        checks,
        output: { entryFileNames: 'main.mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
}

/** Bundles a TypeScript entry into one module that any JavaScript engine runs, and returns its path. */
export function bundleForAnyEngine(name, entry) {
  return bundle(name, [], {
    build: {
      lib: { entry: join(root, entry), formats: ['es'], fileName: () => 'main.mjs' },
      target: 'es2022',
      rolldownOptions: { checks, output: { codeSplitting: false } },
    },
  })
}

/** Builds unless the sources are as they were. The folder is named by their hash and appears whole, so that two shells may do this at once. */
async function bundle(name, more, options) {
  const folder = join(cacheFolder, `${name}-${hashSources([...shared, ...more])}`)
  const file = join(folder, 'main.mjs')
  if (existsSync(file)) return file
  const { build } = await import('vite')
  const working = `${folder}.${process.pid}`
  await build({
    root,
    logLevel: 'warn',
    publicDir: false,
    ...options,
    build: {
      ...options.build,
      outDir: working,
      emptyOutDir: true,
      minify: false,
      reportCompressedSize: false,
    },
  })
  place(working, folder, name)
  return file
}

function place(working, folder, name) {
  mkdirSync(cacheFolder, { recursive: true })
  for (const old of readdirSync(cacheFolder)) {
    const path = join(cacheFolder, old)
    if (old.startsWith(`${name}-`) && path !== folder && path !== working)
      rmSync(path, { recursive: true, force: true })
  }
  try {
    renameSync(working, folder)
  } catch {
    rmSync(working, { recursive: true, force: true }) // another shell was first, with the same bytes
  }
}
