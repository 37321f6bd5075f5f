// How far a group is behind over virtual time: high watermarks and committed offsets as steps, at a grain that coarsens as the run grows.

import { HIGH_WATERMARK_ADVANCED } from '../kafka/broker/facts.ts'
import { OFFSET_COMMITTED } from '../kafka/group/facts.ts'
import type { TraceChunk } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import type { LagSeries } from './group-rows.ts'

interface Step {
  readonly timeUs: number
  readonly value: number
}

export interface LagTrack {
  /** By partition. */
  readonly ends: Map<string, Step[]>
  /** By group, then partition. */
  readonly committed: Map<string, Map<string, Step[]>>
}

const STEPS_MAX = 4_096

export function newLagTrack(): LagTrack {
  return { ends: new Map(), committed: new Map() }
}

export const LAG_FACTS = [HIGH_WATERMARK_ADVANCED, OFFSET_COMMITTED] as const

/** Takes a row of one of the facts above. */
export function noteLag(track: LagTrack, world: World, chunk: TraceChunk, row: number, timeUs: number): void {
  const a = world.names[chunk.a[row] as number] ?? ''
  const value = chunk.c[row] as number
  if (chunk.kind[row] === HIGH_WATERMARK_ADVANCED.code) {
    push(stepsOf(track.ends, a), { timeUs, value })
    return
  }
  let group = track.committed.get(a)
  if (group === undefined) {
    group = new Map()
    track.committed.set(a, group)
  }
  push(stepsOf(group, world.names[chunk.b[row] as number] ?? ''), { timeUs, value })
}

function stepsOf(map: Map<string, Step[]>, partition: string): Step[] {
  const known = map.get(partition)
  if (known !== undefined) return known
  const steps: Step[] = []
  map.set(partition, steps)
  return steps
}

/** Too many: every second one goes, never the last. */
function push(steps: Step[], step: Step): void {
  steps.push(step)
  if (steps.length < STEPS_MAX) return
  let kept = 0
  for (let place = 1; place < steps.length; place += 2) steps[kept++] = steps[place] as Step
  steps.length = kept
}

const SAMPLES = 240

/** One series a partition that the group has committed for, at even steps up to a moment; −1 before the first commit. */
export function lagSeries(track: Readonly<LagTrack>, group: string, untilUs: number): LagSeries[] {
  const found: LagSeries[] = []
  for (const [partition, committed] of track.committed.get(group) ?? []) {
    const ends = track.ends.get(partition) ?? []
    const values: number[] = []
    let c = 0
    let e = 0
    for (let sample = 0; sample <= SAMPLES; sample++) {
      const timeUs = (untilUs * sample) / SAMPLES
      while (c < committed.length && (committed[c] as Step).timeUs <= timeUs) c += 1
      while (e < ends.length && (ends[e] as Step).timeUs <= timeUs) e += 1
      const done = committed[c - 1]
      const end = ends[e - 1]
      values.push(done === undefined ? -1 : Math.max(0, (end?.value ?? done.value) - done.value))
    }
    found.push({ partition, stepUs: untilUs / SAMPLES, values })
  }
  return found
}
