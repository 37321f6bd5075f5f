// Doing something at a moment. What was seen stays: the edit goes on a branch of its own. What was only forecast is replaced.

import { assert } from '../sim/assert.ts'
import type { InputArgs } from '../sim/input.ts'
import { EVENTS_PER_CHUNK } from '../sim/limits.ts'
import type { TraceChunk } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import type { Branch, RunInput } from './branch.ts'
import { chunkOfEvent, EVENTS_PER_MILESTONE, headEvent } from './branch.ts'
import type { Here } from './here.ts'
import { goFrom, keep } from './here.ts'
import { keepChunk, keepWithin } from './memory.ts'
import { chunkAt, timeOf } from './rows.ts'
import type { Run } from './run.ts'
import { recordHead } from './run.ts'
import type { Diverged } from './seek.ts'
import { seek } from './seek.ts'

export interface HandInput {
  readonly input: string
  readonly args: InputArgs
}

/** Does an input after an event, at `timeUs` if that lies before the next event; answers the branch on which it stands. Later inputs are inherited. */
export function doInput(
  run: Run,
  branch: Branch,
  event: number,
  timeUs: number,
  hand: HandInput,
): Branch | Diverged {
  assert(run.registry.has(hand.input), `no input ${hand.input}`)
  const seeked = seek(run, branch, event)
  if (seeked.kind === 'diverged') return seeked
  const at = seeked.world.event
  const inputs = withInput(branch, seeked.world, momentUs(run, branch, at, timeUs), hand)
  const isSeen = at < branch.seen
  const edited = startAgain(run, branch, seeked, inputs, isSeen ? run.nextBranch : branch.id)
  if (isSeen) run.nextBranch += 1
  if (isSeen) run.branches.push(edited)
  else run.branches[run.branches.indexOf(branch)] = edited
  recordHead(run, edited)
  // Each has a smaller share of the budget now.
  if (isSeen) for (const each of run.branches) keepWithin(run, each)
  return edited
}

/** The asked time, unless it lies outside the gap between the event and the next. */
function momentUs(run: Run, branch: Branch, event: number, timeUs: number): number {
  const atUs = timeOf(run, branch, event)
  if (timeUs <= atUs) return atUs
  const isBeforeNext = event === headEvent(branch) || timeUs < timeOf(run, branch, event + 1)
  return isBeforeNext ? timeUs : atUs
}

function withInput(branch: Branch, world: World, timeUs: number, hand: HandInput): readonly RunInput[] {
  const { list } = branch.inputs
  const taken = world.inputsTaken
  let after = timeUs === world.nowUs ? world.instantEvents : 0
  let place = taken
  const next = list[taken]
  // Of the inputs that wait for the same instant this one comes first.
  if (next !== undefined && next.timeUs === timeUs && next.after < after) after = next.after
  while (place < list.length && (list[place] as RunInput).timeUs < timeUs) place += 1
  const input: RunInput = { timeUs, after, ...hand, origin: 'hand' }
  return [...list.slice(0, place), input, ...list.slice(place)]
}

/** The branch anew from a moment on, sharing what lies before. */
function startAgain(run: Run, branch: Branch, here: Here, list: readonly RunInput[], id: number): Branch {
  const event = here.world.event
  const isNew = id !== branch.id
  const events = event + 1
  const edited: Branch = {
    id,
    name: isNew ? '' : branch.name,
    parent: isNew ? branch.id : branch.parent,
    forkEvent: isNew ? event : branch.forkEvent,
    forkUs: isNew ? (list[here.world.inputsTaken]?.timeUs ?? here.world.nowUs) : branch.forkUs,
    inputs: { list, registry: run.registry },
    head: goFrom(here.world, keep(here, false, null), null),
    computedUs: here.world.nowUs,
    checkpoints: branch.checkpoints.filter((kept) => kept.event <= event),
    spacing: branch.spacing,
    milestones: branch.milestones.slice(0, Math.floor(events / EVENTS_PER_MILESTONE)),
    stateHashes: branch.stateHashes.slice(0, Math.floor(events / EVENTS_PER_CHUNK)),
    chunkTimesUs: branch.chunkTimesUs.slice(0, chunkOfEvent(event) + 1),
    chunks: branch.chunks.slice(0, chunkOfEvent(events)),
    outlines: branch.outlines.slice(0, chunkOfEvent(events)),
    marks: branch.marks.filter((mark) => mark <= event),
    markedUpTo: event,
    spacedMarks: branch.spacedMarks.filter((mark) => mark.event <= event),
    seen: isNew ? event : Math.min(branch.seen, event),
    cursor: null,
    shorts: branch.shorts.filter((kept) => kept.event <= event),
  }
  if (events % EVENTS_PER_CHUNK !== 0) {
    const begun = copyChunk(chunkAt(run, branch, event), events % EVENTS_PER_CHUNK)
    edited.chunks.push(begun)
    keepChunk(run, begun)
  }
  return edited
}

/** The first events of a chunk, to be written on. */
function copyChunk(chunk: TraceChunk, events: number): TraceChunk {
  return {
    firstEvent: chunk.firstEvent,
    events,
    rows: chunk.firstRow[events] as number,
    timeUs: chunk.timeUs.slice(),
    cause: chunk.cause.slice(),
    firstRow: chunk.firstRow.slice(),
    leadRow: chunk.leadRow.slice(),
    kind: chunk.kind.slice(),
    subject: chunk.subject.slice(),
    object: chunk.object.slice(),
    a: chunk.a.slice(),
    b: chunk.b.slice(),
    c: chunk.c.slice(),
    d: chunk.d.slice(),
  }
}
