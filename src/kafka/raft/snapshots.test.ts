import { describe, expect, test, vi } from 'vitest'
import { findDisk } from '../../sim/disk.ts'
import { isAlive } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import type { ConfigValues } from '../config/check-value.ts'
import { emptyImage } from '../metadata/image.ts'
import { makeMetadataBatch } from '../metadata/metadata-batch.ts'
import { imageOf } from '../metadata/node-image.ts'
import { takeSnapshot } from '../metadata/snapshot.ts'
import { channelBetween } from '../network/channel.ts'
import { nodeById, processOf } from '../node.ts'
import { raftAppend } from './accumulator.ts'
import type { MetadataLog } from './metadata-log.ts'
import {
  appendToMetadataLog,
  emptyMetadataLog,
  endOfEpoch,
  lastEpoch,
  latestSnapshot,
  needsSnapshot,
  readMetadataLog,
  replaceLogBy,
  startLogAt,
  truncateMetadataLog,
} from './metadata-log.ts'
import { metadataLogOf, raftOf } from './state.ts'
import {
  end,
  isolate,
  leaderId,
  levelAt,
  mark,
  runFor,
  runUntil,
  settledWorld,
  start,
} from './testing/quorum-world.ts'

vi.mock('../broker/publish.ts', () => ({
  publishMetadata: () => undefined,
  recoverLogs: () => 1_000,
  logsRecovered: () => undefined,
}))

const VOTERS = [101, 102, 103]
const NODES = [...VOTERS, 1]
const OFTEN: ConfigValues = {
  'metadata.log.max.record.bytes.between.snapshots': 2_000,
  'metadata.max.retention.bytes': 1_000,
}

function logOf(world: World, id: number): MetadataLog {
  return metadataLogOf(world, raftOf(world, nodeById(world, id)))
}

/** Commits levels 1 to `to`, one every 200 ms. */
function marks(world: World, to: number): void {
  for (let level = 1; level <= to; level++) {
    raftAppend(world, nodeById(world, leaderId(world)), [mark(level)])
    runFor(world, 200)
  }
}

/** What an image says at its offset. */
function imageText(world: World, id: number): string {
  return JSON.stringify(takeSnapshot(imageOf(world, nodeById(world, id)), 0, 0).records)
}

function expectSameImages(world: World): void {
  const leader = imageText(world, leaderId(world))
  for (const id of NODES) expect(imageText(world, id), `node ${id}`).toBe(leader)
}

/** Two hundred batches of one record: epoch 1 up to 100, epoch 3 from there on. */
function longLog(): MetadataLog {
  const log = emptyMetadataLog(0, 0, 101)
  for (let i = 0; i < 200; i++) appendToMetadataLog(log, makeMetadataBatch(i, i < 100 ? 1 : 3, [mark(i)]))
  return log
}

function snapshotAt(endOffset: number, epoch: number) {
  return takeSnapshot({ ...emptyImage(), endOffset }, epoch, 0)
}

describe('a metadata log with a snapshot before it', () => {
  test('begins at the end of the snapshot, and knows its last epoch even when it is empty', () => {
    for (const at of [1, 64, 90, 100, 128, 150, 199]) {
      const log = longLog()
      const bytes = log.sizeBytes
      startLogAt(log, snapshotAt(at, at <= 100 ? 1 : 3))
      const rest = readMetadataLog(log, 0, 200, Number.MAX_SAFE_INTEGER)
      expect([rest[0]?.baseOffset, rest.length]).toEqual([at, 200 - at])
      expect(log.sizeBytes).toBe((bytes / 200) * (200 - at))
      expect(endOfEpoch(log, 3)).toEqual({ epoch: 3, endOffset: 200 })
      expect(endOfEpoch(log, 2)).toEqual({ epoch: at <= 100 ? 1 : 3, endOffset: Math.max(at, 100) })
    }
    const log = longLog()
    replaceLogBy(log, snapshotAt(300, 4))
    expect([log.startOffset, log.endOffset, log.flushedEnd, lastEpoch(log)]).toEqual([300, 300, 300, 4])
    appendToMetadataLog(log, makeMetadataBatch(300, 4, [mark(1)]))
    expect(endOfEpoch(log, 4)).toEqual({ epoch: 4, endOffset: 301 })
    truncateMetadataLog(log, 300)
    expect([log.endOffset, lastEpoch(log), log.sizeBytes]).toEqual([300, 4, 0])
  })

  test('sends to the snapshot whoever has nothing, is before its start, or ends in an epoch older than it', () => {
    const log = longLog()
    expect(needsSnapshot(log, 0, 0)).toBe(false)
    log.snapshots.push(snapshotAt(150, 3))
    expect(needsSnapshot(log, 0, 0)).toBe(true)
    expect(needsSnapshot(log, 120, 3)).toBe(false)
    expect(needsSnapshot(log, 100, 1)).toBe(true)
    startLogAt(log, snapshotAt(150, 3))
    expect(needsSnapshot(log, 149, 3)).toBe(true)
    expect(needsSnapshot(log, 150, 3)).toBe(false)
    expect(needsSnapshot(log, 150, 4)).toBe(true)
  })
})

