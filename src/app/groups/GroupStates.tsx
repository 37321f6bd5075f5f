// The states of a group under its protocol, the present one lit.

import { useTranslation } from 'react-i18next'
import type { GroupState } from '../../view/group-rows.ts'
import { ArrowEnd } from './ArrowEnd.tsx'

interface Place {
  readonly state: GroupState
  readonly x: number
  readonly y: number
}

const BOX = { width: 150, height: 28 }

const CLASSIC: readonly Place[] = [
  { state: 'Empty', x: 0, y: 0 },
  { state: 'PreparingRebalance', x: 190, y: 0 },
  { state: 'CompletingRebalance', x: 380, y: 0 },
  { state: 'Stable', x: 380, y: 62 },
  { state: 'Dead', x: 0, y: 62 },
]

const CLASSIC_WAYS: readonly string[] = [
  'M150 14 H184',
  'M340 14 H374',
  'M455 28 V56',
  'M380 76 C300 76 265 62 265 34',
  'M190 22 C170 34 110 34 80 34',
  'M60 28 V56',
]

const CONSUMER: readonly Place[] = [
  { state: 'Empty', x: 0, y: 0 },
  { state: 'Assigning', x: 190, y: 0 },
  { state: 'Reconciling', x: 380, y: 0 },
  { state: 'Stable', x: 380, y: 62 },
  { state: 'Dead', x: 0, y: 62 },
]

interface GroupStatesProps {
  readonly protocol: 'classic' | 'consumer'
  /** null: no coordinator has the group. */
  readonly state: GroupState | null
}

export function GroupStates({ protocol, state }: GroupStatesProps) {
  const { t } = useTranslation()
  const places = protocol === 'classic' ? CLASSIC : CONSUMER
  return (
    <svg
      className="group-states"
      viewBox="-6 -6 548 104"
      role="img"
      aria-label={t('groups.state', { state: state ?? '–' })}
      data-testid="group-state"
      data-state={state ?? 'none'}
    >
      <ArrowEnd id="way-end" className="way-head" />
      {CLASSIC_WAYS.map((way) => (
        <path key={way} className="group-way" d={way} markerEnd="url(#way-end)" />
      ))}
      {places.map((place) => (
        <g key={place.state} className={place.state === state ? 'group-box lit' : 'group-box'}>
          <rect
            className="group-frame"
            x={place.x}
            y={place.y}
            width={BOX.width}
            height={BOX.height}
            rx={6}
          />
          <text className="group-word" x={place.x + BOX.width / 2} y={place.y + 19} textAnchor="middle">
            {place.state}
          </text>
        </g>
      ))}
    </svg>
  )
}
