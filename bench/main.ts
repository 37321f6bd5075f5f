// npm run bench: the figures, each in a fresh process, with the machine's line. `-- --json` prints a JSON line each; a name takes only that one.

import { spawnSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'
import type { Measured } from './figures.ts'
import { FIGURES } from './figures.ts'
import type { Figure } from './statistics.ts'

const args = process.argv.slice(2)
const asked = args.indexOf('--figure')
if (asked >= 0) {
  const measured = await FIGURES[args[asked + 1] ?? '']?.()
  process.stdout.write(JSON.stringify(measured ?? null))
} else {
  const names = args.filter((arg) => !arg.startsWith('--'))
  process.exitCode = runAll(names.length > 0 ? names : Object.keys(FIGURES), args.includes('--json'))
}

function runAll(names: readonly string[], json: boolean): number {
  if (!json) console.log(machine())
  let failed = 0
  for (const name of names) {
    const measured = inFreshProcess(name)
    if (measured === null) {
      console.error(`${name}: no figure`)
      failed = 1
      continue
    }
    for (const figure of measured.figures) console.log(json ? JSON.stringify(figure) : line(figure))
    if (!json) for (const note of measured.notes) console.log(`    ${note}`)
  }
  return failed
}

function inFreshProcess(name: string): Measured | null {
  const child = spawnSync(process.execPath, [process.argv[1] ?? '', '--figure', name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 26,
  })
  return child.status === 0 ? (JSON.parse(child.stdout) as Measured | null) : null
}

function machine(): string {
  const [cpu] = cpus()
  const memory = (totalmem() / 2 ** 30).toFixed(0)
  return `${cpu?.model ?? 'unknown processor'}, ${cpus().length} cores, ${memory} GiB, Node ${process.version}, ${process.platform} ${process.arch}`
}

function line(figure: Figure): string {
  const value = figure.value.toLocaleString('en')
  return `${figure.name.padEnd(28)} ${value.padStart(12)} ${figure.unit.padEnd(8)} spread ${figure.spread.toLocaleString('en')}`
}
