// The trace: what every event did, in typed columns. One chunk holds the events between two fixed positions, so that a chunk that was
// dropped, or never kept, can be had again by replaying exactly that stretch.

import { EVENTS_PER_CHUNK } from './limits.ts'

export interface TraceChunk {
  /** Index of its first event: a multiple of EVENTS_PER_CHUNK. */
  readonly firstEvent: number
  events: number
  rows: number
  // One entry an event.
  readonly timeUs: Float64Array
  readonly cause: Float64Array
  readonly firstRow: Uint32Array
  /** Row of the leading fact. */
  readonly leadRow: Uint32Array
  // One entry a row.
  kind: Uint16Array
  /** Slots of the entities that the fact is about; 0xffff_ffff for none. */
  subject: Uint32Array
  object: Uint32Array
  a: Float64Array
  b: Float64Array
  c: Float64Array
  d: Float64Array
}

export const NO_SLOT = 0xffff_ffff

export function createChunk(firstEvent: number, events = EVENTS_PER_CHUNK, rows = 65_536): TraceChunk {
  return {
    firstEvent,
    events: 0,
    rows: 0,
    timeUs: new Float64Array(events),
    cause: new Float64Array(events),
    firstRow: new Uint32Array(events + 1),
    leadRow: new Uint32Array(events),
    kind: new Uint16Array(rows),
    subject: new Uint32Array(rows),
    object: new Uint32Array(rows),
    a: new Float64Array(rows),
    b: new Float64Array(rows),
    c: new Float64Array(rows),
    d: new Float64Array(rows),
  }
}

/** Takes rows as they happen. `next` is asked for the chunk that begins at an event. */
export interface TraceRecorder {
  chunk: TraceChunk
  leadRank: number
  readonly eventsPerChunk: number
  readonly next: (firstEvent: number) => TraceChunk
}

/** Records from `event` on into chunks that begin at fixed positions; the first one may lack its beginning. */
export function createRecorder(
  event: number,
  next: (firstEvent: number) => TraceChunk,
  eventsPerChunk = EVENTS_PER_CHUNK,
): TraceRecorder {
  return { chunk: next(event - (event % eventsPerChunk)), leadRank: -1, eventsPerChunk, next }
}

/** The columns of a chunk that nobody reads any more, to be written anew. */
export function reuseChunk(chunk: TraceChunk, firstEvent: number): TraceChunk {
  return { ...chunk, firstEvent, events: 0, rows: 0 }
}

/** Few enough to stay in the processor's nearest memory. */
const SCRATCH_EVENTS = 64
const SCRATCH_ROWS = 512

/** For who looks at each event's rows and keeps none: one small chunk, written over and over. */
export function createScratchRecorder(event: number): TraceRecorder {
  let scratch: TraceChunk | null = null
  const next = (firstEvent: number): TraceChunk => {
    scratch =
      scratch === null
        ? createChunk(firstEvent, SCRATCH_EVENTS, SCRATCH_ROWS)
        : reuseChunk(scratch, firstEvent)
    return scratch
  }
  return createRecorder(event, next, SCRATCH_EVENTS)
}

export function recordEvent(recorder: TraceRecorder, event: number, timeUs: number, cause: number): void {
  let chunk = recorder.chunk
  if (event >= chunk.firstEvent + recorder.eventsPerChunk) {
    chunk = recorder.next(event)
    recorder.chunk = chunk
  }
  const at = event - chunk.firstEvent
  chunk.timeUs[at] = timeUs
  chunk.cause[at] = cause
  chunk.firstRow[at] = chunk.rows
  chunk.firstRow[at + 1] = chunk.rows
  chunk.leadRow[at] = chunk.rows
  chunk.events = at + 1
  recorder.leadRank = -1
}

export function recordRow(
  recorder: TraceRecorder,
  kind: number,
  rank: number,
  subject: number,
  object: number,
  a: number,
  b: number,
  c: number,
  d: number,
): void {
  const chunk = recorder.chunk
  const row = chunk.rows
  if (row === chunk.kind.length) growRows(chunk)
  chunk.kind[row] = kind
  chunk.subject[row] = subject
  chunk.object[row] = object
  chunk.a[row] = a
  chunk.b[row] = b
  chunk.c[row] = c
  chunk.d[row] = d
  chunk.rows = row + 1
  chunk.firstRow[chunk.events] = row + 1
  if (rank > recorder.leadRank) {
    recorder.leadRank = rank
    chunk.leadRow[chunk.events - 1] = row
  }
}

function growRows(chunk: TraceChunk): void {
  const rows = chunk.kind.length * 2
  const widen = <T extends Uint16Array | Uint32Array | Float64Array>(old: T, wide: T): T => {
    wide.set(old)
    return wide
  }
  chunk.kind = widen(chunk.kind, new Uint16Array(rows))
  chunk.subject = widen(chunk.subject, new Uint32Array(rows))
  chunk.object = widen(chunk.object, new Uint32Array(rows))
  chunk.a = widen(chunk.a, new Float64Array(rows))
  chunk.b = widen(chunk.b, new Float64Array(rows))
  chunk.c = widen(chunk.c, new Float64Array(rows))
  chunk.d = widen(chunk.d, new Float64Array(rows))
}
