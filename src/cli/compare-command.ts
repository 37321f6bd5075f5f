// `compare`: where two runs part, and what differs at the earlier of their moments.

import type { Side } from '../run/align.ts'
import { headEvent } from '../run/branch.ts'
import type { Difference } from '../run/compare.ts'
import { differences, firstDivergence } from '../run/compare.ts'
import { causeOf, leadingFact, timeOf } from '../run/rows.ts'
import { advance } from '../run/run.ts'
import { timeText } from '../tell/time-text.ts'
import { eventRow } from '../view/events.ts'
import { EXIT_FAILED, EXIT_NON_DETERMINISM } from './exit-codes.ts'
import { openRun } from './replayed.ts'
import { openReport, plain } from './report-file.ts'
import type { Answer } from './run-command.ts'
import { labelled, table } from './table.ts'
import type { Words } from './words.ts'

export interface CompareOptions {
  readonly json?: boolean
}

/** Like diff: 0 when they are the same, 1 when they differ. */
export async function compareCommand(
  words: Words,
  askedA: string,
  askedB: string,
  options: CompareOptions,
): Promise<Answer> {
  const [a, b] = [await openReport(words, askedA), await openReport(words, askedB)]
  const untilUs = Math.min(a.moment.timeUs, b.moment.timeUs)
  const [sideA, sideB] = [openRun(a), openRun(b)]
  for (const { run, branch } of [sideA, sideB]) while (advance(run, branch, 16_384, untilUs) > 0);
  const event = firstDivergence(sideA, sideB)
  if (event !== null && typeof event === 'object')
    return { lines: [words.say('hashesDiffer', { event: event.event })], code: EXIT_NON_DETERMINISM }
  const found = differences(sideA.branch.head, sideB.branch.head)
  const code = event === null && found.length === 0 ? 0 : EXIT_FAILED
  const sides = [sideA, sideB].map((side) => (event === null ? null : eventOf(words, side, event)))
  if (options.json === true) {
    const [left, right] = sides
    const line = { divergence: event, untilUs, a: left, b: right, differences: found, exitCode: code }
    return { lines: [JSON.stringify(line)], code }
  }
  if (event === null) return { lines: [words.say('sameRuns', { time: timeText(untilUs) })], code }
  const none = words.say('endsBefore')
  return {
    lines: [
      words.say('divergence', { event }),
      ...labelled([
        ['a', sides[0]?.text ?? none],
        ['b', sides[1]?.text ?? none],
      ]),
      '',
      words.say('title.differences', { time: timeText(untilUs) }),
      ...differenceLines(words, found),
    ],
    code,
  }
}

/** null when the side ends before. */
function eventOf(
  words: Words,
  { run, branch }: Side,
  event: number,
): { timeUs: number; text: string } | null {
  if (event > headEvent(branch)) return null
  const timeUs = timeOf(run, branch, event)
  const head = { index: event, timeUs, cause: causeOf(run, branch, event) }
  const row = eventRow(branch.head.world, head, leadingFact(run, branch, event))
  return { timeUs, text: plain(`${timeText(timeUs)}  ${row.node}  ${words.tell(row.sentence)}`) }
}

function differenceLines(words: Words, found: readonly Difference[]): string[] {
  if (found.length === 0) return [words.say('noDifferences')]
  const columns = [
    { title: words.say('column.thing') },
    { title: words.say('column.field') },
    { title: 'a' },
    { title: 'b' },
  ]
  return table(
    columns,
    found.map(({ address, field, a, b }) => [address, field, valueText(a), valueText(b)]),
  )
}

function valueText(value: Difference['a']): string {
  return value === undefined ? '–' : JSON.stringify(value)
}
