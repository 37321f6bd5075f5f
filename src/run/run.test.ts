import { beforeAll, describe, expect, test } from 'vitest'
import { present } from '../sim/assert.ts'
import { hashText } from '../sim/hash.ts'
import { EVENTS_PER_CHUNK } from '../sim/limits.ts'
import { step } from '../sim/step.ts'
import { hashEntity } from '../sim/tables.ts'
import { processNamed, toyWorld } from '../sim/testing/toy.ts'
import { TOY_STORM } from '../sim/testing/toy-inputs.ts'
import { stateHash } from '../sim/world.ts'
import type { Branch } from './branch.ts'
import { headEvent } from './branch.ts'
import type { HandInput } from './edit.ts'
import { doInput } from './edit.ts'
import type { Here } from './here.ts'
import { neighbour } from './neighbour.ts'
import { causeOf, chunkAt, eventAt, leadingFact, rows, timeOf } from './rows.ts'
import type { Run, RunLimits } from './run.ts'
import { advance, branchOf, RUN_LIMITS } from './run.ts'
import { seek } from './seek.ts'
import { TALLY_CHECKER, tallyOf, toyRun } from './testing/toy-run.ts'

const UNTIL_US = 4_500_000
const KILL_2: HandInput = { input: 'kill', args: { node: '2' } }

function computed(limits?: RunLimits, slice = 1_000_000): Run {
  const run = toyRun(limits)
  while (advance(run, branchOf(run, 0), slice, UNTIL_US) === slice);
  return run
}

function at(run: Run, event: number, branch = 0): Here {
  const seeked = seek(run, branchOf(run, branch), event)
  if (seeked.kind === 'diverged') throw new Error(`diverged at ${seeked.event}`)
  return seeked
}

function hashes(here: Here): readonly string[] {
  const tally = here.checks === null ? '' : hashText(hashEntity(tallyOf(here.checks)))
  return [String(here.world.event), hashText(here.world.traceHash), hashText(stateHash(here.world)), tally]
}

function edited(run: Run, branch: Branch, event: number, timeUs: number, hand = KILL_2): Branch {
  const made = doInput(run, branch, event, timeUs, hand)
  if ('kind' in made) throw new Error(`diverged at ${made.event}`)
  while (advance(run, made, 100_000, UNTIL_US) > 0);
  return made
}

/** Hashes of some moments, taken on a straight walk that knows no run. */
const targets = [
  0, 1, 900, 1_023, 1_024, 16_382, 16_383, 16_384, 20_000, 32_767, 32_768, 33_000, 36_123, 38_001,
]
const straight = new Map<number, readonly string[]>()
let whole: Run

beforeAll(() => {
  const world = toyWorld({ players: 18 })
  while (step(world, TOY_STORM, UNTIL_US)) {
    if (targets.includes(world.event))
      straight.set(world.event, [hashText(world.traceHash), hashText(stateHash(world))])
  }
  whole = computed()
  expect(headEvent(branchOf(whole, 0))).toBe(world.event)
  expect(world.event).toBeGreaterThan(38_001)
})

describe('seeking', () => {
  test('gives every moment as a straight walk finds it, forth and back and far', () => {
    const order = [...targets, ...[...targets].reverse(), 36_123, 0, 38_001, 900, 33_000]
    for (const event of order) {
      const found = hashes(at(whole, event))
      expect([event, found[1], found[2]]).toEqual([event, ...(straight.get(event) ?? [])])
      expect(tallyOf(present(at(whole, event).checks, 'checks')).lastEvent).toBe(event)
    }
  })

  test('steps back event by event, with its checks, to what they were', () => {
    const forth: (readonly string[])[] = []
    for (let event = 20_000; event < 22_100; event += 7) forth.push(hashes(at(whole, event)))
    for (let event = 20_000 + (forth.length - 1) * 7; event >= 20_000; event -= 7)
      expect(hashes(at(whole, event))).toEqual(forth.pop())
    expect(branchOf(whole, 0).shorts.length).toBeGreaterThan(1)
  })

  test('before the first event is the world as it was made', () => {
    expect(at(whole, -1).world.event).toBe(-1)
    expect(at(whole, -1).world.nowUs).toBe(0)
  })

  test('leaves the head alone, and beyond the head is the head', () => {
    const before = hashes(branchOf(whole, 0).head)
    at(whole, 5_000)
    expect(hashes(branchOf(whole, 0).head)).toEqual(before)
    expect(at(whole, 10_000_000).world === branchOf(whole, 0).head.world).toBe(true)
  })

  test('knows what the event touched, at a checkpoint too', () => {
    const run = computed()
    const event = EVENTS_PER_CHUNK - 1
    const replayed = [...at(run, event + 5).world.tables.touched]
    at(run, 100)
    expect([...at(run, event + 5).world.tables.touched]).toEqual(replayed)
    at(run, 40_000)
    expect(at(run, event).world.tables.touched.length).toBeGreaterThan(0)
  })

  test('reports where a replay is not what happened first, as a value', () => {
    const run = computed()
    const branch = branchOf(run, 0)
    const milestone = branch.milestones[20]
    if (milestone !== undefined) milestone.lo ^= 1
    expect(seek(run, branch, 22_000)).toEqual({ kind: 'diverged', event: 21 * 1_024 - 1 })
    expect(seek(run, branch, 21_000).kind).toBe('here')
    const state = branch.stateHashes[1]
    if (state !== undefined) state.hi ^= 1
    expect(seek(run, branch, 2 * EVENTS_PER_CHUNK - 2).kind).toBe('here')
    expect(seek(run, branch, 2 * EVENTS_PER_CHUNK)).toEqual({
      kind: 'diverged',
      event: 2 * EVENTS_PER_CHUNK - 1,
    })
  })
})

