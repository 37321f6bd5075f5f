// `assign`: who gets what under an assignor, and how much moves.

import { ASSIGNORS } from '../kafka/assignors/assignors.ts'
import type { Assignment, TopicPartition } from '../kafka/assignors/group.ts'
import { nameOf } from '../kafka/assignors/group.ts'
import type { Moves } from '../kafka/assignors/moves.ts'
import { movesOf } from '../kafka/assignors/moves.ts'
import type { Question } from './assign-file.ts'
import { readAssignFile } from './assign-file.ts'
import type { Answer } from './run-command.ts'
import { indent } from './run-command.ts'
import { errorLine, readText } from './scenario-file.ts'
import { labelled, table } from './table.ts'
import { UsageError } from './usage-error.ts'
import type { Words } from './words.ts'

export interface AssignOptions {
  readonly json?: boolean
}

export function assignCommand(words: Words, file: string, options: AssignOptions): Answer {
  const reading = readAssignFile(file, readText(words, file))
  if (!reading.ok) throw new UsageError(reading.errors.map((error) => errorLine(words, error)).join('\n'))
  const { question } = reading
  const assignment = ASSIGNORS[question.assignor](question.group)
  const lines =
    options.json === true ? [JSON.stringify(jsonOf(assignment))] : textOf(words, question, assignment)
  return { lines, code: 0 }
}

function jsonOf(assignment: Assignment): object {
  return {
    assignment: Object.fromEntries(
      assignment.map(({ member, partitions }) => [member, partitions.map(nameOf)]),
    ),
  }
}

function textOf(words: Words, question: Question, assignment: Assignment): string[] {
  const { group, assignor } = question
  const moves = movesOf(group, assignment)
  const sizes = assignment.map(({ partitions }) => partitions.length)
  const spread = sizes.length === 0 ? 0 : Math.max(...sizes) - Math.min(...sizes)
  const topics = group.topics.map(({ name, partitions }) => `${name} ${partitions}`).join(', ')
  return [
    ...labelled([
      [words.say('label.assignor'), assignor],
      [words.say('label.topics'), topics],
      [words.say('label.members'), String(group.members.length)],
      [words.say('label.spread'), words.say('spread', { count: spread })],
    ]),
    '',
    words.say('title.assignment'),
    ...indent(memberTable(words, assignment, moves)),
    '',
    words.say('title.moves'),
    ...indent(moveLines(words, question, moves)),
  ]
}

function memberTable(words: Words, assignment: Assignment, moves: Moves): string[] {
  const columns = ['member', 'count', 'keeps', 'gains', 'loses', 'partitions'].map((name) => ({
    title: words.say(`column.${name}`),
    right: ['count', 'keeps', 'gains', 'loses'].includes(name),
  }))
  return table(
    columns,
    assignment.map(({ member, partitions }, place) => {
      const { keeps = [], gains = [], loses = [] } = moves.members[place] ?? {}
      return [
        member,
        ...[partitions, keeps, gains, loses].map((list) => String(list.length)),
        names(partitions) || '–',
      ]
    }),
  )
}

function moveLines(words: Words, { assignor }: Question, moves: Moves): string[] {
  const lines = [words.say('moved', { count: moves.moved.length, partitions: names(moves.moved) || '–' })]
  if (moves.unassigned.length === 0) return lines
  const key = assignor === 'cooperative-sticky' ? 'withheld' : 'unassigned'
  const args = { count: moves.unassigned.length, partitions: names(moves.unassigned) }
  return [...lines, words.say(key, args)]
}

function names(partitions: readonly TopicPartition[]): string {
  return partitions.map(nameOf).join(' ')
}
