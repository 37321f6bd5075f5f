// What matters on a branch: events with a fact of high rank, collected as the head goes on.

import type { TraceChunk } from '../sim/trace.ts'
import type { Branch } from './branch.ts'
import { chunkOfEvent, headEvent } from './branch.ts'
import type { Run } from './run.ts'

// What a code may make, as in `markCodes` of a run.
export const CAN_MARK = 1
export const SPACED_MARK = 2

/** Looks through what the head has written since. Its chunk is still there: this is called before it begins another. */
export function noteMarks(run: Run, branch: Branch): void {
  const head = headEvent(branch)
  const chunk = branch.chunks[chunkOfEvent(head)]
  if (chunk === undefined || chunk === null) return
  for (let event = branch.markedUpTo + 1; event <= head; event++) {
    if (isMarked(run, branch, chunk, event)) branch.marks.push(event)
  }
  branch.markedUpTo = head
}

function isMarked(run: Run, branch: Branch, chunk: TraceChunk, event: number): boolean {
  const at = event - chunk.firstEvent
  const timeUs = chunk.timeUs[at] as number
  const end = chunk.firstRow[at + 1] as number
  let marked = false
  for (let row = chunk.firstRow[at] as number; row < end; row++) {
    const code = chunk.kind[row] as number
    const mark = run.markCodes[code]
    if (mark === 0) continue
    if (!run.isMark(code, chunk.a[row] as number, chunk.b[row] as number, chunk.c[row] as number)) continue
    if (mark === SPACED_MARK) {
      if (!run.isDueMark(code, lastMarkedUs(branch, code), timeUs)) continue
      branch.spacedMarks.push({ event, code, timeUs })
    }
    marked = true
  }
  return marked
}

function lastMarkedUs({ spacedMarks }: Readonly<Branch>, code: number): number {
  for (let i = spacedMarks.length - 1; i >= 0; i--)
    if (spacedMarks[i]?.code === code) return (spacedMarks[i] as { readonly timeUs: number }).timeUs
  return -1
}

/** Whether the event at a place of the chunk has a fact whose code is set. */
export function hasCode(chunk: TraceChunk, at: number, codes: Uint8Array): boolean {
  const end = chunk.firstRow[at + 1] as number
  for (let row = chunk.firstRow[at] as number; row < end; row++) {
    if (codes[chunk.kind[row] as number] === 1) return true
  }
  return false
}

/** The first mark after an event, or the last before it; −1 if there is none. */
export function markBeside(branch: Branch, event: number, direction: 1 | -1): number {
  const { marks } = branch
  let low = 0
  let high = marks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((marks[middle] as number) < event + (direction === 1 ? 1 : 0)) low = middle + 1
    else high = middle
  }
  return marks[direction === 1 ? low : low - 1] ?? -1
}
