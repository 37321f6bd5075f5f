// The values of configs along a chain: the first steps bring theirs, the others are asked for page by page, so that other questions come between.

import { useEffect, useState } from 'react'
import { decidedBy } from '../../tell/decided.ts'
import type { DecidedRow, WhyRow } from '../../view/rows.ts'
import { useSession } from '../play/session-context.ts'
import { useRun } from '../state/run-state.ts'

type Values = ReadonlyMap<number, DecidedRow['decided']>

const PAGE = 6
const NONE: Values = new Map()

export function useDecided(rows: readonly WhyRow[]): Values {
  const { host } = useSession()
  const branch = useRun((run) => run.branch)
  const [held, setHeld] = useState<{ readonly rows: readonly WhyRow[]; readonly values: Values } | null>(null)
  useEffect(() => {
    const missing = rows.filter((row) => row.decided === undefined && decidedBy(row.fact).configs.length > 0)
    let wanted = true
    const askAll = async () => {
      const values = new Map<number, DecidedRow['decided']>()
      for (let from = 0; from < missing.length && wanted; from += PAGE) {
        const page = missing.slice(from, from + PAGE).map(({ index }) => index)
        for (const { index, decided } of await host.decided(branch, page)) values.set(index, decided)
        if (wanted) setHeld({ rows, values: new Map(values) })
      }
    }
    void askAll().catch((error: unknown) => wanted && useRun.setState({ failure: String(error) }))
    return () => {
      wanted = false
    }
  }, [host, branch, rows])
  return held?.rows === rows ? held.values : NONE
}
