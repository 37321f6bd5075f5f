// `run`: computes a scenario and says what became of it.

import type { BeyondPromise } from '../check/assumptions.ts'
import { lostBeyondPromise } from '../check/assumptions.ts'
import type { Verdict } from '../check/invariant.ts'
import { verdicts } from '../check/invariant.ts'
import type { Ledger } from '../check/ledger.ts'
import type { FieldValue } from '../scenario/holds.ts'
import { hashText } from '../sim/hash.ts'
import { stateHash } from '../sim/world.ts'
import { timeText } from '../tell/time-text.ts'
import type { EventRow } from '../view/rows.ts'
import { EXIT_FAILED, EXIT_VIOLATED } from './exit-codes.ts'
import type { Headless, Watched } from './headless.ts'
import { checksOf, ledger, openHeadless, runUntil } from './headless.ts'
import { plain } from './report-file.ts'
import { openScenario } from './scenario-file.ts'
import { labelled } from './table.ts'
import { durationText, shellWord } from './times.ts'
import type { Until } from './until.ts'
import { findUntil, readUntil } from './until.ts'
import type { Words } from './words.ts'

export interface RunOptions {
  readonly seed?: string
  readonly until?: string
  readonly last?: boolean
  readonly json?: boolean
}

/** What was printed, and the exit code. */
export interface Answer {
  readonly lines: readonly string[]
  readonly code: number
}

const COUNTERS = [
  'sent',
  'appended',
  'acknowledged',
  'committed',
  'delivered',
  'failed',
  'lost',
  'duplicated',
  'reordered',
  'g1a',
  'precommittedReads',
  'inconsistentOffsets',
  'reprocessed',
  'nonmonotonicPolls',
  'pollSkips',
] as const
type Counts = { readonly [Name in (typeof COUNTERS)[number]]: number }

interface Outcome {
  readonly name: string
  readonly headless: Headless
  readonly untilUs: number
  readonly events: number
  readonly traceHash: string
  readonly stateHash: string
  readonly eventsPerSecond: number
  readonly realSeconds: number
  readonly counts: Counts
  readonly lostBeyond: readonly BeyondPromise[]
  readonly invariants: readonly {
    readonly id: string
    readonly verdict: Verdict
    readonly event: number
    readonly about: string
  }[]
}

export async function runCommand(words: Words, asked: string, options: RunOptions): Promise<Answer> {
  const { scenario, name } = await openScenario(words, asked)
  const seed = options.seed ?? scenario.seed
  const until = options.until === undefined ? null : readUntil(words, options.until)
  const found =
    until?.kind === 'ask' ? findUntil(words, scenario, seed, until.ask, options.last === true) : null
  const untilUs = until?.kind === 'time' ? until.timeUs : (found?.timeUs ?? scenario.untilUs)
  const headless = openHeadless(scenario, seed)
  const startMs = performance.now()
  runUntil(headless, untilUs)
  const outcome = outcomeOf(name, headless, untilUs, (performance.now() - startMs) / 1_000)
  const failed = headless.watched.some((row) => row.watch.verdict === 'fails')
  const violated = outcome.invariants.some((row) => row.verdict === 'violated')
  const isMet = until?.kind !== 'ask' || found !== null
  const lines =
    options.json === true
      ? [JSON.stringify({ ...jsonOf(outcome), ...(until?.kind === 'ask' ? { until: found } : {}) })]
      : [...textOf(words, outcome), ...untilLines(words, until, found)]
  return { lines, code: violated ? EXIT_VIOLATED : failed || !isMet ? EXIT_FAILED : 0 }
}

/** The event that was asked for stands last, where the eye is. */
function untilLines(words: Words, until: Until | null, found: EventRow | null): string[] {
  if (until?.kind !== 'ask') return []
  if (found === null) return ['', words.say('untilNever')]
  const { index, timeUs, node, sentence } = found
  return [
    '',
    words.say('untilFound', { event: index, time: timeText(timeUs) }),
    `  ${node}  ${plain(words.tell(sentence))}`,
  ]
}

function outcomeOf(name: string, headless: Headless, untilUs: number, realSeconds: number): Outcome {
  const { world } = headless.branch.head
  const events = world.event + 1
  return {
    name,
    headless,
    untilUs,
    events,
    traceHash: hashText(world.traceHash),
    stateHash: hashText(stateHash(world)),
    eventsPerSecond: Math.round(events / Math.max(realSeconds, 1e-6)),
    realSeconds,
    counts: countsOf(ledger(headless.branch)),
    lostBeyond: lostBeyondPromise(checksOf(headless.branch)),
    invariants: verdicts(checksOf(headless.branch)).map(({ id, verdict, finding }) => ({
      id,
      verdict,
      event: verdict === 'violated' ? (finding.violations[0]?.event ?? -1) : finding.voidBy,
      about: verdict === 'violated' ? (finding.violations[0]?.about ?? '') : finding.voidAssumption,
    })),
  }
}

