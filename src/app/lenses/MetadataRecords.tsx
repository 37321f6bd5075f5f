// __cluster_metadata, newest record first: what each did, and which voters hold it.

import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CopyState, MetadataRecordRow, VoterRow } from '../../view/lens-rows.ts'
import { controllerLabel } from '../format/names.ts'
import { countText } from '../format/time.ts'
import { useTell } from '../text/use-tell.ts'
import { Spacer } from './Spacer.tsx'

const ROW_HEIGHT = 42

interface MetadataRecordsProps {
  readonly records: readonly MetadataRecordRow[]
  readonly voters: readonly VoterRow[]
  readonly firstShown: number
}

export function MetadataRecords({ records, voters, firstShown }: MetadataRecordsProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const [noOps, setNoOps] = useState(false)
  const shown = useMemo(
    () => records.filter((record) => noOps || record.type !== 'NoOpRecord').reverse(),
    [records, noOps],
  )
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const columns = voters.length + 3
  return (
    <>
      <div className="log-bar">
        <label className="check">
          <input type="checkbox" checked={noOps} onChange={(event) => setNoOps(event.target.checked)} />
          {t('quorum.noOps')}
        </label>
        <CopyLegend />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="sheet-scroll" ref={scroller} aria-label={t('quorum.log')} tabIndex={0}>
        <table className="grid records" aria-rowcount={shown.length + 1} data-testid="records">
          <caption className="visually-hidden">{t('quorum.log')}</caption>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col" className="number">
                {t('quorum.column.offset')}
              </th>
              <th scope="col" className="number">
                {t('quorum.column.epoch')}
              </th>
              {voters.map((voter) => (
                <th key={voter.id} scope="col" className="copy">
                  {controllerLabel(voter.id)}
                </th>
              ))}
              <th scope="col" className="col-says">
                {t('quorum.column.record')}
              </th>
            </tr>
          </thead>
          <tbody>
            <Spacer height={before} columns={columns} />
            {items.map((item) => {
              const record = shown[item.index]
              return record === undefined ? null : (
                <RecordLine key={record.address} record={record} place={item.index} />
              )
            })}
            <Spacer height={after} columns={columns} />
          </tbody>
        </table>
        {firstShown > 0 && (
          <p className="sheet-empty">{t('quorum.earlier', { offset: countText(firstShown) })}</p>
        )}
      </section>
    </>
  )
}

interface RecordLineProps {
  readonly record: MetadataRecordRow
  readonly place: number
}

const RecordLine = memo(function RecordLine({ record, place }: RecordLineProps) {
  const { t } = useTranslation()
  const tell = useTell()
  return (
    <tr className={record.committed ? undefined : 'uncommitted'} aria-rowindex={place + 2}>
      <th scope="row" className="number">
        {countText(record.offset)}
      </th>
      <td className="number">{record.epoch}</td>
      {record.copies.map(({ voter, state }) => (
        <td key={voter} className="copy">
          <CopyGlyph state={state} />
          <span className="visually-hidden">{t(`copy.${state}`)}</span>
        </td>
      ))}
      <td className="col-says">
        <span className="says">{tell(record.says)}</span>
        <span className="record-type">
          {record.type}
          {!record.committed && <b className="sand-text"> · {t('quorum.uncommitted')}</b>}
        </span>
      </td>
    </tr>
  )
})

/** Water when the voter knows it to be committed, sand when it only holds it. */
function CopyGlyph({ state }: { readonly state: CopyState }) {
  return (
    <svg className={`copy-glyph ${state}`} width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
      {state === 'absent' ? (
        <path d="M-4 0H4" />
      ) : (
        <rect x="-5.500" y="-5.500" width="11" height="11" rx="2" />
      )}
      {state === 'held' && <path d="M-2.500 -2.500V-2M2 -2V-1.500M0 1V1.500M-3 2.500V3M3 3V3.500" />}
    </svg>
  )
}

const STATES: readonly CopyState[] = ['committed', 'held', 'absent']

function CopyLegend() {
  const { t } = useTranslation()
  return (
    <p className="copy-legend">
      {STATES.map((state) => (
        <span key={state}>
          <CopyGlyph state={state} /> {t(`copy.${state}`)}
        </span>
      ))}
    </p>
  )
}
