// The rate at hand, as the button that opens the choice of rates.

import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { useRun } from '../state/run-state.ts'
import { usePaceName } from './use-pace-name.ts'

export function PaceButton(props: ComponentProps<'button'>) {
  const { t } = useTranslation()
  const pace = useRun((run) => run.pace)
  const name = usePaceName()
  return (
    <button
      type="button"
      aria-haspopup="menu"
      {...props}
      className="pace"
      aria-label={t('pace.now', { pace: name(pace) })}
      data-testid="pace"
    >
      {name(pace)}
      <ChevronDown size={14} aria-hidden="true" />
    </button>
  )
}
