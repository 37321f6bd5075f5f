// The partitions lens: every partition with its leader, ISR, ELR and epochs, and each replica's high watermark and log end, a column a broker.

import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LensRows } from '../../view/lens-rows.ts'
import type { PartitionFilter, PartitionOrder } from '../../view/partition-table.ts'
import { filterLines, PARTITION_FILTERS, partitionLines, sortLines } from '../../view/partition-table.ts'
import { useRun } from '../state/run-state.ts'
import { PartitionTable } from './PartitionTable.tsx'

const NOTHING: readonly never[] = []

export function PartitionsLens() {
  const cluster = useRun((run) => run.cluster)
  return cluster === null ? null : <Sheet cluster={cluster} />
}

function Sheet({ cluster }: { readonly cluster: LensRows }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [filter, setFilter] = useState<PartitionFilter>('all')
  const [order, setOrder] = useState<PartitionOrder>({ by: 'name', descending: false })
  // During play every event would mark something else.
  const playing = useRun((run) => run.playing)
  const changes = playing ? NOTHING : cluster.changes
  const changed = useMemo(() => new Map(changes.map((row) => [row.address, row])), [changes])
  const lines = useMemo(
    () => partitionLines(cluster.partitions, cluster.replicas, changed),
    [cluster.partitions, cluster.replicas, changed],
  )
  const shown = useMemo(
    () => sortLines(filterLines(lines, filter, text), order),
    [lines, filter, text, order],
  )
  const brokers = useMemo(
    () => cluster.nodes.filter((node) => node.roles.includes('broker')),
    [cluster.nodes],
  )
  return (
    <>
      <div className="sheet-bar">
        <input
          type="search"
          className="sheet-input"
          placeholder={t('partitions.search')}
          aria-label={t('partitions.search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          data-testid="partition-search"
        />
        <select
          className="sheet-select"
          aria-label={t('partitions.filter')}
          value={filter}
          onChange={(event) => setFilter(event.target.value as PartitionFilter)}
          data-testid="partition-filter"
        >
          {PARTITION_FILTERS.map((id) => (
            <option key={id} value={id}>
              {t(`partitions.filter.${id}`)}
            </option>
          ))}
        </select>
        <p className="sheet-count" role="status">
          {t('partitions.count', { shown: shown.length, count: lines.length })}
        </p>
        <p className="sheet-note">{t('partitions.cell')}</p>
      </div>
      <PartitionTable
        lines={shown}
        brokers={brokers}
        replicas={cluster.replicas}
        changed={changed}
        order={order}
        onOrder={setOrder}
      />
    </>
  )
}
