// The page's words: its own catalogues and those of the facts, in one namespace. A language is fetched when it is first wanted: most readers want one.
// Of that, what the stage needs comes first, and the rest once the stage stands.

import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { useRun } from '../state/run-state.ts'
import type { Language } from '../state/settings.ts'
import { useSettings } from '../state/settings.ts'

type Words = Readonly<Record<string, string>>
type Catalogues = { readonly [language in Language]: () => Promise<{ readonly WORDS: Words }> }

const FIRST: Catalogues = {
  en: () => import('./words-en.ts'),
  ko: () => import('./words-ko.ts'),
}

const LATER: Catalogues = {
  en: () => import('./words-late-en.ts'),
  ko: () => import('./words-late-ko.ts'),
}

const NAMESPACE = 'translation'

/** Settles when the reader's language is there, as far as the stage needs it. */
export async function startText(): Promise<void> {
  const words = createInstance()
  const { language } = useSettings.getState()
  await words.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { [NAMESPACE]: (await FIRST[language]()).WORDS } },
    // Keys are flat and hold dots; React escapes by itself.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
    // What is drawn already is drawn again when more words come.
    react: { bindI18nStore: 'added' },
  })
  useSettings.subscribe((now, before) => {
    if (now.language !== before.language) void changeLanguage(words, now.language)
  })
  onceRunning(() => void addWords(words, language, LATER))
}

async function changeLanguage(words: i18n, language: Language): Promise<void> {
  if (!words.hasResourceBundle(language, NAMESPACE)) {
    await addWords(words, language, FIRST)
    await addWords(words, language, LATER)
  }
  // Somebody may have changed their mind while it was fetched.
  if (useSettings.getState().language === language) await words.changeLanguage(language)
}

async function addWords(words: i18n, language: Language, from: Catalogues): Promise<void> {
  words.addResourceBundle(language, NAMESPACE, (await from[language]()).WORDS, true, true)
}

/** The stage stands, or a run that could not be opened has to say why. */
function onceRunning(then: () => void): void {
  const isRunning = () => {
    const { cluster, failure, openError } = useRun.getState()
    return cluster !== null || failure !== null || openError !== null
  }
  if (isRunning()) {
    then()
    return
  }
  const unsubscribe = useRun.subscribe(() => {
    if (!isRunning()) return
    unsubscribe()
    then()
  })
}
