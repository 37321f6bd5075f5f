// The table of the partitions lens. Only the rows in sight are in the document: there may be thousands.

import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangeRow } from '../../view/lens-rows.ts'
import type { PartitionLine, PartitionOrder, PartitionSort } from '../../view/partition-table.ts'
import type { NodeRow, ReplicaRow } from '../../view/rows.ts'
import { windowsOf } from '../stage/tank-scale.ts'
import { PartitionTableRow } from './PartitionTableRow.tsx'
import { Spacer } from './Spacer.tsx'

const ROW_HEIGHT = 48

export interface PartitionTableProps {
  readonly lines: readonly PartitionLine[]
  readonly brokers: readonly NodeRow[]
  readonly replicas: readonly ReplicaRow[]
  readonly changed: ReadonlyMap<string, ChangeRow>
  readonly order: PartitionOrder
  readonly onOrder: (order: PartitionOrder) => void
}

export function PartitionTable({ lines, brokers, replicas, changed, order, onOrder }: PartitionTableProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const windows = useMemo(() => windowsOf(replicas), [replicas])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const columns = HEADINGS.length + brokers.length
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="sheet-scroll" ref={scroller} aria-label={t('lens.partitions')} tabIndex={0}>
      <table className="grid partition-grid" aria-rowcount={lines.length + 1} data-testid="partition-table">
        <caption className="visually-hidden">{t('partitions.caption')}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {HEADINGS.map((by) => (
              <Heading key={by} by={by} order={order} onOrder={onOrder} />
            ))}
            {brokers.map((broker) => (
              <BrokerHeading key={broker.address} broker={broker} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={before} columns={columns} />
          {items.map((item) => {
            const line = lines[item.index]
            return line === undefined ? null : (
              <PartitionTableRow
                key={line.name}
                line={line}
                place={item.index}
                brokers={brokers}
                window={windows.get(line.name)}
                changed={changed}
              />
            )
          })}
          <Spacer height={after} columns={columns} />
        </tbody>
      </table>
      {lines.length === 0 && <p className="sheet-empty">{t('partitions.none')}</p>}
    </section>
  )
}

const HEADINGS: readonly PartitionSort[] = ['name', 'leader', 'isr', 'leaderEpoch', 'partitionEpoch', 'lag']

interface HeadingProps {
  readonly by: PartitionSort
  readonly order: PartitionOrder
  readonly onOrder: (order: PartitionOrder) => void
}

function Heading({ by, order, onOrder }: HeadingProps) {
  const { t } = useTranslation()
  const sorted = order.by === by
  const sort = !sorted ? 'none' : order.descending ? 'descending' : 'ascending'
  return (
    <th scope="col" className={`col-${by}`} aria-sort={sort}>
      <button
        type="button"
        className="sort"
        title={t('partitions.sort', { column: t(`partitions.column.${by}`) })}
        data-testid={`sort-${by}`}
        onClick={() => onOrder({ by, descending: sorted && !order.descending })}
      >
        {t(`partitions.column.${by}`)}
        <span className="sort-sign" aria-hidden="true">
          {sorted ? (order.descending ? '\u00a0↓' : '\u00a0↑') : ''}
        </span>
      </button>
    </th>
  )
}

function BrokerHeading({ broker }: { readonly broker: NodeRow }) {
  const { t } = useTranslation()
  const states = [
    ...(broker.status === 'running' ? [] : [t(`life.${broker.status}`)]),
    ...(broker.fenced === true ? [t('broker.fenced')] : []),
  ]
  return (
    <th scope="col" className="col-broker">
      {t('broker.name', { id: broker.id })}
      {states.length > 0 && <span className="col-state">{states.join(' · ')}</span>}
    </th>
  )
}
