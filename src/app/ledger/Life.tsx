// The life of a record as a line of events, each of which can be gone to.

import { useTranslation } from 'react-i18next'
import type { LifeRow } from '../../view/ledger-rows.ts'
import { secondsText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { useLatest } from '../state/use-latest.ts'
import { useTell } from '../text/use-tell.ts'
import { Swatch } from './FateChip.tsx'

export function Life({ address }: { readonly address: string }) {
  const { t } = useTranslation()
  const { host } = useSession()
  const event = useRun((run) => (run.playing ? null : run.event))
  const { answer } = useLatest(event === null ? null : `${address} ${event}`, async (branch) => ({
    life: await host.recordLife(branch, event ?? -1, address),
    address,
  }))
  if (answer === null || answer.address !== address) return <p className="hint">{address}</p>
  const { life } = answer
  return (
    <section className="life" data-testid="life" data-address={address}>
      <h2 className="life-title">
        {t('fates.record', { name: address.slice('record:'.length) })}
        {life?.fate != null && (
          <span className="life-fate">
            <Swatch fate={life.fate} /> {t(`fate.${life.fate}`)}
          </span>
        )}
      </h2>
      {life === null && <p className="hint">{t('inspect.notYet')}</p>}
      {life !== null && life.offset >= 0 && (
        <p className="life-place">{t('fates.place', { partition: life.partition, offset: life.offset })}</p>
      )}
      <ol className="life-steps">
        {life?.steps.map((step) => (
          <Step key={`${step.event}/${step.stage}/${step.sentence.key}`} step={step} />
        ))}
      </ol>
    </section>
  )
}

function Step({ step }: { readonly step: LifeRow }) {
  const { t } = useTranslation()
  const tell = useTell()
  const { player } = useSession()
  const current = useRun((run) => run.event === step.event)
  return (
    <li className={`life-step ${step.stage}${current ? ' current' : ''}`}>
      <button
        type="button"
        data-testid={`life-${step.stage}`}
        data-event={step.event}
        aria-current={current ? 'step' : undefined}
        onClick={() => {
          player.pause()
          player.seek({ by: 'event', event: step.event })
        }}
      >
        <b>{t(`life.${step.stage}`)}</b>
        <span className="life-when">{secondsText(step.timeUs)}</span>
        <span className="life-says">{tell(step.sentence)}</span>
      </button>
    </li>
  )
}
