// A scenario to choose: its title, how long it runs, the seed it would be opened with, and what it is about.

import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScenarioCard } from '../../scenario/shipped.ts'
import { spanText } from '../format/time.ts'
import { useSettings } from '../state/settings.ts'

export interface ScenarioRowProps {
  readonly card: ScenarioCard
  readonly seed: string
  readonly open: boolean
  readonly onChoose: () => void
}

export function ScenarioRow({ card, seed, open, onChoose }: ScenarioRowProps) {
  const { t } = useTranslation()
  const language = useSettings((settings) => settings.language)
  const id = useId()
  return (
    <li>
      <button
        type="button"
        className="library-row"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-facts ${id}-summary`}
        aria-current={open}
        data-testid={`scenario-${card.id}`}
        onClick={onChoose}
      >
        <span className="library-head">
          <b id={`${id}-title`}>{card.title[language]}</b>
          {open && <span className="library-open">{t('library.open')}</span>}
        </span>
        <span id={`${id}-facts`} className="library-facts">
          {t('library.facts', { span: spanText(card.untilUs), seed })}
        </span>
        <span id={`${id}-summary`} className="library-summary">
          {card.summary[language]}
        </span>
      </button>
    </li>
  )
}
