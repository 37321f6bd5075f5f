// npm run soak: the property tests again, with many more seeds. A test takes part if it reads HIGHWATER_SOAK or uses fast-check.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ensureInstalled, filesUnder, root } from './project.mjs'

ensureInstalled()
const files = ['src', 'conformance']
  .flatMap((folder) => filesUnder(join(root, folder)))
  .filter((file) => /\.test\.tsx?$/.test(file))
  .filter((file) => /HIGHWATER_SOAK|fast-check/.test(readFileSync(file, 'utf8')))
  .map((file) => relative(root, file))
if (files.length === 0) {
  console.error('No property test found: none reads HIGHWATER_SOAK or uses fast-check.')
  process.exit(1)
}
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const done = spawnSync(
  process.execPath,
  [vitest, 'run', '--testTimeout=3600000', ...files, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env: { ...process.env, HIGHWATER_SOAK: '1', TZ: 'UTC', LC_ALL: 'C' } },
)
process.exitCode = done.status ?? 1
