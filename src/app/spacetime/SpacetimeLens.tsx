// The space-time lens: processes and what went between them, in virtual time; what led to the event at hand, and what it led to, is lit.

import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { SpacetimeAsk } from '../../view/spacetime-rows.ts'
import { useSession } from '../play/session-context.ts'
import { useSize } from '../stage/use-size.ts'
import { useRun } from '../state/run-state.ts'
import { useLatest } from '../state/use-latest.ts'
import { useFog } from '../timeline/use-fog.ts'
import { SpacetimeBar } from './SpacetimeBar.tsx'
import { SpacetimeDrawing } from './SpacetimeDrawing.tsx'
import { SpacetimeTable } from './SpacetimeTable.tsx'
import './spacetime.css'
import { useSpacetime } from './store.ts'
import type { Stretch } from './window.ts'
import { around, following } from './window.ts'

const FIRST_SPAN_US = 500_000
/** More are told by bars: the eye cannot follow them, and painting them takes its time. */
const ARROWS_PER_PIXEL = 0.75

export function SpacetimeLens() {
  const { t } = useTranslation()
  const { host } = useSession()
  const frame = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  const stretch = useStretch()
  const limitUs = useLimit()
  const event = useRun((run) => (run.playing ? -1 : run.event))
  const { families, hidden, api } = useSpacetime(
    useShallow(({ families, hidden, api }) => ({ families, hidden, api })),
  )
  const ask = useMemo<SpacetimeAsk | null>(() => {
    if (size.width === 0) return null
    const { fromUs } = stretch
    const toUs = Math.max(fromUs, Math.min(stretch.toUs, limitUs))
    return {
      fromUs,
      toUs,
      event,
      families,
      hidden,
      api,
      arrowsMax: Math.round(size.width * ARROWS_PER_PIXEL),
    }
  }, [stretch, limitUs, event, families, hidden, api, size.width])
  // What lies in the stretch may still be in the making.
  const computedUs = useRun((run) => Math.min(run.timeline?.computedUs ?? 0, ask?.toUs ?? 0))
  const key = ask === null ? null : JSON.stringify([ask, computedUs])
  const { answer: rows } = useLatest(key, (branch) => host.spacetime(branch, ask as SpacetimeAsk))
  return (
    <section className="spacetime" aria-label={t('lens.spacetime')}>
      <SpacetimeBar rows={rows} stretch={stretch} frame={frame} />
      <div className="spacetime-frame" ref={frame} data-testid="spacetime" data-ready={rows !== null}>
        {rows !== null && size.width > 0 && (
          <SpacetimeDrawing
            rows={rows}
            stretch={stretch}
            width={size.width}
            height={size.height}
            limitUs={limitUs}
          />
        )}
      </div>
      {rows !== null && <SpacetimeTable rows={rows} limitUs={limitUs} />}
    </section>
  )
}

/** What is in sight: it goes along with the cursor when that would leave it. */
function useStretch(): Stretch {
  const chosen = useSpacetime((state) => state.stretch)
  const endUs = useRun((run) => run.timeline?.endUs ?? run.info?.untilUs ?? 1)
  const cursorUs = useRun((run) => run.cursorUs)
  const jumps = useRun((run) => run.jumps)
  const playing = useRun((run) => run.playing)
  const stretch = chosen ?? around(cursorUs, FIRST_SPAN_US, endUs)
  // Only a moved cursor moves the stretch: else nobody could look elsewhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const next = following(useSpacetime.getState().stretch ?? stretch, cursorUs, endUs)
    if (next !== useSpacetime.getState().stretch) useSpacetime.setState({ stretch: next })
  }, [cursorUs, jumps, playing, endUs])
  return stretch
}

/** What lies beyond was not seen yet, and must not be shown before the question is answered. */
function useLimit(): number {
  const fogUs = useFog()
  const seenUs = useRun((run) => (fogUs === null ? 0 : Math.max(fogUs, run.seenUs)))
  return fogUs === null ? Number.POSITIVE_INFINITY : seenUs
}
