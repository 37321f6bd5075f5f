// `shrink`: the same failure from as little as possible, told as it goes.

import { reportOf } from '../run/report-of.ts'
import { shrink } from '../run/shrink.ts'
import { isReportLink } from '../scenario/link.ts'
import { timeText } from '../tell/time-text.ts'
import { EXIT_FAILED } from './exit-codes.ts'
import { openReport, saveReport } from './report-file.ts'
import type { Answer } from './run-command.ts'
import { failureText } from './sweep-command.ts'
import { labelled } from './table.ts'
import { shellWord } from './times.ts'
import { UsageError } from './usage-error.ts'
import type { Words } from './words.ts'

export interface ShrinkOptions {
  readonly out?: string
  readonly runs?: string
  readonly json?: boolean
}

const RUNS_DEFAULT = 2_000
const RUNS_MAX = 1_000_000

export async function shrinkCommand(words: Words, asked: string, options: ShrinkOptions): Promise<Answer> {
  const report = await openReport(words, asked)
  const { failure } = report
  if (failure === null) throw new UsageError(words.say('nothingToShrink', { file: asked }))
  const told: string[] = []
  const shrunk = shrink(report, failure, runCount(words, options.runs), (note) => {
    const line = words.tell(note)
    told.push(line)
    if (options.json !== true) process.stderr.write(`${line}\n`)
  })
  if (shrunk === null)
    return { lines: [words.say('notAgain', { failure: failureText(words, failure) })], code: EXIT_FAILED }
  const small = reportOf(shrunk.trial, shrunk.outcome)
  const file = options.out ?? smallName(asked)
  saveReport(words, file, small)
  const before = report.scenario.inputs.length
  const after = small.scenario.inputs.length
  if (options.json === true) {
    const { runs, finished } = shrunk
    const inputs = { before, after }
    const line = { report: file, failure: small.failure, inputs, moment: small.moment, runs, finished, told }
    return { lines: [JSON.stringify(line)], code: 0 }
  }
  const { cluster, topics } = small.scenario
  const partitions = topics.reduce((sum, topic) => sum + topic.partitions, 0)
  return {
    lines: [
      ...labelled([
        [words.say('label.failure'), small.failure === null ? '' : failureText(words, small.failure)],
        [words.say('label.inputs'), words.say('removed', { removed: before - after, of: before })],
        [
          words.say('label.cluster'),
          words.say('clusterSize', {
            controllers: cluster.controllers.length,
            brokers: cluster.brokers.length,
            partitions,
            clients: small.scenario.clients.length,
          }),
        ],
        [words.say('label.time'), timeText(small.moment.timeUs)],
        [words.say('label.runs'), `${shrunk.runs}${shrunk.finished ? '' : ` – ${words.say('unfinished')}`}`],
      ]),
      '',
      `REPRODUCE  npm run -s highwater -- replay ${shellWord(file)}`,
    ],
    code: 0,
  }
}

/** Beside the file; a link lies nowhere. */
function smallName(asked: string): string {
  return isReportLink(asked) ? 'link.small.json' : asked.replace(/([.]json)?$/, '.small.json')
}

function runCount(words: Words, text: string | undefined): number {
  if (text === undefined) return RUNS_DEFAULT
  const runs = Number(text)
  if (!/^\d+$/.test(text) || runs < 1 || runs > RUNS_MAX)
    throw new UsageError(words.say('notRuns', { text, max: RUNS_MAX }))
  return runs
}
