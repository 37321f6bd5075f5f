// A controller: which one acts is told by outline and word.

import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { NodeRow } from '../../view/rows.ts'
import { controllerLabel } from '../format/names.ts'
import { WaitingGlyph } from './BrokerBox.tsx'
import { BeliefBadge } from './glyphs.tsx'
import type { Box } from './layout.ts'
import { Pick } from './Pick.tsx'

export interface ControllerPillProps {
  readonly node: NodeRow
  readonly box: Box
  readonly parked: number
  readonly buffered: number
  readonly differs: boolean
  readonly touched: boolean
  readonly onMenu: (node: NodeRow, clientX: number, clientY: number) => void
}

/** So narrow a pill has room for its name alone. */
const NARROW = 110

export const ControllerPill = memo(function ControllerPill(props: ControllerPillProps) {
  const { node, box, parked, buffered, differs, touched, onMenu } = props
  const { t } = useTranslation()
  const state = node.status === 'running' ? t(`raft.${node.raftRole}`) : t(`life.${node.status}`)
  const plain = node.status === 'running' && node.raftRole === 'follower'
  const word = node.active ? t('controller.active') : plain ? '' : state
  // Beside each other words and pills would lie over the next pill.
  const narrow = box.width < NARROW
  return (
    <Pick
      address={node.address}
      label={t('controller.label', { id: node.id, state, epoch: node.raftEpoch })}
      className={`controller ${node.status}${node.active ? ' active' : ''}${touched ? ' touched' : ''}`}
      transform={`translate(${box.x} ${box.y})`}
      testId={`pick-controller-${node.id}`}
      onPick={(x, y) => onMenu(node, x, y)}
    >
      <title>{t('controller.label', { id: node.id, state, epoch: node.raftEpoch })}</title>
      <rect className="halo" x={-4} y={-4} width={box.width + 8} height={box.height + 8} rx={22} />
      <rect className="frame" width={box.width} height={box.height} rx={box.height / 2} />
      <text className="controller-name" x={box.width / 2} y={box.height / 2 + 4.5} textAnchor="middle">
        {controllerLabel(node.id)}
        {word !== '' && (!narrow || node.active) && ` ${word}`}
      </text>
      {narrow && !node.active && (
        <text className="box-note" x={box.width / 2} y={box.height + 15} textAnchor="middle">
          {word}
        </text>
      )}
      <g transform="scale(0.9)">
        <WaitingGlyph
          waiting={{ parked, buffered }}
          x={(narrow ? box.width : box.width + 34) / 0.9}
          y={(narrow ? box.height + 12 : box.height / 2) / 0.9}
        />
      </g>
      {differs && (
        <g transform={`translate(${box.width - 6} 4)`}>
          <BeliefBadge title={t('belief.differs')} />
        </g>
      )}
    </Pick>
  )
})
