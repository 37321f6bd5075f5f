import { describe, expect, test, vi } from 'vitest'
import { drawInt, seedChance } from '../../sim/chance.ts'
import { pauseProcess, resumeProcess, stopProcess } from '../../sim/life.ts'
import { isAlive, isRunning } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { endOfBatch } from '../metadata/metadata-batch.ts'
import { imageOf } from '../metadata/node-image.ts'
import { nodeById, processOf } from '../node.ts'
import { raftAppend } from './accumulator.ts'
import { readMetadataLog } from './metadata-log.ts'
import { metadataLogOf, raftOf } from './state.ts'
import { end, isolate, leaderOf, quorumWorld, runFor, start, startAll } from './testing/quorum-world.ts'

vi.mock('../broker/publish.ts', () => ({
  publishMetadata: () => undefined,
  recoverLogs: () => 1_000,
  logsRecovered: () => undefined,
}))

const VOTERS = [101, 102, 103]
const NODES = [...VOTERS, 1, 2]

/** One leader an epoch; what one voter ever held to be committed stands in the same place for all, for ever. */
function watcher(world: World): () => void {
  const leaders = new Map<number, number>()
  const committed: number[] = []
  const seen = new Map<number, number>()
  return () => {
    for (const id of NODES) {
      const raft = raftOf(world, nodeById(world, id))
      if (raft.role === 'leader') {
        expect(leaders.get(raft.epoch) ?? id).toBe(id)
        leaders.set(raft.epoch, id)
      }
      const from = Math.min(seen.get(id) ?? 0, raft.highWatermark)
      seen.set(id, raft.highWatermark)
      if (raft.highWatermark <= from || from < 0) continue
      const log = metadataLogOf(world, raft)
      for (const batch of readMetadataLog(log, from, raft.highWatermark, Number.MAX_SAFE_INTEGER)) {
        for (let offset = batch.baseOffset; offset < endOfBatch(batch); offset++) {
          expect(committed[offset] ?? batch.contentHash).toBe(batch.contentHash)
          committed[offset] = batch.contentHash
        }
      }
    }
  }
}

function disturb(world: World, draw: (n: number) => number): void {
  const id = NODES[draw(NODES.length)] as number
  const process = processOf(world, nodeById(world, id))
  const faults = [
    () => isAlive(process) && end(world, id, 'killed'),
    () => isAlive(process) && end(world, id, 'powerLost'),
    () => process.life === 'running' && pauseProcess(world, process),
    () => process.life === 'running' && stopProcess(world, process),
    () => isolate(world, id, true),
  ]
  const mends = [
    () => !isAlive(process) && start(world, id),
    () => process.life === 'paused' && resumeProcess(world, process),
    () => isolate(world, id, false),
  ]
  const list = draw(2) === 0 ? faults : mends
  list[draw(list.length)]?.()
}

function mendAll(world: World, watch: () => void): void {
  for (const id of NODES) {
    isolate(world, id, false)
    const process = processOf(world, nodeById(world, id))
    if (process.life === 'paused') resumeProcess(world, process)
  }
  // A healed link is found by TCP's next retransmission, up to twice the outage later; a stop that was asked for may take its five minutes.
  for (let round = 0; round < 40; round++) {
    runFor(world, 10_000, watch)
    for (const id of NODES) if (!isAlive(processOf(world, nodeById(world, id)))) start(world, id)
  }
}

describe('the quorum under faults', () => {
  test('never has two leaders an epoch, never loses a committed record, and always recovers, from 25 seeds', () => {
    for (let seed = 0; seed < 25; seed++) {
      const chance = seedChance(`faults-${seed}`, 'test')
      const world = quorumWorld(`faults-${seed}`, VOTERS, [1, 2])
      startAll(world)
      const watch = watcher(world)
      for (let i = 0; i < 40; i++) {
        runFor(world, 100 + drawInt(chance, 2_500), watch)
        disturb(world, (n) => drawInt(chance, n))
      }
      mendAll(world, watch)
      runFor(world, 10_000, watch)
      const leader = leaderOf(world)
      expect(leader, `seed ${seed}`).not.toBeNull()
      for (const id of NODES) {
        const raft = raftOf(world, nodeById(world, id))
        expect([raft.leader, raft.epoch], `seed ${seed} node ${id}`).toEqual([leader?.nodeId, leader?.epoch])
        expect(raft.highWatermark).toBeGreaterThan((leader?.highWatermark ?? 0) - 3)
      }
    }
  }, 60_000)

  test('does so with snapshots too, and all nodes end with the same metadata, from 8 seeds', () => {
    for (let seed = 0; seed < 8; seed++) {
      const chance = seedChance(`snapshots-${seed}`, 'test')
      const world = quorumWorld(`snapshots-${seed}`, VOTERS, [1, 2], {
        'metadata.log.max.record.bytes.between.snapshots': 1_000,
        'metadata.max.retention.bytes': 500,
      })
      startAll(world)
      const watch = watcher(world)
      for (let i = 0; i < 100; i++) {
        runFor(world, 100 + drawInt(chance, 2_500), watch)
        const leader = leaderOf(world)
        const records = [{ type: 'featureLevel' as const, name: `mark-${i % 7}`, level: i }]
        if (leader !== null && isRunning(processOf(world, nodeById(world, leader.nodeId))))
          raftAppend(world, nodeById(world, leader.nodeId), records)
        disturb(world, (n) => drawInt(chance, n))
      }
      mendAll(world, watch)
      runFor(world, 10_000, watch)
      const images = NODES.map((id) => imageOf(world, nodeById(world, id)))
      const starts = NODES.map((id) => metadataLogOf(world, raftOf(world, nodeById(world, id))).startOffset)
      expect(Math.min(...starts), `seed ${seed}`).toBeGreaterThan(0)
      for (const image of images) {
        expect([...image.features].sort(), `seed ${seed} ${image.address}`).toEqual(
          [...(images[0]?.features ?? [])].sort(),
        )
      }
    }
  }, 60_000)
})
