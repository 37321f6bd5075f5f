// Condition text to condition: `<address> <field> <op> <literal | address field> [for <duration>]`.

import { nearest } from '../kafka/config/nearest.ts'
import { parseAddress } from '../sim/address.ts'
import type { Comparison, Condition, FieldRef, Literal } from './condition.ts'
import type { FieldType } from './condition-fields.ts'
import { CONDITION_FIELDS, conditionFields } from './condition-fields.ts'
import { parseDuration } from './duration.ts'
import { CONDITION_CHARACTERS_MAX } from './limits.ts'
import type { Problem } from './problem.ts'
import { didYouMean, problem } from './problem.ts'

export type ParsedCondition =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly offset: number; readonly wrong: Problem; readonly meant: Problem | null }

interface Token {
  readonly text: string
  readonly at: number
}

const COMPARISONS: readonly Comparison[] = ['==', '!=', '<', '<=', '>', '>=', 'in']

/** Thrown inside this file only. */
class Refusal extends Error {
  readonly at: number
  readonly wrong: Problem
  readonly meant: Problem | null

  constructor(at: number, wrong: Problem, meant: Problem | null) {
    super(wrong.key)
    this.at = at
    this.wrong = wrong
    this.meant = meant
  }
}

export function parseCondition(text: string): ParsedCondition {
  try {
    return { ok: true, condition: parse(text) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ok: false, offset: error.at, wrong: error.wrong, meant: error.meant }
  }
}

function refuse(at: number, key: string, args: Problem['args'] = {}, meant: Problem | null = null): never {
  throw new Refusal(at, problem(`condition.${key}`, args), meant)
}

function parse(text: string): Condition {
  if (text.length > CONDITION_CHARACTERS_MAX) refuse(0, 'tooLong', { max: CONDITION_CHARACTERS_MAX })
  const tokens = tokenize(text)
  const end = text.trimEnd().length
  const reader = { tokens, next: 0, end }
  const { ref: left, type } = takeField(reader)
  const comparison = takeComparison(reader)
  const right = takeRight(reader, type, comparison)
  const forUs = takeFor(reader)
  const rest = tokens[reader.next]
  if (rest !== undefined)
    refuse(rest.at, 'trailing', { text: rest.text }, didYouMean(nearest(rest.text, ['for'])))
  return { text, left, comparison, right, forUs }
}

interface Reader {
  readonly tokens: readonly Token[]
  next: number
  readonly end: number
}

// Words; operators, which need no blanks around them; quoted texts; brackets and commas.
const TOKEN = /\s*(?:([<>]=?|[=!]=|=)(?=\s|\[|'|"|-?\d|$)|('[^']*'|"[^"]*")|([[\],])|([^\s[\],'"]+))/y

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex
    const match = TOKEN.exec(text)
    const token = match?.[1] ?? match?.[2] ?? match?.[3] ?? match?.[4]
    if (token === undefined) refuse(from, 'unreadable', { text: text.slice(from, from + 20).trim() })
    tokens.push({ text: token, at: TOKEN.lastIndex - token.length })
  }
  return tokens
}

function take(reader: Reader, missing: string): Token {
  const token = reader.tokens[reader.next]
  if (token === undefined) refuse(reader.end, missing)
  reader.next += 1
  return token
}

function takeField(reader: Reader): { ref: FieldRef; type: FieldType } {
  const place = take(reader, 'noAddress')
  const address = parseAddress(place.text)
  if (address === null)
    refuse(place.at, 'notAnAddress', { text: place.text }, problem('condition.addressExample'))
  const fields = conditionFields(address.kind)
  if (fields === null) {
    refuse(
      place.at,
      'noFields',
      { text: place.text },
      problem('oneOf', { choices: Object.keys(CONDITION_FIELDS).join(', ') }),
    )
  }
  const field = take(reader, 'noField')
  const type = Object.hasOwn(fields, field.text) ? fields[field.text] : undefined
  if (type === undefined) {
    const near = didYouMean(nearest(field.text, Object.keys(fields)))
    refuse(
      field.at,
      'unknownField',
      { field: field.text, kind: address.kind },
      near ?? problem('oneOf', { choices: Object.keys(fields).join(', ') }),
    )
  }
  return { ref: { address: place.text, field: field.text }, type }
}

