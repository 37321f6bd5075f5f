// A broker with its replicas.

import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { NodeRow, PartitionRow, ReplicaRow } from '../../view/rows.ts'
import { BeliefBadge, QueueGlyph } from './glyphs.tsx'
import type { Box, StageLayout } from './layout.ts'
import { Pick } from './Pick.tsx'
import { brokerLine } from './process-state.ts'
import { Tank } from './Tank.tsx'
import type { TankWindow } from './tank-scale.ts'
import type { Waiting } from './waiting.ts'

export interface BrokerBoxProps {
  readonly node: NodeRow
  readonly box: Box
  readonly layout: StageLayout
  /** Its replicas, in the order of the partitions. */
  readonly replicas: readonly ReplicaRow[]
  readonly partitions: ReadonlyMap<string, PartitionRow>
  readonly windows: ReadonlyMap<string, TankWindow>
  readonly parked: number
  readonly buffered: number
  /** Time for the session's rest; rounded by the caller so that a calm broker stays still. */
  readonly timeUs: number
  readonly differing: ReadonlySet<string>
  readonly touched: readonly string[]
  readonly onMenu: (node: NodeRow, clientX: number, clientY: number) => void
}

export const BrokerBox = memo(function BrokerBox(props: BrokerBoxProps) {
  const { node, box, layout, replicas, partitions, windows, differing, touched } = props
  const shown = replicas.length > layout.tank.shownMax ? worstFirst(replicas, layout.tank.shownMax) : replicas
  const rest = replicas.length - shown.length
  const { tank } = layout
  const left = (box.width - (shown.length - 1) * tank.step - tank.width) / 2
  return (
    <g
      transform={`translate(${box.x} ${box.y})`}
      className={`broker ${node.status}`}
      data-testid={`broker-${node.id}`}
    >
      <BrokerFrame {...props} rest={rest} />
      {shown.map((replica, index) => {
        const window = windows.get(replica.partition) ?? { base: 0, span: 16 }
        return (
          <Tank
            key={replica.address}
            replica={replica}
            leads={partitions.get(replica.partition)?.leader === replica.node || replica.role === 'leader'}
            base={window.base}
            span={window.span}
            x={left + index * tank.step}
            y={tank.top}
            metrics={tank}
            differs={differing.has(replica.address)}
            touched={touched.includes(replica.address)}
          />
        )
      })}
    </g>
  )
})

function BrokerFrame(props: BrokerBoxProps & { readonly rest: number }) {
  const { node, box, parked, buffered, timeUs, differing, touched, onMenu, rest } = props
  const { t } = useTranslation()
  const lines = brokerLine(node, timeUs)
  const words = lines.map((line) => t(line.key, line.args))
  const status = (rest > 0 ? [...words, t('broker.rest', { count: rest })] : words).join(' · ')
  const level = lines[0]?.level ?? 'calm'
  const waiting: Waiting = { parked, buffered }
  return (
    <Pick
      address={node.address}
      label={t('broker.label', { id: node.id, status })}
      className={`broker-frame ${node.status}${touched.includes(node.address) ? ' touched' : ''}`}
      testId={`pick-broker-${node.id}`}
      onPick={(x, y) => onMenu(node, x, y)}
    >
      <rect className="halo" x={-5} y={-5} width={box.width + 10} height={box.height + 10} rx={15} />
      <rect className="frame" width={box.width} height={box.height} rx={11} />
      <text className="box-title" x={14} y={26}>
        {t('broker.name', { id: node.id })}
        {node.active && <tspan className="active-mark"> · {t('controller.active')}</tspan>}
      </text>
      {node.rack !== null && (
        <text className="box-note" x={box.width - 14} y={26} textAnchor="end">
          {t('broker.rack', { rack: node.rack })}
        </text>
      )}
      <text className={`box-line ${level}`} x={14} y={47}>
        {status}
      </text>
      <WaitingGlyph waiting={waiting} {...waitingPlace(node, box, rest)} />
      {differing.has(node.address) && (
        <g transform={`translate(${box.width - 4} 2)`}>
          <BeliefBadge title={t('belief.differs')} />
        </g>
      )}
    </Pick>
  )
}

const RACK_WIDTH = 52

/** At the end of the line of words, or above it where the count of hidden replicas makes that long. */
function waitingPlace(node: NodeRow, box: Box, rest: number): { readonly x: number; readonly y: number } {
  if (rest === 0 || box.width >= 240) return { x: box.width - 14, y: 43 }
  return { x: box.width - 14 - (node.rack === null ? 0 : RACK_WIDTH), y: 22 }
}

export function WaitingGlyph({
  waiting,
  x,
  y,
}: {
  readonly waiting: Waiting
  readonly x: number
  readonly y: number
}) {
  const { t } = useTranslation()
  const { parked, buffered } = waiting
  if (parked + buffered === 0) return null
  return (
    <g transform={`translate(${x} ${y})`}>
      <title>{t('broker.waiting', { parked, buffered })}</title>
      <QueueGlyph count={buffered > 0 ? buffered : parked} buffered={buffered > 0} />
    </g>
  )
}

/** With many replicas a broker shows the worst and counts the rest. */
function worstFirst(replicas: readonly ReplicaRow[], count: number): readonly ReplicaRow[] {
  const badness = (replica: ReplicaRow) =>
    replica.role === 'offline' ? 3 : !replica.inSync ? 2 : replica.role === 'leader' ? 1 : 0
  const worst = [...replicas].sort((left, right) => badness(right) - badness(left)).slice(0, count)
  return replicas.filter((replica) => worst.includes(replica))
}
