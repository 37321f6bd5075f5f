// The book of one producer: the batch of each record, and what became of each batch. Counters lose who it was; this does not.
// Chunks in which everything is settled are sealed, and shared by every checkpoint.

import { numberedFinder } from '../sim/finders.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, ownIn } from '../sim/tables.ts'

export interface Book extends Entity {
  readonly kind: 'book'
  /** Slot of the producer's process. */
  readonly producer: number
  /** Number of the first record in the book: a producer may begin anywhere. */
  first: number
  /** One past the last. */
  end: number
  readonly records: RecordChunk[]
  readonly batches: BatchChunk[]
}

/** Batch of each record; NO_BATCH for one that never came into any. */
export interface RecordChunk {
  sealed: boolean
  contentHash: number
  readonly batch: number[]
}

/** By number of the batch. */
export interface BatchChunk {
  sealed: boolean
  contentHash: number
  /** Interned name, −1 for a batch that is not there. */
  readonly partition: number[]
  readonly count: number[]
  /** Its first record. */
  readonly first: number[]
  /** Offset in the partition's log, −1 while it is in none. */
  readonly base: number[]
  readonly flags: number[]
}

const NO_BATCH = -1
/** Refused before it was sent: no metadata, no memory, or too large. */
export const REFUSED = -2

export const SENT = 1
export const APPENDED = 2
export const ACKNOWLEDGED = 4
export const FAILED = 8
export const LOST = 16
export const DUPLICATED = 32
/** acks=0: nobody answers. */
export const UNANSWERED = 64
/** Appended behind a later batch of the same producer. */
export const REORDERED = 128
/** A consumer was given records of it, and a leader took over that does not have it. */
export const READ_GONE = 256
/** Acknowledged, and gone with its topic. */
export const TOPIC_DELETED = 512

const RECORDS_PER_CHUNK = 1_024
const BATCHES_PER_CHUNK = 64

const findNumbered = numberedFinder((producer: number) => `book:${producer}`)

export function findBook(tables: Tables, producer: number): Book | null {
  return findNumbered(tables, producer, producer) as Book | null
}

function bookOf(tables: Tables, producer: number, first: number): Book {
  return (
    findBook(tables, producer) ??
    addEntity<Book>(tables, (slot, stamp) => ({
      kind: 'book',
      address: `book:${producer}`,
      slot,
      stamp,
      producer,
      first,
      end: first,
      records: [],
      batches: [],
    }))
  )
}

/** A record came into a batch, or, with REFUSED, into none. */
export function bookRecord(
  tables: Tables,
  producer: number,
  record: number,
  partition: number,
  batch: number,
): void {
  const book = ownIn(tables, bookOf(tables, producer, record))
  // A producer that was down has left records out.
  while (book.end <= record) {
    const last = book.records[book.records.length - 1]
    if (last === undefined || last.batch.length === RECORDS_PER_CHUNK) {
      if (last !== undefined) seal(last, book.end)
      book.records.push({ sealed: false, contentHash: 0, batch: [] })
    }
    openRecords(book, book.records.length - 1).batch.push(NO_BATCH)
    book.end += 1
  }
  const place = record - book.first
  const chunk = openRecords(book, Math.floor(place / RECORDS_PER_CHUNK))
  chunk.batch[place % RECORDS_PER_CHUNK] = batch
  if (batch >= 0) enterInBatch(book, batch, partition, record)
}

function enterInBatch(book: Book, batch: number, partition: number, record: number): void {
  while (book.batches.length * BATCHES_PER_CHUNK <= batch)
    book.batches.push({
      sealed: false,
      contentHash: 0,
      partition: [],
      count: [],
      first: [],
      base: [],
      flags: [],
    })
  const chunk = openBatches(book, Math.floor(batch / BATCHES_PER_CHUNK))
  const row = batch % BATCHES_PER_CHUNK
  while (chunk.flags.length <= row) {
    chunk.partition.push(-1)
    chunk.count.push(0)
    chunk.first.push(-1)
    chunk.base.push(-1)
    chunk.flags.push(0)
  }
  if (chunk.partition[row] === -1) {
    chunk.partition[row] = partition
    chunk.first[row] = record
  }
  chunk.count[row] = (chunk.count[row] as number) + 1
}

