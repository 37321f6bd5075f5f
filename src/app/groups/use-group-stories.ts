import { useEffect, useState } from 'react'
import type { GroupStory } from '../../view/group-rows.ts'
import type { RunInfo } from '../../worker/protocol.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'

const EVERY_MS = 500

interface Held {
  readonly info: RunInfo
  readonly branch: number
  readonly stories: readonly GroupStory[]
}

/** The groups' stories, asked for again as long as the run is being computed; null until answered. */
export function useGroupStories(): readonly GroupStory[] | null {
  const { host } = useSession()
  const info = useRun((run) => run.info)
  const branch = useRun((run) => run.branch)
  const endUs = useRun((run) => run.timeline?.endUs ?? 0)
  const [held, setHeld] = useState<Held | null>(null)
  useEffect(() => {
    if (info === null) return
    let wanted = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      try {
        const { stories, computedUs } = await host.groups(branch)
        if (!wanted) return
        setHeld({ info, branch, stories })
        if (computedUs < Math.max(endUs, info.untilUs)) timer = setTimeout(ask, EVERY_MS)
      } catch (error) {
        if (wanted) useRun.setState({ failure: String(error) })
      }
    }
    void ask()
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [host, info, branch, endUs])
  return held !== null && held.info === info && held.branch === branch ? held.stories : null
}
