// The run behind the page: opens scenarios, computes ahead between questions, and answers one question at a time.

import type { Branch } from '../run/branch.ts'
import { headEvent } from '../run/branch.ts'
import { doInput } from '../run/edit.ts'
import { neighbour } from '../run/neighbour.ts'
import { causeOf, leadingFact, timeOf } from '../run/rows.ts'
import { advance, branchOf } from '../run/run.ts'
import { seek } from '../run/seek.ts'
import type { Reading } from '../scenario/read-yaml.ts'
import type { RunReport } from '../scenario/report.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { ShippedScenario } from '../scenario/shipped.ts'
import { hashText } from '../sim/hash.ts'
import { stateHash } from '../sim/world.ts'
import { eventRow } from '../view/events.ts'
import { findingMarks } from '../view/findings.ts'
import type { Metrics } from '../view/metrics.ts'
import { metricsRows } from '../view/metrics.ts'
import type { EventRow, TimelineRows } from '../view/rows.ts'
import { timelineRows } from '../view/timeline.ts'
import type { Computing, Turns } from './compute-ahead.ts'
import { computeAhead } from './compute-ahead.ts'
import type { Sent } from './frame.ts'
import { answerFrame, divergence } from './frame.ts'
import { framePartsFor } from './frame-parts.ts'
import { later } from './later.ts'
import type { OpenRun } from './open-run.ts'
import { feedBranch, forkBranch, openRun, runInfo } from './open-run.ts'
import type { OpenError, OpenSource, RunHost } from './protocol.ts'
import type { ReadReport } from './reports.ts'
import { ADMIN_TOOLS, GROUP_TOOLS, LIVE_TOOLS, LOG_TOOLS, PAGE_TOOLS } from './tool-names.ts'

export interface HostParts extends Turns {
  readonly shipped: readonly ShippedScenario[]
  readonly read: (file: string, text: string) => Promise<Reading>
  readonly readReport: ReadReport
}

/** What is open, with whoever computes it ahead. */
interface Session {
  readonly open: OpenRun
  readonly computing: Computing
  readonly sent: Sent
}

export function createHost(parts: HostParts): RunHost {
  let session: Session | null = null

  function present(): Session {
    if (session === null) throw new Error('no run is open')
    return session
  }

  const opened = () => present().open

  function begin(scenario: Scenario, seed: string | undefined, report: RunReport | null): Session {
    session?.computing.stop()
    const open = openRun(scenario, seed, report)
    const begun: Session = { open, computing: computeAhead(open, parts), sent: { version: 0, tables: null } }
    session = begun
    begun.computing.wake(0)
    return begun
  }

  return {
    ...later(ADMIN_TOOLS, async () => (await import('./admin-tools.ts')).adminTools(opened)),
    ...later(GROUP_TOOLS, async () => (await import('./group-tools.ts')).groupTools(opened, parts)),
    ...later(PAGE_TOOLS, async () => (await import('./page-tools.ts')).pageTools(opened)),
    ...later(LOG_TOOLS, async () => (await import('./log-tools.ts')).logTools(opened)),
    ...later(LIVE_TOOLS, async () => (await import('./tools.ts')).toolsOf(opened, parts)),

    async open(source) {
      if (source.kind === 'report' || source.kind === 'link') {
        const { readFile, readLink } = await import('./reports.ts')
        const read =
          source.kind === 'link'
            ? await readLink(source.fragment, parts.readReport)
            : await readFile(source.name, source.text, parts.readReport)
        if ('wrong' in read) return { kind: 'error', ...read }
        return runInfo(begin(read.scenario, read.seed, read).open)
      }
      const scenario = await scenarioOf(parts, source)
      return 'kind' in scenario ? scenario : runInfo(begin(scenario, source.seed, null).open)
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
      const { open } = present()
      const { run } = open
      const beside = neighbour(run, branchOf(run, branch), event, kind, direction)
      return beside < 0 ? null : { event: beside, timeUs: timeOf(run, branchOf(run, branch), beside) }
    },

    async events(branch, from, count) {
      const { open } = present()
      return eventRows(open, branchOf(open.run, branch), from, count)
    },

    async why(branch, event) {
      const { answerWhy } = await import('./why.ts')
      const { open } = present()
      return answerWhy(open, branchOf(open.run, branch), event)
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

async function scenarioOf(
  parts: HostParts,
  source: OpenSource & { readonly kind: 'shipped' | 'file' },
): Promise<Scenario | OpenError> {
  switch (source.kind) {
    case 'shipped': {
      const found = parts.shipped.find((scenario) => scenario.id === source.id)
      if (found !== undefined) return found.load()
      const wrong = { key: 'scenario.noSuchScenario', args: { id: source.id } }
      return { kind: 'error', file: source.id, line: 1, column: 1, wrong, meant: null }
    }
    case 'file': {
      const reading = await parts.read(source.name, source.text)
      if (reading.ok) return reading.scenario
      const [first] = reading.errors
      if (first === undefined) throw new Error(`${source.name} was refused without a reason`)
      return { kind: 'error', ...first }
    }
  }
}

/** With what the checks have found among the marks. */
function timelineOf(open: OpenRun, branch: Branch): TimelineRows {
  const computedUs = Math.min(branch.computedUs, open.untilUs)
  const told = timelineRows(feedBranch(open, branch), open.untilUs, computedUs)
  const { checks } = branch.head
  if (checks === null) return told
  const found = findingMarks(checks, (event) => timeOf(open.run, branch, event))
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
