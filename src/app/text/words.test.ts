import { describe, expect, test } from 'vitest'
import { EN } from '../../tell/en.ts'
import { KO } from '../../tell/ko.ts'
import { LENSES } from '../../view/lens-rows.ts'
import { commands } from '../commands.ts'
import { en } from './en.ts'
import { ko } from './ko.ts'
import { WORDS as FIRST_EN } from './words-en.ts'
import { WORDS as FIRST_KO } from './words-ko.ts'
import { WORDS as LATE_EN } from './words-late-en.ts'
import { WORDS as LATE_KO } from './words-late-ko.ts'

describe('the words that are fetched first and those that come later', () => {
  test('are all words together, and none twice', () => {
    for (const [first, late, all] of [
      [FIRST_EN, LATE_EN, { ...EN, ...en }],
      [FIRST_KO, LATE_KO, { ...KO, ...ko }],
    ] as const) {
      expect({ ...first, ...late }).toEqual(all)
      expect(Object.keys(first).filter((key) => Object.hasOwn(late, key))).toEqual([])
    }
  })

  test('are parted alike in both languages', () => {
    // English alone has another form for one of a thing.
    const keys = (words: object) =>
      Object.keys(words)
        .filter((key) => !key.endsWith('_one'))
        .sort()
    expect(keys(FIRST_KO)).toEqual(keys(FIRST_EN))
  })

  test('the switch between lenses has its words first, and each lens its command', () => {
    const known = commands.map(({ id }) => id)
    for (const lens of LENSES) {
      expect(FIRST_EN).toHaveProperty([`lens.${lens}`])
      expect(known).toContain(`lens.${lens}`)
    }
  })
})
