import { expect, test } from 'vitest'
import { type Files, runNode, withPlanted } from './planted.ts'

const packages: Files = {
  'package.json': JSON.stringify({
    name: 'planted',
    type: 'module',
    dependencies: { react: '1.0.0', seedrandom: '1.0.0', yaml: '1.0.0', zod: '1.0.0' },
    devDependencies: { vitest: '1.0.0' },
  }),
  ...Object.fromEntries(
    ['react', 'seedrandom', 'yaml', 'zod', 'vitest'].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
      [`node_modules/${name}/index.js`, 'module.exports = {}\n'],
    ]),
  ),
}

const leaves: Files = Object.fromEntries(
  ['sim', 'kafka', 'check', 'scenario', 'run', 'view', 'tell', 'worker', 'app', 'cli'].map((folder) => [
    `src/${folder}/leaf.ts`,
    `export type ${folder.toUpperCase()} = 1\nexport const leaf = '${folder}'\n`,
  ]),
)

const importing = (path: string): string => `import { leaf } from '${path}'\nexport const use = leaf\n`
const naming = (path: string): string => `import * as all from '${path}'\nexport const use = all\n`

/** One offence a file: the file, its text, and the rule that must name it. */
const offences: [file: string, text: string, rule: string][] = [
  ['src/sim/a.ts', importing('../kafka/leaf.ts'), 'sim-imports-down'],
  ['src/kafka/a.ts', importing('../check/leaf.ts'), 'kafka-imports-down'],
  ['src/check/a.ts', importing('../run/leaf.ts'), 'check-imports-down'],
  ['src/scenario/a.ts', importing('../run/leaf.ts'), 'scenario-imports-down'],
  ['src/run/a.ts', importing('../view/leaf.ts'), 'run-imports-down'],
  ['src/tell/a.ts', importing('../view/leaf.ts'), 'tell-imports-down'],
  ['src/view/a.ts', importing('../worker/leaf.ts'), 'view-imports-down'],
  ['src/worker/a.ts', importing('../app/leaf.ts'), 'worker-imports-down'],
  ['src/app/a.ts', importing('../cli/leaf.ts'), 'app-imports-down'],
  ['src/cli/a.ts', importing('../app/leaf.ts'), 'cli-imports-down'],
  [
    'src/sim/type-only.ts',
    "import type { KAFKA } from '../kafka/leaf.ts'\nexport type Use = KAFKA\n",
    'sim-imports-down',
  ],
  ['src/app/stray.ts', importing('../stray/leaf.ts'), 'every-file-has-a-floor'],
  ['src/app/script.ts', importing('../../scripts/leaf.ts'), 'src-stands-alone'],
  ['src/app/of-test.ts', importing('./some.test.ts'), 'no-import-of-tests'],
  ['src/kafka/broker/knows-all.ts', importing('../truth.ts'), 'truth-from-outside'],
  ['src/sim/of-testing.ts', importing('./testing/leaf.ts'), 'testing-for-tests'],
  ['src/kafka/round-a.ts', importing('./round-b.ts').replace('const use', 'const leaf'), 'no-circle'],
  ['src/tell/node.ts', naming('node:fs'), 'core-without-node'],
  ['src/worker/node.ts', naming('node:path'), 'page-without-node'],
  ['src/view/react.ts', naming('react'), 'core-without-packages'],
  ['src/app/yaml.ts', naming('yaml'), 'yaml-and-zod-in-scenario'],
  ['src/run/zod.ts', "export const use = () => import('zod')\n", 'yaml-and-zod-in-scenario'],
  ['src/app/dev.ts', naming('vitest'), 'declared-packages'],
  ['src/app/missing.ts', naming('no-such-package'), 'imports-resolve'],
]

const alsoThere: Files = {
  'src/stray/leaf.ts': "export const leaf = 'stray'\n",
  'scripts/leaf.ts': "export const leaf = 'script'\n",
  'src/app/some.test.ts': "export const leaf = 'test'\n",
  'src/sim/testing/leaf.ts': "export const leaf = 'testing'\n",
  'src/kafka/truth.ts': "export const leaf = 'truth'\n",
  'src/kafka/round-b.ts': importing('./round-a.ts').replace('const use', 'const leaf'),
}

const clean: Files = {
  'src/sim/a.ts': naming('seedrandom'),
  'src/kafka/a.ts': importing('../sim/leaf.ts'),
  'src/kafka/round-a.ts':
    "import type { B } from './round-b.ts'\nexport type A = B | 1\nexport const one = 1\n",
  'src/kafka/round-b.ts':
    "import { one } from './round-a.ts'\nexport type B = 2\nexport const two = one + 1\n",
  'src/scenario/a.ts': "export const use = async () => [await import('yaml'), await import('zod')]\n",
  'src/view/a.ts': importing('../tell/leaf.ts'),
  'src/app/a.ts': `${importing('../worker/leaf.ts')}import * as react from 'react'\nexport const r = react\n`,
  'src/cli/a.ts': `${importing('../run/leaf.ts')}import * as fs from 'node:fs'\nexport const f = fs\n`,
  'src/sim/testing/drawn.ts': naming('vitest'),
  'src/sim/b.test.ts': importing('./testing/leaf.ts'),
  'src/sim/testing/leaf.ts': "export const leaf = 'testing'\n",
  'src/sim/a.test.ts': `${naming('vitest')}import * as fs from 'node:fs'\nexport const f = fs\n`,
}

const check = (files: Files) =>
  withPlanted(files, (folder) => runNode('scripts/checks/walls.mjs', [folder], folder))

test('every import through a wall fails the check, by file and by rule', () => {
  const planted = Object.fromEntries(offences.map(([file, text]) => [file, text]))
  const { failed, output } = check({ ...packages, ...leaves, ...alsoThere, ...planted })
  expect(failed).toBe(true)
  const lines = output.split('\n')
  const missing = offences.filter(
    ([file, , rule]) =>
      !lines.some(
        (line, index) => line.startsWith(`${file} > `) && lines[index + 1]?.startsWith(`  ${rule}: `),
      ),
  )
  expect(missing.map(([file, , rule]) => [file, rule])).toEqual([])
})

test('imports that point down, and what a test may reach, pass', () => {
  const { failed, output } = check({ ...packages, ...leaves, ...clean })
  expect(output).toMatch(/^walls: 22 files, \d+ imports, 0 offences$/m)
  expect(failed).toBe(false)
})

test('a check that looked at no file fails', () => {
  const { failed, output } = check(packages)
  expect(failed).toBe(true)
  expect(output).toContain('looked at no file')
})

test('a check that found no import in many files fails: its parser did not understand them', () => {
  const { failed, output } = check({ ...packages, ...leaves })
  expect(failed).toBe(true)
  expect(output).toContain('found not one import')
})
