// The life of one record as a line of events, up to a moment. Trace that is not kept costs a replay: of a long run it is told a part at a time.

import type { BatchEntry } from '../check/book.ts'
import { batchEntry, batchOf, findBook, recordsOf } from '../check/book.ts'
import { fateOf } from '../check/fates.ts'
import {
  APPENDED,
  APPENDED_BATCH,
  BECAME_LEADER,
  HIGH_WATERMARK_ADVANCED,
  TRUNCATED,
} from '../kafka/broker/facts.ts'
import {
  BATCH_ACKNOWLEDGED,
  BATCH_CLOSED,
  BATCH_EXPIRED,
  BATCH_FAILED,
  BATCH_RETRIED,
  BATCH_SENT,
  RECORD_APPENDED,
  RECORD_FAILED,
  RECORDS_DELIVERED,
} from '../kafka/client/facts.ts'
import type { FactRow } from '../run/rows.ts'
import { FACT_CODES } from '../sim/facts.ts'
import type { Tables } from '../sim/tables.ts'
import type { TraceChunk } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import { tell } from '../tell/tell.ts'
import type { LifeRest, LifeRow, LifeStage, RecordLife } from './ledger-rows.ts'

export interface LifeSource {
  /** As they stood after the event. */
  readonly world: World
  readonly checks: Tables
  readonly chunkAt: (event: number) => TraceChunk
  readonly rowsOf: (event: number) => readonly FactRow[]
  /** Nothing of the record lies before it. */
  readonly firstEvent: number
  /** Whether the chunk of an event is at hand. */
  readonly isKept: (event: number) => boolean
  /** Chunks that are replayed in one go. */
  readonly replaysMax: number
}

/** A record that is delivered again and again has a long life. */
const STEPS_MAX = 80

const TELLING = [
  RECORD_APPENDED,
  RECORD_FAILED,
  BATCH_CLOSED,
  BATCH_SENT,
  BATCH_RETRIED,
  BATCH_ACKNOWLEDGED,
  BATCH_EXPIRED,
  BATCH_FAILED,
  APPENDED,
  HIGH_WATERMARK_ADVANCED,
  RECORDS_DELIVERED,
  TRUNCATED,
  BECAME_LEADER,
]
const CODES = new Uint8Array(FACT_CODES)
for (const { code } of TELLING) CODES[code] = 1

/** null: the producer has made no such record by then. */
export function recordLife(
  source: LifeSource,
  producer: string,
  record: number,
  rest: LifeRest | null = null,
): RecordLife | null {
  const { world, checks } = source
  const slot = find(world, `process:${producer}`)?.slot ?? -1
  const book = findBook(checks, slot)
  const fate = fateOf(world, checks, producer, record)
  if (book === null || fate === null) return null
  const batch = batchOf(book, record)
  const entry = batch < 0 ? null : batchEntry(book, batch)
  const place = entry === null ? -1 : recordsOf(book, batch).indexOf(record)
  const subject: Subject = { slot, producer: world.nameIds.get(producer) ?? -1, record, batch, place, entry }
  return {
    address: `record:${producer}/${record}`,
    fate,
    partition: entry === null ? '' : (world.names[entry.partition] ?? ''),
    offset: entry === null || entry.base < 0 ? -1 : entry.base + place,
    ...stepsOf(source, subject, rest),
  }
}

/** The record whose life is told. */
interface Subject {
  readonly slot: number
  /** Interned name. */
  readonly producer: number
  readonly record: number
  readonly batch: number
  /** In its batch. */
  readonly place: number
  readonly entry: BatchEntry | null
}

/** Offsets at which leaders have appended it, and how far each of those was committed and delivered. */
interface Progress {
  readonly offsets: number[]
  committed: boolean
}

