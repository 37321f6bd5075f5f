// The checks that the toy cluster stands, on Kafka itself: the failover scenario, and a storm on top of it.

import { SHIPPED } from 'virtual:scenarios'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkEvent, createChecks } from '../check/checker.ts'
import { buildWorld } from '../kafka/build.ts'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { hashText } from '../sim/hash.ts'
import type { Input } from '../sim/input.ts'
import { sortInputs } from '../sim/input.ts'
import type { Trial } from '../sim/testing/determinism.ts'
import {
  checkEagerTimers,
  checkFrozenCheckpoints,
  checkHashCache,
  checkRecorders,
  checkReversedLookups,
  checkSlices,
  checkThrowingGlobals,
  checkTouched,
  checkTwice,
  outcomeOf,
  runTrial,
} from '../sim/testing/determinism.ts'
import { deepFreeze } from '../sim/testing/freeze.ts'
import { stateHash } from '../sim/world.ts'
import { headEvent } from './branch.ts'
import type { Run, RunLimits } from './run.ts'
import { advance, branchOf, createRun, RUN_LIMITS } from './run.ts'
import { seek } from './seek.ts'

const UNTIL_US = 20_000_000
const STORM: readonly (readonly [number, string, string, string?])[] = [
  [3_100_000, 'pause', '2'],
  [3_900_000, 'resume', '2'],
  [6_000_000, 'cut-link', '3', '2'],
  [7_000_000, 'heal-link', '3', '2'],
  [8_000_000, 'cut-off', '101'],
  [9_000_000, 'reconnect', '101'],
  [10_000_000, 'power-loss', '3'],
  [11_000_000, 'stop', '102'],
  [12_000_000, 'start', '102'],
  [13_000_000, 'start', '3'],
  [14_000_000, 'kill', 'p1'],
  [15_000_000, 'start', 'p1'],
]

let scenario: Scenario
let trial: Trial

function stormInputs(): Input[] {
  const storm = STORM.map(([timeUs, input, node, to]): Input => {
    const args = to === undefined ? { node } : { from: node, to }
    return { timeUs, after: 0, input, args }
  })
  return sortInputs([...scenario.inputs, ...storm])
}

beforeAll(async () => {
  const shipped = SHIPPED.find((row) => row.id === 'leader-failover')
  if (shipped === undefined) throw new Error('leader-failover does not ship')
  scenario = await shipped.load()
  trial = {
    makeWorld: (options) => buildWorld(scenario, options),
    inputs: { list: stormInputs(), registry: INPUT_REGISTRY },
    untilUs: UNTIL_US,
  }
})

describe('Kafka through a storm', () => {
  test('is the same run twice, and in slices of time', () => {
    expect(checkTwice(trial)).toBeNull()
    expect(checkSlices(trial, 7_001)).toBeNull()
  })

  test('is another run under another seed', () => {
    const other = { ...trial, makeWorld: () => buildWorld({ ...scenario, seed: '43' }) }
    expect(outcomeOf(runTrial(other)).traceHash).not.toBe(outcomeOf(runTrial(trial)).traceHash)
  })

  test('does not feel how timers are queued', () => {
    expect(checkEagerTimers(trial)).toBeNull()
  })

  test('does not feel whether a trace is kept', () => {
    expect(checkRecorders(trial)).toBeNull()
  })

  test('looks things up in Maps and Sets and never depends on their order', () => {
    expect(checkReversedLookups(trial)).toBeNull()
  })

  test('never writes to a checkpoint, nor to what is sealed', () => {
    expect(checkFrozenCheckpoints(trial, 2_000)).toBeNull()
  })

  test('changes only what it owns', () => {
    expect(checkTouched(trial, 60, 1_200)).toBeNull()
    expect(checkHashCache(trial, 2_000)).toBeNull()
  })

  test('uses no clock, no seedless chance, no transcendental, no locale', () => {
    expect(checkThrowingGlobals(trial, globalThis)).toBeNull()
  })
})

describe('a run of Kafka', () => {
  function kafkaRun(limits: RunLimits, isChecked: boolean, slice: number, untilUs = UNTIL_US): Run {
    const run = createRun({
      makeWorld: () => buildWorld(scenario),
      registry: INPUT_REGISTRY,
      inputs: stormInputs().map((input) => ({ ...input, origin: 'scenario' })),
      checker: isChecked ? { create: createChecks, afterEvent: checkEvent } : null,
      limits,
    })
    while (advance(run, branchOf(run, 0), slice, untilUs) === slice);
    return run
  }

  function ends(run: Run): readonly string[] {
    const { world } = branchOf(run, 0).head
    return [String(world.event), hashText(world.traceHash), hashText(stateHash(world))]
  }

  test('is the same in slices of 1, 7 and 1,000 events, with checks and checkpoint spacing on and off', () => {
    const expected = ends(kafkaRun(RUN_LIMITS, true, 1_000_000))
    for (const slice of [1, 7, 1_000]) expect(ends(kafkaRun(RUN_LIMITS, true, slice))).toEqual(expected)
    const dense: RunLimits = { spacing: 1_024, checkpointsMax: 8, chunksMax: 1 }
    expect(ends(kafkaRun(dense, true, 5_000))).toEqual(expected)
    expect(ends(kafkaRun(dense, false, 5_000))).toEqual(expected)
  })

  test('goes on, and is walked, without a write to any checkpoint of the world or of its checks', () => {
    const expected = ends(kafkaRun(RUN_LIMITS, true, 1_000_000))
    const dense: RunLimits = { ...RUN_LIMITS, spacing: 1_024 }
    const run = kafkaRun(dense, true, 1_000_000, UNTIL_US / 2)
    const frozen = new Set<object>()
    const branch = branchOf(run, 0)
    for (let round = 0; round < 6; round++) {
      for (const kept of [...branch.checkpoints, ...branch.shorts]) {
        for (const entity of kept.world.tables.entities) deepFreeze(entity, frozen)
        for (const entity of kept.checks?.entities ?? []) deepFreeze(entity, frozen)
      }
      advance(run, branch, round < 5 ? 1_500 : 1_000_000, UNTIL_US)
      const seeked = seek(run, branch, Math.floor((headEvent(branch) * (round + 1)) / 7))
      expect(seeked.kind).toBe('here')
    }
    expect(ends(run)).toEqual(expected)
  })

  test('is the same after every seek, forth and back', () => {
    const run = kafkaRun(RUN_LIMITS, true, 1_000_000)
    const branch = branchOf(run, 0)
    const last = headEvent(branch)
    const seen = new Map<number, string>()
    for (let i = 0; i < 60; i++) {
      const event = (i * 7_919 + (i % 3) * 1_000) % last
      const seeked = seek(run, branch, event)
      expect(seeked.kind).toBe('here')
      if (seeked.kind !== 'here') return
      const now = hashText(stateHash(seeked.world))
      expect(seen.get(event) ?? now).toBe(now)
      seen.set(event, now)
      if (i % 2 === 1) seek(run, branch, Math.max(0, event - 300))
    }
  })
})
