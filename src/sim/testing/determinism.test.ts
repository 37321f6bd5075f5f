import { describe, expect, test } from 'vitest'
import type { Programme } from '../programme.ts'
import { queuedTimeUs } from '../queue.ts'
import type { Entity } from '../tables.ts'
import type { World } from '../world.ts'
import { add, own } from '../world.ts'
import type { Trial } from './determinism.ts'
import {
  checkDeterminism,
  checkEagerTimers,
  checkFrozenCheckpoints,
  checkHashCache,
  checkReversedLookups,
  checkSlices,
  checkThrowingGlobals,
  checkTouched,
  checkTwice,
  outcomeOf,
  runTrial,
} from './determinism.ts'
import type { Memory, Paper } from './toy.ts'
import { memoryOf, paperOf, TOY, toyProgramme, toyWorld } from './toy.ts'
import { TOY_STORM } from './toy-inputs.ts'

function trial(change: Partial<Programme> = {}, seed = '42'): Trial {
  return {
    makeWorld: (options) => toyWorld({ seed, restUs: 15_000 }, options, change),
    inputs: TOY_STORM,
    untilUs: 9_000_000,
  }
}

const plain = toyProgramme(TOY)

/** The toy, with something done wrong at each answer. */
function offending(wrong: (world: World, player: Memory, paper: Paper) => void): Trial {
  return trial({
    response: (world, connection, message) => {
      plain.response(world, connection, message)
      wrong(world, memoryOf(world, connection.client), paperOf(world, connection.client))
    },
  })
}

describe('a world', () => {
  test('stands every check through a storm of faults', () => {
    const world = runTrial(trial())
    expect(world.event).toBeGreaterThan(1_500)
    expect(checkDeterminism(trial(), globalThis)).toEqual([])
  })

  test('runs otherwise under another seed', () => {
    expect(outcomeOf(runTrial(trial({}, '43'))).traceHash).not.toBe(outcomeOf(runTrial(trial())).traceHash)
  })
})

describe('each check finds its planted offence:', () => {
  test('a counter outside of the world differs from run to run', () => {
    let calls = 0
    const bad = offending((world, player) => {
      calls += 1
      own(world, player).retries += calls % 7
    })
    expect(checkTwice(bad)).toMatch(/another state/)
  })

  test('a handler that feels the slices', () => {
    let lastUs = 0
    const bad = trial({
      timer: (world, process, row) => {
        plain.timer(world, process, row)
        if (lastUs > world.nowUs) own(world, memoryOf(world, process.name)).retries += 1
        lastUs = world.nowUs
      },
    })
    expect(checkSlices(bad, 7_001)).toMatch(/another state/)
  })

  test('a handler that looks at how its timers are queued', () => {
    const bad = trial({
      timer: (world, process, row) => {
        plain.timer(world, process, row)
        own(world, memoryOf(world, process.name)).retries += world.queue.heap.reduce(
          (sum, slot) => sum + queuedTimeUs(world.queue, slot),
          0,
        )
      },
    })
    expect(checkEagerTimers(bad)).toMatch(/another state/)
  })

  test('the first key of a Map decides', () => {
    const bad = trial({
      task: (world, process, task) => {
        plain.task(world, process, task)
        const memory = own(world, memoryOf(world, process.name))
        const [first] = memory.last.keys()
        memory.retries += first === 'p1' ? 1 : 2
      },
    })
    expect(checkReversedLookups(bad)).toMatch(/another state/)
  })

  test('a write without own hits a frozen checkpoint', () => {
    const bad = offending((_world, _player, paper) => {
      paper.total += 1
    })
    expect(checkFrozenCheckpoints(bad)).toMatch(/frozen checkpoint/)
  })

  test('a write into a Map without own hits a frozen checkpoint', () => {
    const bad = trial({
      response: (world, connection, message) => {
        plain.response(world, connection, message)
        memoryOf(world, connection.server).last.set('p9', 1)
      },
    })
    expect(checkFrozenCheckpoints(bad)).toMatch(/frozen Map/)
  })

  test('a write into a sealed value hits a frozen checkpoint', () => {
    const bad = trial({
      task: (world, process, task) => {
        plain.task(world, process, task)
        const first = own(world, memoryOf(world, process.name)).recent[0]
        if (first !== undefined) (first as { number: number }).number += 1
      },
    })
    expect(checkFrozenCheckpoints(bad)).toMatch(/frozen checkpoint/)
  })

  test('a write without own changes what was not touched', () => {
    const bad = offending((_world, _player, paper) => {
      paper.total += 1
    })
    expect(checkTouched(bad)).toMatch(/changed paper:p1, which it did not own/)
    expect(checkHashCache(bad)).toMatch(/stale entity hash/)
  })

  test('the clock, seedless chance and logarithms are out of bounds', () => {
    const uses: (() => number)[] = [
      () => Date.now(),
      () => Math.random(),
      () => Math.log(7),
      () => 'a'.localeCompare('b'),
    ]
    for (const use of uses) {
      const bad = offending((world, player) => {
        own(world, player).retries += use() > 3 ? 1 : 0
      })
      expect(checkThrowingGlobals(bad, globalThis)).toMatch(/the engine used/)
    }
  })
})

describe('what the checks rest on', () => {
  test('the globals are back when the check is over', () => {
    checkThrowingGlobals(trial(), globalThis)
    expect(Date.now()).toBeGreaterThan(0)
    expect(Math.log(1)).toBe(0)
  })

  test('two things cannot share an address', () => {
    const world = toyWorld()
    const twin = (slot: number, stamp: number): Entity => ({
      kind: 'memory',
      address: 'memory:1',
      slot,
      stamp,
    })
    expect(() => add(world, twin)).toThrow(/two entities at memory:1/)
  })
})
