import { useEffect, useRef, useState } from 'react'
import type { RunInfo } from '../../worker/protocol.ts'
import { useRun } from './run-state.ts'

interface Held<Answer> {
  readonly info: RunInfo | null
  readonly branch: number
  readonly key: string
  readonly answer: Answer
}

interface Asking {
  busy: boolean
  next: (() => Promise<void>) | null
}

/** The answer to the latest question: one at a time, the last one stays until the next comes. `key` says what the question is; null asks nothing. */
export function useLatest<Answer>(
  key: string | null,
  ask: (branch: number) => Promise<Answer>,
): { readonly answer: Answer | null; readonly fresh: boolean } {
  const info = useRun((run) => run.info)
  const branch = useRun((run) => run.branch)
  const [held, setHeld] = useState<Held<Answer> | null>(null)
  const state = useRef<Asking>({ busy: false, next: null })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is told by its key
  useEffect(() => {
    if (key === null || info === null) return
    let wanted = true
    const take = async () => {
      try {
        const answer = await ask(branch)
        if (wanted) setHeld({ info, branch, key, answer })
      } catch (error) {
        if (wanted) useRun.setState({ failure: String(error) })
      }
    }
    state.current.next = take
    void drain(state.current)
    return () => {
      wanted = false
      if (state.current.next === take) state.current.next = null
    }
  }, [info, branch, key])
  const isOfRun = held !== null && held.info === info && held.branch === branch
  return { answer: isOfRun ? held.answer : null, fresh: isOfRun && held.key === key }
}

async function drain(state: Asking): Promise<void> {
  if (state.busy) return
  state.busy = true
  while (state.next !== null) {
    const { next } = state
    state.next = null
    await next()
  }
  state.busy = false
}
