// What a run keeps, within a budget that can be seen and set: kept trace takes up to its share, checkpoints the rest. What goes can be had again by replay.

import type { TraceChunk } from '../sim/trace.ts'
import type { Branch } from './branch.ts'
import { chunkOfEvent } from './branch.ts'
import type { Kept } from './here.ts'
import { weigh } from './here.ts'
import { outlineBytes, outlineOf } from './outline.ts'
import type { Run } from './run.ts'

/** Of the budget, for trace: the rest is for checkpoints. */
const TRACE_SHARE_PERCENT = 60
/** However small the budget: what is being written, and what is being looked at. */
const CHUNKS_MIN = 3
const CHECKPOINTS_MIN = 8

export interface Memory {
  readonly checkpoints: number
  readonly pinned: number
  readonly checkpointBytes: number
  readonly traceBytes: number
  /** The widest that any branch has between its checkpoints. */
  readonly spacing: number
}

export function memoryOf(run: Run): Memory {
  const seen = new Set<Kept>()
  let pinned = 0
  let checkpointBytes = 0
  let spacing = 0
  for (const branch of run.branches) {
    spacing = Math.max(spacing, branch.spacing)
    for (const list of [branch.checkpoints, branch.shorts]) {
      for (const kept of list) {
        // Branches share what lies before their fork.
        if (seen.has(kept)) continue
        seen.add(kept)
        checkpointBytes += kept.bytes
        if (kept.pinned) pinned += 1
      }
    }
  }
  return { checkpoints: seen.size, pinned, checkpointBytes, traceBytes: traceBytes(run), spacing }
}

export function setMemoryBudget(run: Run, budgetBytes: number): void {
  run.budgetBytes = budgetBytes
  dropChunks(run)
  for (const branch of run.branches) keepWithin(run, branch)
}

/** Enters a chunk as the most recently used, and drops what is over the budget. */
export function keepChunk(run: Run, chunk: TraceChunk): void {
  const { keptChunks } = run
  const known = keptChunks.indexOf(chunk)
  if (known >= 0) keptChunks.splice(known, 1)
  keptChunks.push(chunk)
  dropChunks(run)
}

function dropChunks(run: Run): void {
  const { keptChunks } = run
  for (let i = 0; isOver(run) && i < keptChunks.length - 1; ) {
    if (dropChunk(run, keptChunks[i] as TraceChunk)) keptChunks.splice(i, 1)
    else i += 1
  }
}

function isOver(run: Run): boolean {
  const { keptChunks, limits } = run
  if (keptChunks.length > limits.chunksMax) return true
  return keptChunks.length > CHUNKS_MIN && traceBytes(run) > traceBudget(run)
}

function traceBudget(run: Run): number {
  return Math.floor(run.budgetBytes / 100) * TRACE_SHARE_PERCENT
}

function traceBytes(run: Run): number {
  let bytes = 0
  for (const chunk of run.keptChunks) bytes += chunkBytes(chunk)
  const outlines = new Set(run.branches.flatMap((branch) => branch.outlines))
  for (const outline of outlines) if (outline !== undefined) bytes += outlineBytes(outline)
  return bytes
}

function chunkBytes(chunk: TraceChunk): number {
  const { timeUs, cause, firstRow, leadRow, kind, subject, object, a, b, c, d } = chunk
  let bytes = 0
  for (const column of [timeUs, cause, firstRow, leadRow, kind, subject, object, a, b, c, d])
    bytes += column.byteLength
  return bytes
}

/** From every branch that shares it; false when it is still being written. */
function dropChunk(run: Run, chunk: TraceChunk): boolean {
  const place = chunkOfEvent(chunk.firstEvent)
  const holders = run.branches.filter((branch) => branch.chunks[place] === chunk)
  if (holders.some((branch) => place === branch.chunks.length - 1)) return false
  const outline = holders[0]?.outlines[place] ?? outlineOf(chunk)
  for (const branch of holders) {
    branch.chunks[place] = null
    branch.outlines[place] = outline
  }
  // One spare is enough to go on with; more would be memory that nobody sees.
  if (run.spareChunks.length === 0) run.spareChunks.push(chunk)
  return true
}

/** Every second checkpoint goes while there are too many, never a pinned one. */
export function keepWithin(run: Run, branch: Branch): void {
  while (isCrowded(run, branch)) {
    const before = branch.checkpoints.length
    branch.spacing *= 2
    branch.checkpoints = branch.checkpoints.filter(
      (kept) => kept.pinned || (kept.event + 1) % branch.spacing === 0,
    )
    if (branch.checkpoints.length === before) return
    branch.checkpoints.forEach((kept, place) => {
      weigh(kept, branch.checkpoints[place - 1] ?? null)
    })
  }
}

function isCrowded(run: Run, branch: Branch): boolean {
  const { checkpoints } = branch
  if (checkpoints.length > run.limits.checkpointsMax) return true
  if (checkpoints.length <= CHECKPOINTS_MIN) return false
  let bytes = 0
  for (const kept of checkpoints) bytes += kept.bytes
  return bytes > Math.floor((run.budgetBytes - traceBudget(run)) / run.branches.length)
}
