import { useEffect, useState } from 'react'
import type { RunHost, RunInfo } from '../../worker/protocol.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from './run-state.ts'

const EVERY_MS = 500

interface Held<T> {
  readonly info: RunInfo
  readonly branch: number
  readonly answer: T
}

/** What the host says of the present branch, asked for again as long as the answer does not reach the end of the run; null until answered. `ask` and `reaches` stay the same functions. */
export function useWhileComputing<T>(
  ask: (host: RunHost, branch: number) => Promise<T>,
  reaches: (answer: T, endUs: number) => boolean,
): T | null {
  const { host } = useSession()
  const info = useRun((run) => run.info)
  const branch = useRun((run) => run.branch)
  const endUs = useRun((run) => run.timeline?.endUs ?? 0)
  const [held, setHeld] = useState<Held<T> | null>(null)
  useEffect(() => {
    if (info === null) return
    let wanted = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const askOn = async () => {
      try {
        const answer = await ask(host, branch)
        if (!wanted) return
        setHeld({ info, branch, answer })
        if (!reaches(answer, Math.max(endUs, info.untilUs))) timer = setTimeout(askOn, EVERY_MS)
      } catch (error) {
        if (wanted) useRun.setState({ failure: String(error) })
      }
    }
    void askOn()
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [host, info, branch, endUs, ask, reaches])
  return held !== null && held.info === info && held.branch === branch ? held.answer : null
}
