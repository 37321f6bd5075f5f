// The file that `assign` reads: JSON with an assignor, topics and members. Whatever is wrong with it is told with its place.

import type { AssignorName } from '../kafka/assignors/assignors.ts'
import { ASSIGNOR_NAMES } from '../kafka/assignors/assignors.ts'
import type { Group, GroupMember, GroupTopic, TopicPartition } from '../kafka/assignors/group.ts'
import { nameOf } from '../kafka/assignors/group.ts'
import { nearest } from '../kafka/config/nearest.ts'
import type { LocatedError, Problem } from '../scenario/problem.ts'
import { didYouMean, problem } from '../scenario/problem.ts'
import type { JsonEntry, JsonNode } from './json-tree.ts'
import { JsonError, lineAndColumn, readJsonTree } from './json-tree.ts'

export interface Question {
  readonly assignor: AssignorName
  readonly group: Group
}

export type AssignReading =
  | { readonly ok: true; readonly question: Question }
  /** At least one, in the order of the file. */
  | { readonly ok: false; readonly errors: readonly LocatedError[] }

const PARTITIONS_MAX = 10_000
const MEMBERS_MAX = 1_000
const ERRORS_MAX = 20
const GENERATION_MAX = 2_147_483_647
const NO_GENERATION = -1

type Report = (offset: number, wrong: Problem, meant?: Problem | null) => void
type Fields = ReadonlyMap<string, JsonNode>

export function readAssignFile(file: string, text: string): AssignReading {
  const errors: LocatedError[] = []
  const report: Report = (offset, wrong, meant = null) => {
    errors.push({ file, ...lineAndColumn(text, offset), wrong, meant })
  }
  const question = readQuestion(text, report)
  if (question !== null && errors.length === 0) return { ok: true, question }
  errors.sort((a, b) => a.line - b.line || a.column - b.column)
  return { ok: false, errors: errors.slice(0, ERRORS_MAX) }
}

function readQuestion(text: string, report: Report): Question | null {
  let root: JsonNode
  try {
    root = readJsonTree(text)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    report(error.offset, { key: 'shell.notJson', args: {} })
    return null
  }
  const fields = fieldsOf(root, ['assignor', 'topics', 'members'], [], report)
  const assignor = chosen(fields.get('assignor'), report)
  const topics = readTopics(fields.get('topics'), report)
  const members = readMembers(fields.get('members'), report)
  if (assignor === 'server-uniform') refuseSharedTargets(fields.get('members'), members, report)
  return assignor === null ? null : { assignor, group: { topics, members } }
}

function chosen(node: JsonNode | undefined, report: Report): AssignorName | null {
  if (node === undefined) return null
  const text = textOf(node, report)
  const name = ASSIGNOR_NAMES.find((known) => known === text)
  if (name !== undefined) return name
  if (text !== null) {
    const meant = didYouMean(nearest(text, ASSIGNOR_NAMES))
    report(
      node.offset,
      problem('wrongValue', { value: brief(text) }),
      meant ?? problem('oneOf', { choices: ASSIGNOR_NAMES.join(', ') }),
    )
  }
  return null
}

function readTopics(node: JsonNode | undefined, report: Report): GroupTopic[] {
  if (node === undefined) return []
  const topics = entriesOf(node, report).map(({ key, offset, value }) => {
    if (key === '') report(offset, problem('tooSmall.string'))
    const racks = value.kind === 'map' ? readRacks(value, report) : null
    const partitions = racks?.length ?? integerOf(value, 0, PARTITIONS_MAX, report) ?? 0
    return { name: key, partitions, racks }
  })
  const total = topics.reduce((sum, { partitions }) => sum + partitions, 0)
  if (total > PARTITIONS_MAX) report(node.offset, problem('tooManyPartitions', { max: PARTITIONS_MAX }))
  return topics
}

function readRacks(node: JsonNode, report: Report): string[][] {
  const racks = fieldsOf(node, ['racks'], [], report).get('racks')
  return racks === undefined ? [] : itemsOf(racks, report).map((item) => textsOf(item, report))
}

function readMembers(node: JsonNode | undefined, report: Report): GroupMember[] {
  if (node === undefined) return []
  const items = itemsOf(node, report)
  if (items.length > MEMBERS_MAX) {
    report(node.offset, problem('tooBig.array', { max: MEMBERS_MAX }))
    return []
  }
  const seen = new Set<string>()
  return items.map((item) => {
    const fields = fieldsOf(item, ['id', 'topics'], ['owned', 'generation', 'instance', 'rack'], report)
    const idNode = fields.get('id')
    const id = idNode === undefined ? null : textOf(idNode, report)
    if (idNode !== undefined && id === '') report(idNode.offset, problem('tooSmall.string'))
    if (idNode !== undefined && id !== null) once(seen, id, idNode.offset, report)
    const topics = fields.get('topics')
    const generation = given(fields.get('generation'))
    return {
      id: id ?? '',
      topics: topics === undefined ? [] : distinct(topics, report),
      owned: readOwned(given(fields.get('owned')), report),
      generation:
        generation === null
          ? NO_GENERATION
          : (integerOf(generation, NO_GENERATION, GENERATION_MAX, report) ?? NO_GENERATION),
      instance: optionalText(fields.get('instance'), report),
      rack: optionalText(fields.get('rack'), report),
    }
  })
}

