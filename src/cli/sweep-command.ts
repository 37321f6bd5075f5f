// `sweep`: many seeds on all cores; what was kept, void and violated, and a report for each distinct failure.

import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { nearest } from '../kafka/config/nearest.ts'
import { PLANTS } from '../kafka/plants.ts'
import { CHAOS_PROFILES } from '../run/chaos-profiles.ts'
import { reportOf } from '../run/report-of.ts'
import type { SweepSum, SweepTask } from '../run/sweep.ts'
import { addResult, emptySum, trialOf } from '../run/sweep.ts'
import { runTrial } from '../run/trial.ts'
import type { Failure } from '../scenario/report.ts'
import { EXIT_NON_DETERMINISM, exitCodeOf } from './exit-codes.ts'
import { progressOn } from './progress.ts'
import { plain, saveReport } from './report-file.ts'
import type { Answer } from './run-command.ts'
import { indent } from './run-command.ts'
import { openScenario } from './scenario-file.ts'
import type { SeedRange } from './sweep-pool.ts'
import { runSeeds } from './sweep-pool.ts'
import { labelled, table } from './table.ts'
import { shellWord } from './times.ts'
import { UsageError } from './usage-error.ts'
import type { Words } from './words.ts'

export interface SweepOptions {
  readonly seeds?: string
  readonly chaos?: string
  readonly jobs?: string
  readonly out?: string
  readonly plant?: string
  readonly twice?: boolean
  readonly json?: boolean
}

interface Found {
  readonly failure: Failure
  readonly seed: number
  readonly count: number
  readonly report: string
  readonly reproduce: string
}

const SEEDS_DEFAULT: SeedRange = { from: 1, to: 100 }
const SEEDS_MAX = 10_000_000
const JOBS_MAX = 256
const FOLDER = 'highwater-reports'
const HIGHWATER = 'npm run -s highwater --'

/** `entry` is the module that a thread starts with. */
export async function sweepCommand(
  words: Words,
  asked: string,
  options: SweepOptions,
  entry: URL | null,
): Promise<Answer> {
  const { scenario } = await openScenario(words, asked)
  const seeds = seedRange(words, options.seeds)
  const task: SweepTask = {
    scenario,
    chaos: oneOf(
      words,
      '--chaos',
      options.chaos,
      CHAOS_PROFILES.map(({ id }) => id),
    ),
    plants: [
      oneOf(
        words,
        '--plant',
        options.plant,
        PLANTS.map(({ id }) => id),
      ) ?? [],
    ].flat(),
    twice: options.twice === true,
  }
  const jobs = jobCount(words, options.jobs)
  const sum = emptySum()
  const progress = progressOn(process.stderr)
  const startMs = performance.now()
  const seconds = (): number => Math.max((performance.now() - startMs) / 1_000, 1e-6)
  await runSeeds(task, seeds, jobs, entry, (result) => {
    addResult(sum, result)
    const done = sum.runs
    progress.show(done, seeds.to - seeds.from + 1, () => rateText(words, sum, seconds()))
  })
  const tookSeconds = seconds()
  progress.end()
  const found = writeReports(words, asked, task, sum, options)
  const head: Head = { asked, title: scenario.title[words.language], task, seeds, jobs, seconds: tookSeconds }
  const code = sum.varied.length > 0 ? EXIT_NON_DETERMINISM : exitCodeOf(found.map(({ failure }) => failure))
  const lines = options.json === true ? jsonLines(head, sum, found, code) : textLines(words, head, sum, found)
  return { lines, code }
}

interface Head {
  readonly asked: string
  readonly title: string
  readonly task: SweepTask
  readonly seeds: SeedRange
  readonly jobs: number
  readonly seconds: number
}

/** Each distinct failure is run once more for its report, and must come out the same. */
function writeReports(
  words: Words,
  asked: string,
  task: SweepTask,
  sum: SweepSum,
  options: SweepOptions,
): Found[] {
  const folder = options.out ?? FOLDER
  const failures = [...sum.failures].sort((a, b) => a.seed - b.seed)
  if (failures.length > 0) makeFolder(words, folder)
  return failures.map(({ failure, seed, traceHash, count }) => {
    const trial = trialOf(task, seed)
    const outcome = runTrial(trial)
    if (outcome.traceHash !== traceHash) sum.varied.push(seed)
    const slug = failure.id.replaceAll(/[^a-zA-Z0-9]+/g, '-').slice(0, 40)
    const report = join(folder, `${failure.kind}-${slug}-seed-${seed}.json`)
    saveReport(words, report, reportOf(trial, outcome))
    return { failure, seed, count, report, reproduce: reproduceLine(asked, task, { from: seed, to: seed }) }
  })
}

function makeFolder(words: Words, folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(words.say('cannotWrite', { file: folder, reason }))
  }
}

function reproduceLine(asked: string, task: SweepTask, seeds: SeedRange): string {
  const chaos = task.chaos === null ? '' : ` --chaos ${task.chaos}`
  const plant = task.plants.map((id) => ` --plant ${id}`).join('')
  return `${HIGHWATER} sweep ${shellWord(asked)} --seeds ${seeds.from}..${seeds.to}${chaos}${plant}`
}

