import { useEffect, useRef, useState } from 'react'
import type { EventRow } from '../../view/rows.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'

/** Rows are asked for in pages of this size, one question at a time. */
const PAGE = 64
const PAGES_KEPT = 40

/** The rows between two indexes as far as they have been answered. */
export function useEventRows(branch: number, first: number, last: number): ReadonlyMap<number, EventRow> {
  const { host } = useSession()
  const [rows, setRows] = useState<ReadonlyMap<number, EventRow>>(new Map())
  const pages = useRef({ branch, asked: new Map<number, readonly EventRow[]>(), asking: false })
  const computed = useRun((run) => run.timeline?.events ?? 0)

  useEffect(() => {
    if (pages.current.branch !== branch) pages.current = { branch, asked: new Map(), asking: false }
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
        useRun.setState({ failure: String(error) })
      }
      state.asking = false
      if (state === pages.current)
        setRows(new Map([...state.asked.values()].flat().map((row) => [row.index, row])))
    }
    // The cursor may rush by while playing: ask when it lingers.
    const timer = setTimeout(() => wanted && void fill(), 60)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [host, branch, first, last, computed])
  return rows
}

function farthest(pages: Iterable<number>, from: number): number {
  let found = from
  for (const page of pages) if (Math.abs(page - from) > Math.abs(found - from)) found = page
  return found
}
