// One partition: what the metadata say of it, then its replica on each broker with a gauge of water and sand.

import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangeRow } from '../../view/lens-rows.ts'
import type { PartitionLine } from '../../view/partition-table.ts'
import type { NodeRow, ReplicaRow } from '../../view/rows.ts'
import { countText } from '../format/time.ts'
import { StandingGlyph } from '../stage/glyphs.tsx'
import { standingOf } from '../stage/Tank.tsx'
import type { TankWindow } from '../stage/tank-scale.ts'
import { levelOf } from '../stage/tank-scale.ts'
import { concerns, hover, select, useSelection } from '../state/selection.ts'

export interface PartitionTableRowProps {
  readonly line: PartitionLine
  readonly place: number
  readonly brokers: readonly NodeRow[]
  readonly window: TankWindow | undefined
  readonly changed: ReadonlyMap<string, ChangeRow>
}

export const PartitionTableRow = memo(function PartitionTableRow(props: PartitionTableRowProps) {
  const { line, place, brokers, window, changed } = props
  const { t } = useTranslation()
  const { partition } = line
  const selected = useSelection((state) => state.selected === partition.address)
  const mark = (...fields: readonly string[]) =>
    line.changed.some((field) => field === 'address' || fields.includes(field)) ? 'changed' : undefined
  const short = partition.isr.length < partition.replicas.length
  const isBad =
    partition.leader < 0 || partition.isr.length < Math.min(partition.minIsr, partition.replicas.length)
  return (
    <tr
      className={selected ? 'selected' : undefined}
      aria-rowindex={place + 2}
      data-address={partition.address}
    >
      <th scope="row" className={mark()}>
        <button
          type="button"
          className="cell-pick name"
          aria-pressed={selected}
          onClick={() => select(partition.address)}
          onMouseEnter={() => hover(partition.address)}
          onMouseLeave={() => hover(null)}
        >
          {line.name}
        </button>
      </th>
      <td className={mark('leader')}>
        {partition.leader < 0 ? (
          <span className="bad-text">{t('partitions.noLeader')}</span>
        ) : (
          partition.leader
        )}
      </td>
      <td className={mark('isr', 'elr')}>
        <span className={isBad ? 'bad-text' : short ? 'warn-text' : undefined}>
          {partition.isr.length === 0 ? '∅' : partition.isr.join(' ')}
        </span>
        {short && (
          <span className="cell-note">{t('partitions.of', { count: partition.replicas.length })}</span>
        )}
        {partition.elr.length > 0 && <span className="cell-note">ELR {partition.elr.join(' ')}</span>}
      </td>
      <td className={mark('leaderEpoch')}>{partition.leaderEpoch}</td>
      <td className={mark('partitionEpoch')}>{partition.partitionEpoch}</td>
      <td>{countText(line.lag)}</td>
      {brokers.map((broker) => {
        const replica = line.replicas.get(broker.id)
        return replica === undefined ? (
          <td key={broker.address} className="no-replica">
            <span className="visually-hidden">{t('partitions.noReplica')}</span>
          </td>
        ) : (
          <ReplicaCell
            key={broker.address}
            replica={replica}
            leads={partition.leader === broker.id}
            window={window}
            changed={changed.has(replica.address)}
            reachable={selected}
          />
        )
      })}
    </tr>
  )
})

interface ReplicaCellProps {
  readonly replica: ReplicaRow
  readonly leads: boolean
  readonly window: TankWindow | undefined
  readonly changed: boolean
  /** By Tab: only in the selected row, or a screen full of replicas would have to be walked through. */
  readonly reachable: boolean
}

const ReplicaCell = memo(function ReplicaCell({
  replica,
  leads,
  window,
  changed,
  reachable,
}: ReplicaCellProps) {
  const { t } = useTranslation()
  const selected = useSelection((state) => concerns(replica.address, state.selected))
  const own = useSelection((state) => state.selected === replica.address)
  const standing = standingOf(replica, leads)
  const offline = replica.role === 'offline'
  const words = t('replica.label', {
    partition: replica.partition,
    standing: t(`standing.${standing}`),
    node: replica.node,
    high: offline ? '–' : replica.highWatermark,
    end: replica.logEnd,
  })
  return (
    <td className={`replica-cell ${standing}${changed ? ' changed' : ''}${selected ? ' selected' : ''}`}>
      <button
        type="button"
        className="cell-pick"
        tabIndex={reachable || own ? 0 : -1}
        aria-label={words}
        title={words}
        aria-pressed={selected}
        data-address={replica.address}
        onClick={() => select(replica.address)}
      >
        <svg className="cell-glyph" width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
          <StandingGlyph standing={standing} />
        </svg>
        <span className="cell-levels">
          <span className="water-text">{offline ? '–' : replica.highWatermark}</span>
          <span className="cell-dot">·</span>
          <span className={replica.logEnd > replica.highWatermark && !offline ? 'sand-text' : undefined}>
            {replica.logEnd}
          </span>
        </span>
        {window !== undefined && !offline && <WaterBar replica={replica} window={window} />}
      </button>
    </td>
  )
})

function WaterBar({ replica, window }: { readonly replica: ReplicaRow; readonly window: TankWindow }) {
  const water = 100 * levelOf(window, replica.highWatermark)
  const brim = 100 * levelOf(window, replica.logEnd)
  return (
    <span className="water-bar" aria-hidden="true">
      <span className="water-bar-sand" style={{ width: `${brim.toFixed(1)}%` }} />
      <span className="water-bar-water" style={{ width: `${water.toFixed(1)}%` }} />
    </span>
  )
}
