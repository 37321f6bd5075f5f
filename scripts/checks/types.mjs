// Types: everything once, and the engine again with no DOM, no Node and nothing but the language.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../project.mjs'

const projects = process.argv.length > 2 ? process.argv.slice(2) : ['tsconfig.core.json', 'tsconfig.json']
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

const codes = await Promise.all(
  projects.map(
    (project) =>
      new Promise((resolve) => {
        spawn(process.execPath, [tsc, '--noEmit', '-p', project], { stdio: 'inherit' }).on('close', resolve)
      }),
  ),
)
process.exitCode = codes.every((code) => code === 0) ? 0 : 1
