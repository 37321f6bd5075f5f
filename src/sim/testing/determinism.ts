// What every programme must stand: the same run, however it is sliced, copied, watched or looked up. Each check answers an offence, or null.

import type { Hash } from '../hash.ts'
import { hashText } from '../hash.ts'
import type { Inputs } from '../step.ts'
import { step } from '../step.ts'
import { hashEntity } from '../tables.ts'
import { createScratchRecorder } from '../trace.ts'
import type { Checkpoint, World, WorldOptions } from '../world.ts'
import { checkpoint, DEFAULT_OPTIONS, restore, stateHash } from '../world.ts'
import { deepFreeze } from './freeze.ts'
import { reversedWorld } from './reverse.ts'
import { withThrowingGlobals } from './throwing-globals.ts'

export interface Trial {
  readonly makeWorld: (options: WorldOptions) => World
  readonly inputs: Inputs
  readonly untilUs: number
}

export interface Outcome {
  readonly events: number
  readonly traceHash: string
  readonly stateHash: string
}

export function outcomeOf(world: World): Outcome {
  return {
    events: world.event + 1,
    traceHash: hashText(world.traceHash),
    stateHash: hashText(stateHash(world)),
  }
}

export function runTrial(trial: Trial, options: WorldOptions = DEFAULT_OPTIONS): World {
  const world = trial.makeWorld(options)
  while (step(world, trial.inputs, trial.untilUs));
  return world
}

/** Takes the world on by so many events; false at the end. */
function go(trial: Trial, world: World, events: number): boolean {
  for (let i = 0; i < events; i++) if (!step(world, trial.inputs, trial.untilUs)) return false
  return true
}

function compare(what: string, expected: Outcome, world: World): string | null {
  const got = outcomeOf(world)
  if (got.events !== expected.events) return `${what}: ${got.events} events instead of ${expected.events}`
  if (got.traceHash !== expected.traceHash) return `${what}: another trace`
  if (got.stateHash !== expected.stateHash) return `${what}: another state`
  return null
}

export function checkTwice(trial: Trial): string | null {
  return compare('a second run', outcomeOf(runTrial(trial)), runTrial(trial))
}

/** Slices of virtual time and of events; what a slice did not find must be found by the next. */
export function checkSlices(trial: Trial, sliceUs: number): string | null {
  const world = trial.makeWorld(DEFAULT_OPTIONS)
  for (let us = 0; us < trial.untilUs; us += sliceUs) while (step(world, trial.inputs, us));
  while (step(world, trial.inputs, trial.untilUs));
  return compare(`slices of ${sliceUs} us`, outcomeOf(runTrial(trial)), world)
}

export function checkEagerTimers(trial: Trial): string | null {
  return compare(
    'eager timers',
    outcomeOf(runTrial(trial)),
    runTrial(trial, { ...DEFAULT_OPTIONS, lazyTimers: false }),
  )
}

export function checkRecorders(trial: Trial): string | null {
  const world = trial.makeWorld(DEFAULT_OPTIONS)
  for (let round = 0; ; round++) {
    world.recorder = round % 2 === 0 ? createScratchRecorder(world.event + 1) : null
    if (!go(trial, world, 100)) break
  }
  return compare('with and without a recorder', outcomeOf(runTrial(trial)), world)
}

/** Every Map and Set is filled anew in reverse order, again and again. */
export function checkReversedLookups(trial: Trial, every = 500): string | null {
  let world = reversedWorld(trial.makeWorld(DEFAULT_OPTIONS))
  while (go(trial, world, every)) world = reversedWorld(world)
  return compare('reversed Maps and Sets', outcomeOf(runTrial(trial)), world)
}

