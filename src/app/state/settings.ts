// How this reader wants the page: language, theme, type size, open panels. Kept in the browser.

import { create } from 'zustand'

export type Language = 'en' | 'ko'
export type Theme = 'light' | 'dark'
export type SideTab = 'inspect' | 'events' | 'inputs'
export type Dialog =
  | 'none'
  | 'help'
  | 'palette'
  | 'fidelity'
  | 'library'
  | 'calculators'
  | 'share'
  | 'until'
  | 'compare'
  | 'engine'

export interface Settings {
  readonly language: Language
  readonly theme: Theme
  readonly presenter: boolean
  readonly lessonOpen: boolean
  readonly sideOpen: boolean
  readonly sideTab: SideTab
  readonly dialog: Dialog
}

const STORED = 'highwater.settings'

export const useSettings = create<Settings>(() => ({
  ...preferred(),
  ...kept(),
  lessonOpen: wide(),
  sideOpen: wide(),
  sideTab: 'inspect',
  dialog: 'none',
}))

export function change(part: Partial<Settings>): void {
  useSettings.setState(part)
}

/** Writes the kept settings to the document and to storage now, and whenever they change. */
export function applySettings(): void {
  const apply = (settings: Settings) => {
    const root = document.documentElement
    root.lang = settings.language
    root.dataset.theme = settings.theme
    root.dataset.presenter = String(settings.presenter)
    const { language, theme, presenter } = settings
    try {
      localStorage.setItem(STORED, JSON.stringify({ language, theme, presenter }))
    } catch {
      // Storage may be refused (private windows); the settings then last as long as the page.
    }
  }
  apply(useSettings.getState())
  useSettings.subscribe(apply)
}

type Kept = Pick<Settings, 'language' | 'theme' | 'presenter'>

function preferred(): Kept {
  const dark = typeof matchMedia === 'function' && matchMedia('(prefers-color-scheme: dark)').matches
  const korean = typeof navigator === 'object' && navigator.language.startsWith('ko')
  return { language: korean ? 'ko' : 'en', theme: dark ? 'dark' : 'light', presenter: false }
}

function kept(): Partial<Kept> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return {}
    const { language, theme, presenter } = stored as Record<string, unknown>
    return {
      ...(language === 'en' || language === 'ko' ? { language } : {}),
      ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
      ...(typeof presenter === 'boolean' ? { presenter } : {}),
    }
  } catch {
    return {}
  }
}

function wide(): boolean {
  return typeof innerWidth !== 'number' || innerWidth >= 1100
}
