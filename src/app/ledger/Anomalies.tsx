// Anomalies by their names: how often each came, under which promise it would be a violation, and the first of each with its records.

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnomalyCase, AnomalyRow } from '../../view/ledger-rows.ts'
import { countText, secondsText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { select, useSelection } from '../state/selection.ts'
import { useLatest } from '../state/use-latest.ts'
import { useTell } from '../text/use-tell.ts'
import './anomalies.css'

export function Anomalies() {
  const { t } = useTranslation()
  const { host } = useSession()
  const event = useRun((run) => (run.playing ? null : run.event))
  const { answer } = useLatest(event === null ? null : `${event}`, (branch) =>
    host.anomalies(branch, event ?? -1),
  )
  if (answer === null) return null
  const isClear = answer.every(({ count }) => count === 0)
  return (
    <section className="anomalies" aria-labelledby="anomalies-title">
      <h2 className="sheet-title" id="anomalies-title">
        {t('anomalies.title')}
      </h2>
      <p className="hint">{t(isClear ? 'anomalies.clear' : 'anomalies.text')}</p>
      <ul data-testid="anomalies">
        {answer.map((row) => (
          <Kind key={row.kind} row={row} />
        ))}
      </ul>
    </section>
  )
}

function Kind({ row }: { readonly row: AnomalyRow }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const promised = row.cases.some(({ allowedBy }) => allowedBy === null)
  const look = row.count === 0 ? 'none' : promised ? 'promised' : 'allowed'
  return (
    <li className={`anomaly ${look}`} data-testid={`anomaly-${row.kind}`}>
      <button
        type="button"
        className="anomaly-name"
        title={t(`anomaly.${row.kind}.note`)}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <b className="anomaly-count">{countText(row.count)}</b>
        <span>{t(`anomaly.${row.kind}.name`)}</span>
        {row.count > 0 && (
          <span className="anomaly-state">{t(promised ? 'anomalies.promised' : 'anomalies.allowed')}</span>
        )}
      </button>
      {open && <Opened row={row} />}
    </li>
  )
}

function Opened({ row }: { readonly row: AnomalyRow }) {
  const { t } = useTranslation()
  const tell = useTell()
  return (
    <div className="anomaly-opened">
      <p>{t(`anomaly.${row.kind}.note`)}</p>
      <p className="hint">{t('anomalies.promise', { promise: tell(row.promise) })}</p>
      {row.tallies.length > 0 && (
        <table>
          <tbody>
            {row.tallies.map(({ partition, who, count }) => (
              <tr key={`${partition}/${who}`}>
                <th scope="row">{who}</th>
                <td>{partition}</td>
                <td className="anomaly-count">{countText(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <ol>
        {row.cases.map((one) => (
          <Case key={`${one.event}/${JSON.stringify(one.says.args)}`} one={one} />
        ))}
      </ol>
    </div>
  )
}

function Case({ one }: { readonly one: AnomalyCase }) {
  const { t } = useTranslation()
  const tell = useTell()
  const { player } = useSession()
  const selected = useSelection((state) => state.selected)
  const more = one.recordCount - one.records.length
  return (
    <li className="anomaly-case">
      <button
        type="button"
        className="address-link"
        data-event={one.event}
        title={t('anomalies.goTo')}
        onClick={() => {
          player.pause()
          player.seek({ by: 'event', event: one.event })
        }}
      >
        {secondsText(one.timeUs)}
      </button>{' '}
      {tell(one.says)}.{' '}
      {one.allowedBy === null ? (
        <b className="anomaly-broken">{t('anomalies.notAllowed')}</b>
      ) : (
        <span className="hint">{t('anomalies.broken', { assumption: tell(one.allowedBy) })}</span>
      )}
      <span className="anomaly-records">
        {one.records.map((address) => (
          <button
            key={address}
            type="button"
            className="address-link"
            aria-pressed={selected === address}
            onClick={() => select(address)}
          >
            {address.slice('record:'.length)}
          </button>
        ))}
        {more > 0 && (
          <span className="hint">{t('anomalies.more', { count: more, text: countText(more) })}</span>
        )}
      </span>
    </li>
  )
}
