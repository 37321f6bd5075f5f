// `describe-groups`: the groups at a moment, as kafka-consumer-groups.sh --describe prints them. Its headings are the tool's own and stay as they are.

import { timeText } from '../tell/time-text.ts'
import type { GroupMemberRow, GroupOffsetRow, GroupRow } from '../view/group-rows.ts'
import { groupRows } from '../view/group-table.ts'
import { sceneOf } from '../view/scene.ts'
import { openHeadless, runUntil } from './headless.ts'
import type { Answer } from './run-command.ts'
import { openScenario } from './scenario-file.ts'
import type { StateOptions } from './state-command.ts'
import { table } from './table.ts'
import { durationText, shellWord, timeOption } from './times.ts'
import type { Words } from './words.ts'

export async function describeGroupsCommand(
  words: Words,
  asked: string,
  options: StateOptions,
): Promise<Answer> {
  const { scenario, name } = await openScenario(words, asked)
  const timeUs = timeOption(words, '--at', options.at, scenario.untilUs)
  const headless = openHeadless(scenario, options.seed ?? scenario.seed)
  runUntil({ ...headless, watched: [] }, timeUs)
  const groups = groupRows(sceneOf(headless.branch.head.world))
  if (options.json === true) return { lines: [JSON.stringify({ timeUs, groups })], code: 0 }
  const again = `REPRODUCE  npm run -s highwater -- describe-groups ${shellWord(name)} --seed ${shellWord(headless.seed)} --at ${durationText(timeUs)}`
  const moment = words.say('groupsAt', { time: timeText(timeUs), count: groups.length })
  return {
    lines: [moment, ...groups.flatMap((group) => ['', ...describe(words, group)]), '', again],
    code: 0,
  }
}

const HEADINGS = [
  { title: 'GROUP' },
  { title: 'TOPIC' },
  { title: 'PARTITION', right: true },
  { title: 'CURRENT-OFFSET', right: true },
  { title: 'LOG-END-OFFSET', right: true },
  { title: 'LAG', right: true },
  { title: 'CONSUMER-ID' },
  { title: 'HOST' },
  { title: 'CLIENT-ID' },
] as const

/** Partitions of members, those with the most first, then partitions that nobody has. */
function describe(words: Words, group: GroupRow): string[] {
  const lines: string[] = []
  const state = group.state
  if (state === 'Empty') lines.push(words.say('groupEmpty', { group: group.group }))
  else if (state !== 'Stable') lines.push(words.say('groupRebalancing', { group: group.group, state }))
  const members = [...group.members]
    .filter(({ assigned }) => assigned.length > 0)
    .sort((a, b) => b.assigned.length - a.assigned.length)
  const held = new Set(members.flatMap(({ assigned }) => assigned))
  const rows = [
    ...members.flatMap((member) =>
      [...member.assigned]
        .sort(byPlace(group))
        .map((partition) => row(group, partition, offsetOf(group, partition), member)),
    ),
    ...group.offsets
      .filter(({ partition, committed }) => committed >= 0 && !held.has(partition))
      .map((offset) => row(group, offset.partition, offset, null)),
  ]
  return rows.length === 0 ? lines : [...lines, ...table(HEADINGS, rows)]
}

function byPlace(group: GroupRow): (a: string, b: string) => number {
  const place = new Map(group.offsets.map(({ partition }, index) => [partition, index]))
  return (a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0)
}

function offsetOf(group: GroupRow, partition: string): GroupOffsetRow | null {
  return group.offsets.find((offset) => offset.partition === partition) ?? null
}

function row(
  group: GroupRow,
  partition: string,
  offset: GroupOffsetRow | null,
  member: GroupMemberRow | null,
): string[] {
  const dash = partition.lastIndexOf('-')
  return [
    group.group,
    partition.slice(0, dash),
    partition.slice(dash + 1),
    numberText(offset?.committed),
    // The tool asks for the latest offset, which is the high watermark.
    numberText(offset?.highWatermark),
    numberText(offset?.lag),
    member?.memberId ?? '-',
    member === null ? '-' : '/127.0.0.1',
    member?.client ?? '-',
  ]
}

function numberText(value: number | undefined): string {
  return value === undefined || value < 0 ? '-' : String(value)
}
