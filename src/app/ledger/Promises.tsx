// The table of promises: settings down, faults across, and in each cell whether an acknowledged record survives. Below it, every invariant and how it stands.

import { Check, CircleDashed, ShieldCheck, ShieldOff, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PromiseCell, PromiseRow, VerdictRow } from '../../worker/run-answers.ts'
import { countText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { useLatest } from '../state/use-latest.ts'
import { useTell } from '../text/use-tell.ts'

export function Promises() {
  const { host } = useSession()
  const event = useRun((run) => (run.playing ? null : run.event))
  const { answer } = useLatest(event === null ? null : `${event}`, async (branch) => ({
    promises: await host.promises(branch, event ?? -1),
    verdicts: await host.verdicts(branch, event ?? -1),
  }))
  if (answer === null) return null
  return (
    <>
      <Table rows={answer.promises} />
      <Verdicts rows={answer.verdicts} />
    </>
  )
}

function Table({ rows }: { readonly rows: readonly PromiseRow[] }) {
  const { t } = useTranslation()
  const faults = rows[0]?.cells.map(({ fault }) => fault) ?? []
  return (
    <section className="promises" aria-labelledby="promises-title">
      <h2 className="sheet-title" id="promises-title">
        {t('promisesTable.title')}
      </h2>
      <p className="hint">{t('promisesTable.text')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="promises-scroll" tabIndex={0} aria-label={t('promisesTable.text')}>
        <table data-testid="promises">
          <thead>
            <tr>
              <td />
              {faults.map((fault) => (
                <th key={fault} scope="col">
                  {t(`promiseFault.${fault}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} className={row.here ? 'here' : undefined}>
                <th scope="row">
                  {t(`promises.${row.id}`)}
                  {row.here && <span className="promise-here">{t('promisesTable.here')}</span>}
                </th>
                {row.cells.map((cell) => (
                  <Cell key={cell.fault} cell={cell} here={row.here} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}

function Cell({ cell, here }: { readonly cell: PromiseCell; readonly here: boolean }) {
  const { t } = useTranslation()
  const { promised, verdict, lost, happened } = cell
  const words = t(promised ? 'promisesTable.survives' : 'promisesTable.mayGo')
  const stands = here && happened ? t(`promisesTable.${verdict}`, { count: lost, text: countText(lost) }) : ''
  const Icon = promised ? ShieldCheck : ShieldOff
  return (
    <td
      className={`promise ${promised ? 'promised' : 'unpromised'} ${here && happened ? verdict : 'open'}`}
      title={stands === '' ? words : `${words} · ${stands}`}
    >
      <Icon size={16} aria-hidden="true" />
      <span className="visually-hidden">{words}</span>
      {stands !== '' && <b>{stands}</b>}
    </td>
  )
}

function Verdicts({ rows }: { readonly rows: readonly VerdictRow[] }) {
  const { t } = useTranslation()
  const tell = useTell()
  const { player } = useSession()
  return (
    <section className="verdicts">
      <h2 className="sheet-title">{t('verdicts.title')}</h2>
      <ul data-testid="verdicts">
        {rows.map((row) => (
          <li key={row.invariant} className={row.verdict} data-testid={`verdict-${row.invariant}`}>
            <VerdictIcon verdict={row.verdict} />
            <div>
              <p>
                {tell(row.promise)} <b>{t(`verdicts.${row.verdict}`, { count: row.violations })}</b>
              </p>
              {row.assumptions.length > 0 && (
                <p className="verdict-assumptions">
                  {t('verdicts.assuming')}{' '}
                  {row.assumptions.map(({ id, says, brokenBy }, index) => (
                    <span key={id} className={brokenBy === null ? undefined : 'broken'}>
                      {index > 0 && ', '}
                      {brokenBy === null || brokenBy < 0 ? (
                        tell(says)
                      ) : (
                        <button
                          type="button"
                          className="address-link"
                          title={t('verdicts.brokenBy')}
                          onClick={() => {
                            player.pause()
                            player.seek({ by: 'event', event: brokenBy })
                          }}
                        >
                          {tell(says)}
                        </button>
                      )}
                    </span>
                  ))}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function VerdictIcon({ verdict }: { readonly verdict: VerdictRow['verdict'] }) {
  switch (verdict) {
    case 'kept':
      return <Check size={15} aria-hidden="true" />
    case 'void':
      return <CircleDashed size={15} aria-hidden="true" />
    case 'violated':
      return <X size={15} aria-hidden="true" />
  }
}
