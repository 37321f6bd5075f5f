import { describe, expect, test, vi } from 'vitest'
import { findDisk } from '../../sim/disk.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import { nodeById, processOf } from '../node.ts'
import { raftAppend } from './accumulator.ts'
import { lastEpoch, readMetadataLog } from './metadata-log.ts'
import { metadataLogOf, raftOf } from './state.ts'
import {
  allNodes,
  end,
  isolate,
  leaderId,
  leaderOf,
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

/** The whole log of a node as text, to compare. */
function logText(world: World, id: number): string {
  const log = metadataLogOf(world, raftOf(world, nodeById(world, id)))
  return JSON.stringify(readMetadataLog(log, 0, log.endOffset, Number.MAX_SAFE_INTEGER))
}

/** The follower's log is the leader's, but for what is on its way. */
function expectSameLog(world: World, follower: number, leader: number): void {
  const text = logText(world, follower)
  expect(text.length).toBeGreaterThan(logText(world, leader).length - 200)
  expect(logText(world, leader).startsWith(text.slice(0, -1))).toBe(true)
}

describe('replication of the metadata log', () => {
  test('a record is committed after the linger, a flush and a round of fetches, and reaches voters and brokers alike', () => {
    const world = settledWorld('commit', [1, 2])
    const leader = leaderId(world)
    raftAppend(world, nodeById(world, leader), [mark(7)])
    const tookMs = runUntil(world, 1_000, () => levelAt(world, leader) === 7)
    expect(tookMs).toBeGreaterThan(27)
    expect(tookMs).toBeLessThan(40)
    // The higher watermark releases the followers' parked fetches: one more way, not a long poll (since 4.1).
    const restMs = runUntil(world, 1_000, () =>
      allNodes(world).every((node) => levelAt(world, node.id) === 7),
    )
    expect(restMs).toBeLessThan(10)
  })

  test('a leader that steps down with flushes under way acknowledges nothing before it is on its disk', () => {
    const world = settledWorld('slow')
    const old = leaderId(world)
    const node = nodeById(world, old)
    own(world, findDisk(world, processOf(world, node))).slowFactor = 1_000
    isolate(world, old, true)
    for (let level = 1; level <= 5; level++) {
      raftAppend(world, node, [mark(level)])
      runFor(world, 100)
    }
    runUntil(world, 20_000, () => leaderId(world) !== old)
    isolate(world, old, false)
    let seen = 0
    runFor(world, 30_000, () => {
      const leader = leaderOf(world)
      const progress = leader?.voters.find(({ id }) => id === old)
      if (progress === undefined || raftOf(world, node).role !== 'follower') return
      seen += 1
      expect(progress.endOffset).toBeLessThanOrEqual(metadataLogOf(world, raftOf(world, node)).flushedEnd)
    })
    expect(seen).toBeGreaterThan(100)
  })

  test('a committed record survives the kill of any one voter', () => {
    for (const victim of [101, 102, 103]) {
      const world = settledWorld(`survive-${victim}`)
      raftAppend(world, nodeById(world, leaderId(world)), [mark(9)])
      runUntil(world, 1_000, () => levelAt(world, leaderId(world)) === 9)
      end(world, victim, 'killed')
      runFor(world, 10_000)
      const leader = leaderId(world)
      expect(leader).not.toBe(victim)
      expect(levelAt(world, leader)).toBe(9)
      start(world, victim)
      runFor(world, 5_000)
      expect(levelAt(world, victim)).toBe(9)
      expectSameLog(world, victim, leader)
    }
  })

  test('a committed record survives a loss of power at a majority, for it was flushed before it counted', () => {
    const world = settledWorld('power')
    const leader = leaderId(world)
    raftAppend(world, nodeById(world, leader), [mark(4)])
    runUntil(world, 1_000, () => levelAt(world, leader) === 4)
    for (const id of [101, 102, 103]) end(world, id, 'powerLost')
    for (const id of [101, 102, 103]) start(world, id)
    runFor(world, 15_000)
    expect(leaderId(world)).toBeGreaterThan(0)
    expect([101, 102, 103].map((id) => levelAt(world, id))).toEqual([4, 4, 4])
  })

  test('a leader that comes back cuts what it never committed', () => {
    for (let seed = 0; seed < 10; seed++) {
      const world = settledWorld(`cut-${seed}`)
      const old = leaderId(world)
      isolate(world, old, true)
      raftAppend(world, nodeById(world, old), [mark(5)])
      runFor(world, 500)
      const before = metadataLogOf(world, raftOf(world, nodeById(world, old))).endOffset
      expect(levelAt(world, old)).toBe(0)
      runUntil(
        world,
        20_000,
        () => leaderId(world) !== old && (leaderOf(world)?.highWatermark ?? -1) > before,
      )
      const leader = leaderId(world)
      isolate(world, old, false)
      runFor(world, 15_000)
      expect(levelAt(world, old)).toBe(0)
      expect(logText(world, old)).not.toContain('"level":5')
      expectSameLog(world, old, leader)
    }
  })

  test('a new leader knows no high watermark until a record of its own epoch is committed', () => {
    const world = settledWorld('1')
    const old = leaderId(world)
    end(world, old, 'killed')
    runUntil(world, 20_000, () => leaderId(world) >= 0 && leaderId(world) !== old)
    const leader = leaderId(world)
    const raft = raftOf(world, nodeById(world, leader))
    expect(raft.highWatermark).toBe(-1)
    const { epochStart } = raft
    runUntil(world, 20_000, () => raftOf(world, nodeById(world, leader)).highWatermark >= 0)
    expect(raftOf(world, nodeById(world, leader)).highWatermark).toBeGreaterThan(epochStart)
  })

  test('an old leader brings no record of its own epoch back to life', () => {
    const world = settledWorld('epoch')
    const old = leaderId(world)
    const epoch = leaderOf(world)?.epoch ?? 0
    end(world, old, 'killed')
    runUntil(world, 15_000, () => leaderOf(world) !== null)
    start(world, old)
    runFor(world, 10_000)
    const log = metadataLogOf(world, raftOf(world, nodeById(world, old)))
    expect(lastEpoch(log)).toBeGreaterThan(epoch)
  })

  test('a broker finds the new leader through any voter', () => {
    const world = settledWorld('observer', [1])
    const old = leaderId(world)
    end(world, old, 'killed')
    runUntil(world, 15_000, () => leaderOf(world) !== null)
    const leader = leaderId(world)
    const tookMs = runUntil(world, 3_000, () => raftOf(world, nodeById(world, 1)).leader === leader)
    expect(tookMs).toBeGreaterThan(0)
    expect(tookMs).toBeLessThan(700)
  })

  test('a broker whose leader falls silent asks another voter after the fetch timeout', () => {
    const world = settledWorld('silent', [1])
    const old = leaderId(world)
    isolate(world, old, true)
    runUntil(world, 15_000, () => leaderId(world) !== old)
    const leader = leaderId(world)
    const tookMs = runUntil(world, 5_000, () => raftOf(world, nodeById(world, 1)).leader === leader)
    expect(tookMs).toBeGreaterThanOrEqual(0)
    expect(tookMs).toBeLessThan(2_500)
  })
})