function readOwned(node: JsonNode | null, report: Report): TopicPartition[] {
  if (node === null) return []
  const seen = new Set<string>()
  return itemsOf(node, report).flatMap((item) => {
    const text = textOf(item, report)
    if (text === null) return []
    const parts = /^(.+)-(\d{1,9})$/su.exec(text)
    if (parts === null) {
      report(item.offset, problem('notAPartition', { text: brief(text) }), problem('partitionExample'))
      return []
    }
    const partition = { topic: parts[1] ?? '', index: Number(parts[2]) }
    once(seen, nameOf(partition), item.offset, report)
    return [partition]
  })
}

/** A target assignment gives a partition to one member; only what clients claim can overlap. */
function refuseSharedTargets(
  node: JsonNode | undefined,
  members: readonly GroupMember[],
  report: Report,
): void {
  const owners = new Map<string, string>()
  members.forEach(({ id, owned }, place) => {
    for (const name of owned.map(nameOf)) {
      const other = owners.get(name)
      const offset = node?.kind === 'list' ? (node.items[place]?.offset ?? 0) : 0
      if (other !== undefined && other !== id)
        report(offset, { key: 'shell.sharedTarget', args: { member: id, other, partition: name } })
      owners.set(name, id)
    }
  })
}

function fieldsOf(
  node: JsonNode,
  needed: readonly string[],
  optional: readonly string[],
  report: Report,
): Fields {
  const known = [...needed, ...optional]
  const entries = entriesOf(node, report)
  const fields = new Map(entries.map(({ key, value }) => [key, value]))
  for (const { key, offset } of entries) {
    if (known.includes(key)) continue
    const meant = didYouMean(nearest(key, known)) ?? problem('oneOf', { choices: known.join(', ') })
    report(offset, problem('unknownKey', { key: brief(key) }), meant)
  }
  if (node.kind !== 'map') return fields
  for (const key of needed) if (!fields.has(key)) report(node.offset, problem('missingKey', { key }))
  return fields
}

function entriesOf(node: JsonNode, report: Report): readonly JsonEntry[] {
  if (node.kind !== 'map') {
    report(node.offset, problem('wrongType.map'))
    return []
  }
  const seen = new Set<string>()
  return node.entries.filter(({ key, offset }) => {
    if (seen.has(key)) report(offset, problem('duplicateKey', { key: brief(key) }))
    return !seen.has(key) && seen.add(key)
  })
}

function itemsOf(node: JsonNode, report: Report): readonly JsonNode[] {
  if (node.kind === 'list') return node.items
  report(node.offset, problem('wrongType.array'))
  return []
}

function textsOf(node: JsonNode, report: Report): string[] {
  return itemsOf(node, report).flatMap((item) => textOf(item, report) ?? [])
}

function distinct(node: JsonNode, report: Report): string[] {
  const seen = new Set<string>()
  for (const item of itemsOf(node, report)) {
    const text = textOf(item, report)
    if (text !== null) once(seen, text, item.offset, report)
  }
  return [...seen]
}

function once(seen: Set<string>, name: string, offset: number, report: Report): void {
  if (seen.has(name)) report(offset, problem('twice', { name: brief(name) }))
  seen.add(name)
}

function textOf(node: JsonNode, report: Report): string | null {
  if (node.kind === 'scalar' && typeof node.value === 'string') return node.value
  report(node.offset, { key: 'shell.notText', args: {} })
  return null
}

function optionalText(node: JsonNode | undefined, report: Report): string | null {
  const there = given(node)
  return there === null ? null : textOf(there, report)
}

/** `null` in the file is as good as nothing. */
function given(node: JsonNode | undefined): JsonNode | null {
  return node === undefined || (node.kind === 'scalar' && node.value === null) ? null : node
}

function integerOf(node: JsonNode, min: number, max: number, report: Report): number | null {
  const value = node.kind === 'scalar' ? node.value : null
  if (typeof value !== 'number' || !Number.isInteger(value)) report(node.offset, problem('wrongType.integer'))
  else if (value < min) report(node.offset, problem('tooSmall.number', { min }))
  else if (value > max) report(node.offset, problem('tooBig.number', { max }))
  else return value
  return null
}

function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
