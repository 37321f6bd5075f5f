import { describe, expect, test, vi } from 'vitest'
import { findDisk } from '../../sim/disk.ts'
import type { World } from '../../sim/world.ts'
import { own } from '../../sim/world.ts'
import type { Node } from '../node.ts'
import { nodeById, processOf } from '../node.ts'
import { quorumFile, raftOf } from './state.ts'
import {
  allNodes,
  end,
  isolate,
  leaderOf,
  quorumWorld,
  runFor,
  runUntil,
  start,
  startAll,
} from './testing/quorum-world.ts'

vi.mock('../broker/publish.ts', () => ({
  publishMetadata: () => undefined,
  recoverLogs: () => 1_000,
  logsRecovered: () => undefined,
}))

/** Fails when two voters lead one epoch, ever. */
function watch(world: World): () => void {
  const leaders = new Map<number, number>()
  return () => {
    for (const node of allNodes(world)) {
      const raft = raftOf(world, node)
      if (raft.role !== 'leader') continue
      const known = leaders.get(raft.epoch)
      if (known === undefined) leaders.set(raft.epoch, node.id)
      else expect(known).toBe(node.id)
    }
  }
}

/** Who leads now, and which epoch: a copy, since state moves on. */
function leaderNow(world: World): { readonly id: number; readonly epoch: number } {
  const leader = leaderOf(world)
  if (leader === null) throw new Error('no leader')
  return { id: leader.nodeId, epoch: leader.epoch }
}

function electedWorld(seed: string): World {
  const world = quorumWorld(seed)
  startAll(world)
  expect(runUntil(world, 20_000, () => hasSettled(world))).toBeGreaterThan(0)
  return world
}

/** A leader that has committed, and followers that know. */
function hasSettled(world: World): boolean {
  const leader = leaderOf(world)
  if (leader === null || leader.highWatermark < 0) return false
  return allNodes(world).every((node) => {
    const raft = raftOf(world, node)
    return raft.role === 'none' || (raft.leader === leader.nodeId && raft.epoch === leader.epoch)
  })
}

describe('elections of the quorum', () => {
  test('three voters elect one leader per epoch, from 60 seeds', () => {
    for (let seed = 0; seed < 60; seed++) {
      const world = quorumWorld(`elect-${seed}`)
      startAll(world)
      runFor(world, 12_000, watch(world))
      expect(hasSettled(world), `seed ${seed}`).toBe(true)
    }
  })

  test('a single voter leads without waiting for a timeout', () => {
    const world = quorumWorld('single', [101])
    startAll(world)
    const tookMs = runUntil(world, 1_000, () => leaderOf(world) !== null)
    expect(tookMs).toBeGreaterThan(0)
    expect(tookMs).toBeLessThan(50)
  })

  test('a killed leader is replaced after the fetch timeout: within 1.5 to 2.1 s, or one or two election timeouts later after split votes', () => {
    const tookMs: number[] = []
    for (let seed = 0; seed < 50; seed++) {
      const world = electedWorld(`kill-${seed}`)
      runFor(world, 3_000)
      const old = leaderNow(world)
      end(world, old.id, 'killed')
      const took = runUntil(world, 15_000, () => leaderOf(world) !== null)
      expect(leaderOf(world)?.epoch).toBeGreaterThan(old.epoch)
      tookMs.push(took)
    }
    expect(Math.min(...tookMs)).toBeGreaterThanOrEqual(1_490)
    expect(tookMs.filter((ms) => ms <= 2_200).length).toBeGreaterThan(5)
    expect(tookMs.filter((ms) => ms <= 6_500).length).toBeGreaterThan(45)
  })

  test('an isolated leader resigns by check-quorum within 3 s plus one fetch wait', () => {
    for (let seed = 0; seed < 20; seed++) {
      const world = electedWorld(`cut-${seed}`)
      runFor(world, 2_000)
      const old = leaderNow(world)
      isolate(world, old.id, true)
      const raft = () => raftOf(world, nodeById(world, old.id))
      const took = runUntil(world, 5_000, () => raft().role !== 'leader')
      expect(took).toBeGreaterThan(2_400)
      expect(took).toBeLessThanOrEqual(3_010)
      expect(raft().role).toBe('resigned')
    }
  })

  test('an isolated follower does not inflate the epoch, and comes back without an election', () => {
    const world = electedWorld('prevote')
    const leader = leaderNow(world)
    const follower = allNodes(world).find((node) => node.id !== leader.id)?.id ?? -1
    isolate(world, follower, true)
    runFor(world, 30_000)
    expect(raftOf(world, nodeById(world, follower)).epoch).toBe(leader.epoch)
    isolate(world, follower, false)
    runFor(world, 15_000)
    expect(leaderOf(world)?.nodeId).toBe(leader.id)
    expect(leaderOf(world)?.epoch).toBe(leader.epoch)
    expect(hasSettled(world)).toBe(true)
  })

  test('a voter that restarts keeps its epoch and its vote', () => {
    const world = electedWorld('restart')
    const leader = leaderNow(world)
    end(world, leader.id, 'killed')
    start(world, leader.id)
    const back = raftOf(world, nodeById(world, leader.id))
    expect(back.role).toBe('resigned')
    expect(back.epoch).toBe(leader.epoch)
    runFor(world, 12_000, watch(world))
    expect(hasSettled(world)).toBe(true)
    expect(leaderOf(world)?.epoch).toBeGreaterThan(leader.epoch)
  })

  test('a vote that is asked for twice is told only when it is on the disk', () => {
    const world = electedWorld('twice')
    const { id: dead } = leaderNow(world)
    end(world, dead, 'killed')
    const voters = allNodes(world).filter(({ id }) => id !== dead)
    runUntil(world, 10_000, () => voters.some((node) => raftOf(world, node).role === 'candidate'))
    const candidate = voters.find((node) => raftOf(world, node).role === 'candidate') as Node
    const voter = voters.find(({ id }) => id !== candidate.id) as Node
    own(world, findDisk(world, processOf(world, voter))).slowFactor = 200
    runUntil(world, 1_000, () => raftOf(world, voter).voted === candidate.id)
    // It comes back in the epoch for which it had voted for itself, and asks again.
    end(world, candidate.id, 'killed')
    start(world, candidate.id)
    runUntil(world, 10_000, () => raftOf(world, candidate).role === 'leader')
    const { epoch } = raftOf(world, candidate)
    expect(quorumFile(world, raftOf(world, voter)).flushed).toMatchObject({ epoch, votedId: candidate.id })
  })

  test('an orderly stop hands over at once', async () => {
    const { stopProcess } = await import('../../sim/life.ts')
    const world = electedWorld('stop')
    runFor(world, 2_000)
    const old = leaderNow(world)
    stopProcess(world, processOf(world, nodeById(world, old.id)))
    const took = runUntil(world, 5_000, () => {
      const leader = leaderOf(world)
      return leader !== null && leader.nodeId !== old.id
    })
    expect(took).toBeGreaterThan(0)
    expect(took).toBeLessThan(200)
    runFor(world, 100)
    expect(processOf(world, nodeById(world, old.id)).life).toBe('stopped')
  })
})