function stepsOf(
  source: LifeSource,
  subject: Subject,
  rest: LifeRest | null,
): { readonly steps: LifeRow[]; readonly rest: LifeRest | null } {
  const steps: LifeRow[] = []
  const told = rest?.told ?? 0
  const progress: Progress = { offsets: [...(rest?.offsets ?? [])], committed: rest?.committed ?? false }
  const last = source.world.event
  let replays = 0
  for (let event = rest?.event ?? source.firstEvent; event <= last && told + steps.length < STEPS_MAX; ) {
    if (!source.isKept(event)) {
      if (replays === source.replaysMax)
        return { steps, rest: { event, told: told + steps.length, ...progress } }
      replays += 1
    }
    const chunk = source.chunkAt(event)
    const end = Math.min(last, chunk.firstEvent + chunk.events - 1)
    for (; event <= end && told + steps.length < STEPS_MAX; event++)
      stepsAt(source, subject, progress, chunk, event, steps)
  }
  return { steps, rest: null }
}

function stepsAt(
  source: LifeSource,
  subject: Subject,
  progress: Progress,
  chunk: TraceChunk,
  event: number,
  steps: LifeRow[],
): void {
  const at = event - chunk.firstEvent
  const start = chunk.firstRow[at] as number
  const stop = chunk.firstRow[at + 1] as number
  for (let row = start; row < stop; row++) {
    if (CODES[chunk.kind[row] as number] !== 1) continue
    const stage = stageOf(subject, progress, chunk, row)
    if (stage === null) continue
    const fact = source.rowsOf(event)[row - start] as FactRow
    steps.push({ event, timeUs: chunk.timeUs[at] as number, stage, sentence: tell(source.world, fact) })
  }
}

/** What a fact means for the record; null: nothing. */
function stageOf(subject: Subject, progress: Progress, chunk: TraceChunk, row: number): LifeStage | null {
  const [a, b, c] = [chunk.a[row] as number, chunk.b[row] as number, chunk.c[row] as number]
  const isMine = chunk.subject[row] === subject.slot
  const isOfBatch = isMine && subject.batch >= 0 && b === subject.batch
  switch (chunk.kind[row]) {
    case RECORD_APPENDED.code:
      return isMine && a === subject.record ? 'made' : null
    case RECORD_FAILED.code:
      return isMine && a === subject.record ? 'failed' : null
    case BATCH_CLOSED.code:
      return isOfBatch ? 'made' : null
    case BATCH_SENT.code:
    case BATCH_RETRIED.code:
      return isOfBatch ? 'sent' : null
    case BATCH_ACKNOWLEDGED.code:
      return isOfBatch ? 'acknowledged' : null
    case BATCH_EXPIRED.code:
    case BATCH_FAILED.code:
      return isOfBatch ? 'failed' : null
    default:
      return a === subject.entry?.partition ? logStageOf(subject, progress, chunk, row, b, c) : null
  }
}

/** What happened in the log of its partition. */
function logStageOf(
  subject: Subject,
  progress: Progress,
  chunk: TraceChunk,
  row: number,
  b: number,
  c: number,
): LifeStage | null {
  const { offsets } = progress
  switch (chunk.kind[row]) {
    case APPENDED.code: {
      const isIt =
        chunk.kind[row + 1] === APPENDED_BATCH.code &&
        chunk.a[row + 1] === subject.producer &&
        chunk.b[row + 1] === subject.batch
      if (!isIt) return null
      offsets.push(b + subject.place)
      progress.committed = false
      return 'appended'
    }
    case HIGH_WATERMARK_ADVANCED.code:
      if (progress.committed || !offsets.some((offset) => c > offset)) return null
      progress.committed = true
      return 'committed'
    case RECORDS_DELIVERED.code:
      return offsets.some((offset) => b <= offset && c > offset) ? 'delivered' : null
    case TRUNCATED.code:
      return offsets.some((offset) => c <= offset && b > offset) ? 'truncated' : null
    case BECAME_LEADER.code:
      return offsets.length > 0 ? 'takeover' : null
    default:
      return null
  }
}
