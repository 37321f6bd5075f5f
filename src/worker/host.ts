// The run behind the page: opens scenarios, computes ahead between questions, and answers one question at a time.

import type { Branch } from '../run/branch.ts'
import { headEvent } from '../run/branch.ts'
import { doInput } from '../run/edit.ts'
import { neighbour } from '../run/neighbour.ts'
import { causeOf, leadingFact, timeOf } from '../run/rows.ts'
import { advance, branchOf } from '../run/run.ts'
import { seek } from '../run/seek.ts'
import { hashText } from '../sim/hash.ts'
import { stateHash } from '../sim/world.ts'
import { eventRow } from '../view/events.ts'
import { findingBeside, findingMarks } from '../view/findings.ts'
import type { Metrics } from '../view/metrics.ts'
import { metricsRows } from '../view/metrics.ts'
import type { EventRow, TimelineRows } from '../view/rows.ts'
import { timelineRows } from '../view/timeline.ts'
import type { Bench, Session } from './bench.ts'
import { newSession } from './bench.ts'
import type { Turns } from './compute-ahead.ts'
import { answerFrame, divergence } from './frame.ts'
import { framePartsFor } from './frame-parts.ts'
import { later } from './later.ts'
import type { OpenRun } from './open-run.ts'
import { feedBranch, forkBranch, openRun, runInfo } from './open-run.ts'
import type { Readers } from './open-source.ts'
import { readSource } from './open-source.ts'
import type { RunHost } from './protocol.ts'
import {
  ADMIN_TOOLS,
  COMPARE_TOOLS,
  GROUP_TOOLS,
  HAND_TOOLS,
  LEDGER_TOOLS,
  LOG_TOOLS,
  RUN_TOOLS,
  SPACETIME_TOOLS,
  WHY_TOOLS,
} from './tool-names.ts'

export interface HostParts extends Turns, Readers {}

export function createHost(parts: HostParts): RunHost {
  const bench: Bench = { stage: null, beside: null, compared: null }

  function present(): Session {
    if (bench.stage === null) throw new Error('no run is open')
    return bench.stage
  }

  const opened = () => present().open
  const besideRun = () => bench.beside?.open.run ?? null

  return {
    ...later(ADMIN_TOOLS, async () => (await import('./admin-tools.ts')).adminTools(opened)),
    ...later(COMPARE_TOOLS, async () =>
      (await import('./compare-tools.ts')).compareTools(bench, parts, parts),
    ),
    ...later(GROUP_TOOLS, async () => (await import('./group-tools.ts')).groupTools(opened, parts)),
    ...later(HAND_TOOLS, async () => (await import('./hand-tools.ts')).handTools(opened)),
    ...later(LEDGER_TOOLS, async () => (await import('./ledger-tools.ts')).ledgerTools(opened)),
    ...later(LOG_TOOLS, async () => (await import('./log-tools.ts')).logTools(opened)),
    ...later(RUN_TOOLS, async () => (await import('./run-tools.ts')).runTools(opened, besideRun, parts)),
    ...later(SPACETIME_TOOLS, async () => (await import('./spacetime-tools.ts')).spacetimeTools(opened)),
    ...later(WHY_TOOLS, async () => (await import('./why-tools.ts')).whyTools(opened)),

    async open(source) {
      const read = await readSource(parts, source)
      if ('kind' in read) return read
      bench.stage?.computing.stop()
      bench.beside?.computing.stop()
      const stage = newSession(openRun(read.scenario, read.seed, read.report), parts)
      Object.assign(bench, { stage, beside: null, compared: null })
      stage.computing.wake(0)
      return runInfo(stage.open)
    },

    async frame(ask) {
      const frameParts = await framePartsFor(ask)
      const { open, computing, sent } = present()
      computing.wake(ask.branch)
      const answer = answerFrame(open, sent, ask, frameParts)
      const failure = computing.failure()
      // What was computed before it broke can still be walked.
      if (failure !== null && answer.computing) throw failure
      return answer
    },

    async neighbour(branch, event, kind, direction) {
      const { run } = present().open
      const on = branchOf(run, branch)
      const plain = neighbour(run, on, event, kind, direction)
      const beside = kind === 'mark' ? withFindings(on, event, direction, plain) : plain
      return beside < 0 ? null : { event: beside, timeUs: timeOf(run, on, beside) }
    },

    async events(branch, from, count) {
      const { open } = present()
      return eventRows(open, branchOf(open.run, branch), from, count)
    },

    async timeline(branch) {
      const { open, computing } = present()
      computing.wake(branch)
      return timelineOf(open, branchOf(open.run, branch))
    },

    async metrics(branch) {
      const { open, computing } = present()
      computing.wake(branch)
      return metricsRows(open.metrics[branchOf(open.run, branch).id] as Metrics)
    },

    async input(branch, event, timeUs, input, args) {
      const { open, computing } = present()
      const made = doInput(open.run, branchOf(open.run, branch), event, timeUs, { input, args })
      if ('kind' in made) throw divergence(made)
      forkBranch(open, branch, made)
      // The input itself is the next event: whoever did it wants to see it.
      advance(open.run, made, 1, Math.max(open.untilUs, timeUs))
      computing.wake(made.id)
      return { ...runInfo(open), branch: made.id }
    },

    async stateHash(branch, event) {
      const { run } = present().open
      const seeked = seek(run, branchOf(run, branch), event)
      if (seeked.kind === 'diverged') throw divergence(seeked)
      return hashText(stateHash(seeked.world))
    },

    async extend(branch, untilUs) {
      const { open, computing } = present()
      open.untilUs = Math.max(open.untilUs, untilUs)
      computing.wake(branch)
    },
  }
}

/** The nearer one of the marks that facts make and those that the checks have found. */
function withFindings({ head }: Readonly<Branch>, event: number, direction: 1 | -1, marked: number): number {
  const found = head.checks === null ? -1 : findingBeside(head.checks, event, direction)
  if (found < 0 || marked < 0) return Math.max(found, marked)
  return direction === 1 ? Math.min(found, marked) : Math.max(found, marked)
}

/** With what the checks have found among the marks. */
function timelineOf(open: OpenRun, branch: Branch): TimelineRows {
  const computedUs = Math.min(branch.computedUs, open.untilUs)
  const told = timelineRows(feedBranch(open, branch), open.untilUs, computedUs)
  const { checks } = branch.head
  if (checks === null) return told
  const found = findingMarks(branch.head.world, checks, (event) => timeOf(open.run, branch, event))
  if (found.length === 0) return told
  return { ...told, marks: [...told.marks, ...found].sort((a, b) => a.event - b.event) }
}

/** `count` rows from an event on; a negative one: as many that end with it. */
function eventRows(open: OpenRun, branch: Branch, from: number, count: number): EventRow[] {
  const { run } = open
  const first = Math.max(0, count >= 0 ? from : from + count + 1)
  const last = Math.min(headEvent(branch), count >= 0 ? from + count - 1 : from)
  const found: EventRow[] = []
  for (let index = first; index <= last; index++) {
    const head = { index, timeUs: timeOf(run, branch, index), cause: causeOf(run, branch, index) }
    found.push(eventRow(branch.head.world, head, leadingFact(run, branch, index)))
  }
  return found
}
