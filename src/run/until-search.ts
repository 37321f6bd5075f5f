// The search along a branch for the event at which something happens: forwards as far as it is computed and on, backwards from one checkpoint to the one
// before. It goes in steps, so that whoever drives it can do other things between them, or stop.

import { EngineError, present } from '../sim/assert.ts'
import type { TraceChunk } from '../sim/trace.ts'
import { createScratchRecorder } from '../sim/trace.ts'
import type { Branch } from './branch.ts'
import { headEvent, keptBefore } from './branch.ts'
import type { Here } from './here.ts'
import { goFrom } from './here.ts'
import { chunkAt, eventAt, timeOf } from './rows.ts'
import type { Run } from './run.ts'
import { stepOn } from './stand.ts'

/** One event as a watcher sees it; without a chunk it is where the look begins, and nothing has happened. */
export interface Look {
  readonly timeUs: number
  readonly chunk: TraceChunk | null
  /** Place of the event in the chunk. */
  readonly place: number
  /** The world after the event, for those who need it. */
  readonly here: Here | null
}

export interface Watcher {
  /** How far back it must have looked to know where it stands. */
  readonly warmUs: number
  readonly needsWorld: boolean
  reset(): void
  /** Whether it happens with this event. */
  observe(look: Look): boolean
}

/** `more`: ask again; `atHead`: compute ahead, and ask again if there was anything. The answer is an event, −1 for none. */
export type Search = Generator<'more' | 'atHead', number, void>

const EVENTS_BETWEEN_STEPS = 512
const EVENTS_PER_WINDOW = 4_096

export function searchUntil(
  run: Run,
  branch: Branch,
  event: number,
  direction: 1 | -1,
  watcher: Watcher,
): Search {
  const head = headEvent(branch)
  if (direction === 1) return forwards(run, branch, Math.min(event, head), watcher)
  return backwards(run, branch, Math.min(event - 1, head), watcher)
}

function* forwards(run: Run, branch: Branch, event: number, watcher: Watcher): Search {
  const walk = beginWalk(run, branch, warmStart(run, branch, event, watcher), watcher)
  for (;;) {
    while (walk.event < headEvent(branch)) {
      const happens = walkOn(run, branch, walk, watcher)
      if (happens && walk.event > event) return walk.event
      if (walk.event % EVENTS_BETWEEN_STEPS === 0) yield 'more'
    }
    yield 'atHead'
  }
}

function* backwards(run: Run, branch: Branch, event: number, watcher: Watcher): Search {
  for (let last = event; last >= 0; ) {
    const first = windowStart(branch, last, watcher)
    const walk = beginWalk(run, branch, warmStart(run, branch, first - 1, watcher), watcher)
    let found = -1
    while (walk.event < last) {
      const happens = walkOn(run, branch, walk, watcher)
      if (happens && walk.event >= first) found = walk.event
      if (walk.event % EVENTS_BETWEEN_STEPS === 0) yield 'more'
    }
    if (found >= 0) return found
    last = first - 1
  }
  return -1
}

/** With a world, from the checkpoint before: nothing is replayed twice. */
function windowStart(branch: Branch, last: number, watcher: Watcher): number {
  if (!watcher.needsWorld) return Math.max(0, last - EVENTS_PER_WINDOW + 1)
  return (keptBefore(branch.checkpoints, last - 1)?.event ?? -1) + 1
}

function warmStart(run: Run, branch: Branch, event: number, { warmUs }: Watcher): number {
  if (warmUs === 0 || event < 0) return event
  return Math.min(event, eventAt(run, branch, Math.max(0, timeOf(run, branch, event) - warmUs)))
}

interface Walk {
  /** The last event that was looked at. */
  event: number
  readonly here: Here | null
}

function beginWalk(run: Run, branch: Branch, event: number, watcher: Watcher): Walk {
  watcher.reset()
  const here = watcher.needsWorld ? worldAt(run, branch, event) : null
  watcher.observe({ timeUs: timeOf(run, branch, event), chunk: null, place: 0, here })
  return { event, here }
}

/** A world of the search's own: what the page shows stays where it is. */
function worldAt(run: Run, branch: Branch, event: number): Here {
  const base = keptBefore(branch.checkpoints, event) ?? present(branch.checkpoints[0], 'the first checkpoint')
  const here = goFrom(branch.head.world, base, createScratchRecorder(base.event + 1))
  if (here.world.event < event) run.verified.replays += 1
  while (here.world.event < event) goOn(run, branch, here)
  return here
}

/** What is not what happened first must not be searched as if it were. */
function goOn(run: Run, branch: Branch, here: Here): void {
  if (stepOn(run, branch, here) === null) return
  throw new EngineError(`the replay is not what happened first, after event ${here.world.event}`)
}

function walkOn(run: Run, branch: Branch, walk: Walk, watcher: Watcher): boolean {
  walk.event += 1
  const { here } = walk
  if (here === null) {
    const chunk = chunkAt(run, branch, walk.event)
    const place = walk.event - chunk.firstEvent
    return watcher.observe({ timeUs: chunk.timeUs[place] as number, chunk, place, here })
  }
  goOn(run, branch, here)
  const { world } = here
  const chunk = world.recorder?.chunk ?? null
  const place = chunk === null ? 0 : world.event - chunk.firstEvent
  return watcher.observe({ timeUs: world.nowUs, chunk, place, here })
}
