// A high watermark stalls: records lie above it, and it has not moved for so long.

import { APPENDED, BECAME_LEADER, HIGH_WATERMARK_ADVANCED, LEADERLESS } from '../kafka/broker/facts.ts'
import type { Watcher } from './until-search.ts'

interface Pending {
  end: number
  committed: number
  /** Since when it has not moved although it should; −1 when nothing lies above it. */
  sinceUs: number
  told: boolean
}

/** Number of a name; null for any. */
export type NameId = (() => number) | null

export function stallWatcher(partition: NameId, forUs: number): Watcher {
  const partitions = new Map<number, Pending>()
  const order: number[] = []

  function pendingOf(name: number): Pending {
    let known = partitions.get(name)
    if (known === undefined) {
      known = { end: 0, committed: 0, sinceUs: -1, told: false }
      partitions.set(name, known)
      order.push(name)
    }
    return known
  }

  return {
    // Twice, so that what stalls already is known to, and does not count as news.
    warmUs: 2 * forUs,
    needsWorld: false,
    reset: () => {
      partitions.clear()
      order.length = 0
    },
    observe: ({ chunk, place, timeUs }) => {
      let happens = false
      for (const name of order) {
        const known = partitions.get(name) as Pending
        if (known.told || known.sinceUs < 0 || timeUs - known.sinceUs < forUs) continue
        known.told = true
        happens = true
      }
      if (chunk === null) return false
      const end = chunk.firstRow[place + 1] as number
      for (let row = chunk.firstRow[place] as number; row < end; row++) {
        const name = chunk.a[row] as number
        if (partition !== null && name !== partition()) continue
        switch (chunk.kind[row]) {
          case APPENDED.code: {
            const known = pendingOf(name)
            known.end = (chunk.b[row] as number) + (chunk.c[row] as number)
            if (known.sinceUs < 0) known.sinceUs = timeUs
            break
          }
          case HIGH_WATERMARK_ADVANCED.code: {
            const known = pendingOf(name)
            known.committed = chunk.c[row] as number
            known.sinceUs = known.committed < known.end ? timeUs : -1
            known.told = false
            break
          }
          case BECAME_LEADER.code: {
            // The next leader counts anew, from its own log.
            const known = pendingOf(name)
            known.end = chunk.c[row] as number
            known.committed = chunk.d[row] as number
            if (known.committed < known.end) {
              if (known.sinceUs < 0) known.sinceUs = timeUs
            } else {
              known.sinceUs = -1
              known.told = false
            }
            break
          }
          case LEADERLESS.code:
            pendingOf(name)
            break
          default:
        }
      }
      return happens
    },
  }
}
