import { describe, expect, it } from 'vitest'
import { INVARIANTS } from '../check/invariant.ts'
import { VIEW_EN } from './en-view.ts'
import { VIEW_KO } from './ko-view.ts'

const views = import.meta.glob<string>(['../view/*.ts', '!../view/*.test.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
})
const sources = Object.values(views).join('\n')
const inspectors = Object.keys(views)
  .filter((path) => path.includes('/inspect'))
  .map((path) => views[path])
  .join('\n')

/** Keys without the English form for one. */
const inBoth = Object.keys(VIEW_EN).filter((key) => !key.endsWith('_one'))

describe('the words of the view', () => {
  it('have the same keys in both languages, with the same variables', () => {
    expect(Object.keys(VIEW_KO)).toEqual(inBoth)
    for (const key of inBoth) expect([key, variables(VIEW_KO[key])]).toEqual([key, variables(VIEW_EN[key])])
  })

  it('word everything that a message can carry', () => {
    const asked = [...sources.matchAll(/'(message\.carries\.\w+)'/g)].map((match) => match[1] ?? '')
    expect(asked.length).toBeGreaterThan(12)
    for (const key of asked) expect(VIEW_EN[key] ?? VIEW_EN[`${key}_other`], key).toBeDefined()
  })

  it('word every group and every field that the inspector names', () => {
    const groups = [...inspectors.matchAll(/\bgroup\(\s*'(\w+)'/g)].map(
      (match) => `inspect.group.${match[1]}`,
    )
    const fields = [...inspectors.matchAll(/\[\s*'([a-zA-Z]+)',\s/g)].map(
      (match) => `inspect.field.${match[1]}`,
    )
    expect(groups.length).toBeGreaterThan(25)
    expect(fields.length).toBeGreaterThan(90)
    for (const key of groups) expect(VIEW_EN).toHaveProperty([key])
    for (const key of fields.filter((field) => !NOT_FIELDS.includes(field)))
      expect(VIEW_EN).toHaveProperty([key])
  })

  it('word every invariant that can be violated', () => {
    for (const { id } of INVARIANTS) expect(VIEW_EN).toHaveProperty([`finding.${id}`])
  })
})

/** Configs keep Kafka's own name; and lists of names to leave out. */
const NOT_FIELDS = ['inspect.field.acks', 'inspect.field.sealed']

function variables(text: string | undefined): string[] {
  return [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()
}
