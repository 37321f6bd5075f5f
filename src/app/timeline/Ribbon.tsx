// Health in proportion to virtual time; worse is also lower, so that it does not hang on colour.

import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimelineRows } from '../../view/rows.ts'
import { linearScale } from '../format/linear-scale.ts'
import { useRun } from '../state/run-state.ts'
import { TIMELINE } from './geometry.ts'
import { textWidth } from './mark-labels.ts'
import type { TimelineProps } from './Timeline.tsx'

const NO_HEALTH: TimelineRows['health'] = []

export const Ribbon = memo(function Ribbon({ width, endUs, limitUs }: TimelineProps) {
  const { t } = useTranslation()
  const health = useRun((run) => run.timeline?.health ?? NO_HEALTH)
  const computedUs = useRun((run) => run.timeline?.computedUs ?? 0)
  const scale = linearScale([0, endUs], [TIMELINE.padLeft, width - TIMELINE.padRight])
  const { y, height } = TIMELINE.ribbon
  const untilUs = Math.min(computedUs, limitUs)
  return (
    <g className="ribbon">
      {health.map((span, index) => {
        const toUs = Math.min(health[index + 1]?.fromUs ?? endUs, untilUs)
        if (span.fromUs >= toUs) return null
        const x = scale(span.fromUs)
        const wide = scale(toUs) - x
        const words = t(`health.${span.level}`)
        const low = { good: 0, warn: 3, bad: 6 }[span.level]
        return (
          <g key={span.fromUs}>
            <title>{words}</title>
            <rect
              className={`health ${span.level}`}
              x={x}
              y={y + low}
              width={Math.max(1, wide - 1)}
              height={height - low}
              rx={2}
            />
            {textWidth(words) + 16 < wide && (
              <text x={x + 8} y={y + 13.5 + low / 3}>
                {words}
              </text>
            )}
          </g>
        )
      })}
      {computedUs < endUs && limitUs >= endUs && (
        <rect
          className="not-computed"
          x={scale(computedUs)}
          y={y}
          width={scale(endUs) - scale(computedUs)}
          height={height}
          rx={2}
        />
      )}
    </g>
  )
})