describe('a run', () => {
  test('is the same in slices of 1, 7 and 1,000 events, with checks and checkpoints on and off', () => {
    const expected = hashes(branchOf(whole, 0).head).slice(0, 3)
    const spare: RunLimits = { spacing: 1_024, checkpointsMax: 4, chunksMax: 2 }
    for (const slice of [1, 7, 1_000]) {
      const run = computed(slice === 7 ? spare : RUN_LIMITS, slice)
      expect(hashes(branchOf(run, 0).head).slice(0, 3)).toEqual(expected)
    }
    const bare = toyRun(spare, null)
    while (advance(bare, branchOf(bare, 0), 1_000_000, UNTIL_US) > 0);
    expect(hashes(branchOf(bare, 0).head).slice(0, 3)).toEqual(expected)
  })

  test('thins its checkpoints out when there are too many, but never those of faults', () => {
    const run = computed({ ...RUN_LIMITS, spacing: 1_024, checkpointsMax: 20 })
    const branch = branchOf(run, 0)
    const loose = branch.checkpoints.filter((kept) => !kept.pinned)
    expect(branch.spacing).toBeGreaterThan(1_024)
    expect(branch.checkpoints.length).toBeLessThanOrEqual(21)
    for (const kept of loose) expect((kept.event + 1) % branch.spacing).toBe(0)
    for (const input of TOY_STORM.list.filter((row) => row.timeUs < UNTIL_US)) {
      const near = branch.checkpoints.some(
        (kept) => kept.pinned && Math.abs(kept.world.nowUs - input.timeUs) < 20_000,
      )
      expect([input.timeUs, near]).toEqual([input.timeUs, true])
    }
    expect(hashes(at(run, 36_123)).slice(1, 3)).toEqual(straight.get(36_123))
  })

  test('has rows that it did not keep again by replay', () => {
    const run = computed({ ...RUN_LIMITS, chunksMax: 2 })
    const branch = branchOf(run, 0)
    expect(branch.chunks.filter((chunk) => chunk !== null).length).toBeLessThanOrEqual(2)
    for (const event of [5, 16_383, 16_384, 36_123, 2]) {
      expect(rows(run, branch, event)).toEqual(rows(whole, branchOf(whole, 0), event))
      expect(causeOf(run, branch, event)).toBe(causeOf(whole, branchOf(whole, 0), event))
      expect(leadingFact(run, branch, event)).toEqual(leadingFact(whole, branchOf(whole, 0), event))
    }
    expect(chunkAt(run, branch, 5).events).toBe(EVENTS_PER_CHUNK)
  })

  test('knows when the events of trace that it did not keep came, and their causes, without a replay', () => {
    const run = computed({ ...RUN_LIMITS, chunksMax: 2 })
    const branch = branchOf(run, 0)
    const { replays } = run.verified
    const other = branchOf(whole, 0)
    for (let event = 0; event < EVENTS_PER_CHUNK; event++) {
      const timeUs = timeOf(whole, other, event)
      expect(timeOf(run, branch, event)).toBe(timeUs)
      expect(eventAt(run, branch, timeUs)).toBe(eventAt(whole, other, timeUs))
      expect(causeOf(run, branch, event)).toBe(causeOf(whole, other, event))
    }
    expect(branch.chunks[0]).toBeNull()
    expect(run.verified.replays).toBe(replays)
  })

  test('finds the last event at or before a time', () => {
    const branch = branchOf(whole, 0)
    for (const timeUs of [0, 3_999, 1_000_000, 2_345_678, 4_000_000, UNTIL_US - 1]) {
      const event = eventAt(whole, branch, timeUs)
      if (event >= 0) expect(timeOf(whole, branch, event)).toBeLessThanOrEqual(timeUs)
      expect(timeOf(whole, branch, event + 1)).toBeGreaterThan(timeUs)
    }
    expect(eventAt(whole, branch, 99_000_000)).toBe(headEvent(branch))
  })

  test('steps to the next and the previous event, request and mark', () => {
    const branch = branchOf(whole, 0)
    const ids = (event: number): string[] => rows(whole, branch, event).map((row) => row.kind.id)
    const request = neighbour(whole, branch, 30_000, 'request', 1)
    expect(ids(request)).toContain('request.arrived')
    for (let event = 30_001; event < request; event++) expect(ids(event)).not.toContain('request.arrived')
    expect(neighbour(whole, branch, request + 1, 'request', -1)).toBe(request)
    expect(neighbour(whole, branch, 0, 'event', -1)).toBe(-1)
    expect(neighbour(whole, branch, headEvent(branch), 'event', 1)).toBe(-1)
    const found: number[] = []
    for (
      let mark = neighbour(whole, branch, -1, 'mark', 1);
      mark >= 0;
      mark = neighbour(whole, branch, mark, 'mark', 1)
    )
      found.push(mark)
    const inputs = TOY_STORM.list.filter((input) => input.timeUs <= UNTIL_US).map((input) => input.timeUs)
    expect(found.map((event) => timeOf(whole, branch, event))).toEqual(inputs)
    expect(neighbour(whole, branch, found[1] as number, 'mark', -1)).toBe(found[0])
    expect(neighbour(whole, branch, found[0] as number, 'mark', -1)).toBe(-1)
  })
})

