import { useEffect, useRef, useState } from 'react'
import type { EventRow } from '../../view/rows.ts'
import type { RunInfo } from '../../worker/protocol.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'

/** Rows are asked for in pages of this size, one question at a time. */
const PAGE = 64
const PAGES_KEPT = 40

interface Pages {
  /** Every input brings another: the events after it are not what they were, on the same branch either. */
  readonly info: RunInfo | null
  readonly branch: number
  readonly asked: Map<number, readonly EventRow[]>
  asking: boolean
}

interface Held {
  readonly of: Pages
  readonly rows: ReadonlyMap<number, EventRow>
}

const NO_ROWS: ReadonlyMap<number, EventRow> = new Map()

/** The rows between two indexes as far as they have been answered. */
export function useEventRows(branch: number, first: number, last: number): ReadonlyMap<number, EventRow> {
  const { host } = useSession()
  const info = useRun((run) => run.info)
  const [held, setHeld] = useState<Held | null>(null)
  const pages = useRef<Pages>({ info, branch, asked: new Map(), asking: false })
  const computed = useRun((run) => run.timeline?.events ?? 0)

  useEffect(() => {
    if (pages.current.info !== info || pages.current.branch !== branch)
      pages.current = { info, branch, asked: new Map(), asking: false }
    const state = pages.current
    let wanted = true
    const fill = async () => {
      if (state.asking) return
      state.asking = true
      try {
        for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
          const held = state.asked.get(page)
          if (held !== undefined && (held.length === PAGE || held.length >= computed - page * PAGE)) continue
          state.asked.set(page, await host.events(branch, page * PAGE, PAGE))
          if (state.asked.size > PAGES_KEPT) state.asked.delete(farthest(state.asked.keys(), page))
        }
      } catch (error) {
        if (state === pages.current) useRun.setState({ failure: String(error) })
      }
      state.asking = false
      if (state === pages.current)
        setHeld({ of: state, rows: new Map([...state.asked.values()].flat().map((row) => [row.index, row])) })
    }
    // The cursor may rush by while playing: ask when it lingers.
    const timer = setTimeout(() => wanted && void fill(), 60)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [host, info, branch, first, last, computed])
  return held !== null && held.of.info === info && held.of.branch === branch ? held.rows : NO_ROWS
}

function farthest(pages: Iterable<number>, from: number): number {
  let found = from
  for (const page of pages) if (Math.abs(page - from) > Math.abs(found - from)) found = page
  return found
}
