// The cursor: a slider for the keyboard, a handle for the hand. What lies ahead of it is paler.

import { useTranslation } from 'react-i18next'
import { linearScale } from '../format/linear-scale.ts'
import { clockText } from '../format/time.ts'
import { useRun } from '../state/run-state.ts'
import { TIMELINE } from './geometry.ts'

export interface CursorProps {
  readonly width: number
  readonly endUs: number
  readonly height: number
}

export function Cursor({ width, endUs, height }: CursorProps) {
  const { t } = useTranslation()
  const cursorUs = useRun((run) => run.cursorUs)
  const computing = useRun((run) => run.computing)
  const right = width - TIMELINE.padRight
  const x = linearScale([0, endUs], [TIMELINE.padLeft, right])(Math.min(cursorUs, endUs))
  const { clock } = clockText(cursorUs)
  return (
    <>
      <rect
        className="ahead"
        x={x}
        y={TIMELINE.ribbon.y}
        width={Math.max(0, right - x)}
        height={TIMELINE.axis - TIMELINE.ribbon.y}
      />
      <g
        className={computing ? 'cursor computing' : 'cursor'}
        transform={`translate(${x.toFixed(1)} 0)`}
        role="slider"
        tabIndex={0}
        aria-label={t('timeline.cursor')}
        aria-valuemin={0}
        aria-valuemax={Math.round(endUs / 1000)}
        aria-valuenow={Math.round(cursorUs / 1000)}
        aria-valuetext={clock}
        data-testid="cursor"
      >
        <rect className="grip" x={-11} y={30} width={22} height={Math.min(height, TIMELINE.axis + 14) - 30} />
        <line x1={0} x2={0} y1={40} y2={TIMELINE.axis + 5} />
        <path d="M-7 30H7V39L0 46L-7 39Z" />
      </g>
    </>
  )
}
