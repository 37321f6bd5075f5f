// One figure: its name, was and now at the event at hand, and a small plot with the timeline's cursor.

import { memo, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { MetricRow, MetricSeries } from '../../view/lens-rows.ts'
import type { MetricInfo } from '../../view/metric-list.ts'
import { useSize } from '../stage/use-size.ts'
import { useRun } from '../state/run-state.ts'
import { changeText, valueText } from './metric-text.ts'
import { Plot } from './Plot.tsx'

export interface MetricCardProps {
  readonly info: MetricInfo
  readonly timesUs: readonly number[]
  readonly series: readonly MetricSeries[]
  readonly rows: readonly MetricRow[]
  readonly endUs: number
  readonly limitUs: number
}

export const MetricCard = memo(function MetricCard(props: MetricCardProps) {
  const { info, timesUs, series, rows, endUs, limitUs } = props
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const { width } = useSize(frame)
  const now = useMemo(() => rows.map((row) => row.now), [rows])
  const alarms = info.isAlarm && rows.some((row) => row.now > 0)
  const suffix = info.kind === 'count' ? ' · Count' : ''
  return (
    <article className={alarms ? 'metric alarm' : 'metric'} data-testid={`metric-${info.id}`}>
      <header className="metric-head">
        <h3 className="metric-name" title={info.bean ?? undefined}>
          {info.bean === null ? t(`metric.${info.id}`) : info.id}
          {suffix !== '' && <span className="metric-suffix">{suffix}</span>}
        </h3>
        {rows.length === 1 && rows.map((row) => <Figure key={row.address} row={row} info={info} />)}
      </header>
      {info.bean !== null && <p className="metric-says">{t(`metric.${info.id}`)}</p>}
      <div className="metric-plot" ref={frame}>
        {width > 0 && (
          <Plot width={width} timesUs={timesUs} series={series} endUs={endUs} limitUs={limitUs} now={now} />
        )}
      </div>
      {rows.length > 1 && <Lines rows={rows} info={info} />}
    </article>
  )
})

interface FigureProps {
  readonly row: MetricRow
  readonly info: MetricInfo
}

/** Was, now and the change, when the event changed it. */
function Figure({ row, info }: FigureProps) {
  const playing = useRun((run) => run.playing)
  const change = playing ? '' : changeText(row, info.kind)
  return (
    <span className={change === '' ? 'figure' : 'figure changed'}>
      {change !== '' && <span className="figure-was">{valueText(row.was, info.kind)} →</span>}
      <b className="figure-now">{valueText(row.now, info.kind)}</b>
      {change !== '' && <span className="figure-change">{change}</span>}
    </span>
  )
}

/** Which dashes are whose, with each one's figure. */
function Lines({ rows, info }: { readonly rows: readonly MetricRow[]; readonly info: MetricInfo }) {
  const { t } = useTranslation()
  return (
    <ul className="metric-lines">
      {rows.map((row, place) => (
        <li key={row.address}>
          <svg width="22" height="10" aria-hidden="true">
            <path className={`plot-line line-${place % 4}`} d="M0 5H22" />
          </svg>
          <span>{info.by === 'broker' ? t('broker.name', { id: row.series }) : row.series}</span>
          <Figure row={row} info={info} />
        </li>
      ))}
    </ul>
  )
}
