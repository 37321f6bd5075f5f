// What will happen? Said before it is seen.

import { Check, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../play/session-context.ts'
import { useFirst } from './first-minute.ts'

const OPTIONS: readonly { readonly id: string; readonly right: boolean }[] = [
  { id: 'lost', right: false },
  { id: 'taken', right: true },
  { id: 'wait', right: false },
]

const WATCH_RATE_US = 1_000_000

export function Prediction() {
  const { t } = useTranslation()
  const { player } = useSession()
  const chosen = useFirst((state) => state.chosen)
  const option = chosen === null ? null : OPTIONS[chosen]
  return (
    <>
      <fieldset className="first-options">
        <legend className="visually-hidden">{t('first.predict.title')}</legend>
        {OPTIONS.map(({ id, right }, index) => (
          <button
            key={id}
            type="button"
            className={`button first-option${chosen === null ? '' : right ? ' right' : chosen === index ? ' wrong' : ''}`}
            aria-pressed={chosen === index}
            data-testid={`first-option-${id}`}
            onClick={() => useFirst.setState({ chosen: index })}
          >
            {t(`first.option.${id}`)}
          </button>
        ))}
      </fieldset>
      {option != null && (
        <p className="why-note first-why" role="status">
          {option.right ? <Check size={15} aria-hidden="true" /> : <X size={15} aria-hidden="true" />}
          <span>
            <b>{t(option.right ? 'question.right' : 'question.wrong')}</b> {t(`first.why.${option.id}`)}
          </span>
        </p>
      )}
      {chosen !== null && (
        <div className="banner-buttons">
          <button
            type="button"
            className="button primary"
            data-testid="first-watch"
            onClick={() => {
              useFirst.setState({ step: 'watch' })
              player.setPace({ kind: 'clock', usPerSecond: WATCH_RATE_US })
              player.play()
            }}
          >
            {t('first.predict.watch')}
          </button>
        </div>
      )}
    </>
  )
}