/** What happened to a batch: flags to set and to clear, and its offset if it has one now. */
export function bookBatch(
  tables: Tables,
  producer: number,
  batch: number,
  set: number,
  clear = 0,
  base = -1,
): void {
  const known = findBook(tables, producer)
  if (known === null || batch < 0) return
  const place = Math.floor(batch / BATCHES_PER_CHUNK)
  if (known.batches[place]?.flags[batch % BATCHES_PER_CHUNK] === undefined) return
  const chunk = openBatches(ownIn(tables, known), place)
  const row = batch % BATCHES_PER_CHUNK
  chunk.flags[row] = ((chunk.flags[row] as number) | set) & ~clear
  if (base >= 0) chunk.base[row] = base
  if (chunk.flags.length === BATCHES_PER_CHUNK && chunk.flags.every(isSettled)) seal(chunk, batch)
}

function isSettled(flags: number): boolean {
  return (flags & (ACKNOWLEDGED | FAILED | UNANSWERED)) !== 0
}

/** Chunks are told apart by what is in them when they are sealed: the last word is enough with the number of the chunk. */
function seal(chunk: RecordChunk | BatchChunk, mark: number): void {
  let hash = mark | 0
  const columns = 'batch' in chunk ? [chunk.batch] : [chunk.base, chunk.flags, chunk.count]
  for (const column of columns) for (const value of column) hash = (Math.imul(hash, 31) + value) | 0
  chunk.contentHash = hash
  chunk.sealed = true
}

/** A sealed chunk is shared: a copy is opened. The book must be owned. */
function openRecords(book: Book, place: number): RecordChunk {
  const chunk = book.records[place] as RecordChunk
  if (!chunk.sealed) return chunk
  const open = { sealed: false, contentHash: 0, batch: chunk.batch.slice() }
  book.records[place] = open
  return open
}

function openBatches(book: Book, place: number): BatchChunk {
  const chunk = book.batches[place] as BatchChunk
  if (!chunk.sealed) return chunk
  const open: BatchChunk = {
    sealed: false,
    contentHash: 0,
    partition: chunk.partition.slice(),
    count: chunk.count.slice(),
    first: chunk.first.slice(),
    base: chunk.base.slice(),
    flags: chunk.flags.slice(),
  }
  book.batches[place] = open
  return open
}

/** Batch of a record; NO_BATCH when the book has none. */
export function batchOf(book: Readonly<Book>, record: number): number {
  if (record < book.first || record >= book.end) return NO_BATCH
  const place = record - book.first
  const chunk = book.records[Math.floor(place / RECORDS_PER_CHUNK)]
  return chunk?.batch[place % RECORDS_PER_CHUNK] ?? NO_BATCH
}

/** Numbers of batches lie below. */
export function batchesEnd(book: Readonly<Book>): number {
  return book.batches.length * BATCHES_PER_CHUNK
}

export function flagsOf(book: Readonly<Book>, batch: number): number {
  return book.batches[Math.floor(batch / BATCHES_PER_CHUNK)]?.flags[batch % BATCHES_PER_CHUNK] ?? 0
}

export interface BatchEntry {
  readonly partition: number
  readonly count: number
  readonly first: number
  readonly base: number
  readonly flags: number
}

export function batchEntry(book: Readonly<Book>, batch: number): BatchEntry | null {
  const chunk = book.batches[Math.floor(batch / BATCHES_PER_CHUNK)]
  const row = batch % BATCHES_PER_CHUNK
  const partition = chunk?.partition[row]
  if (chunk === undefined || partition === undefined || partition < 0) return null
  return {
    partition,
    count: chunk.count[row] as number,
    first: chunk.first[row] as number,
    base: chunk.base[row] as number,
    flags: chunk.flags[row] as number,
  }
}

/** Numbers of a batch's records, ascending. */
export function recordsOf(book: Readonly<Book>, batch: number): number[] {
  const entry = batchEntry(book, batch)
  const found: number[] = []
  if (entry === null) return found
  for (let record = entry.first; record < book.end && found.length < entry.count; record++)
    if (batchOf(book, record) === batch) found.push(record)
  return found
}
