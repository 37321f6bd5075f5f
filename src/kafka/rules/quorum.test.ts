import { describe, expect, it, vi } from 'vitest'
import type { World } from '../../sim/world.ts'
import { nodeById } from '../node.ts'
import { raftOf } from '../raft/state.ts'
import { isolate, leaderOf, quorumWorld, runFor, runUntil, startAll } from '../raft/testing/quorum-world.ts'
import { rulesOf } from './releases.ts'
import type { RulesOverride } from './rules.ts'

vi.mock('../broker/publish.ts', () => ({
  publishMetadata: () => undefined,
  recoverLogs: () => 1_000,
  logsRecovered: () => undefined,
}))

type KraftLeader = NonNullable<RulesOverride['kraftLeader']>

/** Three voters with a leader; one of them, the leader or another, is cut off for 20 s. */
function cutOff(
  kraftLeader: KraftLeader,
  which: 'leader' | 'follower',
): { world: World; id: number; epoch: number } {
  const world = quorumWorld('1', [101, 102, 103], [], {}, rulesOf('4.3', { kraftLeader }))
  startAll(world)
  expect(runUntil(world, 20_000, () => (leaderOf(world)?.highWatermark ?? -1) > 0)).toBeGreaterThan(0)
  const leader = leaderOf(world)?.nodeId ?? -1
  const id = which === 'leader' ? leader : leader === 101 ? 102 : 101
  const { epoch } = raftOf(world, nodeById(world, id))
  isolate(world, id, true)
  runFor(world, 20_000)
  return { world, id, epoch }
}

describe('a leader of the quorum that is cut off', () => {
  it('went on for ever until 3.7, in an epoch that the others had left', () => {
    const { world, id, epoch } = cutOff('never-resigns', 'leader')
    expect(raftOf(world, nodeById(world, id))).toMatchObject({ role: 'leader', epoch })
    const others = [101, 102, 103].filter((voter) => voter !== id)
    expect(others.some((voter) => raftOf(world, nodeById(world, voter)).role === 'leader')).toBe(true)
  })

  it('gives up by itself since then', () => {
    const { world, id } = cutOff('check-quorum', 'leader')
    expect(raftOf(world, nodeById(world, id)).role).not.toBe('leader')
  })
})

describe('a voter that is cut off', () => {
  it('stood again and again until 4.0, each time in an epoch of its own, and unseated the leader when it was back', () => {
    const { world, id, epoch } = cutOff('check-quorum', 'follower')
    const raised = raftOf(world, nodeById(world, id)).epoch
    expect(raised).toBeGreaterThan(epoch + 5)
    expect(leaderOf(world)?.epoch).toBeGreaterThanOrEqual(epoch)
    isolate(world, id, false)
    expect(runUntil(world, 20_000, () => (leaderOf(world)?.epoch ?? 0) > raised)).toBeGreaterThan(0)
  })

  it('asks before it stands since then: its epoch stays, and nobody is unseated', () => {
    const { world, id, epoch } = cutOff('pre-vote', 'follower')
    expect(raftOf(world, nodeById(world, id)).epoch).toBe(epoch)
    isolate(world, id, false)
    runFor(world, 10_000)
    expect(leaderOf(world)?.epoch).toBe(epoch)
  })
})
