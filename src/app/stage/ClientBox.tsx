// A producer with what waits in its accumulator, or a consumer with its positions.

import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClientRow, NodeRow } from '../../view/rows.ts'
import { BeliefBadge } from './glyphs.tsx'
import type { Box } from './layout.ts'
import { Pick } from './Pick.tsx'
import { positionsText } from './positions.ts'

export interface ClientBoxProps {
  readonly client: ClientRow
  readonly box: Box
  readonly differs: boolean
  readonly touched: boolean
  readonly onMenu: (client: ClientRow | NodeRow, clientX: number, clientY: number) => void
}

const BARS_MAX = 8
/** Of a letter of the title, about. */
const LETTER_WIDTH = 7.1

export const ClientBox = memo(function ClientBox({ client, box, differs, touched, onMenu }: ClientBoxProps) {
  const { t } = useTranslation()
  const name = t(`client.${client.kind}`, { id: client.id })
  const line = useClientLine(client, box.width)
  return (
    <Pick
      address={client.address}
      label={`${name}, ${line}`}
      className={`client ${client.status}${touched ? ' touched' : ''}`}
      transform={`translate(${box.x} ${box.y})`}
      testId={`pick-client-${client.id}`}
      onPick={(x, y) => onMenu(client, x, y)}
    >
      <title>{`${name}: ${line}`}</title>
      <rect className="halo" x={-5} y={-5} width={box.width + 10} height={box.height + 10} rx={13} />
      <rect className="frame" width={box.width} height={box.height} rx={9} />
      <text className="box-title small" x={14} y={24}>
        {name.length * LETTER_WIDTH <= box.width - 24 ? name : client.id}
      </text>
      <g transform={`translate(${box.width - 14} 12)`}>
        {bars(client.waitingRecords).map((index) => (
          <rect key={index} className="waiting-bar" x={-5 - index * 7.5} width={5} height={14} rx={1.5} />
        ))}
      </g>
      <text className={`box-line ${client.status === 'running' ? 'calm' : 'bad'}`} x={14} y={44}>
        {line}
      </text>
      {differs && (
        <g transform={`translate(${box.width - 2} 2)`}>
          <BeliefBadge title={t('belief.differs')} />
        </g>
      )}
    </Pick>
  )
})

function useClientLine(client: ClientRow, width: number): string {
  const { t } = useTranslation()
  if (client.status !== 'running') return t(`life.${client.status}`)
  if (client.kind === 'producer') {
    const acks = client.acks === -1 ? 'all' : String(client.acks ?? '')
    const key = client.failedRecords > 0 ? 'client.producing.failed' : 'client.producing'
    return t(key, { acks, waiting: client.waitingRecords, failed: client.failedRecords })
  }
  if (client.positions.length === 0) return t('client.idle')
  const positions = t('client.positions', { positions: positionsText(client.positions) })
  return positions.length * 7 <= width - 24 ? positions : t('client.read', { count: client.deliveredRecords })
}

/** A bar a waiting record, and one for every ten beyond the first few. */
function bars(records: number): readonly number[] {
  const count = records <= 4 ? records : Math.min(BARS_MAX, 4 + Math.ceil((records - 4) / 10))
  return Array.from({ length: count }, (_, index) => index)
}
