// Plants files in a folder of their own and runs a check on them.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

export type Files = Record<string, string>
export type Outcome = { failed: boolean; output: string }

/** Writes the files, hands their folder to `use`, and takes it away again. */
export function withPlanted<T>(files: Files, use: (folder: string) => T): T {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'highwater-planted-')))
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs a script of the project, or of a package, with Node. */
export function runNode(script: string, args: string[], cwd: string): Outcome {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' }
  delete env.FORCE_COLOR // some tools take its mere presence for a yes
  const done = spawnSync(process.execPath, [join(root, script), ...args], { cwd, encoding: 'utf8', env })
  return { failed: done.status !== 0, output: `${done.stdout}${done.stderr}` }
}
