// Walls: who may import whom. The rules stand in .dependency-cruiser.mjs; this runs them and makes sure that they saw every file.
import { existsSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { cruise } from 'dependency-cruiser'
import rules from '../../.dependency-cruiser.mjs'
import { filesUnder, root } from '../project.mjs'

const base = resolve(process.argv[2] ?? root)
const files = filesUnder(join(base, 'src'))
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => relative(base, file).split(sep).join('/'))

if (!existsSync(join(base, 'src')) || files.length === 0) fail('looked at no file: src/ holds no TypeScript.')

process.chdir(base)
const { output } = await cruise(['src'], {
  ...rules.options,
  ruleSet: { forbidden: rules.forbidden },
  validate: true,
  baseDir: base,
})
const seen = new Set(output.modules.map(({ source }) => source))
const missed = files.filter((file) => !seen.has(file))
// With a TypeScript it does not know, dependency-cruiser parses nothing and calls that a success.
if (missed.length > 0)
  fail(`did not look at ${missed.length} of ${files.length} files, ${missed[0]} among them.`)
if (output.summary.totalDependenciesCruised === 0) fail(`found not one import in ${files.length} files.`)

for (const { from, to, rule, cycle } of output.summary.violations) {
  const path = cycle ? [from, ...cycle.map(({ name }) => name)].join(' > ') : `${from} > ${to}`
  console.error(`${path}\n  ${rule.name}: ${commentOf(rule.name)}`)
}
const errors = output.summary.violations.length
console.log(
  `walls: ${files.length} files, ${output.summary.totalDependenciesCruised} imports, ${errors} offences`,
)
process.exitCode = errors === 0 ? 0 : 1

function commentOf(name) {
  return rules.forbidden.find((rule) => rule.name === name)?.comment ?? ''
}

function fail(message) {
  console.error(`walls: ${message}`)
  process.exit(1)
}
