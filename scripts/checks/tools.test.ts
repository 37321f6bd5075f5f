import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Files, root, runNode, withPlanted } from './planted.ts'

describe('format and lint', () => {
  const config = readFileSync(join(root, 'biome.json'), 'utf8').replace('"enabled": true', '"enabled": false')
  const check = (files: Files) =>
    withPlanted({ ...files, 'biome.json': config }, (folder) =>
      runNode('node_modules/@biomejs/biome/bin/biome', ['ci', '--error-on-warnings', '--colors=off'], folder),
    )

  test.each([
    ['format', 'export const a   =   1\n', 'format'],
    ['an any', 'export const a: any = 1\n', 'lint/suspicious/noExplicitAny'],
    ['an enum', 'export enum A {\n  B,\n}\n', 'lint/style/noEnum'],
    ['a default export', 'export default 1\n', 'lint/style/noDefaultExport'],
    [
      'a file beyond 450 lines',
      `${Array.from({ length: 451 }, (_, n) => `export const a${n} = ${n}`).join('\n')}\n`,
      'lint/style/noExcessiveLinesPerFile',
    ],
  ])('%s fails', (_, text, rule) => {
    const { failed, output } = check({ 'src/sim/planted.ts': text })
    expect(failed).toBe(true)
    expect(output).toMatch(new RegExp(`src/sim/planted\\.ts(:\\d+:\\d+)? ${rule}`))
  })

  test('a clean file passes', () => {
    const { failed, output } = check({ 'src/sim/planted.ts': 'export const a = 1\n' })
    expect(output).toContain('No fixes applied')
    expect(failed).toBe(false)
  })
})

describe('dead code', () => {
  const check = (files: Files) =>
    withPlanted(files, (folder) => runNode('node_modules/knip/bin/knip.js', ['--directory', folder], folder))
  const about: Files = {
    'package.json': JSON.stringify({ name: 'planted', type: 'module', main: 'src/main.ts' }),
    'knip.json': JSON.stringify({ entry: ['src/main.ts'], project: ['src/**/*.ts'] }),
    'src/main.ts': "import { used } from './used.ts'\n\nexport const main = used\n",
    'src/used.ts': 'export const used = 1\n',
  }

  test('a file nobody imports fails', () => {
    const { failed, output } = check({ ...about, 'src/dead.ts': 'export const dead = 1\n' })
    expect(failed).toBe(true)
    expect(output).toMatch(/Unused files[\s\S]*src\/dead\.ts/)
  })

  test('an export nobody imports fails', () => {
    const { failed, output } = check({
      ...about,
      'src/used.ts': 'export const used = 1\nexport const dead = 2\n',
    })
    expect(failed).toBe(true)
    expect(output).toMatch(/Unused exports[\s\S]*dead +src\/used\.ts/)
  })

  test('a dependency nobody imports fails', () => {
    const { failed, output } = check({
      ...about,
      'package.json': JSON.stringify({
        name: 'planted',
        main: 'src/main.ts',
        dependencies: { 'left-pad': '1' },
      }),
    })
    expect(failed).toBe(true)
    expect(output).toMatch(/Unused dependencies[\s\S]*left-pad/)
  })

  test('a project without any passes', () => {
    expect(check(about)).toMatchObject({ failed: false })
  })
})

describe('types', () => {
  const check = (files: Files) => {
    const extended = JSON.stringify({
      extends: join(root, 'tsconfig.core.json'),
      include: ['src/**/*.ts'],
      exclude: ['**/*.test.ts'],
    })
    return withPlanted({ ...files, 'tsconfig.json': extended }, (folder) =>
      runNode('scripts/checks/types.mjs', [join(folder, 'tsconfig.json')], folder),
    )
  }

  test.each([
    ['the DOM', 'export const title = document.title\n', 'TS2584'],
    ['Node', 'export const name = process.argv\n', 'TS2'],
    ['an unchecked index', 'export const first = (of: number[]): number => of[0]\n', 'TS2322'],
    ['a namespace, which does not erase', 'export namespace A {\n  export const b = 1\n}\n', 'TS1294'],
  ])('%s fails in the engine', (_, text, code) => {
    const { failed, output } = check({ 'src/sim/planted.ts': text })
    expect(failed).toBe(true)
    expect(output).toMatch(new RegExp(`src/sim/planted\\.ts\\(1,\\d+\\): error ${code}`))
  })

  test('a clean file passes', () => {
    expect(check({ 'src/sim/planted.ts': 'export const first: number[] = [1]\n' })).toEqual({
      failed: false,
      output: '',
    })
  })

  test('a project with no file fails', () => {
    const { failed, output } = check({})
    expect(failed).toBe(true)
    expect(output).toContain('TS18003')
  })
})
