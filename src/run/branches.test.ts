import { describe, expect, test } from 'vitest'
import { hashText } from '../sim/hash.ts'
import type { Branch } from './branch.ts'
import { headEvent } from './branch.ts'
import { deleteBranch, renameBranch } from './branches.ts'
import { doInput } from './edit.ts'
import { memoryOf, setMemoryBudget } from './memory.ts'
import { rows } from './rows.ts'
import type { Run } from './run.ts'
import { advance, branchOf } from './run.ts'
import { seek } from './seek.ts'
import { toyRun } from './testing/toy-run.ts'

const UNTIL_US = 4_500_000

function computed(run: Run, branch: Branch): Branch {
  while (advance(run, branch, 100_000, UNTIL_US) > 0);
  return branch
}

function forked(run: Run, from: Branch, event: number, node: string): Branch {
  from.seen = headEvent(from)
  const made = doInput(run, from, event, 0, { input: 'pause', args: { node } })
  if ('kind' in made) throw new Error('diverged')
  return computed(run, made)
}

function hashAt(run: Run, branch: Branch, event: number): string {
  const seeked = seek(run, branch, event)
  if (seeked.kind === 'diverged') throw new Error('diverged')
  return hashText(seeked.world.traceHash)
}

describe('branches', () => {
  test('are called by hand, and an empty name takes the given one away', () => {
    const run = toyRun()
    const main = branchOf(run, 0)
    renameBranch(main, '  what I tried  ')
    expect(main.name).toBe('what I tried')
    renameBranch(main, 'x'.repeat(200))
    expect(main.name.length).toBe(80)
    renameBranch(main, ' ')
    expect(main.name).toBe('')
  })

  test('that go leave their children whole, hanging on the grandparent from the earlier fork on', () => {
    const run = toyRun()
    const main = computed(run, branchOf(run, 0))
    const first = forked(run, main, 20_000, '2')
    const second = forked(run, first, 25_000, '1')
    const ends = [main, second].map((branch) => hashAt(run, branch, 30_000))
    const told = rows(run, second, 24_000)
    deleteBranch(run, first)
    expect(run.branches.map(({ id }) => id)).toEqual([0, 2])
    expect([second.parent, second.forkEvent, second.forkUs]).toEqual([0, 20_000, first.forkUs])
    expect([main, second].map((branch) => hashAt(run, branch, 30_000))).toEqual(ends)
    expect(rows(run, second, 24_000)).toEqual(told)
    expect(() => branchOf(run, 1)).toThrow('branch 1')
    expect(() => deleteBranch(run, main)).toThrow('cannot go')
  })

  test('never take the number of one that went', () => {
    const run = toyRun()
    const main = computed(run, branchOf(run, 0))
    deleteBranch(run, forked(run, main, 20_000, '2'))
    expect(forked(run, main, 20_000, '2').id).toBe(2)
  })
})

describe('memory', () => {
  test('stays within a budget that is set, and every moment can still be reached', () => {
    const run = toyRun()
    const main = computed(run, branchOf(run, 0))
    const before = memoryOf(run)
    const end = hashAt(run, main, 30_000)
    expect(before.checkpoints).toBeGreaterThan(4)
    expect(before.pinned).toBeGreaterThan(0)
    const other = toyRun({ spacing: 1_024, checkpointsMax: 1_000, chunksMax: 64 })
    setMemoryBudget(other, 4_000_000)
    computed(other, branchOf(other, 0))
    const small = memoryOf(other)
    expect(small.spacing).toBeGreaterThan(1_024)
    expect(small.checkpointBytes).toBeLessThan(1_600_000)
    expect(hashAt(other, branchOf(other, 0), 30_000)).toBe(end)
    expect(other.verified.hashes).toBeGreaterThan(0)
    expect(other.verified.diverged).toBeNull()
    setMemoryBudget(run, 1)
    expect(memoryOf(run).traceBytes).toBeLessThan(before.traceBytes + 1)
    expect(hashAt(run, main, 30_000)).toBe(end)
  })

  test('a replay that is not what happened first says so, and where', () => {
    const run = toyRun()
    const main = computed(run, branchOf(run, 0))
    const milestone = main.milestones[4]
    if (milestone === undefined) throw new Error('no milestone')
    milestone.lo ^= 1
    seek(run, main, 100)
    expect(seek(run, main, 5_200)).toMatchObject({ kind: 'diverged', event: 5_119 })
    expect(run.verified.diverged).toEqual({ branch: 0, event: 5_119 })
  })
})

test('another branch takes its share of the budget from those that are there', () => {
  const run = toyRun({ spacing: 1_024, checkpointsMax: 256, chunksMax: 64 })
  const first = computed(run, branchOf(run, 0))
  const before = first.checkpoints.length
  let bytes = 0
  for (const kept of first.checkpoints) bytes += kept.bytes
  setMemoryBudget(run, Math.ceil(bytes * 2.6))
  expect(first.checkpoints).toHaveLength(before)
  forked(run, first, 2_000, '1')
  expect(branchOf(run, 0).checkpoints.length).toBeLessThan(before)
})
