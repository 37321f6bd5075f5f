// Begins the first minute: opens its scenario where records flow already, and starts the guide.

import { DEFAULT_PACE } from '../play/pace.ts'
import type { Session } from '../play/session.ts'
import { openLens } from '../state/lens.ts'
import { openShipped } from '../state/open-shipped.ts'
import { useRun } from '../state/run-state.ts'
import { beginFirst, endFirst, FIRST_SCENARIO, useFirst } from './first-minute.ts'

const START_US = 4_000_000

export async function leadFirst(session: Session): Promise<void> {
  openLens('cluster')
  await openShipped(session, FIRST_SCENARIO, null)
  if (useRun.getState().info?.scenarioId !== FIRST_SCENARIO) return
  session.player.seekTime(START_US)
  beginFirst()
  session.player.setPace(DEFAULT_PACE)
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) session.player.play()
  const unsubscribe = useRun.subscribe((run) => {
    if (useFirst.getState().step === null) unsubscribe()
    else if (run.info !== null && run.info.scenarioId !== FIRST_SCENARIO) endFirst()
  })
}