function countsOf(row: Readonly<Ledger>): Counts {
  return Object.fromEntries(COUNTERS.map((name) => [name, row[name]])) as Counts
}

function jsonOf(outcome: Outcome): object {
  const { headless, untilUs } = outcome
  return {
    scenario: headless.scenario.id,
    seed: headless.seed,
    rules: headless.scenario.rules,
    events: outcome.events,
    virtualTimeUs: untilUs,
    traceHash: outcome.traceHash,
    stateHash: outcome.stateHash,
    expectations: headless.watched.map((row) => ({
      id: row.expectation.id,
      // null: the run ended before it could be decided.
      holds: row.watch.verdict === 'open' ? null : row.watch.verdict === 'holds',
      that: row.expectation.that.text,
      when: row.expectation.when,
      decidedUs: row.watch.decidedUs < 0 ? null : row.watch.decidedUs,
    })),
    invariants: outcome.invariants,
    ledger: outcome.counts,
    lostBeyondPromise: outcome.lostBeyond.map(({ partition, lost, stops }) => ({
      partition,
      lost,
      stops: stops.map(({ node, how, event, timeUs }) => ({ node, how, event, timeUs })),
    })),
    eventsPerSecond: outcome.eventsPerSecond,
  }
}

function textOf(words: Words, outcome: Outcome): string[] {
  const { headless, untilUs } = outcome
  const { scenario, seed } = headless
  const times = (untilUs / 1_000_000 / Math.max(outcome.realSeconds, 1e-6)).toFixed(1)
  const label = (key: string): string => words.say(`label.${key}`)
  return [
    ...labelled([
      [label('scenario'), `${scenario.id} – ${scenario.title[words.language]}`],
      [label('rules'), scenario.rules],
      [label('seed'), seed],
      [label('events'), String(outcome.events)],
      [label('time'), timeText(untilUs)],
      [label('rate'), words.say('rate', { events: outcome.eventsPerSecond, times })],
      [label('traceHash'), outcome.traceHash],
      [label('stateHash'), outcome.stateHash],
    ]),
    '',
    words.say('title.records'),
    ...indent(labelled(COUNTERS.map((name) => [words.say(`record.${name}`), String(outcome.counts[name])]))),
    ...indent(outcome.lostBeyond.map((row) => beyondLine(words, row))),
    '',
    words.say('title.expectations'),
    ...indent(expectationLines(words, headless)),
    '',
    words.say('title.invariants'),
    ...indent(
      labelled(
        outcome.invariants.map((row) => [row.id, words.say(`invariant.${row.verdict}`, invariantArgs(row))]),
      ),
    ),
    '',
    `REPRODUCE  npm run -s highwater -- run ${shellWord(outcome.name)} --seed ${shellWord(seed)} --until ${durationText(untilUs)}`,
  ]
}

/** What no promise covered: the ledger says so, with the stops that used up the budget. */
function beyondLine(words: Words, { partition, lost, stops }: BeyondPromise): string {
  const told = stops.map(({ node, how, timeUs }) =>
    words.say(`beyond.${how}`, { node, time: timeText(timeUs) }),
  )
  return words.say('beyond', { records: lost, partition, stops: told.join(', ') })
}

function invariantArgs(row: Outcome['invariants'][number]): {
  event: number
  about: string
  assumption: string
} {
  return { event: row.event, about: row.about, assumption: row.about }
}

function expectationLines(words: Words, headless: Headless): string[] {
  if (headless.watched.length === 0) return [words.say('noExpectations')]
  const verdictsOf = headless.watched.map((row) => words.say(`verdict.${row.watch.verdict}`))
  return labelled(
    headless.watched.map((row, place) => [verdictsOf[place] ?? '', expectationText(words, headless, row)]),
  )
}

function expectationText(words: Words, headless: Headless, row: Watched): string {
  const { id, says, that, when } = row.expectation
  const time = when.kind === 'always' ? '' : durationText(when.timeUs)
  const text = `${says[words.language]}  [${id}: ${that.text}, ${words.say(`when.${when.kind}`, { time })}]`
  if (row.watch.verdict !== 'fails') return text
  const value = headless.lookup(that.left.address, that.left.field)
  const found = words.say('found', { value: valueText(value) })
  return `${text}  ${words.say('decided', { time: timeText(row.watch.decidedUs) })}; ${found}`
}

function valueText(value: FieldValue | undefined): string {
  return value === undefined ? '–' : JSON.stringify(value)
}

export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`))
}
