import { describe, expect, it } from 'vitest'
import { PRODUCE } from '../kafka/protocol/api.ts'
import { TORN_BATCH_FOUND } from '../kafka/storage/facts.ts'
import { produce, testBatch } from '../kafka/testing/requests.ts'
import { SmallCluster } from '../kafka/testing/small-cluster.ts'
import { fileRows } from './log-files.ts'
import type { LogAsk, LogRecordRow } from './log-rows.ts'
import { logBefore, logTables } from './log-tables.ts'

const ASK: LogAsk = {
  partition: 'orders-0',
  span: 0,
  top: null,
  recordsMax: 100,
  bucketsMax: 64,
  directory: null,
  disks: true,
}

const BYTES = 100_000

/** Broker 3, with a slow disk and segments of ten records, has lost its power at offset 15. */
function dark(): SmallCluster {
  const on = new SmallCluster({ topic: { 'min.insync.replicas': 2, 'segment.bytes': 1_048_576 } })
  on.connect(1)
  on.input('slow-disk', { node: '3', factor: 1_000 })
  for (let n = 0; n < 15; n++) on.ask(1, PRODUCE, produce(-1, testBatch({ sizeBytes: BYTES })))
  on.runFor(100)
  return on
}

const ofBroker3 = (rows: readonly LogRecordRow[]) => rows.filter(({ node }) => node === 3)

describe('a log with a torn batch', () => {
  it('shows what lies behind its end on the disk, and counts it in the files', () => {
    const on = dark()
    const before = logBefore(on.world, ASK)
    on.input('power-loss', { node: '3', leaves: 'torn' })
    const { logEnd } = on.log(3)
    const { logReplicas, logRecords, logChanges, disks } = logTables(on.world, null, ASK, before)
    const replica = logReplicas.find(({ node }) => node === 3)
    expect(replica).toMatchObject({ logEnd, flushedEnd: logEnd, sizeBytes: logEnd * BYTES, segmentCount: 2 })
    expect(replica?.torn).toMatchObject({
      from: logEnd,
      batchEnd: logEnd + 1,
      to: 15,
      segment: 0,
      position: logEnd * BYTES,
      lostBytes: 4_096,
      bytes: (15 - logEnd) * BYTES,
    })
    expect(
      replica?.segments.map(({ base, end, sizeBytes, active }) => [base, end, sizeBytes, active]),
    ).toEqual([
      [0, logEnd, 10 * BYTES, false],
      [10, 15, 5 * BYTES, true],
    ])
    const rows = ofBroker3(logRecords)
    expect(rows.map(({ offset }) => offset).sort((a, b) => a - b)).toEqual([...Array(15).keys()])
    expect(rows.filter(({ behind }) => behind).length).toBe(15 - logEnd)
    expect(
      logChanges.filter(({ node }) => node === 3).map(({ kind, from, to }) => [kind, from, to]),
    ).toContainEqual(['truncate', logEnd, 15])
    expect(disks.find(({ node }) => node === 3)).toMatchObject({ usedBytes: 15 * BYTES, dirtyBytes: 0 })
    const files = fileRows(on.world, 3, 'orders-0').filter(({ path }) => path.endsWith('.log'))
    expect(files.map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
      ['orders-0/00000000000000000000.log', 10 * BYTES],
      ['orders-0/00000000000000000010.log', 5 * BYTES],
    ])
  })

  it('shows what recovery takes away when it does', () => {
    const on = dark()
    on.input('power-loss', { node: '3', leaves: 'torn' })
    const { logEnd } = on.log(3)
    on.input('start', { node: '3' })
    let before = logBefore(on.world, ASK)
    on.runUntil(() => {
      if (on.facts(TORN_BATCH_FOUND).length > 0) return true
      before = logBefore(on.world, ASK)
      return false
    })
    const { logReplicas, logRecords, logChanges } = logTables(on.world, null, ASK, before)
    expect(logReplicas.find(({ node }) => node === 3)).toMatchObject({ logEnd, torn: null, segmentCount: 1 })
    expect(
      logChanges.filter(({ node }) => node === 3).map(({ kind, from, to }) => [kind, from, to]),
    ).toContainEqual(['truncate', logEnd, 15])
    const gone = ofBroker3(logRecords).filter((row) => row.gone)
    expect(gone.map(({ offset, behind }) => [offset, behind])).toEqual(
      Array.from({ length: 15 - logEnd }, (_, n) => [14 - n, false]),
    )
    const files = fileRows(on.world, 3, 'orders-0').map(({ path }) => path)
    expect(files).toContain('orders-0/00000000000000000010.log.deleted')
  })
})
