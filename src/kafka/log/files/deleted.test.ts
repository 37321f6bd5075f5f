import { describe, expect, it } from 'vitest'
import { makeDataBatch } from '../batch.ts'
import { cleanLog } from '../compaction/clean-log.ts'
import { buildOffsetMap } from '../compaction/offset-map.ts'
import type { Log } from '../log.ts'
import { appendBatch, assignedAt, emptyLog, rollLog } from '../log.ts'
import { sealLogConfig } from '../log-config.ts'
import { advanceLogStart } from '../log-start.ts'
import { deleteOldest, startAfterDeleting } from '../retention.ts'
import { configOf } from '../testing/bare-logs.ts'
import { partitionFiles } from './partition-files.ts'

const TOPIC = configOf({ 'cleanup.policy': 'compact,delete', 'index.interval.bytes': 0 })
const CONFIG = sealLogConfig(TOPIC)

/** Three segments of two batches each. */
function threeSegments(): Log {
  const log = emptyLog(0, 0, 'orders-0', 1, CONFIG)
  for (let n = 0; n < 6; n++) {
    if (n % 2 === 0 && n > 0) rollLog(log, log.logEnd, 0, CONFIG)
    const data = [{ sealed: true, key: 'k', value: null, keyBytes: 0, valueBytes: -1 }] as const
    appendBatch(log, assignedAt(log, makeDataBatch(n, data), 0), n * 1_000, CONFIG)
  }
  return log
}

function sizes(log: Log): { [path: string]: number } {
  const replica = { log, config: TOPIC, topicId: 'x', closed: false, workloadOf: () => expect.fail() }
  return Object.fromEntries(partitionFiles(replica).map(({ path, sizeBytes }) => [path, sizeBytes]))
}

const name = (base: number): string => String(base).padStart(20, '0')

describe('files of segments that are gone', () => {
  it('lie there as they were, under another name, until the delay is over', () => {
    const log = threeSegments()
    const before = sizes(log)
    advanceLogStart(log, startAfterDeleting(log, 2, 0, CONFIG))
    deleteOldest(log, 2, 0, CONFIG)
    const after = sizes(log)
    for (const path of [
      `${name(0)}.log`,
      `${name(2)}.index`,
      `${name(2)}.timeindex`,
      `${name(2)}.snapshot`,
    ]) {
      expect(after).not.toHaveProperty([path])
      expect([path, after[`${path}.deleted`]]).toEqual([path, before[path]])
    }
    expect(after[`${name(0)}.log.deleted`]).toBeGreaterThan(0)
    expect(after[`${name(4)}.log`]).toBe(before[`${name(4)}.log`])
    log.deleted.length = 0
    expect(Object.keys(sizes(log)).filter((path) => path.endsWith('.deleted'))).toEqual([])
  })

  it('of a cleaning leave the snapshot to the segment that took their place', () => {
    const log = threeSegments()
    const map = buildOffsetMap(log, 0, 4, 10, () => 'k')
    const view = {
      keyAt: () => 'k',
      keyBytesAt: () => 0,
      valueBytesAt: () => 5,
      headersBytesOf: () => 1,
      timesOf: () => [0],
      repacked: <T>(batch: T) => batch,
    }
    cleanLog(log, { map, view, nowMs: 10, deleteRetentionMs: 0, lastOffsets: new Map() }, 0, CONFIG)
    const paths = Object.keys(sizes(log))
    // Both went into one segment, which begins where the first did.
    expect(paths.filter((path) => path.endsWith('.log'))).toEqual([`${name(0)}.log`, `${name(4)}.log`])
    expect(paths).toContain(`${name(0)}.log.deleted`)
    expect(paths).toContain(`${name(2)}.log.deleted`)
    expect(paths).toContain(`${name(2)}.snapshot.deleted`)
    expect(paths).not.toContain(`${name(0)}.snapshot.deleted`)
  })
})
