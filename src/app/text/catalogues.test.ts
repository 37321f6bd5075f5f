import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { EN } from '../../tell/en.ts'
import { commands } from '../commands.ts'
import { en } from './en.ts'
import { ko } from './ko.ts'

const PARTICLES =
  '은|는|이|가|을|를|과|와|로|으로|의|에|에서|에게|께|도|만|까지|부터|보다|처럼|마다|이다|이고|입니다|라고|이라고'
const HANGING = new RegExp(`\\}\\}(?:${PARTICLES})(?![가-힣])`)

describe('the catalogues of the page', () => {
  it('hold the same keys in both languages', () => {
    expect(Object.keys(ko).sort()).toEqual(Object.keys(en).sort())
  })

  it('use the same variables in both languages', () => {
    for (const key of Object.keys(en)) expect([key, variables(ko[key])]).toEqual([key, variables(en[key])])
  })

  it('let no Korean particle hang on a variable', () => {
    for (const [key, text] of Object.entries(ko)) expect([key, HANGING.test(text)]).toEqual([key, false])
  })

  it('refuse a planted particle', () => {
    expect(HANGING.test('{{id}}가 죽음')).toBe(true)
    expect(HANGING.test('{{id}}번 브로커가 죽음')).toBe(false)
  })

  it('take no key from the catalogues of the facts', () => {
    for (const key of Object.keys(en)) expect(EN).not.toHaveProperty([key])
  })

  it('have a note for every input that the facts name', () => {
    const inputs = Object.keys(EN).filter((key) => key.startsWith('input.'))
    expect(inputs.length).toBeGreaterThan(5)
    for (const key of inputs) expect(en).toHaveProperty([`${key}.note`])
  })

  it('name in a few words only marks that the facts know', () => {
    const marks = Object.keys(en).filter((key) => key.startsWith('mark.'))
    expect(marks.length).toBeGreaterThan(15)
    for (const key of marks) expect(EN).toHaveProperty([key.replace('mark.', 'fact.')])
  })

  it('word every command', () => {
    for (const command of commands) expect(en).toHaveProperty([`command.${command.id}`])
  })

  it('word every key that the source asks for by name', () => {
    const asked = sources().flatMap((text) =>
      [...text.matchAll(/\bt\('([\w.]+)'/g)].map((match) => match[1] ?? ''),
    )
    expect(asked.length).toBeGreaterThan(80)
    for (const key of asked) expect(en).toHaveProperty([key])
  })
})

function variables(text: string | undefined): readonly string[] {
  return [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()
}

function sources(): readonly string[] {
  const root = new URL('..', import.meta.url)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
    .map((path) => readFileSync(new URL(path, root), 'utf8'))
}