function takeComparison(reader: Reader): Comparison {
  const token = take(reader, 'noComparison')
  const found = COMPARISONS.find((comparison) => comparison === token.text)
  if (found !== undefined) return found
  const meant = token.text === '=' ? didYouMean('==') : problem('oneOf', { choices: COMPARISONS.join('  ') })
  refuse(token.at, 'notAComparison', { text: token.text }, meant)
}

function takeRight(reader: Reader, type: FieldType, comparison: Comparison): Condition['right'] {
  const first = reader.tokens[reader.next]
  if (first === undefined) refuse(reader.end, 'noRight')
  if (first.text === '[') {
    const value = takeList(reader)
    if (comparison !== 'in' && type !== 'list') refuse(first.at, 'listWithoutIn', {}, didYouMean('in'))
    for (const one of value) checkLiteral(first.at, one, type === 'list' ? 'number' : type, comparison)
    return { kind: 'literal', value }
  }
  if (parseAddress(first.text) !== null) {
    const right = takeField(reader)
    const wanted = comparison === 'in' ? 'list' : type
    if (right.type !== wanted) refuse(first.at, 'differentTypes', { type: right.type, wanted })
    checkOrder(first.at, type, comparison)
    return { kind: 'field', ref: right.ref }
  }
  const value = literal(take(reader, 'noRight').text)
  if (comparison === 'in')
    refuse(first.at, 'inWithoutList', { text: first.text }, didYouMean(`[${first.text}]`))
  if (type === 'list') refuse(first.at, 'listNeedsList', { text: first.text }, didYouMean(`[${first.text}]`))
  checkLiteral(first.at, value, type, comparison)
  return { kind: 'literal', value }
}

function takeList(reader: Reader): Literal[] {
  const values: Literal[] = []
  reader.next += 1
  for (;;) {
    const token = take(reader, 'openList')
    if (token.text === ']') return values
    if (token.text === ',' || token.text === '[') refuse(token.at, 'badList', { text: token.text })
    values.push(literal(token.text))
    const after = take(reader, 'openList')
    if (after.text === ']') return values
    if (after.text !== ',') refuse(after.at, 'badList', { text: after.text }, didYouMean(','))
  }
}

function takeFor(reader: Reader): number {
  if (reader.tokens[reader.next]?.text !== 'for') return 0
  reader.next += 1
  const token = take(reader, 'noDuration')
  const forUs = parseDuration(token.text)
  if (forUs === null) refuse(token.at, 'notADuration', { text: token.text }, problem('durationExample'))
  return forUs
}

function literal(text: string): Literal {
  if (text === 'true') return true
  if (text === 'false') return false
  if (text === 'null') return null
  if (/^-?\d{1,15}([.]\d{1,6})?$/.test(text)) return Number(text) + 0
  const quoted = text.startsWith("'") || text.startsWith('"')
  return quoted ? text.slice(1, -1) : text
}

/** null stands for "nothing there" and compares with every type. */
function checkLiteral(at: number, value: Literal, type: FieldType, comparison: Comparison): void {
  const wanted = type === 'flag' ? 'boolean' : type === 'text' ? 'string' : 'number'
  if (value !== null && typeof value !== wanted) refuse(at, 'literalType', { text: String(value), type })
  checkOrder(at, type, comparison)
}

function checkOrder(at: number, type: FieldType, comparison: Comparison): void {
  const ordered = comparison === '<' || comparison === '<=' || comparison === '>' || comparison === '>='
  if (ordered && type !== 'number') refuse(at, 'noOrder', { comparison, type }, didYouMean('=='))
}
