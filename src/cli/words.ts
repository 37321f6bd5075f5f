// Words in the language that was asked for: the shell's own, and those of facts and files.

import { createInstance } from 'i18next'
import type { Problem } from '../scenario/problem.ts'
import { EN } from '../tell/en.ts'
import { KO } from '../tell/ko.ts'
import type { Sentence } from '../tell/sentence.ts'
import { SHELL_EN } from './text-en.ts'
import { SHELL_KO } from './text-ko.ts'

export type Language = 'en' | 'ko'

export const LANGUAGES: readonly Language[] = ['en', 'ko']

export interface Words {
  readonly language: Language
  say(key: string, args?: Sentence['args']): string
  tell(sentence: Sentence | Problem): string
}

export function wordsIn(language: Language): Words {
  const i18n = createInstance()
  void i18n.init({
    lng: language,
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
    resources: {
      en: { translation: { ...EN, ...SHELL_EN } },
      ko: { translation: { ...KO, ...SHELL_KO } },
    },
  })
  return {
    language,
    say: (key, args = {}) => i18n.t(`shell.${key}`, { ...args }),
    tell: (sentence) => i18n.t(sentence.key, { ...sentence.args }),
  }
}
