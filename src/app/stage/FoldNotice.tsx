// The visible cut of story play: so much quiet time was left out just now.

import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { spanText } from '../format/time.ts'
import { useRun } from '../state/run-state.ts'

const SHOWN_MS = 2200

export function FoldNotice() {
  const { t } = useTranslation()
  const fold = useRun((run) => run.fold)
  const [over, setOver] = useState<typeof fold>(null)
  useEffect(() => {
    if (fold === null) return
    const timer = setTimeout(() => setOver(fold), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [fold])
  if (fold === null || fold === over) return null
  return (
    <p className="fold" data-testid="fold">
      <svg width="15" height="18" viewBox="0 0 18 22" aria-hidden="true">
        <path d="M5 1L2 7L8 11L2 15L5 21M12 1L9 7L15 11L9 15L12 21" />
      </svg>
      {t('fold.notice', { span: spanText(fold.toUs - fold.fromUs) })}
    </p>
  )
}
