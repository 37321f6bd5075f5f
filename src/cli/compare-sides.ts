// The two runs that `compare` holds side by side: each a scenario, a bug report or a link; the second the first again, but for what is changed, when it is not named.

import { existsSync } from 'node:fs'
import { isReportLink } from '../scenario/link.ts'
import { readScenario } from '../scenario/read-scenario.ts'
import type { Trial } from '../scenario/report.ts'
import type { Change } from '../scenario/same-but.ts'
import { sameButText } from '../scenario/same-but.ts'
import { openReport } from './report-file.ts'
import { openScenario, readText } from './scenario-file.ts'
import { UsageError } from './usage-error.ts'
import type { Words } from './words.ts'

export interface CompareOptions {
  readonly json?: boolean
  readonly until?: string
  readonly seed?: string
  readonly withSeed?: string
  readonly withRules?: string
  readonly withConfig?: readonly string[]
}

export interface AskedSide {
  readonly trial: Trial
  /** A report goes as far as its moment. */
  readonly untilUs: number
}

export async function askedSides(
  words: Words,
  askedA: string,
  askedB: string | undefined,
  options: CompareOptions,
): Promise<readonly [AskedSide, AskedSide]> {
  const { seed, withSeed, withRules, withConfig } = options
  const isChanged = withSeed !== undefined || withRules !== undefined || withConfig !== undefined
  if (askedB === undefined && !isChanged) throw new UsageError(words.say('compare.nothing'))
  const a = reseeded(await openSide(words, askedA), seed)
  const b = askedB === undefined ? a : await openSide(words, askedB)
  if (!isChanged) return [a, b]
  const change: Change = {
    ...(withSeed === undefined ? {} : { seed: withSeed }),
    ...(withRules === undefined ? {} : { rules: withRules }),
    ...(withConfig === undefined ? {} : { config: withConfig }),
  }
  return [a, await changed(words, b, change)]
}

async function openSide(words: Words, asked: string): Promise<AskedSide> {
  if (isReport(words, asked)) {
    const report = await openReport(words, asked)
    return { trial: report, untilUs: report.moment.timeUs }
  }
  const { scenario } = await openScenario(words, asked)
  return { trial: { scenario, seed: scenario.seed, plants: [], heal: null }, untilUs: scenario.untilUs }
}

/** JSON is a report, whatever its name says. */
function isReport(words: Words, asked: string): boolean {
  if (isReportLink(asked) || /\.json$/i.test(asked)) return true
  return existsSync(asked) && /^\uFEFF?\s*[{[]/.test(readText(words, asked))
}

function reseeded(side: AskedSide, seed: string | undefined): AskedSide {
  return seed === undefined ? side : { ...side, trial: { ...side.trial, seed } }
}

async function changed(words: Words, { trial, untilUs }: AskedSide, change: Change): Promise<AskedSide> {
  const { scenario, seed } = trial
  const file = `${scenario.id}.yaml`
  const reading = await readScenario(file, sameButText(scenario, scenario.inputs, { seed, ...change }))
  if (!reading.ok) {
    const [first] = reading.errors
    if (first === undefined) throw new Error(`${file} was refused without a reason`)
    const meant = first.meant === null ? '' : ` – ${words.tell(first.meant)}`
    throw new UsageError(`--with-…: ${words.tell(first.wrong)}${meant}`)
  }
  return { trial: { ...trial, scenario: reading.scenario, seed: reading.scenario.seed }, untilUs }
}
