// What a run is called among others: its scenario, and with which seed and rules it runs.

import type { TFunction } from 'i18next'
import type { RunInfo } from '../../worker/protocol.ts'
import type { Language } from '../state/settings.ts'

export function runName(t: TFunction, language: Language, { title, seed, rules }: RunInfo): string {
  return t('compare.run', { title: title[language], seed, rules })
}
