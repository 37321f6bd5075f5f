// One thing to do at a time, in words, with its buttons.

import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { countText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { select } from '../state/selection.ts'
import { change } from '../state/settings.ts'
import './first.css'
import type { FirstStep } from './first-minute.ts'
import { endFirst, FIRST_STEPS, useFirst } from './first-minute.ts'
import { Prediction } from './Prediction.tsx'

export function Guide({ step }: { readonly step: FirstStep }) {
  const { t } = useTranslation()
  const { broker } = useFirst()
  const lost = useRun((run) => run.cluster?.ledger.lost ?? 0)
  const acknowledged = useRun((run) => run.cluster?.ledger.acknowledged ?? 0)
  const number = FIRST_STEPS.indexOf(step) + 1
  const args = { broker, text: countText(acknowledged), lost: countText(lost) }
  return (
    <section className="first-guide" aria-label={t('first.name')} data-testid="first" data-step={step}>
      <p className="eyebrow">{t('first.step', { number, count: FIRST_STEPS.length })}</p>
      <h2 className="first-title">{t(`first.${step}.title`, args)}</h2>
      <p className="first-text" role="status">
        {t(`first.${step}.text`, args)}
      </p>
      {step === 'predict' && <Prediction />}
      {step === 'why' && <WhyButtons />}
      {step === 'end' && <EndButtons />}
      <button type="button" className="button small first-skip" data-testid="first-skip" onClick={endFirst}>
        <X size={14} aria-hidden="true" /> {t(step === 'end' ? 'first.close' : 'first.skip')}
      </button>
    </section>
  )
}

/** To the election, with its chain of causes beside it. */
function WhyButtons() {
  const { t } = useTranslation()
  const { host, player } = useSession()
  const show = async () => {
    const { branch, event } = useRun.getState()
    const found = await host.runUntil(branch, event, -1, { until: 'leadership', args: {} })
    if (found.kind !== 'found') return
    player.seek({ by: 'event', event: found.event })
    await player.idle()
    // Nothing selected: the causes come first.
    select(null)
    change({ sideOpen: true, sideTab: 'inspect' })
    useFirst.setState({ step: 'back', fromEvent: useRun.getState().event })
  }
  return (
    <div className="banner-buttons">
      <button type="button" className="button primary" data-testid="first-why" onClick={() => void show()}>
        {t('first.why.show')}
      </button>
    </div>
  )
}

function EndButtons() {
  const { t } = useTranslation()
  const { player } = useSession()
  const { killUs } = useFirst()
  return (
    <div className="banner-buttons">
      <button
        type="button"
        className="button primary"
        data-testid="first-again"
        onClick={() => {
          player.pause()
          player.seekTime(Math.max(0, killUs - 100_000))
          endFirst()
        }}
      >
        {t('first.end.before')}
      </button>
      <button
        type="button"
        className="button"
        onClick={() => {
          endFirst()
          change({ dialog: 'library' })
        }}
      >
        {t('first.end.library')}
      </button>
    </div>
  )
}
