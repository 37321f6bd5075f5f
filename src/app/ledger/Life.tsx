// The life of a record as a line of events, each of which can be gone to.

import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LifeRow, RecordLife } from '../../view/ledger-rows.ts'
import { secondsText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { useTell } from '../text/use-tell.ts'
import { Swatch } from './FateChip.tsx'

export function Life({ address }: { readonly address: string }) {
  const { t } = useTranslation()
  const event = useRun((run) => (run.playing ? null : run.event))
  const held = useLife(event, address)
  if (held === null || held.address !== address) return <p className="hint">{address}</p>
  const { life } = held
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
      {life != null && life.rest !== null && <p className="hint">{t('fates.looking')}</p>}
    </section>
  )
}

interface HeldLife {
  readonly address: string
  readonly life: RecordLife | null
}

/** Comes a part at a time where the run is long; the last one stays until the next begins. */
function useLife(event: number | null, address: string): HeldLife | null {
  const { host } = useSession()
  const info = useRun((run) => run.info)
  const branch = useRun((run) => run.branch)
  const [held, setHeld] = useState<HeldLife | null>(null)
  useEffect(() => {
    if (event === null || info === null) return
    let wanted = true
    const ask = async () => {
      let life = await host.recordLife(branch, event, address, null)
      while (wanted) {
        setHeld({ address, life })
        if (life === null || life.rest === null) return
        const more: RecordLife | null = await host.recordLife(branch, event, address, life.rest)
        if (more === null) return
        life = { ...more, steps: [...life.steps, ...more.steps] }
      }
    }
    ask().catch((error) => {
      if (wanted) useRun.setState({ failure: String(error) })
    })
    return () => {
      wanted = false
    }
  }, [host, info, branch, event, address])
  return held
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
