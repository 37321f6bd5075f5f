// A partition's lag over the run, small enough for a cell of the table.

import { useMemo } from 'react'
import type { LagSeries } from '../../view/group-rows.ts'
import { plotMax, stepPath } from '../lenses/plot-path.ts'
import { useRun } from '../state/run-state.ts'

const WIDTH = 110
const HEIGHT = 22

interface LagPlotProps {
  readonly series: LagSeries | undefined
  readonly endUs: number
  readonly limitUs: number
  /** Lag at the moment shown: the scale must hold it. */
  readonly now: number
}

export function LagPlot({ series, endUs, limitUs, now }: LagPlotProps) {
  const drawn = useMemo(() => {
    if (series === undefined) return null
    const from = series.values.findIndex((value) => value >= 0)
    const values = series.values.slice(from)
    const timesUs = values.map((_, place) => (from + place) * series.stepUs)
    return { timesUs, values }
  }, [series])
  if (drawn === null) return null
  const most = plotMax(drawn.timesUs, [drawn.values], limitUs, Math.max(0, now))
  const x = (timeUs: number) => (timeUs / Math.max(1, endUs)) * WIDTH
  const y = (value: number) => HEIGHT - 2 - (value / most) * (HEIGHT - 4)
  return (
    <svg className="lag-plot" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path className="plot-line line-0" d={stepPath(drawn.timesUs, drawn.values, limitUs, { x, y })} />
      <LagCursor x={x} endUs={endUs} />
    </svg>
  )
}

function LagCursor({ x, endUs }: { readonly x: (timeUs: number) => number; readonly endUs: number }) {
  const cursorUs = useRun((run) => Math.min(run.cursorUs, endUs))
  return <line className="plot-cursor" x1={x(cursorUs)} x2={x(cursorUs)} y1={0} y2={HEIGHT} />
}
