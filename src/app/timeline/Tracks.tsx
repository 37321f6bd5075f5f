// Branches as tracks under the timeline: each leaves its parent where an input was done.

import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BranchInfo } from '../../worker/protocol.ts'
import { linearScale } from '../format/linear-scale.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'
import { branchName } from '../text/branch-name.ts'
import { TIMELINE } from './geometry.ts'
import type { TimelineProps } from './Timeline.tsx'

const NO_BRANCHES: readonly BranchInfo[] = []

export const Tracks = memo(function Tracks({ width, endUs, limitUs }: TimelineProps) {
  const { t } = useTranslation()
  const { player } = useSession()
  const branches = useRun((run) => run.info?.branches ?? NO_BRANCHES)
  const current = useRun((run) => run.branch)
  if (branches.length < 2) return null
  const scale = linearScale([0, endUs], [TIMELINE.padLeft, width - TIMELINE.padRight])
  const rowOf = (id: number) =>
    TIMELINE.tracks +
    8 +
    Math.max(
      0,
      branches.findIndex((branch) => branch.id === id),
    ) *
      TIMELINE.track
  return (
    <g className="tracks">
      {branches.map((branch) => {
        const y = rowOf(branch.id)
        const from = scale(branch.forkUs)
        const to = scale(Math.min(endUs, Math.max(branch.headUs, branch.forkUs), limitUs))
        const parentY = branch.parent === null ? y : rowOf(branch.parent)
        const name = branchName(t, branch)
        return (
          // biome-ignore lint/a11y/useSemanticElements: a group inside an SVG cannot be a button element
          <g
            key={branch.id}
            className={branch.id === current ? 'track current' : 'track'}
            role="button"
            tabIndex={0}
            aria-label={t('branch.switch', { name })}
            data-testid={`track-${branch.id}`}
            data-branch={branch.id}
            onClick={() => player.switchBranch(branch.id)}
            onKeyDown={(event) => event.key === 'Enter' && player.switchBranch(branch.id)}
          >
            <rect
              className="mark-hit"
              x={from}
              y={y - 9}
              width={Math.max(0, width - TIMELINE.padRight - from)}
              height={18}
            />
            {branch.parent !== null && (
              <path d={`M${from} ${parentY}C${from + 12} ${parentY} ${from} ${y} ${from + 16} ${y}`} />
            )}
            <path d={`M${branch.parent === null ? from : from + 16} ${y}H${Math.max(from + 24, to)}`} />
            <text x={from + 24} y={y - 4}>
              {name}
            </text>
          </g>
        )
      })}
    </g>
  )
})
