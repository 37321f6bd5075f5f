// Who owned which partition when: a lane a member, a bar a partition, and red hatching where nobody did.

import { memo, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { GroupStory } from '../../view/group-rows.ts'
import { linearScale } from '../format/linear-scale.ts'
import { spanText } from '../format/time.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { select } from '../state/selection.ts'
import { useScrub } from '../timeline/use-scrub.ts'
import type { LaneBar, LaneLayout } from './lane-layout.ts'
import { laneLayouts } from './lane-layout.ts'
import type { MarkLabel, Span } from './mark-labels.ts'
import { markLabels } from './mark-labels.ts'
import { colourOf } from './partition-colour.ts'

const LEFT = 76
const RIGHT = 20
const TOP = 22
const AXIS = 22
const LANE_GAP = 9
/** A bar is so wide before its name fits. */
const NAMED_FROM = 74

interface OwnershipLanesProps {
  readonly story: GroupStory
  readonly span: Span
  /** Nothing is drawn from here on. */
  readonly limitUs: number
  readonly width: number
  /** A drawing beside others: no scrubbing, no cursor. */
  readonly isStill?: boolean
}

export const OwnershipLanes = memo(function OwnershipLanes(props: OwnershipLanesProps) {
  const { story, span, limitUs, width, isStill = false } = props
  const { t } = useTranslation()
  const { player } = useSession()
  const svg = useRef<SVGSVGElement>(null)
  const layouts = useMemo(() => laneLayouts(story), [story])
  const rowHeight = rowHeightFor(layouts)
  const tops = laneTops(layouts, rowHeight)
  const height = (tops.at(-1) ?? TOP) + AXIS
  const x = linearScale([span.fromUs, span.toUs], [LEFT, width - RIGHT])
  const shown: Span = { fromUs: span.fromUs, toUs: Math.min(span.toUs, limitUs) }
  const scrub = useScrub(svg, (at) => {
    player.pause()
    player.seekTime(Math.max(span.fromUs, Math.min(span.toUs, x.invert(Math.max(LEFT, at)))))
  })
  const scrubbing = isStill ? {} : scrub
  return (
    <svg
      ref={svg}
      className="lanes"
      width={width}
      height={height}
      role="img"
      aria-label={t('groups.lanes', { group: story.group })}
      data-testid="group-lanes"
      {...scrubbing}
    >
      <LaneDefs />
      {x.ticks(Math.max(2, Math.floor(width / 140))).map((tick) => (
        <g key={tick}>
          <line className="lane-line" x1={x(tick)} x2={x(tick)} y1={TOP - 4} y2={height - AXIS + 4} />
          <text className="lane-text" x={x(tick)} y={height - 6} textAnchor="middle">
            {tick === 0 ? '0' : spanText(tick)}
          </text>
        </g>
      ))}
      {layouts.map((layout, place) => (
        <g key={layout.client} transform={`translate(0 ${tops[place] ?? TOP})`}>
          <Lane layout={layout} shown={shown} x={x} rowHeight={rowHeight} />
        </g>
      ))}
      {markLabels(story.marks, shown, x).map((label) => (
        <Mark key={label.event} label={label} bottom={height - AXIS} />
      ))}
      {limitUs < span.toUs && (
        <rect
          className="plot-fog"
          x={x(Math.max(limitUs, span.fromUs))}
          y={TOP - 4}
          width={Math.max(0, x(span.toUs) - x(Math.max(limitUs, span.fromUs)))}
          height={height - AXIS - TOP + 4}
        />
      )}
      {!isStill && <Cursor x={x} span={span} bottom={height - AXIS + 4} />}
    </svg>
  )
})

function LaneDefs() {
  return (
    <defs>
      <pattern
        id="lane-gap"
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <line x1="0" x2="0" y1="0" y2="7" className="lane-hatch" />
      </pattern>
    </defs>
  )
}

/** Many partitions make thin bars, few thick ones. */
function rowHeightFor(layouts: readonly LaneLayout[]): number {
  const rows = layouts.reduce((sum, layout) => sum + layout.rows, 0)
  if (rows <= 12) return 15
  return rows <= 36 ? 10 : 5
}

/** The top of each lane, and of what comes after the last. */
function laneTops(layouts: readonly LaneLayout[], rowHeight: number): number[] {
  const tops = [TOP]
  for (const { rows } of layouts) tops.push((tops.at(-1) ?? TOP) + rows * rowHeight + LANE_GAP)
  return tops
}

interface LaneProps {
  readonly layout: LaneLayout
  readonly shown: Span
  readonly x: (timeUs: number) => number
  readonly rowHeight: number
}

function Lane({ layout, shown, x, rowHeight }: LaneProps) {
  const height = layout.rows * rowHeight
  return (
    <>
      <text
        className="lane-name"
        x={LEFT - 12}
        y={height / 2 + 4}
        textAnchor="end"
        onPointerDown={(event) => {
          event.stopPropagation()
          select(`client:${layout.client}`)
        }}
      >
        {layout.client}
      </text>
      <line className="lane-line" x1={x(shown.fromUs)} x2={x(shown.toUs)} y1={height / 2} y2={height / 2} />
      {layout.bars
        .filter((bar) => bar.fromUs < shown.toUs && (bar.toUs ?? shown.toUs) >= shown.fromUs)
        .map((bar) => (
          <Bar
            key={`${bar.partition}/${bar.fromUs}/${bar.span === null}`}
            bar={bar}
            shown={shown}
            x={x}
            rowHeight={rowHeight}
          />
        ))}
    </>
  )
}

interface BarProps {
  readonly bar: LaneBar
  readonly shown: Span
  readonly x: (timeUs: number) => number
  readonly rowHeight: number
}

function Bar({ bar, shown, x, rowHeight }: BarProps) {
  const { t } = useTranslation()
  const left = x(Math.max(bar.fromUs, shown.fromUs))
  const right = x(Math.min(bar.toUs ?? shown.toUs, shown.toUs))
  const width = Math.max(1, right - left)
  const y = bar.row * rowHeight
  const isGap = bar.span === null
  const lasted = bar.toUs === null ? null : spanText(bar.toUs - bar.fromUs)
  const words = isGap
    ? t('groups.gapOf', { partition: bar.partition, span: lasted ?? '…' })
    : t('groups.owned', { partition: bar.partition, epoch: bar.span?.epoch ?? -1 })
  return (
    <g className={isGap ? 'lane-gap' : `lane-bar tint-${colourOf(bar.partition)}`}>
      <title>{words}</title>
      <rect
        className={isGap ? 'lane-hole' : 'lane-box'}
        data-end={bar.span?.end ?? undefined}
        x={left}
        y={y + 0.5}
        width={width}
        height={rowHeight - 1}
        rx={rowHeight > 8 ? 2 : 0}
      />
      {rowHeight >= 10 && width > NAMED_FROM && (
        <text className="lane-text" x={left + 5} y={y + rowHeight / 2 + 4}>
          {isGap ? lasted : bar.partition}
        </text>
      )}
    </g>
  )
}

function Mark({ label, bottom }: { readonly label: MarkLabel; readonly bottom: number }) {
  const { t } = useTranslation()
  const { player } = useSession()
  const go = () => {
    player.pause()
    player.seek({ by: 'event', event: label.event })
  }
  const words = t(`groups.mark.${label.kind}`, { client: label.clients.join(', ') })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a part of a drawing cannot be a button element
    <g
      className={`lane-mark ${label.kind}`}
      role="button"
      tabIndex={0}
      aria-label={words}
      onClick={go}
      onKeyDown={(event) => event.key === 'Enter' && go()}
    >
      <title>{words}</title>
      <line className="lane-mark-line" x1={label.x} x2={label.x} y1={TOP - 8} y2={bottom} />
      {label.isWorded && (
        <text className="lane-text" x={label.x + 3} y={TOP - 10}>
          {words}
        </text>
      )}
    </g>
  )
}

interface CursorProps {
  readonly x: (timeUs: number) => number
  readonly span: Span
  readonly bottom: number
}

function Cursor({ x, span, bottom }: CursorProps) {
  const cursorUs = useRun((run) => run.cursorUs)
  if (cursorUs < span.fromUs || cursorUs > span.toUs) return null
  const at = x(cursorUs)
  return (
    <>
      <rect className="plot-ahead" x={at} y={TOP - 8} width={x(span.toUs) - at} height={bottom - TOP + 8} />
      <line className="plot-cursor" x1={at} x2={at} y1={TOP - 8} y2={bottom} />
    </>
  )
}
