// What the rebalances in a window cost: partitions that stood still, the longest gap, partitions that moved.

import { useTranslation } from 'react-i18next'
import type { GroupStory } from '../../view/group-rows.ts'
import { countText } from '../format/time.ts'
import { gapFigures } from './lane-layout.ts'
import type { Span } from './mark-labels.ts'

interface FiguresProps {
  readonly story: GroupStory
  readonly span: Span
  readonly limitUs: number
}

export function Figures({ story, span, limitUs }: FiguresProps) {
  const { t } = useTranslation()
  const { stopped, longestUs, moved, again } = gapFigures(story, span.fromUs, Math.min(span.toUs, limitUs))
  return (
    <dl className="groups-figures">
      <div>
        <dt>{t('groups.stopped')}</dt>
        <dd>{stopped}</dd>
      </div>
      <div>
        <dt>{t('groups.longest')}</dt>
        <dd data-testid="longest-gap" data-grave={longestUs !== null && longestUs > 1_000_000}>
          {longestUs === null ? '–' : `${countText(Math.round(longestUs / 1_000))} ms`}
        </dd>
      </div>
      <div>
        <dt>{t('groups.moved')}</dt>
        <dd>{moved}</dd>
      </div>
      <div>
        <dt>{t('groups.again')}</dt>
        <dd>{countText(again)}</dd>
      </div>
      {story.overlaps.length > 0 && (
        <div>
          <dt>{t('groups.overlaps')}</dt>
          <dd data-grave={true}>{story.overlaps.length}</dd>
        </div>
      )}
    </dl>
  )
}
