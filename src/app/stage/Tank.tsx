// A replica as a tank: water up to the high watermark, stippled sand above it up to the log's end.

import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReplicaRow } from '../../view/rows.ts'
import type { Standing } from './glyphs.tsx'
import { BeliefBadge, StandingGlyph } from './glyphs.tsx'
import type { TankMetrics } from './layout.ts'
import { Pick } from './Pick.tsx'
import { levelOf, type TankWindow, tickLevels } from './tank-scale.ts'

export interface TankProps {
  readonly replica: ReplicaRow
  /** The leader as the metadata has it, even when its process is gone. */
  readonly leads: boolean
  readonly base: number
  readonly span: number
  readonly x: number
  readonly y: number
  readonly metrics: TankMetrics
  readonly differs: boolean
  readonly touched: boolean
}

const WAVE = 'M-11 0q5.500 -4 11 0t11 0t11 0t11 0t11 0t11 0'

export const Tank = memo(function Tank(props: TankProps) {
  const { replica, leads, base, span, x, y, metrics, differs, touched } = props
  const { t } = useTranslation()
  const standing = standingOf(replica, leads)
  const offline = replica.role === 'offline'
  const clip = `tank-${metrics.height}`
  const words = t('replica.label', {
    partition: replica.partition,
    standing: t(`standing.${standing}`),
    node: replica.node,
    high: offline ? '–' : replica.highWatermark,
    end: replica.logEnd,
  })
  return (
    <Pick
      address={replica.address}
      label={words}
      className={`tank ${standing}${touched ? ' touched' : ''}`}
      transform={`translate(${x} ${y})`}
    >
      <title>{words}</title>
      <rect
        className="halo"
        x={(metrics.width - metrics.step) / 2}
        y={-25}
        width={metrics.step}
        height={metrics.height + 66}
        rx={8}
      />
      <g transform={`translate(${metrics.width / 2} -12)`}>
        <StandingGlyph standing={standing} />
      </g>
      {offline ? (
        <rect className="tank-gone" width={metrics.width} height={metrics.height} rx={4} />
      ) : (
        <Contents replica={replica} window={{ base, span }} metrics={metrics} clip={clip} />
      )}
      <rect className="tank-wall" width={metrics.width} height={metrics.height} rx={4} />
      <text className="tank-name" x={metrics.width / 2} y={metrics.height + 17} textAnchor="middle">
        {shortName(replica.partition)}
      </text>
      <text className="tank-number" x={metrics.width / 2} y={metrics.height + 34} textAnchor="middle">
        {levels(replica)}
      </text>
      {differs && (
        <g transform={`translate(${metrics.width} 2)`}>
          <BeliefBadge title={t('belief.differs')} />
        </g>
      )}
    </Pick>
  )
})

function Contents({
  replica,
  window,
  metrics,
  clip,
}: {
  readonly replica: ReplicaRow
  readonly window: TankWindow
  readonly metrics: TankMetrics
  readonly clip: string
}) {
  const { height, width } = metrics
  const surface = height * (1 - levelOf(window, replica.highWatermark))
  const brim = height * (1 - levelOf(window, replica.logEnd))
  return (
    <g clipPath={`url(#${clip})`}>
      <rect className="tank-air" width={width} height={height} />
      {brim < surface && <rect className="tank-sand" y={brim} width={width} height={surface - brim} />}
      <g transform={`translate(0 ${surface.toFixed(1)})`}>
        <path className="tank-water" d={`${WAVE}V${height + 8}H-11Z`} />
        <path className="tank-surface" d={WAVE} />
      </g>
      {tickLevels(window).map((level) => {
        const at = height * (1 - level)
        return at > surface + 3 ? (
          <line key={level} className="tank-tick" x1={0} x2={width} y1={at} y2={at} />
        ) : null
      })}
    </g>
  )
}

/** One clip shape serves all tanks of a size. */
export function TankClip({ metrics }: { readonly metrics: TankMetrics }) {
  return (
    <clipPath id={`tank-${metrics.height}`}>
      <rect width={metrics.width} height={metrics.height} rx={4} />
    </clipPath>
  )
}

export function standingOf(replica: ReplicaRow, leads: boolean): Standing {
  if (replica.role === 'offline') return leads ? 'offlineLeader' : 'offline'
  if (leads || replica.role === 'leader') return 'leader'
  return replica.inSync ? 'inSync' : 'lagging'
}

const NAME_MAX = 8
const NUMBER_MAX = 9

/** The end of a name tells partitions of a topic apart. */
function shortName(partition: string): string {
  return partition.length <= NAME_MAX ? partition : `…${partition.slice(1 - NAME_MAX)}`
}

function levels(replica: ReplicaRow): string {
  // The high watermark of a dead process is gone with its memory; the log is on its disk.
  if (replica.role === 'offline') return `–·${replica.logEnd}`
  const full = `${replica.highWatermark}·${replica.logEnd}`
  return full.length <= NUMBER_MAX
    ? full
    : `${replica.highWatermark}+${replica.logEnd - replica.highWatermark}`
}
