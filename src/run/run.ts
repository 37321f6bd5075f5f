// A run as a thing that can be walked: a tree of branches, each computed ahead by whoever drives it. It knows no clock.

import { assert, present } from '../sim/assert.ts'
import type { FactKind } from '../sim/facts.ts'
import { FACT_CODES, factKinds } from '../sim/facts.ts'
import { EVENTS_PER_CHUNK } from '../sim/limits.ts'
import type { InputRegistry } from '../sim/step.ts'
import type { TraceChunk } from '../sim/trace.ts'
import { createChunk, createRecorder, reuseChunk } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import { stateHash } from '../sim/world.ts'
import type { Branch, RunInput } from './branch.ts'
import { chunkOfEvent, EVENTS_PER_MILESTONE, headEvent } from './branch.ts'
import type { Checker } from './checker-type.ts'
import type { Here, Kept } from './here.ts'
import { keep, stepHere } from './here.ts'
import { CAN_MARK, noteMarks, SPACED_MARK } from './marks.ts'
import { keepChunk, keepWithin } from './memory.ts'

export interface RunLimits {
  /** Events between checkpoints, to begin with. */
  readonly spacing: number
  /** When there are more, every second one that is not pinned goes. */
  readonly checkpointsMax: number
  /** Trace chunks kept over all branches; the least recently used go first. */
  readonly chunksMax: number
}

/** What checkpoints and kept trace may take, unless somebody sets it otherwise. */
const MEMORY_BUDGET_BYTES = 96 * 1_048_576

/** Two checkpoints between one state hash and the next: a seek replays some 4,000 events on average. */
export const RUN_LIMITS: RunLimits = { spacing: 8_192, checkpointsMax: 256, chunksMax: 64 }

export interface RunSetup {
  /** The world before its first event: the same each time. */
  readonly makeWorld: () => World
  readonly registry: InputRegistry
  /** Sorted. */
  readonly inputs: readonly RunInput[]
  readonly checker: Checker | null
  readonly limits?: RunLimits
  /** What counts as a mark of the timeline; facts of rank 80 and more unless told. */
  readonly marks?: MarkRule
}

export interface MarkRule {
  /** Whether facts of a kind can be marks at all. */
  readonly canMark: (kind: FactKind) => boolean
  /** Looks at the numbers of one that can. */
  readonly isMark: (code: number, a: number, b: number, c: number) => boolean
  /** Whether facts of a kind come so often that not each is a mark. */
  readonly isSpaced: (kind: FactKind) => boolean
  /** Whether one of these is a mark so long after the last; −1: there is none before it. */
  readonly isDue: (code: number, lastUs: number, timeUs: number) => boolean
}

/** What replays have proved so far. */
export interface Verified {
  replays: number
  events: number
  hashes: number
  /** The first hash that was not what it had been: a bug of the engine. */
  diverged: { readonly branch: number; readonly event: number } | null
}

const HIGH_RANK: MarkRule = {
  canMark: (kind) => kind.rank >= 80,
  isMark: () => true,
  isSpaced: () => false,
  isDue: () => true,
}

export interface Run {
  readonly registry: InputRegistry
  readonly checker: Checker | null
  readonly limits: RunLimits
  /** By fact code: 0 for what is never a mark, CAN_MARK, SPACED_MARK. */
  readonly markCodes: Uint8Array
  readonly isMark: MarkRule['isMark']
  readonly isDueMark: MarkRule['isDue']
  /** Those that are there, in order of their making. */
  readonly branches: Branch[]
  /** Id of the next: never one that was there before. */
  nextBranch: number
  budgetBytes: number
  readonly verified: Verified
  /** Kept trace chunks, least recently used first. */
  readonly keptChunks: TraceChunk[]
  /** Dropped ones, whose columns the next will take. */
  readonly spareChunks: TraceChunk[]
}

/** Pinned checkpoints stand at least so far apart: a storm of faults must not fill the memory. */
const EVENTS_BETWEEN_PINNED = 256

