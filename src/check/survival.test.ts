import { describe, expect, it } from 'vitest'
import { assignOffsets, makeBatch } from '../kafka/log/batch.ts'
import type { Log } from '../kafka/log/log.ts'
import { appendBatch, emptyLog } from '../kafka/log/log.ts'
import { kafka } from '../kafka/programme.ts'
import { addProcess } from '../sim/process.ts'
import type { Tables } from '../sim/tables.ts'
import { createTables, ownIn } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { createWorld, intern } from '../sim/world.ts'
import { acknowledgeRow, addRow, historyOf, uncommittedRecords } from './history.ts'
import { addFindings } from './invariant.ts'
import { addLedger, ledgerOf, noteAppended, noteSent } from './ledger.ts'
import { noteTakeover } from './survival.ts'

/** A log of one-record batches 0, 1, 2 … of p1. */
function logWith(batches: number): Log {
  const log = emptyLog(0, 0, 'orders-0', 1)
  for (let n = 0; n < batches; n++) {
    const batch = makeBatch({
      sizeBytes: 70,
      baseTimestampMs: 0,
      maxTimestampMs: 0,
      producerId: -1,
      producerEpoch: -1,
      baseSequence: -1,
      producer: 'p1',
      batchNumber: n,
      records: [n],
    })
    appendBatch(log, assignOffsets(batch, n, 0), 0)
  }
  return log
}

/** A history of so many batches that a leader of epoch 0 appended, all acknowledged but for the last. */
function told(batches: number): { world: World; tables: Tables; partition: number; producer: number } {
  const world = createWorld('1', kafka, { latencyUs: 0, jitterUs: 0 })
  const producer = addProcess(world, 'p1').slot
  const partition = intern(world, 'orders-0')
  const tables = createTables()
  addLedger(tables)
  addFindings(tables)
  noteTakeover(world, tables, partition, logWith(0), 0)
  const history = ownIn(tables, historyOf(tables, partition))
  for (let n = 0; n < batches; n++) {
    noteSent(tables, producer, n, 1)
    noteAppended(tables, producer, n, 1)
    addRow(history, n, 1, producer, n)
    if (n < batches - 1) acknowledgeRow(history, n, producer, n)
  }
  return { world, tables, partition, producer }
}

describe('a change of leader', () => {
  it('loses what was acknowledged and is not in the new leader’s log, and no more', () => {
    const { world, tables, partition } = told(5)
    noteTakeover(world, tables, partition, logWith(2), 1)
    expect(ledgerOf(tables).lost).toBe(2)
    // What is lost waits for nothing any more.
    expect(uncommittedRecords(tables)).toBe(2)
  })

  it('loses nothing when only the unacknowledged end is missing', () => {
    const { world, tables, partition } = told(5)
    noteTakeover(world, tables, partition, logWith(4), 1)
    expect(ledgerOf(tables).lost).toBe(0)
  })

  it('gives back what a later leader has after all', () => {
    const { world, tables, partition, producer } = told(5)
    noteTakeover(world, tables, partition, logWith(2), 1)
    noteTakeover(world, tables, partition, logWith(5), 2)
    expect(ledgerOf(tables).lost).toBe(0)
    // The last batch was never acknowledged; when it is now, the present leader has it.
    expect(acknowledgeRow(ownIn(tables, historyOf(tables, partition)), 4, producer, 4)).not.toBeNull()
  })

  it('of an old epoch changes nothing: a leader that has been replaced and does not know it', () => {
    const { world, tables, partition } = told(5)
    noteTakeover(world, tables, partition, logWith(5), 3)
    noteTakeover(world, tables, partition, logWith(1), 2)
    expect(ledgerOf(tables).lost).toBe(0)
  })
})
