// The run as a line: health, marks, density, branches, and the cursor that is dragged along it.

import { memo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { linearScale } from '../format/linear-scale.ts'
import { spanText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useSize } from '../stage/use-size.ts'
import { useRun } from '../state/run-state.ts'
import { Cursor } from './Cursor.tsx'
import { Density } from './Density.tsx'
import { TIMELINE, timelineHeight } from './geometry.ts'
import { Marks } from './Marks.tsx'
import { Ribbon } from './Ribbon.tsx'
import { Tracks } from './Tracks.tsx'
import { useFog } from './use-fog.ts'
import { useScrub } from './use-scrub.ts'

export interface TimelineProps {
  readonly width: number
  readonly endUs: number
  /** Nothing beyond this time may be drawn; Infinity without fog. */
  readonly limitUs: number
}

export function Timeline() {
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const { width } = useSize(frame)
  const branches = useRun((run) => run.info?.branches.length ?? 1)
  const endUs = useRun((run) => run.timeline?.endUs ?? run.info?.untilUs ?? 1)
  const fogUs = useFog()
  const height = timelineHeight(branches)
  return (
    <section className="timeline" ref={frame} aria-label={t('timeline.name')} data-testid="timeline">
      {width > 0 && (
        <Drawing
          width={width}
          height={height}
          endUs={endUs}
          fogged={fogUs !== null}
          limitUs={fogUs ?? Number.POSITIVE_INFINITY}
        />
      )}
    </section>
  )
}

interface DrawingProps extends TimelineProps {
  readonly height: number
  readonly fogged: boolean
}

const Drawing = memo(function Drawing({ width, height, endUs, limitUs, fogged }: DrawingProps) {
  const { t } = useTranslation()
  const { player } = useSession()
  const svg = useRef<SVGSVGElement>(null)
  const scale = linearScale([0, endUs], [TIMELINE.padLeft, width - TIMELINE.padRight])
  const scrub = useScrub(svg, (x) => player.seekTime(clamp(scale.invert(x), 0, endUs)))
  const edge = Math.min(scale(Math.min(limitUs, endUs)), width - TIMELINE.padRight)
  const parts = { width, endUs, limitUs }
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: the section around it is named, and a title would show as a tooltip everywhere
    <svg ref={svg} width={width} height={height} className="timeline-drawing" {...scrub}>
      <Axis width={width} endUs={endUs} />
      <Ribbon {...parts} />
      <Density {...parts} />
      <Marks {...parts} />
      <Tracks {...parts} />
      <Cursor width={width} endUs={endUs} height={height} />
      {fogged && (
        <g className="fog">
          <rect
            x={edge}
            y={TIMELINE.ribbon.y}
            width={Math.max(0, width - TIMELINE.padRight - edge)}
            height={TIMELINE.axis - TIMELINE.ribbon.y}
          />
          {width - edge > 300 && (
            <text x={edge + 22} y={TIMELINE.density.y + 8}>
              {t('timeline.fog')}
            </text>
          )}
        </g>
      )}
    </svg>
  )
})

function Axis({ width, endUs }: { readonly width: number; readonly endUs: number }) {
  const scale = linearScale([0, endUs], [TIMELINE.padLeft, width - TIMELINE.padRight])
  const ticks = linearScale([0, endUs / 1_000_000], [0, 1]).ticks(Math.max(3, Math.floor(width / 120)))
  return (
    <g className="axis">
      <line x1={TIMELINE.padLeft} x2={width - TIMELINE.padRight} y1={TIMELINE.axis} y2={TIMELINE.axis} />
      {ticks.map((seconds) => (
        <text
          key={seconds}
          x={scale(seconds * 1_000_000)}
          y={TIMELINE.axisText}
          textAnchor={seconds === 0 ? 'start' : seconds * 1_000_000 === endUs ? 'end' : 'middle'}
        >
          {spanText(seconds * 1_000_000).replace(/^0 .*/, '0 s')}
        </text>
      ))}
    </g>
  )
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