export function createRun(setup: RunSetup): Run {
  const { canMark, isMark, isSpaced, isDue } = setup.marks ?? HIGH_RANK
  const markCodes = new Uint8Array(FACT_CODES)
  for (const kind of factKinds())
    if (canMark(kind)) markCodes[kind.code] = isSpaced(kind) ? SPACED_MARK : CAN_MARK
  const run: Run = {
    registry: setup.registry,
    checker: setup.checker,
    limits: setup.limits ?? RUN_LIMITS,
    markCodes,
    isMark,
    isDueMark: isDue,
    branches: [],
    nextBranch: 1,
    budgetBytes: MEMORY_BUDGET_BYTES,
    verified: { replays: 0, events: 0, hashes: 0, diverged: null },
    keptChunks: [],
    spareChunks: [],
  }
  const world = setup.makeWorld()
  const here: Here = { world, checks: setup.checker?.create(world) ?? null }
  const branch: Branch = {
    id: 0,
    name: '',
    parent: null,
    forkEvent: -1,
    forkUs: 0,
    inputs: { list: setup.inputs, registry: setup.registry },
    head: here,
    computedUs: 0,
    checkpoints: [keep(here, true, null)],
    spacing: run.limits.spacing,
    milestones: [],
    stateHashes: [],
    chunkTimesUs: [],
    chunks: [],
    outlines: [],
    marks: [],
    markedUpTo: -1,
    spacedMarks: [],
    seen: -1,
    cursor: null,
    shorts: [],
  }
  run.branches.push(branch)
  recordHead(run, branch)
  return run
}

export function branchOf(run: Run, id: number): Branch {
  return present(
    run.branches.find((branch) => branch.id === id),
    `branch ${id}`,
  )
}

/** Lets the head write its facts into the branch's chunks. */
export function recordHead(run: Run, branch: Branch): void {
  branch.head.world.recorder = createRecorder(headEvent(branch) + 1, (firstEvent) => {
    const place = chunkOfEvent(firstEvent)
    const begun = branch.chunks[place]
    if (begun !== undefined && begun !== null) return begun
    const spare = run.spareChunks.pop()
    const chunk = spare === undefined ? createChunk(firstEvent) : reuseChunk(spare, firstEvent)
    assert(
      place === branch.chunks.length,
      `chunk ${place} begins, but ${branch.chunks.length} were there before`,
    )
    branch.chunks.push(chunk)
    keepChunk(run, chunk)
    return chunk
  })
}

/** Computes the head ahead by up to `maxEvents`, to the end of `untilUs`; answers how many events there were. */
export function advance(run: Run, branch: Branch, maxEvents: number, untilUs: number): number {
  const { head, inputs } = branch
  const { world } = head
  let done = 0
  while (done < maxEvents) {
    const taken = world.inputsTaken
    if (!stepHere(head, inputs, untilUs, run.checker)) {
      if (untilUs > branch.computedUs) branch.computedUs = untilUs
      break
    }
    done += 1
    if (world.event % EVENTS_PER_CHUNK === 0) branch.chunkTimesUs.push(world.nowUs)
    if ((world.event + 1) % EVENTS_PER_MILESTONE === 0) reachMilestone(run, branch)
    if (world.inputsTaken !== taken || isAlarmed(run, branch)) pinFault(branch)
  }
  if (world.nowUs > branch.computedUs) branch.computedUs = world.nowUs
  noteMarks(run, branch)
  return done
}

function reachMilestone(run: Run, branch: Branch): void {
  const { world } = branch.head
  branch.milestones.push({ ...world.traceHash })
  noteMarks(run, branch)
  const events = world.event + 1
  if (events % EVENTS_PER_CHUNK === 0) branch.stateHashes.push(stateHash(world))
  if (events % branch.spacing !== 0) return
  keepHead(branch, false)
  keepWithin(run, branch)
}

function isAlarmed(run: Run, branch: Branch): boolean {
  const { checks } = branch.head
  return checks !== null && run.checker?.isAlarmed?.(checks) === true
}

function pinFault(branch: Branch): void {
  const { checkpoints } = branch
  const event = headEvent(branch)
  const pinned = lastPinned(checkpoints)
  if (pinned !== undefined && pinned.event >= 0 && event - pinned.event < EVENTS_BETWEEN_PINNED) return
  if (checkpoints[checkpoints.length - 1]?.event === event) checkpoints.pop()
  keepHead(branch, true)
}

function keepHead(branch: Branch, pinned: boolean): void {
  const { checkpoints } = branch
  checkpoints.push(keep(branch.head, pinned, checkpoints[checkpoints.length - 1] ?? null))
}

function lastPinned(list: readonly Kept[]): Kept | undefined {
  for (let i = list.length - 1; i >= 0; i--) if (list[i]?.pinned === true) return list[i]
  return undefined
}
