// Why the event at this moment happened, while play is halted.

import { useTranslation } from 'react-i18next'
import { useRun } from '../state/run-state.ts'
import { useWhy } from './use-why.ts'
import { WhyChain } from './WhyChain.tsx'

export function WhyNow() {
  const { t } = useTranslation()
  const event = useRun((run) => (run.playing || run.event < 0 ? null : run.event))
  const rows = useWhy(event)
  return (
    <section className="block why-now" data-testid="why-now">
      <p className="eyebrow">{t('why.title')}</p>
      {event === null && <p className="hint">{t('why.halt')}</p>}
      {event !== null && rows !== null && <WhyChain rows={rows} />}
    </section>
  )
}
