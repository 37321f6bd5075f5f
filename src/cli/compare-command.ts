// `compare`: two runs aligned by cause, as the page does it: what was given differently, where they part, what came of it, what stands differently in the end.

import { finish } from '../run/finish.ts'
import { advance } from '../run/run.ts'
import type { ComparedSide } from '../view/compare.ts'
import { compareSides } from '../view/compare.ts'
import type { CausedRow, CompareRows } from '../view/compare-rows.ts'
import type { EventRow } from '../view/rows.ts'
import type { AskedSide, CompareOptions } from './compare-sides.ts'
import { askedSides } from './compare-sides.ts'
import { compareLines } from './compare-text.ts'
import { EXIT_FAILED, EXIT_NON_DETERMINISM } from './exit-codes.ts'
import { openRun } from './replayed.ts'
import { plain } from './report-file.ts'
import type { Answer } from './run-command.ts'
import { timeOption } from './times.ts'
import type { Words } from './words.ts'

/** Like diff: 0 when they are the same, 1 when they differ. */
export async function compareCommand(
  words: Words,
  askedA: string,
  askedB: string | undefined,
  options: CompareOptions,
): Promise<Answer> {
  const [a, b] = await askedSides(words, askedA, askedB, options)
  const untilUs = timeOption(words, '--until', options.until, Math.min(a.untilUs, b.untilUs))
  const sides = { a: computed(a, untilUs), b: computed(b, untilUs) }
  const rows = finish(compareSides(sides.a, sides.b, untilUs))
  if ('kind' in rows)
    return { lines: [words.say('hashesDiffer', { event: rows.event })], code: EXIT_NON_DETERMINISM }
  const code = rows.parting === null && rows.state.length === 0 ? 0 : EXIT_FAILED
  if (options.json === true) return { lines: [JSON.stringify(jsonOf(words, a, b, rows, code))], code }
  return { lines: compareLines(words, a.trial, b.trial, rows), code }
}

function computed({ trial }: AskedSide, untilUs: number): ComparedSide {
  const { run, branch } = openRun(trial)
  while (advance(run, branch, 16_384, untilUs) > 0);
  const { scenario, seed, plants } = trial
  return { run, branch, given: { scenario, seed, inputs: scenario.inputs, plants } }
}

function jsonOf(words: Words, a: AskedSide, b: AskedSide, rows: CompareRows, code: number): object {
  const event = (row: EventRow | null) => (row === null ? null : eventJson(words, row))
  const caused = (found: CausedRow | null) =>
    found === null ? null : { ...eventJson(words, found.row), cause: event(found.cause) }
  const { parting } = rows
  return {
    ...sidesJson(a, b),
    untilUs: rows.untilUs,
    given: rows.given,
    // The first event that is not the same to the bit, then the first of each side that the other does not have by the same cause.
    divergence: parting === null ? null : (parting.exact.a?.index ?? parting.exact.b?.index ?? null),
    parting:
      parting === null
        ? null
        : {
            exact: { a: event(parting.exact.a), b: event(parting.exact.b) },
            a: caused(parting.a),
            b: caused(parting.b),
          },
    counts: rows.counts,
    events: rows.events.map((one) => ({
      kind: one.kind,
      ...(one.kind === 'onlyB' ? {} : { a: eventJson(words, one.a) }),
      ...(one.kind === 'onlyA' ? {} : { b: eventJson(words, one.b) }),
      ...(one.kind === 'moved' ? { laterUs: one.laterUs, sameCause: one.sameCause } : {}),
    })),
    moreEvents: rows.moreEvents,
    differences: rows.state,
    moreDifferences: rows.moreState,
    records: rows.records,
    metrics: rows.metrics,
    exitCode: code,
  }
}

function sidesJson(a: AskedSide, b: AskedSide): object {
  const [left, right] = [a, b].map(({ trial: { scenario, seed } }) => ({
    scenario: scenario.id,
    seed,
    rules: scenario.rules,
  }))
  return { a: left, b: right }
}

function eventJson(words: Words, { index, timeUs, node, sentence }: EventRow): object {
  return { event: index, timeUs, node, text: plain(words.tell(sentence)) }
}