/** Checkpoints are frozen to their leaves while the run goes on from them. */
export function checkFrozenCheckpoints(trial: Trial, every = 500): string | null {
  const expected = outcomeOf(runTrial(trial))
  const world = trial.makeWorld(DEFAULT_OPTIONS)
  const kept: { readonly checkpoint: Checkpoint; readonly hash: string }[] = []
  const seen = new Set<object>()
  try {
    do {
      const made = checkpoint(world)
      for (const entity of made.tables.entities) deepFreeze(entity, seen)
      kept.push({ checkpoint: made, hash: hashOf(made) })
    } while (go(trial, world, every))
  } catch (error) {
    return `a write to a frozen checkpoint, at event ${world.event}: ${String(error)}`
  }
  const straight = compare('with checkpoints', expected, world)
  if (straight !== null) return straight
  for (const { checkpoint: made, hash } of kept) {
    if (hashOf(made) !== hash) return `the checkpoint at event ${made.event} was written to`
  }
  const middle = kept[kept.length >> 1] as { checkpoint: Checkpoint }
  const again = restore(world, middle.checkpoint)
  while (step(again, trial.inputs, trial.untilUs));
  return compare(`from the checkpoint at event ${middle.checkpoint.event}`, expected, again)
}

/** A checkpoint before each event: after every one, whatever is written to is copied first. */
export function checkDenseCheckpoints(trial: Trial): string | null {
  const world = trial.makeWorld(DEFAULT_OPTIONS)
  try {
    do checkpoint(world)
    while (go(trial, world, 1))
  } catch (error) {
    return `with a checkpoint before each event, at event ${world.event}: ${String(error)}`
  }
  return compare('with a checkpoint before each event', outcomeOf(runTrial(trial)), world)
}

function hashOf(made: Checkpoint): string {
  return made.tables.entities.map((entity) => hashText(hashEntity(entity))).join()
}

/** An event may change only what it says it touched, looked at in the first `window` events of every `every`. */
export function checkTouched(trial: Trial, window = 100, every = 400): string | null {
  const world = trial.makeWorld(DEFAULT_OPTIONS)
  const before: Hash[] = []
  let isFresh = false
  while (step(world, trial.inputs, trial.untilUs)) {
    const isWatched = world.event % every < window
    if (isWatched && isFresh) {
      const offence = untouchedChange(world, before)
      if (offence !== null) return offence
    } else if (isWatched) {
      for (const entity of world.tables.entities) before[entity.slot] = hashEntity(entity)
    }
    isFresh = isWatched
  }
  return null
}

function untouchedChange(world: World, before: Hash[]): string | null {
  const touched = new Set(world.tables.touched)
  for (const entity of world.tables.entities) {
    const { slot } = entity
    const hash = hashEntity(entity)
    if (!touched.has(slot) && (before[slot]?.lo !== hash.lo || before[slot]?.hi !== hash.hi))
      return `event ${world.event} changed ${entity.address}, which it did not own`
    before[slot] = hash
  }
  return null
}

/** Hashes that were kept from event to event against hashes taken anew. */
export function checkHashCache(trial: Trial, every = 500): string | null {
  const world = trial.makeWorld(DEFAULT_OPTIONS)
  while (go(trial, world, every)) {
    const kept = hashText(stateHash(world))
    const anew = restore(world, checkpoint(world))
    anew.tables.stale.fill(true)
    if (hashText(stateHash(anew)) !== kept) return `a stale entity hash after event ${world.event}`
  }
  return null
}

/** `globals` is the caller's globalThis. */
export function checkThrowingGlobals(trial: Trial, globals: object): string | null {
  const expected = outcomeOf(runTrial(trial))
  try {
    const world = withThrowingGlobals(globals, () => runTrial(trial))
    return compare('without those globals', expected, world)
  } catch (error) {
    return `throwing globals: ${String(error)}`
  }
}

/** All of them; the offences found. */
export function checkDeterminism(trial: Trial, globals: object): string[] {
  const found = [
    checkTwice(trial),
    checkSlices(trial, 7_001),
    checkEagerTimers(trial),
    checkRecorders(trial),
    checkReversedLookups(trial),
    checkFrozenCheckpoints(trial),
    checkTouched(trial),
    checkHashCache(trial),
    checkThrowingGlobals(trial, globals),
  ]
  return found.filter((offence) => offence !== null)
}
