// The comparison of two sides, as it goes on in the worker.

import { useEffect, useState } from 'react'
import type { CompareRows } from '../../view/compare-rows.ts'
import type { SideAsk } from '../../worker/compare-tools.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'

export type Compared =
  | { readonly kind: 'going'; readonly done: number }
  | { readonly kind: 'done'; readonly rows: CompareRows }
  | { readonly kind: 'cancelled' }

const EVERY_MS = 150
const GOING: Compared = { kind: 'going', done: 0 }

/** `attempt`: another number asks anew. */
export function useCompared(a: SideAsk, b: SideAsk, attempt: number): Compared {
  const { host } = useSession()
  const [compared, setCompared] = useState<Compared>(GOING)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sides by what they are, and each attempt anew
  useEffect(() => {
    let wanted = true
    setCompared(GOING)
    const timer = setInterval(() => {
      void host
        .compareProgress()
        .then(
          (done) => wanted && setCompared((now) => (now.kind === 'going' ? { kind: 'going', done } : now)),
        )
        .catch(() => undefined)
    }, EVERY_MS)
    host
      .compare(a, b)
      .then((rows) => wanted && setCompared(rows === null ? { kind: 'cancelled' } : { kind: 'done', rows }))
      .catch((error: unknown) => wanted && useRun.setState({ failure: String(error) }))
      .finally(() => clearInterval(timer))
    return () => {
      wanted = false
      clearInterval(timer)
      void host.cancelCompare().catch(() => undefined)
    }
  }, [host, a.run, a.branch, b.run, b.branch, attempt])
  return compared
}
