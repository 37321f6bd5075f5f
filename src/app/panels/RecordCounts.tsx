// What became of the records up to this moment.

import { useTranslation } from 'react-i18next'
import { countText } from '../format/time.ts'
import { useRun } from '../state/run-state.ts'

type Shown = 'sent' | 'acknowledged' | 'committed' | 'uncommitted' | 'delivered' | 'failed' | 'lost'

const SHOWN: readonly Shown[] = [
  'sent',
  'acknowledged',
  'committed',
  'uncommitted',
  'delivered',
  'failed',
  'lost',
]

export function RecordCounts() {
  const { t } = useTranslation()
  const ledger = useRun((run) => run.cluster?.ledger ?? null)
  const count = (field: Shown): number => (ledger === null ? 0 : ledger[field])
  return (
    <section className="block ledger" aria-label={t('ledger.title')} data-testid="ledger">
      <p className="eyebrow">{t('ledger.title')}</p>
      <dl className="fields">
        {SHOWN.filter((field) => field !== 'failed' || count(field) > 0).map((field) => (
          <div key={field} className={`field ledger-${field}${count(field) > 0 ? ' some' : ''}`}>
            <dt>{t(`ledger.${field}`)}</dt>
            <dd>{countText(count(field))}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
