// A scenario to choose: its title, how long it runs, the seed it would be opened with, and what it is about.

import { GitCompare } from 'lucide-react'
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
  /** Beside the run that is open. */
  readonly onCompare: () => void
}

export function ScenarioRow({ card, seed, open, onChoose, onCompare }: ScenarioRowProps) {
  const { t } = useTranslation()
  const language = useSettings((settings) => settings.language)
  const id = useId()
  return (
    <li className="library-item">
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
      <button
        type="button"
        className="icon-button library-compare"
        aria-label={t('library.compare', { title: card.title[language] })}
        title={t('library.compare', { title: card.title[language] })}
        data-testid={`compare-with-${card.id}`}
        onClick={onCompare}
      >
        <GitCompare size={15} aria-hidden="true" />
      </button>
    </li>
  )
}