describe('snapshots of the metadata', () => {
  test('with the defaults none is taken in ten minutes', () => {
    const world = settledWorld('defaults', [1])
    runFor(world, 600_000)
    for (const id of NODES) expect(logOf(world, id).snapshots).toEqual([])
  })

  test('every node takes its own after so many bytes of committed records, with what its image says', () => {
    const world = settledWorld('bytes', [1], { 'metadata.log.max.record.bytes.between.snapshots': 2_000 })
    marks(world, 60)
    runFor(world, 2_000)
    for (const id of NODES) {
      const { snapshots, startOffset } = logOf(world, id)
      expect(snapshots.length).toBeGreaterThan(1)
      expect(startOffset).toBe(0)
      for (const snapshot of snapshots) {
        const below = readMetadataLog(logOf(world, id), 0, snapshot.endOffset, Number.MAX_SAFE_INTEGER)
        expect(snapshot.epoch).toBe(below[below.length - 1]?.epoch)
        const levels = below.flatMap(({ records }) =>
          records.map((record) =>
            record.type === 'featureLevel' && record.name === 'mark' ? record.level : 0,
          ),
        )
        expect(snapshot.records).toContainEqual(mark(Math.max(...levels)))
      }
    }
  })

  test('one is taken after so long a time, at the next record', () => {
    const world = settledWorld('time', [1], {
      'metadata.log.max.snapshot.interval.ms': 20_000,
      'metadata.max.idle.interval.ms': 0,
    })
    runFor(world, 30_000)
    for (const id of NODES) expect(logOf(world, id).snapshots.length).toBe(0)
    raftAppend(world, nodeById(world, leaderId(world)), [mark(1)])
    runFor(world, 1_000)
    for (const id of NODES) {
      expect(logOf(world, id).snapshots.length).toBe(1)
      expect(latestSnapshot(logOf(world, id))?.endOffset).toBe(logOf(world, id).endOffset)
    }
  })

  test('once a minute the oldest go while log and snapshots are too big, and the log below the next one with them', () => {
    const world = settledWorld('clean', [1], OFTEN)
    marks(world, 60)
    runFor(world, 60_000)
    for (const id of NODES) {
      const { snapshots, startOffset, endOffset } = logOf(world, id)
      expect(startOffset).toBeGreaterThan(0)
      expect(endOffset).toBeGreaterThan(startOffset)
      // What came after the last look is still there.
      expect(snapshots[0]?.endOffset).toBe(startOffset)
    }
    expectSameImages(world)
  })

  test('the oldest go by age too, but never the newest', () => {
    const world = settledWorld('age', [1], {
      'metadata.log.max.snapshot.interval.ms': 10_000,
      'metadata.max.retention.ms': 15_000,
    })
    runFor(world, 130_000)
    for (const id of NODES) {
      const { snapshots, startOffset } = logOf(world, id)
      expect(startOffset).toBeGreaterThan(100)
      expect(snapshots.length).toBeGreaterThan(0)
    }
  })

  test('a broker that was away longer than the log reaches fetches the snapshot and then the rest', () => {
    const world = settledWorld('broker-away', [1], OFTEN)
    end(world, 1, 'killed')
    const oldEnd = logOf(world, 1).endOffset
    marks(world, 60)
    runFor(world, 65_000)
    const leader = leaderId(world)
    const reaches = logOf(world, leader).startOffset
    expect(reaches).toBeGreaterThan(oldEnd)
    start(world, 1)
    expect(runUntil(world, 5_000, () => levelAt(world, 1) === 60)).toBeGreaterThan(0)
    expect(logOf(world, 1).startOffset).toBeGreaterThanOrEqual(reaches)
    runFor(world, 3_000)
    expect(logOf(world, 1).endOffset).toBeGreaterThan(logOf(world, leader).endOffset - 2)
    expectSameImages(world)
  })

  test('one that ran but was cut off so long loads it over the image it has', () => {
    const world = settledWorld('cut-off', [1], OFTEN)
    marks(world, 1)
    isolate(world, 1, true)
    marks(world, 60)
    runFor(world, 65_000)
    isolate(world, 1, false)
    expect(levelAt(world, 1)).toBe(1)
    expect(runUntil(world, 300_000, () => levelAt(world, 1) === 60)).toBeGreaterThan(0)
    expect(logOf(world, 1).startOffset).toBeGreaterThan(0)
    runFor(world, 3_000)
    expectSameImages(world)
  })

  test('a controller that fetched a snapshot votes, and may be elected and commit', () => {
    const world = settledWorld('elected', [1], OFTEN)
    const away = VOTERS.find((id) => id !== leaderId(world)) as number
    end(world, away, 'killed')
    marks(world, 60)
    runFor(world, 65_000)
    start(world, away)
    runFor(world, 5_000)
    expect(logOf(world, away).startOffset).toBeGreaterThan(0)
    // Each of the others goes in turn until the one with the snapshot leads.
    for (let i = 0; i < 40 && leaderId(world) !== away; i++) {
      const old = leaderId(world)
      if (old > 0) end(world, old, 'killed')
      runFor(world, 8_000)
      for (const id of VOTERS) if (!isAlive(processOf(world, nodeById(world, id)))) start(world, id)
      runFor(world, 4_000)
    }
    expect(leaderId(world)).toBe(away)
    raftAppend(world, nodeById(world, away), [mark(77)])
    expect(runUntil(world, 5_000, () => NODES.every((id) => levelAt(world, id) === 77))).toBeGreaterThan(0)
    expectSameImages(world)
  }, 20_000)

  test('a node that restarts loads its newest snapshot and then the log after it', () => {
    const world = settledWorld('restart', [1], OFTEN)
    marks(world, 60)
    runFor(world, 65_000)
    marks(world, 3)
    for (const id of NODES) end(world, id, 'killed')
    for (const id of NODES) start(world, id)
    expect(runUntil(world, 30_000, () => NODES.every((id) => levelAt(world, id) === 3))).toBeGreaterThan(0)
    expectSameImages(world)
  })

  test('a snapshot that was not flushed is gone with the power; one that was stays, and the log goes on from it', () => {
    const world = settledWorld('power', [1], { 'metadata.log.max.record.bytes.between.snapshots': 2_000 })
    let taken = 0
    for (let level = 1; taken === 0 && level < 200; level++) {
      raftAppend(world, nodeById(world, leaderId(world)), [mark(level)])
      // The broker has begun to write it: its counter is at nothing again.
      const raft = () => raftOf(world, nodeById(world, 1))
      const before = raft().bytesSinceSnapshot
      if (runUntil(world, 200, () => raft().bytesSinceSnapshot < before) >= 0) taken = level
    }
    expect(taken).toBeGreaterThan(0)
    end(world, 1, 'powerLost')
    expect(logOf(world, 1).snapshots).toEqual([])
    start(world, 1)
    marks(world, 60)
    const kept = latestSnapshot(logOf(world, 1))
    expect(kept).not.toBeNull()
    end(world, 1, 'powerLost')
    expect(latestSnapshot(logOf(world, 1))).toBe(kept)
    isolate(world, 1, true)
    start(world, 1)
    // A broker does not flush the log that it fetches: what is left is the snapshot.
    expect(logOf(world, 1).endOffset).toBe(kept?.endOffset)
    isolate(world, 1, false)
    expect(runUntil(world, 300_000, () => levelAt(world, 1) === 60)).toBeGreaterThan(0)
  })

  test('a broker whose leader is gone when the snapshot is on its disk asks on at once where it looks for another', () => {
    const world = settledWorld('gone', [1], OFTEN)
    end(world, 1, 'killed')
    marks(world, 60)
    runFor(world, 65_000)
    start(world, 1)
    const node = nodeById(world, 1)
    own(world, findDisk(world, processOf(world, node))).slowFactor = 5_000
    runUntil(world, 10_000, () => raftOf(world, node).flushing)
    const leader = leaderId(world)
    end(world, leader, 'killed')
    runUntil(world, 30_000, () => !raftOf(world, node).flushing)
    // The flush took longer than the fetch timeout: it has given that leader up.
    const { leader: known, fetchingFrom } = raftOf(world, node)
    expect([known, VOTERS.includes(fetchingFrom)]).toEqual([-1, true])
    const server = processOf(world, nodeById(world, fetchingFrom))
    const { state, inFlight } = channelBetween(world, processOf(world, node), server, 'raft')
    expect(state === 'connecting' || inFlight.length > 0).toBe(true)
  })

  test('a snapshot of many bytes comes in chunks of 8 MiB', () => {
    const world = settledWorld('chunks', [1], OFTEN)
    end(world, 1, 'killed')
    const value = 'x'.repeat(9_000_000)
    raftAppend(world, nodeById(world, leaderId(world)), [
      { type: 'config', resource: 'broker', name: '', key: 'big', value },
    ])
    runFor(world, 65_000)
    start(world, 1)
    const positions = new Set<number>()
    runFor(world, 5_000, () => {
      const { download } = raftOf(world, nodeById(world, 1))
      if (download !== null) positions.add(download.position)
    })
    expect([...positions].slice(0, 2)).toEqual([0, 8_388_608])
    expect(imageOf(world, nodeById(world, 1)).configs.get('broker/')?.big?.length).toBe(9_000_000)
  })
})
