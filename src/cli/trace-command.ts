// `trace`: the event list, one line each.

import { headEvent } from '../run/branch.ts'
import { causeOf, eventAt, leadingFact, timeOf } from '../run/rows.ts'
import { find } from '../sim/world.ts'
import { timeText } from '../tell/time-text.ts'
import { eventRow } from '../view/events.ts'
import type { Headless } from './headless.ts'
import { openHeadless, runUntil } from './headless.ts'
import type { Answer } from './run-command.ts'
import { openScenario } from './scenario-file.ts'
import { table } from './table.ts'
import { timeOption } from './times.ts'
import { UsageError } from './usage-error.ts'
import type { Words } from './words.ts'

export interface TraceOptions {
  readonly seed?: string
  readonly from?: string
  readonly to?: string
  readonly grep?: string
  readonly node?: string
}

export async function traceCommand(words: Words, asked: string, options: TraceOptions): Promise<Answer> {
  const { scenario } = await openScenario(words, asked)
  const fromUs = timeOption(words, '--from', options.from, 0)
  const toUs = timeOption(words, '--to', options.to, Math.max(scenario.untilUs, fromUs))
  if (toUs < fromUs) throw new UsageError(words.say('backwards'))
  const pattern = patternOf(words, options.grep)
  const headless = openHeadless(scenario, options.seed ?? scenario.seed)
  runUntil({ ...headless, watched: [] }, toUs)
  // Asked now: it may have come on the way.
  const { node } = options
  if (node !== undefined && find(headless.branch.head.world, `process:${node}`) === null) {
    throw new UsageError(words.say('notANode', { name: node }))
  }
  const rows = eventRows(words, headless, fromUs, node).filter(
    (row) => pattern === null || pattern.test(row.join('  ')),
  )
  if (rows.length === 0) return { lines: [words.say('noEvents')], code: 0 }
  const columns = [
    { title: words.say('column.event'), right: true },
    { title: words.say('column.time'), right: true },
    { title: words.say('column.cause'), right: true },
    { title: words.say('column.node') },
    { title: words.say('column.what') },
  ]
  return { lines: table(columns, rows), code: 0 }
}

function patternOf(words: Words, text: string | undefined): RegExp | null {
  if (text === undefined) return null
  try {
    return new RegExp(text, 'iu')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(words.say('notAPattern', { text, reason }))
  }
}

function eventRows(words: Words, headless: Headless, fromUs: number, node: string | undefined): string[][] {
  const { run, branch } = headless
  const { world } = branch.head
  const rows: string[][] = []
  const first = fromUs === 0 ? 0 : eventAt(run, branch, fromUs - 1) + 1
  for (let event = first; event <= headEvent(branch); event++) {
    const cause = causeOf(run, branch, event)
    const head = { index: event, timeUs: timeOf(run, branch, event), cause }
    const row = eventRow(world, head, leadingFact(run, branch, event))
    if (node !== undefined && row.node !== node) continue
    rows.push([
      String(event),
      timeText(row.timeUs),
      cause < 0 ? '–' : String(cause),
      row.node,
      words.tell(row.sentence),
    ])
  }
  return rows
}