function rateText(words: Words, sum: SweepSum, seconds: number): string {
  return words.say('sweepRate', {
    runs: (sum.runs / seconds).toFixed(1),
    events: Math.round(sum.events / seconds),
    failures: sum.failures.length,
  })
}

function jsonLines(head: Head, sum: SweepSum, found: readonly Found[], code: number): string[] {
  const { asked, task, seeds, jobs, seconds } = head
  return [
    JSON.stringify({
      scenario: asked,
      chaos: task.chaos,
      plants: task.plants,
      seeds,
      jobs,
      runs: sum.runs,
      events: sum.events,
      seconds: Number(seconds.toFixed(3)),
      runsPerSecond: Number((sum.runs / seconds).toFixed(2)),
      invariants: sum.invariants,
      failures: found,
      anomalies: sum.anomalies,
      marks: sum.marks,
      nonDeterministicSeeds: sum.varied,
      exitCode: code,
      reproduce: reproduceLine(asked, task, seeds),
    }),
  ]
}

function textLines(words: Words, head: Head, sum: SweepSum, found: readonly Found[]): string[] {
  const { asked, title, task, seeds, jobs, seconds } = head
  const label = (key: string): string => words.say(`label.${key}`)
  const columns = ['invariant', 'kept', 'void', 'violated'].map((key, place) => ({
    title: words.say(`column.${key}`),
    right: place > 0,
  }))
  const rows = sum.invariants.map((row) => [row.id, ...[row.kept, row.void, row.violated].map(String)])
  return [
    ...labelled([
      [label('scenario'), plain(`${asked} – ${title}`)],
      [label('chaos'), task.chaos ?? words.say('noChaos')],
      [label('seeds'), `${seeds.from}..${seeds.to}`],
      [label('events'), String(sum.events)],
      [label('rate'), `${rateText(words, sum, seconds)}, ${words.say('jobs', { jobs })}`],
    ]),
    '',
    ...table(columns, rows),
    '',
    words.say('title.failures'),
    ...indent(
      found.length === 0 ? [words.say('noFailures')] : found.flatMap((one) => foundLines(words, one)),
    ),
    ...sum.varied.map((seed) => words.say('varied', { seed })),
    '',
    ...anomalyLines(words, sum),
    ...markLines(words, sum),
    '',
    `REPRODUCE  ${reproduceLine(asked, task, seeds)}`,
  ]
}

/** Allowed or not: what came at all. */
function anomalyLines(words: Words, sum: SweepSum): string[] {
  const came = sum.anomalies.filter(({ count }) => count > 0)
  if (came.length === 0) return [words.say('noAnomalies'), '']
  return [
    words.say('title.anomalies'),
    ...indent(
      labelled(
        came.map(({ id, runs, count }) => [words.say(`record.${id}`), words.say('anomaly', { count, runs })]),
      ),
    ),
    '',
  ]
}

/** What no run came by has not been tried. */
function markLines(words: Words, sum: SweepSum): string[] {
  const never = sum.marks.filter(({ runs }) => runs === 0).map(({ id }) => id)
  const reached = words.say('marksReached', {
    reached: sum.marks.length - never.length,
    of: sum.marks.length,
  })
  return never.length === 0
    ? [reached]
    : [reached, ...indent([words.say('marksNever', { never: never.join(', ') })])]
}

function foundLines(words: Words, one: Found): string[] {
  return [
    `${failureText(words, one.failure)}  ${words.say('metAt', { count: one.count, seed: one.seed })}`,
    `  ${HIGHWATER} replay ${shellWord(one.report)}`,
    `  REPRODUCE  ${one.reproduce}`,
  ]
}

export function failureText(words: Words, failure: Failure): string {
  const { kind, id, event, about, detail } = failure
  const told = typeof detail === 'string' ? detail : detail.map(words.tell).join('; ')
  return plain(words.say(`failure.${kind}`, { id, event, about, detail: told }))
}

function seedRange(words: Words, text: string | undefined): SeedRange {
  if (text === undefined) return SEEDS_DEFAULT
  const match = /^(\d{1,15})(?:[.][.](\d{1,15}))?$/.exec(text)
  const range = { from: Number(match?.[1]), to: Number(match?.[2] ?? match?.[1]) }
  if (match === null || range.to < range.from || range.to - range.from >= SEEDS_MAX)
    throw new UsageError(words.say('notSeeds', { text, max: SEEDS_MAX }))
  return range
}

function jobCount(words: Words, text: string | undefined): number {
  if (text === undefined) return availableParallelism()
  const jobs = Number(text)
  if (!/^\d+$/.test(text) || jobs < 1 || jobs > JOBS_MAX)
    throw new UsageError(words.say('notJobs', { text, max: JOBS_MAX }))
  return jobs
}

function oneOf(
  words: Words,
  option: string,
  text: string | undefined,
  choices: readonly string[],
): string | null {
  if (text === undefined) return null
  if (choices.includes(text)) return text
  const near = nearest(text, choices)
  const meant =
    near === null
      ? { key: 'scenario.oneOf', args: { choices: choices.join(', ') } }
      : { key: 'scenario.didYouMean', args: { name: near } }
  throw new UsageError(`${words.say('notAChoice', { option, text })} – ${words.tell(meant)}`)
}
