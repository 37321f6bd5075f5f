// How many events each slice of the run holds.

import { memo } from 'react'
import type { TimelineRows } from '../../view/rows.ts'
import { linearScale } from '../format/linear-scale.ts'
import { useRun } from '../state/run-state.ts'
import { TIMELINE } from './geometry.ts'
import type { TimelineProps } from './Timeline.tsx'

const NO_DENSITY: TimelineRows['density'] = []

export const Density = memo(function Density({ width, endUs, limitUs }: TimelineProps) {
  const density = useRun((run) => run.timeline?.density ?? NO_DENSITY)
  const scale = linearScale([0, endUs], [TIMELINE.padLeft, width - TIMELINE.padRight])
  const { y, height } = TIMELINE.density
  return <path className="density" d={bars(density, endUs, limitUs, scale, y + height, height)} />
})

function bars(
  density: readonly number[],
  endUs: number,
  limitUs: number,
  scale: (timeUs: number) => number,
  floor: number,
  height: number,
): string {
  const most = Math.max(1, ...density)
  const slice = endUs / Math.max(1, density.length)
  const parts: string[] = []
  for (const [index, count] of density.entries()) {
    const fromUs = index * slice
    if (count === 0 || fromUs >= limitUs) continue
    const left = scale(fromUs)
    const right = scale(fromUs + slice) - 1
    const top = floor - Math.max(1, (count / most) * height)
    parts.push(
      `M${left.toFixed(1)} ${floor}V${top.toFixed(1)}H${Math.max(right, left + 0.7).toFixed(1)}V${floor}Z`,
    )
  }
  return parts.join('')
}
