// Reports of an open run: a moment as a file and a link, and, of a report that was opened, how its hashes stand against this run.

import { deflateSync, inflateSync } from 'fflate'
import type { Finding } from '../check/invariant.ts'
import { headEvent } from '../run/branch.ts'
import { ENGINE_VERSION } from '../run/engine-version.ts'
import { reportAt } from '../run/report-moment.ts'
import { branchOf } from '../run/run.ts'
import { seek } from '../run/seek.ts'
import { LINK_CHARACTERS_MAX, linkBytes, linkOf } from '../scenario/link.ts'
import type { LocatedError } from '../scenario/problem.ts'
import { problem } from '../scenario/problem.ts'
import type { HashMark, RunReport } from '../scenario/report.ts'
import type { ReportReading } from '../scenario/report-read.ts'
import { reportText } from '../scenario/report-write.ts'
import { hashText } from '../sim/hash.ts'
import { stateHash } from '../sim/world.ts'
import type { OpenRun } from './open-run.ts'
import type { ReportAnswer, ReportState } from './run-answers.ts'

export type ReadReport = (file: string, text: string) => Promise<ReportReading>

/** The report in a link; a damaged one is refused. */
export async function readLink(fragment: string, read: ReadReport): Promise<RunReport | LocatedError> {
  const bytes = linkBytes(fragment, (packed) => inflateSync(packed))
  if (bytes === null) return refusal('link', 'report.damagedLink')
  return readFile('link', new TextDecoder().decode(bytes), read)
}

export async function readFile(
  name: string,
  text: string,
  read: ReadReport,
): Promise<RunReport | LocatedError> {
  const reading = await read(name, text)
  if (reading.ok) return reading.report
  return reading.errors[0] ?? refusal(name, 'wrongType.map')
}

function refusal(file: string, key: string): LocatedError {
  return { file, line: 1, column: 1, wrong: problem(key), meant: null }
}

export function makeReport(open: OpenRun, branch: number, event: number): ReportAnswer {
  const { scenario, ownSeed, report, plants } = open
  const basis = {
    scenario: { ...scenario, seed: ownSeed },
    seed: scenario.seed,
    plants,
    heal: report?.heal ?? null,
  }
  const made = reportAt(open.run, branchOf(open.run, branch), event, basis)
  if ('kind' in made) throw new Error(`the replay is not what happened first, after event ${made.event}`)
  const text = reportText(made)
  const packed = linkOf(new TextEncoder().encode(text), (bytes) => deflateSync(bytes, { level: 9 }))
  const name = `${scenario.id}-${scenario.seed}-${made.moment.event}`.replaceAll(/[^a-zA-Z0-9._-]+/g, '-')
  return {
    name: `${name}.json`,
    text,
    link: packed.ok ? packed : { ...packed, max: LINK_CHARACTERS_MAX },
  }
}

/** Compares as far as the run is computed; what is proved once is not asked again. */
export function reportState(open: OpenRun): ReportState | null {
  const { report, proof } = open
  if (report === null) return null
  const branch = open.run.branches[0]
  const isAsGiven = branch?.inputs.list.every(({ origin }) => origin === 'scenario')
  if (branch !== undefined && isAsGiven === true) {
    for (let mark = report.hashes[proof.verified]; mark !== undefined; mark = report.hashes[proof.verified]) {
      if (proof.divergedAt !== null || mark.event > headEvent(branch)) break
      if (isAsWritten(open, mark)) proof.verified += 1
      else proof.divergedAt = mark.event
    }
  }
  return {
    moment: report.moment,
    failure: report.failure,
    sameEngine: report.engine === ENGINE_VERSION,
    hashes: report.hashes.length,
    verified: proof.verified,
    divergedAt: proof.divergedAt,
    again: isAgain(open, report),
  }
}

function isAsWritten({ run }: OpenRun, mark: HashMark): boolean {
  const seeked = seek(run, branchOf(run, 0), mark.event)
  if (seeked.kind === 'diverged') return false
  const { world } = seeked
  if (hashText(world.traceHash) !== mark.trace) return false
  return mark.state === null || hashText(stateHash(world)) === mark.state
}

/** Only what an invariant found can be met again by walking there; the shell judges the rest. */
function isAgain({ run }: OpenRun, { failure, moment }: RunReport): boolean | null {
  const branch = run.branches[0]
  if (failure === null || failure.kind !== 'invariant' || branch === undefined) return null
  const found = branch.head.checks?.entities.some(
    (entity) =>
      entity.kind === 'finding' &&
      (entity as Finding).invariant === failure.id &&
      (entity as Finding).violations.length > 0,
  )
  if (found === true) return true
  return headEvent(branch) >= moment.event ? false : null
}
