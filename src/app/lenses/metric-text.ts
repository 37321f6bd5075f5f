import type { MetricRow } from '../../view/lens-rows.ts'
import type { MetricInfo } from '../../view/metric-list.ts'
import { countText } from '../format/time.ts'

/** Rates have one decimal, everything else is counted whole. */
export function valueText(value: number, kind: MetricInfo['kind']): string {
  return kind === 'rate' || kind === 'mean' || kind === 'p99' ? value.toFixed(1) : countText(value)
}

/** With its sign; empty when nothing changed that can be seen. */
export function changeText(row: Pick<MetricRow, 'was' | 'now'>, kind: MetricInfo['kind']): string {
  const was = valueText(row.was, kind)
  const now = valueText(row.now, kind)
  if (was === now) return ''
  const change = row.now - row.was
  return `${change > 0 ? '+' : '−'}${valueText(Math.abs(change), kind)}`
}
