// The page's words: its own catalogues and those of the facts, in one namespace. A language is fetched when it is first wanted: most readers want one.

import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../state/settings.ts'
import { useSettings } from '../state/settings.ts'

const CATALOGUES: {
  readonly [language in Language]: () => Promise<{ WORDS: Readonly<Record<string, string>> }>
} = {
  en: () => import('./words-en.ts'),
  ko: () => import('./words-ko.ts'),
}

/** Settles when the reader's language is there. */
export async function startText(): Promise<i18n> {
  const words = createInstance()
  const { language } = useSettings.getState()
  await words.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: (await CATALOGUES[language]()).WORDS } },
    // Keys are flat and hold dots; React escapes by itself.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  useSettings.subscribe((now, before) => {
    if (now.language !== before.language) void changeLanguage(words, now.language)
  })
  return words
}

async function changeLanguage(words: i18n, language: Language): Promise<void> {
  if (!words.hasResourceBundle(language, 'translation'))
    words.addResourceBundle(language, 'translation', (await CATALOGUES[language]()).WORDS)
  // Somebody may have changed their mind while it was fetched.
  if (useSettings.getState().language === language) await words.changeLanguage(language)
}
