import { useEffect, useRef, useState } from 'react'
import type { LogChangeRow, LogRecordRow, LogReplicaRow } from '../../view/log-rows.ts'
import { useRun } from '../state/run-state.ts'

/** What happened to the logs a moment ago while it plays, and the records it took. */
export interface Recent {
  readonly changes: readonly LogChangeRow[]
  readonly gone: readonly LogRecordRow[]
}

const NOTHING: Recent = { changes: [], gone: [] }
const SHOWN_MS = 1_600

interface Frame {
  readonly replicas: readonly LogReplicaRow[]
  readonly records: readonly LogRecordRow[]
  readonly jumps: number
  readonly branch: number
  readonly event: number
}

/** Between two frames of play many events pass: what they cut, deleted, rolled or cleaned stays marked for a moment. */
export function useRecentChanges(
  replicas: readonly LogReplicaRow[],
  records: readonly LogRecordRow[],
): Recent {
  const jumps = useRun((run) => run.jumps)
  const branch = useRun((run) => run.branch)
  const playing = useRun((run) => run.playing)
  const [recent, setRecent] = useState(NOTHING)
  const last = useRef<Frame | null>(null)
  useEffect(() => {
    const { event } = useRun.getState()
    const was = last.current
    last.current = { replicas, records, jumps, branch, event }
    const goesOn = was !== null && was.jumps === jumps && was.branch === branch && was.event <= event
    if (!playing || was === null || !goesOn) return
    const changes = changesBetween(was.replicas, replicas)
    if (changes.length > 0) setRecent({ changes, gone: goneBetween(was.records, changes) })
  }, [replicas, records, jumps, branch, playing])
  useEffect(() => {
    if (recent === NOTHING) return
    const timer = setTimeout(() => setRecent(NOTHING), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [recent])
  return playing ? recent : NOTHING
}

/** Appends and watermarks move all the time: they show by themselves. */
export function changesBetween(
  before: readonly LogReplicaRow[],
  now: readonly LogReplicaRow[],
): LogChangeRow[] {
  const changes: LogChangeRow[] = []
  for (const is of now) {
    const was = before.find((replica) => replica.address === is.address)
    if (was === undefined) continue
    const add = (kind: LogChangeRow['kind'], from: number, to: number) =>
      changes.push({ address: `${is.address}/${kind}`, node: is.node, kind, from, to })
    if (is.logEnd < was.logEnd) add('truncate', is.logEnd, was.logEnd)
    else if (was.torn !== null && is.torn === null) add('truncate', was.torn.from, was.torn.to)
    if (is.logStart > was.logStart) add('delete', was.logStart, is.logStart)
    const active = is.segments.at(-1)?.base ?? -1
    if (is.segmentCount > was.segmentCount && active > (was.segments.at(-1)?.base ?? -1))
      add('roll', active, active)
    if (is.logEnd === was.logEnd && is.logStart === was.logStart && is.sizeBytes < was.sizeBytes)
      add('clean', is.logStart, is.logEnd)
  }
  return changes
}

function goneBetween(records: readonly LogRecordRow[], changes: readonly LogChangeRow[]): LogRecordRow[] {
  const cut = changes.filter((change) => change.kind === 'truncate')
  return records
    .filter((record) =>
      cut.some(({ node, from, to }) => record.node === node && record.offset >= from && record.offset < to),
    )
    .map((record) => ({ ...record, gone: true, behind: false, address: `${record.address}/gone` }))
}
