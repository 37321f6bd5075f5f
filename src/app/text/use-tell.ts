import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sentence } from '../../tell/sentence.ts'

/** Words a sentence in the page's language. */
export function useTell(): (sentence: Sentence) => string {
  const { t } = useTranslation()
  return useCallback((sentence) => t(sentence.key, { ...sentence.args }), [t])
}
