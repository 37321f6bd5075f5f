// The metrics lens: the figures people know from JMX over virtual time, and what the event at this moment changed about them.

import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MetricRow, MetricSeries } from '../../view/lens-rows.ts'
import type { MetricGroup, MetricInfo } from '../../view/metric-list.ts'
import { METRICS } from '../../view/metric-list.ts'
import { Columns } from '../chrome/Columns.tsx'
import { spanText } from '../format/time.ts'
import { useRun } from '../state/run-state.ts'
import { useFog } from '../timeline/use-fog.ts'
import { MetricCard } from './MetricCard.tsx'
import { changeText, valueText } from './metric-text.ts'
import { useMetrics } from './use-metrics.ts'

const GROUPS: readonly MetricGroup[] = ['replication', 'controller', 'requests', 'clients']
const NO_SERIES: readonly MetricSeries[] = []
const NO_TIMES: readonly number[] = []
const NO_ROWS: readonly MetricRow[] = []

export function MetricsLens() {
  const { t } = useTranslation()
  const metrics = useMetrics()
  const rows = useRun((run) => run.cluster?.metrics ?? NO_ROWS)
  const endUs = useRun((run) => run.timeline?.endUs ?? run.info?.untilUs ?? 1)
  const limitUs = useFog() ?? endUs
  const series = useMemo(() => grouped(metrics?.series ?? NO_SERIES), [metrics])
  const figures = useMemo(() => grouped(rows), [rows])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="metrics-scroll" aria-label={t('lens.metrics')} tabIndex={0}>
      {GROUPS.map((group) => (
        <section key={group} className="metric-group" aria-label={t(`metrics.group.${group}`)}>
          <h2 className="sheet-title">
            {t(`metrics.group.${group}`)}
            {group === 'requests' && metrics !== null && (
              <span className="sheet-title-note">
                {t('metrics.window', { span: spanText(metrics.windowUs) })}
              </span>
            )}
          </h2>
          <div className="metric-cards">
            {METRICS.filter((info) => info.group === group).map((info) => (
              <MetricCard
                key={info.id}
                info={info}
                timesUs={metrics?.timesUs ?? NO_TIMES}
                series={series.get(info.id) ?? NO_SERIES}
                rows={figures.get(info.id) ?? NO_ROWS}
                endUs={endUs}
                limitUs={Math.min(limitUs, endUs)}
              />
            ))}
          </div>
        </section>
      ))}
      <MetricsTable rows={rows} />
    </section>
  )
}

function grouped<Row extends { readonly metric: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const known = found.get(row.metric)
    if (known === undefined) found.set(row.metric, [row])
    else known.push(row)
  }
  return found
}

/** The table behind the plots. */
function MetricsTable({ rows }: { readonly rows: readonly MetricRow[] }) {
  const { t } = useTranslation()
  const kinds = new Map<string, MetricInfo>(METRICS.map((info) => [info.id, info]))
  return (
    <div className="visually-hidden">
      <table data-testid="metrics-table">
        <caption>{t('metrics.table')}</caption>
        <Columns words="metrics.column" columns={['name', 'was', 'now', 'change']} />
        <tbody>
          {rows.map((row) => {
            const kind = kinds.get(row.metric)?.kind ?? 'gauge'
            return (
              <tr key={row.address}>
                <th scope="row">{row.series === '' ? row.metric : `${row.metric} ${row.series}`}</th>
                <td>{valueText(row.was, kind)}</td>
                <td>{valueText(row.now, kind)}</td>
                <td>{changeText(row, kind)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
