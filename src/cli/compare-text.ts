// What `compare` found, for a terminal.

import type { Trial } from '../scenario/report.ts'
import { timeText } from '../tell/time-text.ts'
import type { CausedRow, CompareEvent, CompareRows, GivenRow, PartingRow } from '../view/compare-rows.ts'
import type { EventRow } from '../view/rows.ts'
import { plain } from './report-file.ts'
import { indent } from './run-command.ts'
import { labelled, table } from './table.ts'
import type { Words } from './words.ts'

/** What is more is only counted: `--json` has it all. */
const EVENTS_MAX = 60
const STATE_MAX = 120

export function compareLines(words: Words, a: Trial, b: Trial, rows: CompareRows): string[] {
  const time = timeText(rows.untilUs)
  const sides = labelled([
    ['a', sideText(words, a)],
    ['b', sideText(words, b)],
  ])
  if (rows.parting === null && rows.given.length === 0) return [words.say('sameRuns', { time })]
  return [
    ...sides,
    ...section(words.say('compare.given'), givenLines(words, rows.given, ['column.field'])),
    '',
    ...(rows.parting === null ? [words.say('sameRuns', { time })] : partingLines(words, rows.parting)),
    ...(rows.parting === null ? [] : ['', words.say('compare.counts', rows.counts)]),
    ...section(words.say('compare.events'), eventLines(words, rows)),
    ...section(words.say('compare.records'), recordLines(words, rows)),
    ...section(words.say('compare.metrics'), metricLines(words, rows)),
    ...section(words.say('title.differences', { time }), stateLines(words, rows)),
  ]
}

function sideText(words: Words, { scenario, seed }: Trial): string {
  const { id, title, rules } = scenario
  return plain(`${id} – ${title[words.language]}, ${words.say('compare.side', { seed, rules })}`)
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...indent(lines)]
}

function partingLines(words: Words, { exact, a, b }: PartingRow): string[] {
  const none = words.say('endsBefore')
  const at = exact.a ?? exact.b
  const first = at === null ? [] : [words.say('divergence', { event: at.index })]
  if (a === null && b === null)
    return [
      ...first,
      ...indent(
        labelled([
          ['a', exact.a === null ? none : eventText(words, exact.a)],
          ['b', exact.b === null ? none : eventText(words, exact.b)],
        ]),
      ),
      words.say('compare.onlyTimes'),
    ]
  return [
    ...first,
    words.say('compare.byCause'),
    ...indent([...causedLines(words, 'a', a), ...causedLines(words, 'b', b)]),
  ]
}

function causedLines(words: Words, side: 'a' | 'b', found: CausedRow | null): string[] {
  if (found === null) return [`${side}  ${words.say('compare.nothingOfItsOwn')}`]
  const { row, cause, causeThere } = found
  const line = `${side}  ${eventText(words, row)}`
  if (cause === null) return [line]
  const there = causeThere === null ? '' : `  (${side === 'a' ? 'b' : 'a'}: ${timeText(causeThere.timeUs)})`
  return [line, `   ${words.say('compare.after')}  ${eventText(words, cause)}${there}`]
}

function eventText(words: Words, { index, timeUs, node, sentence }: EventRow): string {
  return plain(`${timeText(timeUs)}  #${index}  ${node}  ${words.tell(sentence)}`)
}

function eventLines(words: Words, { events, moreEvents }: CompareRows): string[] {
  const shown = events.slice(0, EVENTS_MAX)
  if (shown.length === 0) return []
  const columns = [
    { title: words.say('column.time'), right: true },
    { title: '' },
    { title: words.say('column.event'), right: true },
    { title: words.say('column.what') },
  ]
  const lines = table(
    columns,
    shown.map((event) => {
      const row = event.kind === 'onlyB' ? event.b : event.a
      const side = event.kind === 'onlyB' ? 'b' : event.kind === 'onlyA' ? 'a' : 'ab'
      const what = `${plain(words.tell(row.sentence))}${noteOf(words, event)}`
      return [timeText(row.timeUs), side, String(row.index), what]
    }),
  )
  return [...lines, ...moreLine(words, events.length - shown.length + moreEvents)]
}

function noteOf(words: Words, event: CompareEvent): string {
  if (event.kind !== 'moved') return ''
  const key = event.laterUs > 0 ? 'compare.later' : 'compare.earlier'
  const way = event.sameCause ? '' : `, ${words.say('compare.otherWay')}`
  return ` (${words.say(key, { span: timeText(Math.abs(event.laterUs)) })}${way})`
}

function recordLines(words: Words, { records }: CompareRows): string[] {
  if (records.length === 0) return []
  const fate = (id: string) => words.say(`fate.${id}`)
  const columns = [
    { title: words.say('compare.count'), right: true },
    { title: 'a' },
    { title: 'b' },
    { title: words.say('compare.examples') },
  ]
  return table(
    columns,
    records.map((row) => [
      String(row.records),
      fate(row.a),
      fate(row.b),
      plain(row.examples.slice(0, 3).join(' ')),
    ]),
  )
}

function stateLines(words: Words, { state, moreState }: CompareRows): string[] {
  if (state.length === 0) return [words.say('noDifferences')]
  const shown = state.slice(0, STATE_MAX)
  const lines = givenLines(words, shown, ['column.thing'])
  return [...lines, ...moreLine(words, state.length - shown.length + moreState)]
}

function givenLines(words: Words, rows: readonly GivenRow[], [title]: readonly [string]): string[] {
  if (rows.length === 0) return []
  const columns = [{ title: words.say(title) }, { title: 'a' }, { title: 'b' }]
  return table(
    columns,
    rows.map(({ name, a, b }) => [plain(name), plain(a ?? '–'), plain(b ?? '–')]),
  )
}

function metricLines(words: Words, { metrics }: CompareRows): string[] {
  if (metrics.length === 0) return []
  const columns = [
    { title: words.say('column.what') },
    { title: 'a', right: true },
    { title: 'b', right: true },
  ]
  return table(
    columns,
    metrics.map(({ name, a, b }) => [name, String(a), String(b)]),
  )
}

function moreLine(words: Words, count: number): string[] {
  return count === 0 ? [] : [words.say('compare.more', { count })]
}
