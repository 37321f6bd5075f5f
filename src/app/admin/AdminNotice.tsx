// What the cluster answered to the last admin request: done, or Kafka's error with its name, its number and a sentence.

import { Check, LoaderCircle, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AdminAnswer } from '../../view/admin-rows.ts'
import { secondsText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { inputWords } from '../text/input-words.ts'
import { forgetAnswer, useAdmin } from './follow-answer.ts'

export function AdminNotice() {
  const { t } = useTranslation()
  const { player } = useSession()
  const asked = useAdmin((admin) => admin.asked)
  const isOfThisBranch = useRun((run) => run.source === asked?.source && run.branch === asked.branch)
  if (asked === null || !isOfThisBranch) return null
  const { answer, input, args } = asked
  const event = answer !== null && 'event' in answer ? answer.event : null
  return (
    <section className="admin-notice" role="status" data-testid="admin-notice" data-answer={stateOf(answer)}>
      <AnswerIcon answer={answer} />
      <div>
        <p>
          <b>{inputWords(t, { input, args })}</b>
        </p>
        <Told answer={answer} />
      </div>
      <div className="admin-notice-actions">
        {event !== null && (
          <button
            type="button"
            className="button"
            data-testid="admin-go"
            onClick={() => {
              player.pause()
              player.seek({ by: 'event', event })
            }}
          >
            {t('admin.go')}
          </button>
        )}
        <button type="button" className="button" onClick={forgetAnswer}>
          {t('admin.close')}
        </button>
      </div>
    </section>
  )
}

function stateOf(answer: AdminAnswer | null): string {
  if (answer === null) return 'waiting'
  return answer.kind === 'answered' && answer.error !== null ? 'refused' : answer.kind
}

function AnswerIcon({ answer }: { readonly answer: AdminAnswer | null }) {
  if (answer === null) return <LoaderCircle size={17} aria-hidden={true} />
  const done = answer.kind === 'answered' && answer.error === null
  return done ? <Check size={17} aria-hidden={true} /> : <X size={17} aria-hidden={true} />
}

function Told({ answer }: { readonly answer: AdminAnswer | null }) {
  const { t } = useTranslation()
  if (answer === null) return <p className="hint">{t('admin.waiting')}</p>
  switch (answer.kind) {
    case 'waiting':
      return <p className="hint">{t('admin.unanswered')}</p>
    case 'missed':
      return <p className="hint">{t('admin.missed')}</p>
    case 'givenUp':
      return <p>{t('admin.givenUp', { api: answer.api, time: secondsText(answer.timeUs) })}</p>
    case 'answered':
      break
  }
  const { api, error, timeUs } = answer
  if (error === null) return <p>{t('admin.done', { api, time: secondsText(timeUs) })}</p>
  return (
    <>
      <p>
        {t('admin.refused', { api, time: secondsText(timeUs) })}{' '}
        <code data-testid="admin-error">
          {error.name} ({error.code})
        </code>
      </p>
      <p>{t(`kafkaError.${error.name}`, { defaultValue: '' })}</p>
    </>
  )
}