describe('an input by hand', () => {
  test('before what was seen keeps the old future as a branch, and inherits its later inputs', () => {
    const run = computed()
    const main = branchOf(run, 0)
    main.seen = 40_000
    const old = hashes(main.head)
    const event = eventAt(run, main, 2_500_000)
    const branch = edited(run, main, event, 2_500_000)
    expect([branch.id, branch.parent, branch.forkEvent, branch.forkUs]).toEqual([1, 0, event, 2_500_000])
    expect(hashes(branchOf(run, 0).head)).toEqual(old)
    expect(hashes(branch.head)[1]).not.toBe(old[1])
    expect(branch.inputs.list.length).toBe(main.inputs.list.length + 1)
    for (const moment of [0, 900, 16_384, event])
      expect(hashes(at(run, moment, 1))).toEqual(hashes(at(run, moment, 0)))
    expect(rows(run, branch, event)).toEqual(rows(run, main, event))
    expect(rows(run, branch, event + 1)[0]?.kind.id).toBe('input.done')
    expect(timeOf(run, branch, event + 1)).toBe(2_500_000)
  })

  test('is the run that has that input from the start', () => {
    const run = computed()
    const main = branchOf(run, 0)
    main.seen = 40_000
    const branch = edited(run, main, eventAt(run, main, 2_500_000), 2_500_000)
    const world = toyWorld({ players: 18 })
    const inputs = { list: branch.inputs.list, registry: run.registry }
    while (step(world, inputs, UNTIL_US));
    expect(hashText(world.traceHash)).toBe(hashes(branch.head)[1])
    expect(hashText(stateHash(world))).toBe(hashes(branch.head)[2])
  })

  test('beyond what was seen replaces the forecast in place', () => {
    const run = computed()
    const main = branchOf(run, 0)
    main.seen = 30_000
    const branch = edited(run, main, 30_000, timeOf(run, main, 30_000))
    expect(run.branches.length).toBe(1)
    expect(branchOf(run, 0)).toBe(branch)
    expect(timeOf(run, branch, 30_001)).toBe(timeOf(run, branch, 30_000))
    expect(rows(run, branch, 30_001)[0]?.kind.id).toBe('input.done')
    expect(processNamed(at(run, 30_001).world, '2').life).toBe('dead')
    expect(branch.marks).toContain(30_001)
  })

  test('comes right after the event at which it was done, before what waits in the same instant', () => {
    const run = computed()
    const main = branchOf(run, 0)
    main.seen = 40_000
    const kill = neighbour(run, main, -1, 'mark', 1)
    const branch = edited(run, main, kill, timeOf(run, main, kill), { input: 'pause', args: { node: '3' } })
    expect(rows(run, branch, kill + 1).map((row) => row.kind.id)).toContain('process.paused')
  })

  test('can be done on a branch of a branch, and the ends of all stay what they were', () => {
    const run = computed({ ...RUN_LIMITS, chunksMax: 3 })
    branchOf(run, 0).seen = 40_000
    const first = edited(run, branchOf(run, 0), 20_000, 0)
    first.seen = 40_000
    const second = edited(run, first, 25_000, 0, { input: 'pause', args: { node: '1' } })
    expect([second.id, second.parent]).toEqual([2, 1])
    const ends = [0, 1, 2].map((id) => hashes(branchOf(run, id).head))
    for (const id of [2, 0, 1]) for (const event of [24_999, 16_383, 100]) at(run, event, id)
    expect([0, 1, 2].map((id) => hashes(branchOf(run, id).head))).toEqual(ends)
    expect(hashes(at(run, 20_000, 2))).toEqual(hashes(at(run, 20_000, 0)))
    expect(rows(run, second, 24_000)).toEqual(rows(run, first, 24_000))
  })
})

test('the checks see every fact once, whatever was sought', () => {
  const total = tallyOf(present(branchOf(whole, 0).head.checks, 'checks'))
  let facts = 0
  for (let event = 0; event <= headEvent(branchOf(whole, 0)); event++) {
    const chunk = chunkAt(whole, branchOf(whole, 0), event)
    const place = event - chunk.firstEvent
    facts += (chunk.firstRow[place + 1] as number) - (chunk.firstRow[place] as number)
  }
  expect(total.facts).toBe(facts)
  expect(TALLY_CHECKER.create(branchOf(whole, 0).head.world).entities.length).toBe(1)
})
