// What a loss of power leaves on the disk, looked through byte by byte as Kafka's recovery does it (LogLoader.recoverLog, LogSegment.recover,
// FileLogInputStream.nextBatch), by a reader that knows nothing of the engine.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usToMs } from '../../sim/time.ts'
import { createdUs, workloadOf } from '../workload/workload.ts'
import { BATCH_HEADER_BYTES, endOf, makeBatch } from './batch.ts'
import { crc32c } from './bytes/crc32c.ts'
import { partitionFiles } from './files/partition-files.ts'
import type { Log } from './log.ts'
import { activeSegment, appendBatch, assignedAt, emptyLog, rollLog } from './log.ts'
import { sealLogConfig } from './log-config.ts'
import { readBatches } from './read.ts'
import { recordBytes } from './record-size.ts'
import { diskBytes } from './retention.ts'
import { configOf } from './testing/bare-logs.ts'
import type { Behind } from './torn.ts'
import { loseFromPage, loseUnflushed, PAGE_BYTES, pagesAtRisk, tearInTheMiddle, tornEnd } from './torn.ts'
import { flushTo, noteFlush, safeEndOf } from './written.ts'

const TOPIC = configOf({})
const CONFIG = sealLogConfig(TOPIC)
const VALUE_BYTES = 300

const WORKLOAD = workloadOf(
  {
    kind: 'producer',
    id: 'p1',
    topic: 'orders',
    ratePerSecond: 1_000,
    keys: null,
    valueBytes: VALUE_BYTES,
    fromUs: 1_000_000,
    toUs: null,
    config: {},
  },
  '1',
)

const NOW_US = 5_000_000

class Disk {
  readonly log: Log = emptyLog(0, 0, 'orders-0', 1, CONFIG)
  private next = 0

  append(count: number): void {
    const records = Array.from({ length: count }, () => this.next++)
    const times = records.map((number) => usToMs(createdUs(WORKLOAD, number)))
    const base = times[0]!
    let sizeBytes = BATCH_HEADER_BYTES
    times.forEach((timeMs, place) => {
      sizeBytes += recordBytes(timeMs - base, place, -1, VALUE_BYTES)
    })
    const batch = makeBatch({
      sizeBytes,
      baseTimestampMs: base,
      maxTimestampMs: times[count - 1]!,
      producerId: -1,
      producerEpoch: -1,
      baseSequence: -1,
      producer: 'p1',
      batchNumber: this.next,
      records,
    })
    appendBatch(this.log, assignedAt(this.log, batch, 3), NOW_US, CONFIG)
  }

  /** A new segment, while the disk is still writing the old one. */
  roll(isDone: boolean): void {
    const before = this.log.recoveryPoint
    if (activeSegment(this.log).sizeBytes === 0) return
    rollLog(this.log, this.log.logEnd, NOW_US, CONFIG)
    noteFlush(this.log, before, isDone ? 0 : 1_000, NOW_US)
  }

  files(): Map<string, Uint8Array> {
    const replica = { log: this.log, config: TOPIC, topicId: 'x', closed: false, workloadOf: () => WORKLOAD }
    return new Map(
      partitionFiles(replica).map(({ path, sizeBytes, bytes }) => {
        const made = bytes()
        if (path.endsWith('.log')) expect(made.length, path).toBe(sizeBytes)
        return [path, made]
      }),
    )
  }
}

interface Looked {
  readonly validBytes: number
  readonly nextOffset: number
  readonly cutBytes: number
}

/** Batch by batch up to the first that does not hold. */
function lookThrough(base: number, bytes: Uint8Array): Looked {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = 0
  let nextOffset = base
  while (at < bytes.length - 17) {
    const size = view.getInt32(at + 8)
    if (size < 49 || at > bytes.length - 12 - size || view.getInt8(at + 16) !== 2) break
    const end = at + 12 + size
    if (view.getUint32(at + 17) !== crc32c(bytes, at + 21, end)) break
    nextOffset = Number(view.getBigInt64(at)) + view.getInt32(at + 23) + 1
    at = end
  }
  return { validBytes: at, nextOffset, cutBytes: bytes.length - at }
}

/** From the segment that holds the recovery point on; what comes after the first cut is not looked at. */
function recover(files: ReadonlyMap<string, Uint8Array>, recoveryPoint: number) {
  const logs = [...files].filter(([path]) => path.endsWith('.log')).sort(([a], [b]) => (a < b ? -1 : 1))
  const bases = logs.map(([path]) => Number(path.slice(0, 20)))
  let end = 0
  let cut: (Looked & { readonly base: number }) | null = null
  const deleted: number[] = []
  for (const [place, [, bytes]] of logs.entries()) {
    const base = bases[place]!
    if (cut !== null) {
      deleted.push(base)
      continue
    }
    if ((bases[place + 1] ?? Number.POSITIVE_INFINITY) <= recoveryPoint) continue
    const looked = lookThrough(base, bytes)
    end = looked.nextOffset
    if (looked.cutBytes > 0) cut = { ...looked, base }
  }
  return { end, cut, deleted }
}

type Move =
  | { readonly do: 'append'; readonly count: number }
  | { readonly do: 'roll'; readonly isDone: boolean }
  | { readonly do: 'flush' }

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 40 }) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('roll' as const), isDone: fc.boolean() }) },
    { weight: 1, arbitrary: fc.constant({ do: 'flush' as const }) },
  ),
  { minLength: 1, maxLength: 40 },
)

function diskAfter(made: readonly Move[]): Disk {
  const disk = new Disk()
  for (const move of made) {
    if (move.do === 'append') disk.append(move.count)
    else if (move.do === 'roll') disk.roll(move.isDone)
    else flushTo(disk.log, disk.log.logEnd, NOW_US)
  }
  return disk
}

