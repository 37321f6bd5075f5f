// Over the stage while a report is open: what it is about, and whether this run is the run that was written down.

import { Check, FileWarning, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ReportState } from '../../worker/run-answers.ts'
import { secondsText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { isSettled, useReport } from './report-state.ts'

export function ReportBanner() {
  const { t } = useTranslation()
  const { player } = useSession()
  const { state, closed } = useReport()
  if (state === null || closed) return null
  const { moment, failure, divergedAt } = state
  const wrong = divergedAt !== null
  return (
    <section
      className={wrong ? 'banner report wrong' : 'banner report'}
      aria-label={t('report.name')}
      data-testid="report-banner"
      data-settled={isSettled(state)}
      data-diverged={divergedAt ?? -1}
    >
      {wrong ? <FileWarning size={18} aria-hidden="true" /> : <Check size={18} aria-hidden="true" />}
      <div className="banner-words">
        <p>
          <b>{t('report.name')}</b>{' '}
          {failure === null
            ? t('report.moment', { time: secondsText(moment.timeUs) })
            : t(`report.failure.${failure.kind}`, { id: failure.id, time: secondsText(moment.timeUs) })}
        </p>
        <p className="banner-note" role="status">
          {t(...proofWords(state))}
          {state.again === true && ` ${t('report.again')}`}
          {state.again === false && ` ${t('report.notAgain')}`}
        </p>
      </div>
      <button
        type="button"
        className="button"
        onClick={() => {
          player.pause()
          player.seek({ by: 'event', event: moment.event })
        }}
      >
        {t('report.goTo')}
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t('report.close')}
        onClick={() => useReport.setState({ closed: true })}
      >
        <X size={16} aria-hidden="true" />
      </button>
    </section>
  )
}

function proofWords(state: ReportState): [key: string, args: { [name: string]: number }] {
  const { divergedAt, sameEngine, verified, hashes } = state
  if (divergedAt !== null)
    return [sameEngine ? 'report.diverged' : 'report.otherEngine', { event: divergedAt }]
  return [verified === hashes ? 'report.same' : 'report.verifying', { verified, hashes }]
}
