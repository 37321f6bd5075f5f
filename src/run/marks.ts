// What matters on a branch: events with a fact of high rank, collected as the head goes on.

import type { TraceChunk } from '../sim/trace.ts'
import type { Branch } from './branch.ts'
import { chunkOfEvent, headEvent } from './branch.ts'
import type { Run } from './run.ts'

/** Looks through what the head has written since. Its chunk is still there: this is called before it begins another. */
export function noteMarks(run: Run, branch: Branch): void {
  const head = headEvent(branch)
  const chunk = branch.chunks[chunkOfEvent(head)]
  if (chunk === undefined || chunk === null) return
  for (let event = branch.markedUpTo + 1; event <= head; event++) {
    if (isMarked(run, chunk, event - chunk.firstEvent)) branch.marks.push(event)
  }
  branch.markedUpTo = head
}

function isMarked(run: Run, chunk: TraceChunk, at: number): boolean {
  const end = chunk.firstRow[at + 1] as number
  for (let row = chunk.firstRow[at] as number; row < end; row++) {
    const code = chunk.kind[row] as number
    if (run.markCodes[code] !== 1) continue
    if (run.isMark(code, chunk.a[row] as number, chunk.b[row] as number, chunk.c[row] as number)) return true
  }
  return false
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