const behind = fc.constantFrom<Behind>('lost', 'kept', 'laterKept')

describe('the disk after a loss of power', () => {
  it('is recovered by its bytes to where the log ends, and what goes is what lies behind the torn batch', () => {
    const seen = { torn: 0, later: 0, short: 0 }
    fc.assert(
      fc.property(moves, fc.nat(), behind, (made, draw, how) => {
        const disk = diskAfter(made)
        const { log } = disk
        const safeEnd = safeEndOf(log, NOW_US)
        const oldEnd = log.logEnd
        const recoveryPoint = Math.min(log.recoveryPoint, safeEnd)
        loseFromPage(log, draw % (pagesAtRisk(log, NOW_US) + 1), how, NOW_US)
        expect(log.logEnd).toBeGreaterThanOrEqual(safeEnd)
        const files = disk.files()
        const found = recover(files, recoveryPoint)
        expect(found.end).toBe(log.logEnd)
        const torn = log.torn ?? null
        expect(found.cut === null).toBe(torn === null)
        expect(found.deleted).toEqual(torn?.later.map(({ baseOffset }) => baseOffset) ?? [])
        let bytes = 0
        for (const [path, each] of files) if (path.endsWith('.log')) bytes += each.length
        expect(bytes).toBe(diskBytes(log))
        if (torn === null) return
        expect(found.cut).toMatchObject({
          base: torn.segmentBase,
          validBytes: torn.position,
          nextOffset: torn.offset,
          cutBytes: torn.sizeBytes - torn.position,
        })
        expect(torn.offset).toBe(log.logEnd)
        expect(tornEnd(torn)).toBeLessThanOrEqual(oldEnd)
        seen.torn += 1
        if (torn.later.length > 0) seen.later += 1
        if (torn.sizeBytes === torn.holeFrom) seen.short += 1
      }),
      { numRuns: 300, seed: 11 },
    )
    expect(seen.torn).toBeGreaterThan(100)
    expect(seen.later).toBeGreaterThan(20)
    expect(seen.short).toBeGreaterThan(20)
  }, 60_000)

  it('keeps what was flushed and loses the rest, when the kernel had written nothing', () => {
    fc.assert(
      fc.property(moves, (made) => {
        const disk = diskAfter(made)
        const safeEnd = safeEndOf(disk.log, NOW_US)
        loseUnflushed(disk.log, NOW_US)
        expect(disk.log.logEnd).toBe(safeEnd)
        expect(recover(disk.files(), safeEnd)).toEqual({ end: safeEnd, cut: null, deleted: [] })
      }),
      { numRuns: 60, seed: 11 },
    )
  }, 60_000)

  it('is torn on demand wherever anything was not flushed', () => {
    fc.assert(
      fc.property(moves, (made) => {
        const disk = diskAfter(made)
        const { log } = disk
        const safeEnd = safeEndOf(log, NOW_US)
        fc.pre(safeEnd < log.logEnd)
        const oldEnd = log.logEnd
        tearInTheMiddle(log, NOW_US)
        expect(log.torn).toBeDefined()
        expect(tornEnd(log.torn!)).toBe(oldEnd)
        expect(recover(disk.files(), safeEnd)).toMatchObject({
          end: log.logEnd,
          cut: { base: log.torn!.segmentBase },
        })
      }),
      { numRuns: 100, seed: 11 },
    )
  }, 60_000)
})

describe('a torn batch', () => {
  /** Two segments of 100 batches; the disk is still writing the first. */
  const twoSegments = (): Disk => {
    const disk = new Disk()
    for (let n = 0; n < 100; n++) disk.append(4)
    disk.roll(false)
    for (let n = 0; n < 100; n++) disk.append(4)
    return disk
  }

  it('in an older segment takes the later segment with it, though every byte of that is there', () => {
    const disk = twoSegments()
    const whole = disk.files().get('00000000000000000400.log')!
    loseFromPage(disk.log, 10, 'kept', NOW_US)
    const files = disk.files()
    expect(files.get('00000000000000000400.log')).toEqual(whole)
    expect(lookThrough(400, whole).nextOffset).toBe(800)
    const found = recover(files, 0)
    expect(found.deleted).toEqual([400])
    expect(found.cut).toMatchObject({ base: 0, nextOffset: disk.log.logEnd })
    expect(disk.log.torn).toMatchObject({ holeFrom: 11 * PAGE_BYTES, holeTo: 12 * PAGE_BYTES })
  })

  it('is none once the flush of the older segment is done: only the new one is at risk', () => {
    const disk = twoSegments()
    const doneUs = NOW_US + 1_000
    expect([safeEndOf(disk.log, doneUs - 1), safeEndOf(disk.log, doneUs)]).toEqual([0, 400])
    loseFromPage(disk.log, 10, 'kept', doneUs)
    expect(disk.log.torn).toMatchObject({ segmentBase: 400, later: [] })
  })

  it('in a segment below the recovery point would not be found: recovery takes that as it is', () => {
    const disk = twoSegments()
    loseFromPage(disk.log, 10, 'kept', NOW_US)
    expect(recover(disk.files(), 400)).toEqual({ end: 800, cut: null, deleted: [] })
  })

  it('takes every record from its own on, and leaves none of a batch that it lies in', () => {
    const disk = twoSegments()
    const before = readBatches(disk.log, 0, 800, Number.MAX_SAFE_INTEGER)
    loseFromPage(disk.log, 10, 'lost', NOW_US)
    const left = readBatches(disk.log, 0, 800, Number.MAX_SAFE_INTEGER)
    expect(left).toEqual(before.filter((batch) => endOf(batch) <= disk.log.logEnd))
    expect(before.some(({ baseOffset }) => baseOffset === disk.log.logEnd)).toBe(true)
  })
})
