// Offers the work that an earlier visit left, or that a crash cut short.

import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { secondsText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useSettings } from '../state/settings.ts'
import { dropOffer, useOffer } from './keep.ts'
import { takeUp } from './take-up.ts'

export function WorkOffer() {
  const { t } = useTranslation()
  const session = useSession()
  const language = useSettings((settings) => settings.language)
  const work = useOffer((state) => state.work)
  if (work === null) return null
  const done = work.journal.filter(({ kind }) => kind === 'input').length
  return (
    <section className="banner offer" aria-label={t('work.name')} data-testid="work-offer">
      <History size={18} aria-hidden="true" />
      <div className="banner-words">
        <p>
          <b>{t('work.name')}</b>{' '}
          {t('work.text', { title: work.title[language], count: done, time: secondsText(work.timeUs) })}
        </p>
        <div className="banner-buttons">
          <button
            type="button"
            className="button primary"
            data-testid="work-take"
            onClick={() => {
              useOffer.setState({ work: null })
              void takeUp(session, work)
            }}
          >
            {t('work.take')}
          </button>
          <button type="button" className="button" data-testid="work-drop" onClick={dropOffer}>
            {t('work.drop')}
          </button>
        </div>
      </div>
    </section>
  )
}
