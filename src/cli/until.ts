// `--until` of `run`: a time, one of the things that a run can be run until, or a condition as scenarios write them.

import { headEvent } from '../run/branch.ts'
import { causeOf, leadingFact, timeOf } from '../run/rows.ts'
import { advance } from '../run/run.ts'
import { watcherOf } from '../run/until.ts'
import type { UntilAsk } from '../run/until-conditions.ts'
import { UNTIL_CONDITIONS, untilCondition } from '../run/until-conditions.ts'
import { searchUntil } from '../run/until-search.ts'
import { parseDuration } from '../scenario/duration.ts'
import { parseCondition } from '../scenario/parse-condition.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { eventRow } from '../view/events.ts'
import { fieldValue } from '../view/field-value.ts'
import type { EventRow } from '../view/rows.ts'
import { openHeadless } from './headless.ts'
import { UsageError } from './usage-error.ts'
import type { Words } from './words.ts'

export type Until =
  | { readonly kind: 'time'; readonly timeUs: number }
  | { readonly kind: 'ask'; readonly ask: UntilAsk }

/** `40s`, `leadership partition=orders-0`, `error error=NOT_ENOUGH_REPLICAS`, `partition:orders-0 leader == 2 for 1s`. */
export function readUntil(words: Words, text: string): Until {
  const timeUs = parseDuration(text.trim())
  if (timeUs !== null) return { kind: 'time', timeUs }
  const [id, ...pairs] = text.trim().split(/\s+/)
  const known = untilCondition(id ?? '')
  if (known !== null && known.id !== 'condition') {
    const args = Object.fromEntries(
      pairs.map((pair): [string, string | number] => {
        const [name, value] = pair.split('=')
        const field = known.fields.find((one) => one.name === name)
        if (field === undefined || value === undefined || value === '') refuse(words, text)
        return [field.name, valueOfKind(words, text, field.kind, value)]
      }),
    )
    const missing = known.fields.some(({ name, optional }) => !optional && args[name] === undefined)
    if (missing) refuse(words, text)
    return { kind: 'ask', ask: { until: known.id, args } }
  }
  if (!parseCondition(text).ok) refuse(words, text)
  return { kind: 'ask', ask: { until: 'condition', args: { condition: text } } }
}

function valueOfKind(words: Words, text: string, kind: string, value: string): string | number {
  if (kind === 'duration') return parseDuration(value) ?? refuse(words, text)
  if (kind !== 'number') return value
  return /^\d{1,15}$/.test(value) ? Number(value) : refuse(words, text)
}

function refuse(words: Words, text: string): never {
  const choices = UNTIL_CONDITIONS.map(({ id, fields }) =>
    [id, ...fields.map(({ name, optional }) => (optional ? `[${name}=…]` : `${name}=…`))].join(' '),
  )
  throw new UsageError(words.say('notAnUntil', { text, choices: choices.join('\n  ') }))
}

/** The first event at which it happens, or, with `last`, the last one; null when it does not within the scenario. */
export function findUntil(
  words: Words,
  scenario: Scenario,
  seed: string,
  ask: UntilAsk,
  last: boolean,
): EventRow | null {
  const { run, branch } = openHeadless(scenario, seed)
  const ahead = (): boolean => advance(run, branch, 16_384, scenario.untilUs) > 0
  if (last) while (ahead());
  const watcher = watcherOf(ask.until, ask.args, branch.head.world, fieldValue)
  if (watcher === null) refuse(words, `${ask.until} ${JSON.stringify(ask.args)}`)
  const from = last ? headEvent(branch) + 1 : -1
  const search = searchUntil(run, branch, from, last ? -1 : 1, watcher)
  for (;;) {
    const step = search.next()
    if (step.done === true) {
      const index = step.value
      if (index < 0) return null
      const head = { index, timeUs: timeOf(run, branch, index), cause: causeOf(run, branch, index) }
      return eventRow(branch.head.world, head, leadingFact(run, branch, index))
    }
    if (step.value === 'atHead' && !ahead()) return null
  }
}
