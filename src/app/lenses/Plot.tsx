// A plot over virtual time with the timeline's cursor in it. Dragging in it moves the cursor, as in the timeline.

import { memo, useRef } from 'react'
import type { MetricSeries } from '../../view/lens-rows.ts'
import { linearScale } from '../format/linear-scale.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { useScrub } from '../timeline/use-scrub.ts'
import { plotMax, stepPath } from './plot-path.ts'

const HEIGHT = 62
const TOP = 5
const FLOOR = HEIGHT - 5
/** Room for the numbers of the scale. */
const LEFT = 30
const RIGHT = 4

export interface PlotProps {
  readonly width: number
  readonly timesUs: readonly number[]
  readonly series: readonly MetricSeries[]
  readonly endUs: number
  readonly limitUs: number
  /** The figure of each line at the moment shown. */
  readonly now: readonly number[]
}

export const Plot = memo(function Plot({ width, timesUs, series, endUs, limitUs, now }: PlotProps) {
  const { player } = useSession()
  const svg = useRef<SVGSVGElement>(null)
  const most = plotMax(
    timesUs,
    series.map((each) => each.values),
    limitUs,
    Math.max(0, ...now),
  )
  const x = linearScale([0, endUs], [LEFT, width - RIGHT])
  const y = linearScale([0, most], [FLOOR, TOP])
  const scrub = useScrub(svg, (at) => {
    player.pause()
    player.seekTime(Math.max(0, Math.min(endUs, x.invert(at))))
  })
  return (
    <svg ref={svg} className="plot" width={width} height={HEIGHT} aria-hidden="true" {...scrub}>
      <line className="plot-floor" x1={LEFT} x2={width - RIGHT} y1={FLOOR} y2={FLOOR} />
      <line className="plot-top" x1={LEFT} x2={width - RIGHT} y1={TOP} y2={TOP} />
      <text x={LEFT - 5} y={TOP + 8} textAnchor="end">
        {shortNumber(most)}
      </text>
      <text x={LEFT - 5} y={FLOOR + 2} textAnchor="end">
        0
      </text>
      {series.map((each, place) => (
        <path
          key={each.series}
          className={`plot-line line-${place % 4}`}
          d={stepPath(timesUs, each.values, limitUs, { x, y })}
        />
      ))}
      {limitUs < endUs && (
        <rect
          className="plot-fog"
          x={x(limitUs)}
          y={TOP}
          width={Math.max(0, width - RIGHT - x(limitUs))}
          height={FLOOR - TOP}
        />
      )}
      <Now x={x} endUs={endUs} right={width - RIGHT} levels={now.map((value) => y(value))} />
    </svg>
  )
})

interface NowProps {
  readonly x: (timeUs: number) => number
  readonly endUs: number
  readonly right: number
  readonly levels: readonly number[]
}

/** What lies ahead of it is paler. */
function Now({ x, endUs, right, levels }: NowProps) {
  const cursorUs = useRun((run) => run.cursorUs)
  const at = x(Math.min(cursorUs, endUs))
  return (
    <>
      <rect className="plot-ahead" x={at} y={0} width={Math.max(0, right - at)} height={HEIGHT} />
      <line className="plot-cursor" x1={at} x2={at} y1={0} y2={HEIGHT} />
      {levels.map((level, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has its place
        <circle key={place} className={`plot-dot line-${place % 4}`} cx={at} cy={level} r={3} />
      ))}
    </>
  )
}

function shortNumber(value: number): string {
  return value >= 10_000 ? `${Math.round(value / 1000)}k` : String(value)
}
