// `replay`: a bug report again, verified, and the moment it is about with the chain of its causes.

import { headEvent } from '../run/branch.ts'
import { ENGINE_VERSION } from '../run/engine-version.ts'
import { causeOf, leadingFact, timeOf } from '../run/rows.ts'
import type { TrialOutcome } from '../run/trial.ts'
import { runTrial } from '../run/trial.ts'
import type { RunReport } from '../scenario/report.ts'
import { isSameFailure } from '../scenario/report.ts'
import { timeText } from '../tell/time-text.ts'
import { eventRow } from '../view/events.ts'
import { EXIT_FAILED, EXIT_NON_DETERMINISM, exitCodeOf } from './exit-codes.ts'
import type { Replayed } from './replayed.ts'
import { replayTo } from './replayed.ts'
import { linkLine, openReport, plain } from './report-file.ts'
import type { Answer } from './run-command.ts'
import { indent } from './run-command.ts'
import { failureText } from './sweep-command.ts'
import { labelled, table } from './table.ts'
import { shellWord } from './times.ts'
import type { Words } from './words.ts'

export interface ReplayOptions {
  readonly json?: boolean
  readonly link?: boolean
}

/** A chain longer than this is cut in what is shown. */
const CAUSES_MAX = 40

export async function replayCommand(words: Words, asked: string, options: ReplayOptions): Promise<Answer> {
  const report = await openReport(words, asked)
  if (options.link === true) return { lines: [linkLine(words, report)], code: 0 }
  const outcome = runTrial(report)
  const replayed = replayTo(report)
  const code = codeOf(report, outcome, replayed)
  const lines =
    options.json === true
      ? [JSON.stringify(jsonOf(report, outcome, replayed, code))]
      : textOf(words, asked, report, outcome, replayed)
  return { lines, code }
}

function isAgain(report: RunReport, outcome: TrialOutcome): boolean {
  const { failure } = report
  return failure === null || (outcome.failure !== null && isSameFailure(failure, outcome.failure))
}

/** Another version of the engine promises the same inputs, not the same hashes. */
function codeOf(report: RunReport, outcome: TrialOutcome, { diverged }: Replayed): number {
  if (diverged !== null && report.engine === ENGINE_VERSION) return EXIT_NON_DETERMINISM
  if (!isAgain(report, outcome)) return EXIT_FAILED
  return report.failure === null ? 0 : exitCodeOf([outcome.failure])
}

function jsonOf(report: RunReport, outcome: TrialOutcome, replayed: Replayed, code: number): object {
  return {
    scenario: report.scenario.id,
    engine: report.engine,
    thisEngine: ENGINE_VERSION,
    seed: report.seed,
    inputs: report.scenario.inputs.length,
    moment: report.moment,
    hashes: report.hashes.length,
    divergedAfter: replayed.diverged?.event ?? null,
    failure: outcome.failure,
    sameFailure: isAgain(report, outcome),
    exitCode: code,
  }
}

function textOf(
  words: Words,
  asked: string,
  report: RunReport,
  outcome: TrialOutcome,
  replayed: Replayed,
): string[] {
  const label = (key: string): string => words.say(`label.${key}`)
  const { scenario, moment, failure } = report
  const found = outcome.failure
  return [
    ...labelled([
      [label('scenario'), plain(`${scenario.id} – ${scenario.title[words.language]}`)],
      [label('engine'), engineText(words, report.engine)],
      [label('seed'), plain(report.seed)],
      [label('inputs'), String(scenario.inputs.length)],
      [label('moment'), words.say('moment', { time: timeText(moment.timeUs), event: moment.event })],
      [label('hashes'), hashText(words, report, replayed)],
      [label('failure'), found === null ? words.say('noFailures') : failureText(words, found)],
    ]),
    ...(isAgain(report, outcome) || failure === null
      ? []
      : [words.say('notAgain', { failure: failureText(words, failure) })]),
    ...waitingLines(words, outcome),
    '',
    words.say('title.causes'),
    ...causeLines(words, replayed),
    '',
    `REPRODUCE  npm run -s highwater -- replay ${shellWord(asked)}`,
  ]
}

function engineText(words: Words, engine: number): string {
  return engine === ENGINE_VERSION
    ? words.say('sameEngine', { engine })
    : words.say('otherEngine', { engine, present: ENGINE_VERSION })
}

function hashText(words: Words, report: RunReport, { diverged }: Replayed): string {
  return diverged === null
    ? words.say('hashesHold', { count: report.hashes.length })
    : words.say('hashesDiffer', { event: diverged.event })
}

function waitingLines(words: Words, outcome: TrialOutcome): string[] {
  if (outcome.waiting.length === 0) return []
  return ['', words.say('title.waiting'), ...indent(outcome.waiting.map((one) => words.tell(one)))]
}

/** From the moment back to an input, each event with the one that caused it. */
function causeLines(words: Words, { run, branch }: Replayed): string[] {
  const rows: string[][] = []
  for (let event = headEvent(branch); event >= 0 && rows.length < CAUSES_MAX; ) {
    const cause = causeOf(run, branch, event)
    const head = { index: event, timeUs: timeOf(run, branch, event), cause }
    const row = eventRow(branch.head.world, head, leadingFact(run, branch, event))
    rows.push([String(event), timeText(row.timeUs), row.node, plain(words.tell(row.sentence))])
    event = cause
  }
  const columns = [
    { title: words.say('column.event'), right: true },
    { title: words.say('column.time'), right: true },
    { title: words.say('column.node') },
    { title: words.say('column.what') },
  ]
  return table(columns, rows)
}
