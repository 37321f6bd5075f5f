// Members on one side, partitions on the other: lines to what each owns, which bend to the next assignment as it comes.

import { useTranslation } from 'react-i18next'
import type { GroupMemberRow, GroupOffsetRow } from '../../view/group-rows.ts'
import { colourOf } from './partition-colour.ts'

const WIDTH = 420
const ROW = 24
const PAD = 14
const LEFT = 110
const RIGHT = 310

interface BipartiteProps {
  readonly members: readonly GroupMemberRow[]
  readonly offsets: readonly GroupOffsetRow[]
}

export function Bipartite({ members, offsets }: BipartiteProps) {
  const { t } = useTranslation()
  const height = Math.max(members.length, offsets.length) * ROW + PAD * 2
  const memberY = (place: number) => yOf(place, members.length, height)
  const partitionY = (place: number) => yOf(place, offsets.length, height)
  const placeOf = new Map(members.map((member, place) => [member.client, place]))
  return (
    <svg
      className="bipartite"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={t('groups.bipartite')}
    >
      {offsets.map((row, place) => {
        const owner = row.owner === null ? undefined : placeOf.get(row.owner)
        const from = owner === undefined ? partitionY(place) : memberY(owner)
        const to = partitionY(place)
        // Without an owner the line has no length: it grows from the partition when one comes.
        const start = owner === undefined ? RIGHT : LEFT
        const middle = (start + RIGHT) / 2
        const way = `M${start} ${from} C${middle} ${from} ${middle} ${to} ${RIGHT} ${to}`
        return (
          <path
            key={row.partition}
            className={`bond tint-${colourOf(row.partition)}`}
            style={{ d: `path("${way}")` }}
            d={way}
          />
        )
      })}
      {members.map((member, place) => (
        <g key={member.client}>
          <circle className="bond-dot" data-status={member.status} cx={LEFT} cy={memberY(place)} r={5} />
          <text className="bond-text" x={LEFT - 12} y={memberY(place) + 4} textAnchor="end">
            {member.client}
          </text>
        </g>
      ))}
      {offsets.map((row, place) => (
        <g key={row.partition}>
          <rect
            className="bond-square"
            data-free={row.owner === null}
            x={RIGHT - 5}
            y={partitionY(place) - 5}
            width={10}
            height={10}
            rx={2}
          />
          <text className="bond-text" x={RIGHT + 12} y={partitionY(place) + 4}>
            {row.partition}
          </text>
        </g>
      ))}
    </svg>
  )
}

function yOf(place: number, count: number, height: number): number {
  return ((place + 0.5) * height) / Math.max(1, count)
}
