// The page's words: its own catalogues and those of the facts, in one namespace, both languages at hand from the start.

import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { EN } from '../../tell/en.ts'
import { KO } from '../../tell/ko.ts'
import { useSettings } from '../state/settings.ts'
import { en } from './en.ts'
import { ko } from './ko.ts'

export function startText(): i18n {
  const words = createInstance()
  void words.use(initReactI18next).init({
    lng: useSettings.getState().language,
    fallbackLng: 'en',
    resources: { en: { translation: { ...EN, ...en } }, ko: { translation: { ...KO, ...ko } } },
    // Keys are flat and hold dots; React escapes by itself.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  useSettings.subscribe((now, before) => {
    if (now.language !== before.language) void words.changeLanguage(now.language)
  })
  return words
}
