import { useEffect, useState } from 'react'
import type { WhyRow } from '../../view/rows.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'

/** Long enough that somebody who drags along the timeline is not kept waiting by it. */
const DELAY_MS = 200

/** The causes of an event, asked once the cursor rests; null until answered. */
export function useWhy(event: number | null): readonly WhyRow[] | null {
  const { host } = useSession()
  const branch = useRun((run) => run.branch)
  // On the way to a moment that is not computed yet the event changes with each frame: replays for its causes would hold that up.
  const computing = useRun((run) => run.computing)
  const [held, setHeld] = useState<{ readonly key: string; readonly rows: readonly WhyRow[] } | null>(null)
  const key = `${branch}/${event}`
  useEffect(() => {
    if (event === null || event < 0 || computing) return
    let wanted = true
    const timer = setTimeout(() => {
      host
        .why(branch, event)
        .then((rows) => wanted && setHeld({ key: `${branch}/${event}`, rows }))
        .catch((error: unknown) => wanted && useRun.setState({ failure: String(error) }))
    }, DELAY_MS)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [host, branch, event, computing])
  return held !== null && held.key === key ? held.rows : null
}
