import { expect, test } from 'vitest'
import { EVIDENCE_EN } from './en-evidence.ts'
import { EVIDENCE_KO } from './ko-evidence.ts'

const checks = import.meta.glob<string>(['../check/*.ts', '!../check/*.test.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
})

test('whatever a check can find has words in both languages, with the same variables', () => {
  const asked = Object.values(checks)
    .flatMap((source) => [...source.matchAll(/detailOf\(\s*'([a-z-]+)', \{([^}]*)\}/g)])
    .map(([, key = '', args = '']) => ({ key: `evidence.${key}`, args: namesIn(args) }))
  expect(asked.length).toBeGreaterThan(20)
  for (const { key, args } of asked) {
    expect([key, variables(EVIDENCE_EN[key])]).toEqual([key, args])
    expect([key, variables(EVIDENCE_KO[key])]).toEqual([key, args])
  }
})

test('no words are left that nothing finds', () => {
  const source = Object.values(checks).join('\n')
  for (const key of Object.keys(EVIDENCE_EN)) expect(source).toContain(`'${key.slice('evidence.'.length)}'`)
  expect(Object.keys(EVIDENCE_KO)).toEqual(Object.keys(EVIDENCE_EN))
})

function namesIn(args: string): string[] {
  return args
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim().split(':')[0] ?? '')
    .filter((name) => name !== '' && !name.startsWith('...'))
    .sort()
}

function variables(text: string | undefined): string[] {
  return [...new Set([...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name))].sort()
}
