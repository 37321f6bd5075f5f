import { useEffect, useState } from 'react'
import type { RunHost } from '../../worker/protocol.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'

/**
 * What the worker answers for the moment shown, asked again at each other moment while the run stands; the last answer stays while it plays.
 * `question` null asks nothing; questions are told apart by their text.
 */
export function useAnswer<Question, Answer>(
  question: Question | null,
  ask: (host: RunHost, branch: number, event: number, question: Question) => Promise<Answer>,
): Answer | null {
  const { host } = useSession()
  const branch = useRun((run) => run.branch)
  const event = useRun((run) => (run.playing ? null : run.event))
  const [answer, setAnswer] = useState<{ readonly key: string; readonly value: Answer } | null>(null)
  const key = JSON.stringify(question)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question goes by its text, and how to ask never changes
  useEffect(() => {
    if (question === null || event === null) return
    let wanted = true
    const take = async () => {
      try {
        const value = await ask(host, branch, event, question)
        if (wanted) setAnswer({ key, value })
      } catch (error) {
        if (wanted) useRun.setState({ failure: String(error) })
      }
    }
    void take()
    return () => {
      wanted = false
    }
  }, [host, branch, event, key])
  return question !== null && answer?.key === key ? answer.value : null
}
