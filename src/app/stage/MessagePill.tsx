// One message: a filled arrow for a request, an outlined one for a response, a cross for one that failed.

import { memo } from 'react'
import type { MessageRow } from '../../view/rows.ts'
import { select } from '../state/selection.ts'
import { useTell } from '../text/use-tell.ts'

export interface MessagePillProps {
  readonly row: MessageRow
  /** So many of its kind stand at this place. */
  readonly count: number
  /** +1: the arrow points right, −1: left. */
  readonly facing: 1 | -1
  readonly hold: (address: string, element: SVGGElement | null) => void
}

export const PILL_HEIGHT = 22
const CHARACTER = 7.3
const TIP = 9

export function pillWidth(row: MessageRow, count: number): number {
  return labelOf(row, count).length * CHARACTER + 14 + TIP
}

function labelOf(row: MessageRow, count: number): string {
  const name = row.error ?? row.api
  return count > 1 ? `${name} ×${count}` : name
}

export const MessagePill = memo(function MessagePill({ row, count, facing, hold }: MessagePillProps) {
  const tell = useTell()
  const width = pillWidth(row, count)
  const failed = row.state === 'failed' || row.error !== null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the event list offers the same by keyboard; the pills are hidden from readers
    <g
      ref={(element) => hold(row.address, element)}
      className={`message ${row.kind} ${row.family} ${row.state}${failed ? ' bad' : ''}`}
      data-address={row.address}
      onClick={() => select(row.address)}
    >
      <title>{titleOf(row, row.carries === null ? '' : tell(row.carries))}</title>
      <g className="pill">
        <path d={arrow(width, PILL_HEIGHT, facing)} />
        <text x={(-facing * TIP) / 2} y={4.5} textAnchor="middle">
          {labelOf(row, count)}
        </text>
      </g>
      <path className="bare" d={arrow(20, 13, facing)} />
      {row.state === 'failed' && <path className="cross" d="M-6 -26L4 -16M-6 -16L4 -26" />}
    </g>
  )
})

function titleOf(row: MessageRow, carries: string): string {
  const ends = `${row.from} → ${row.to}`
  return [row.api, ends, carries, row.error ?? ''].filter((part) => part !== '').join(' · ')
}

function arrow(width: number, height: number, facing: 1 | -1): string {
  const w = (width / 2) * facing
  const h = height / 2
  const shoulder = w - TIP * facing
  return `M${-w} ${-h}H${shoulder}L${w} 0L${shoulder} ${h}H${-w}Z`
}
