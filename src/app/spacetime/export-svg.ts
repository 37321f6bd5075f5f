// The picture as it stands, as an SVG file.

import type { TFunction } from 'i18next'
import type { SpacetimeRows } from '../../view/spacetime-rows.ts'
import { secondsText, spanText } from '../format/time.ts'
import { useRun } from '../state/run-state.ts'
import type { useTell } from '../text/use-tell.ts'
import { readInks } from './draw.ts'
import { planOf } from './plan.ts'
import { nameOf } from './SpacetimeDrawing.tsx'
import { sceneOf } from './scene.ts'
import { useSpacetime } from './store.ts'
import { sceneSvg } from './svg.ts'
import type { Stretch } from './window.ts'

export function exportSvg(
  rows: SpacetimeRows,
  stretch: Stretch,
  box: { readonly clientWidth: number; readonly clientHeight: number },
  t: TFunction,
  tell: ReturnType<typeof useTell>,
): string {
  const { across } = useSpacetime.getState()
  const { cursorUs } = useRun.getState()
  const [width, height] = [box.clientWidth, box.clientHeight]
  const plan = planOf({ width, height, across, stretch, lanes: rows.lanes })
  const { marks } = sceneOf({
    rows,
    plan,
    cursorUs,
    limitUs: rows.toUs,
    words: (note) => tell(note.sentence),
    waitWords: (wait) => t('spacetime.silence', { span: spanText(wait.toUs - wait.fromUs) }),
  })
  return sceneSvg({
    marks,
    width,
    height,
    inks: readInks(),
    title: t('spacetime.picture', {
      from: secondsText(stretch.fromUs),
      to: secondsText(stretch.toUs),
      count: rows.arrows.length,
    }),
    names: rows.lanes.map((lane, index) => ({
      text: nameOf(lane),
      at: across ? { x: 16, y: (plan.lanes[index] ?? 0) + 4 } : { x: plan.lanes[index] ?? 0, y: 18 },
    })),
  })
}
