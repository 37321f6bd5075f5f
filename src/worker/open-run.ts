// A scenario opened as a run, and what the page is told of it.

import { buildWorld } from '../kafka/build.ts'
import { INPUT_REGISTRY } from '../kafka/inputs/registry.ts'
import type { Branch } from '../run/branch.ts'
import { headEvent } from '../run/branch.ts'
import { chunkAt } from '../run/rows.ts'
import type { Run } from '../run/run.ts'
import { branchOf, createRun } from '../run/run.ts'
import { CHECKER } from '../run/trial.ts'
import type { RunReport } from '../scenario/report.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { expectationsFor } from '../scenario/watch.ts'
import { DEFAULT_OPTIONS } from '../sim/world.ts'
import type { GroupLog } from '../view/group-told.ts'
import { canMark, isDueMark, isMark, isSpaced } from '../view/marks.ts'
import type { Metrics } from '../view/metrics.ts'
import { forkMetrics, newMetrics } from '../view/metrics.ts'
import type { Timeline } from '../view/timeline.ts'
import { feedTimeline, forkTimeline, newTimeline } from '../view/timeline.ts'
import type { BranchInfo, RunInfo } from './protocol.ts'

export interface OpenRun {
  /** With the seed under which it runs. */
  readonly scenario: Scenario
  readonly ownSeed: string
  readonly run: Run
  /** One a branch, fed as its head goes on. */
  readonly timelines: Timeline[]
  /** One a branch too. */
  readonly metrics: Metrics[]
  /** What was told of groups; fed when somebody asks for their stories. */
  readonly groups: (GroupLog | null)[]
  /** The report that was opened, if it was one, and how far its hashes have been proved. */
  readonly report: RunReport | null
  readonly proof: { verified: number; divergedAt: number | null }
  /** Planted bugs that are on. */
  readonly plants: readonly string[]
  untilUs: number
}

export function openRun(
  scenario: Scenario,
  seed: string | undefined,
  report: RunReport | null = null,
  plants: readonly string[] = report?.plants ?? [],
): OpenRun {
  const seeded = seed === undefined ? scenario : { ...scenario, seed }
  const run = createRun({
    makeWorld: () => buildWorld(seeded, { ...DEFAULT_OPTIONS, plants }),
    registry: INPUT_REGISTRY,
    inputs: scenario.inputs.map((input) => ({ ...input, origin: 'scenario' })),
    checker: CHECKER,
    marks: { canMark, isMark, isSpaced, isDue: isDueMark },
  })
  return {
    scenario: seeded,
    ownSeed: scenario.seed,
    run,
    timelines: [newTimeline(seeded)],
    groups: [null],
    metrics: [newMetrics(branchOf(run, 0).head.world, scenario.untilUs)],
    report,
    proof: { verified: 0, divergedAt: null },
    plants,
    untilUs: scenario.untilUs,
  }
}

/** Takes what the head has done since into the branch's timeline. */
export function feedBranch(open: OpenRun, branch: Branch): Timeline {
  const timeline = open.timelines[branch.id] as Timeline
  while (timeline.nextEvent <= headEvent(branch))
    feedTimeline(timeline, branch.head.world, chunkAt(open.run, branch, timeline.nextEvent))
  return timeline
}

/** After an edit: the branch's timeline and figures begin with its parent's up to the fork, or with its own up to the edit. */
export function forkBranch(open: OpenRun, from: number, branch: Branch): void {
  const { world } = branch.head
  const before = open.timelines[from] as Timeline
  open.timelines[branch.id] = forkTimeline(world, before, world.event, world.nowUs)
  // Told anew: what a group has processed is known only from the beginning on.
  open.groups[branch.id] = null
  open.metrics[branch.id] = forkMetrics(open.metrics[from] as Metrics, world.event, world.nowUs)
}

export function runInfo(open: OpenRun): RunInfo {
  const { scenario, run, ownSeed } = open
  return {
    scenarioId: scenario.id,
    title: scenario.title,
    summary: scenario.summary,
    rules: scenario.rules,
    seed: scenario.seed,
    untilUs: open.untilUs,
    lesson: scenario.lesson,
    expectations: expectationsFor({ ...scenario, seed: ownSeed }, scenario.seed),
    branches: run.branches.map((branch) => branchInfo(branchOf(run, branch.id))),
  }
}

function branchInfo(branch: Branch): BranchInfo {
  return {
    id: branch.id,
    name: branch.name,
    parent: branch.parent,
    forkEvent: branch.forkEvent,
    forkUs: branch.forkUs,
    headEvent: headEvent(branch),
    headUs: branch.computedUs,
    inputs: branch.inputs.list.map(({ timeUs, after, input, args, origin }) => ({
      timeUs,
      after,
      input,
      args,
      origin,
    })),
  }
}
