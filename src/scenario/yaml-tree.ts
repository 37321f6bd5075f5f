// YAML text to plain values that know their place. Only plain data passes: no aliases (a few lines of them can unfold to gigabytes), no tags,
// no key twice, nothing deep or huge.

import type { Document, Node, Pair, Scalar } from 'yaml'
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import { DEPTH_MAX, ERRORS_MAX, FILE_CHARACTERS_MAX, NODES_MAX } from './limits.ts'
import type { LocatedError, Path, Problem, Report } from './problem.ts'
import { problem } from './problem.ts'

export interface YamlTree {
  readonly value: unknown
  readonly errors: readonly LocatedError[]
  /** Adds to the errors. */
  readonly report: Report
}

export function readYamlTree(file: string, text: string): YamlTree {
  const errors: LocatedError[] = []
  const lines = new LineCounter()
  const add = (offset: number, wrong: Problem, meant: Problem | null = null): void => {
    if (errors.length >= ERRORS_MAX) return
    const place = lines.lineStarts.length === 0 ? { line: 1, col: 1 } : lines.linePos(offset)
    errors.push({ file, line: Math.max(place.line, 1), column: Math.max(place.col, 1), wrong, meant })
  }
  const document = parse(text, lines, add)
  if (document === null || errors.length > 0) return { value: null, errors, report: nowhere(add) }
  const reader: Reader = { add, nodes: 0 }
  const value = convert(reader, document.contents, 0)
  if (document.contents === null) add(0, problem('empty'))
  return { value, errors, report: locate(document, add) }
}

type Add = (offset: number, wrong: Problem, meant?: Problem | null) => void

function parse(text: string, lines: LineCounter, add: Add): Document | null {
  if (text.length > FILE_CHARACTERS_MAX) {
    add(0, problem('tooLarge', { size: text.length, max: FILE_CHARACTERS_MAX }))
    return null
  }
  const deep = deepPlace(text)
  if (deep >= 0) {
    lines.addNewLine(0)
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1)
    add(deep, problem('tooDeep', { max: DEPTH_MAX }))
    return null
  }
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: 'silent' } as const
  const document = parseDocument(text, options)
  for (const error of document.errors) add(error.pos[0], yamlProblem(error.code))
  for (const warning of document.warnings) add(warning.pos[0], yamlProblem(warning.code))
  return document
}

const WORDED: ReadonlySet<string> = new Set([
  'BAD_INDENT',
  'TAB_AS_INDENT',
  'MISSING_CHAR',
  'UNEXPECTED_TOKEN',
  'MULTILINE_IMPLICIT_KEY',
  'BLOCK_AS_IMPLICIT_KEY',
  'BAD_DQ_ESCAPE',
  'MULTIPLE_DOCS',
  'RESOURCE_EXHAUSTION',
  'TAG_RESOLVE_FAILED',
])

function yamlProblem(code: string): Problem {
  return problem(`yaml.${WORDED.has(code) ? code : 'other'}`, { max: DEPTH_MAX })
}

/** Where brackets or list dashes nest too deep for the parser's recursion; −1 if nowhere. Brackets in prose count too: they come in pairs. */
function deepPlace(text: string): number {
  let brackets = 0
  let dashes = 0
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (c === '[' || c === '{') brackets += 1
    else if (c === ']' || c === '}') brackets = Math.max(0, brackets - 1)
    if (c === '\n') dashes = 0
    else if ((c === '-' || c === '?' || c === ':') && /\s/.test(text[i + 1] ?? ' ')) dashes += 1
    if (brackets > 2 * DEPTH_MAX || dashes > 8 * DEPTH_MAX) return i
  }
  return -1
}

interface Reader {
  readonly add: Add
  nodes: number
}

function convert(reader: Reader, node: unknown, depth: number): unknown {
  reader.nodes += 1
  if (reader.nodes > NODES_MAX) {
    if (reader.nodes === NODES_MAX + 1) reader.add(startOf(node), problem('tooMany', { max: NODES_MAX }))
    return null
  }
  if (depth > DEPTH_MAX) {
    reader.add(startOf(node), problem('tooDeep', { max: DEPTH_MAX }))
    return null
  }
  if (isAlias(node)) {
    reader.add(startOf(node), problem('alias'))
    return null
  }
  if (isScalar(node)) return convertScalar(reader, node)
  if (isSeq(node)) return node.items.map((item) => convert(reader, item, depth + 1))
  if (isMap(node)) return convertMap(reader, node.items, depth)
  return null
}

function convertScalar(reader: Reader, node: Scalar): unknown {
  if (node.anchor !== undefined) reader.add(startOf(node), problem('alias'))
  const { value } = node
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value
  reader.add(startOf(node), problem('yaml.TAG_RESOLVE_FAILED'))
  return null
}

function convertMap(reader: Reader, items: readonly Pair[], depth: number): unknown {
  const value: { [key: string]: unknown } = {}
  const seen = new Set<string>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null || key === '__proto__') {
      reader.add(startOf(item.key), problem('badKey'))
    } else if (seen.has(key)) {
      reader.add(startOf(item.key), problem('duplicateKey', { key }))
    } else {
      seen.add(key)
      value[key] = convert(reader, item.value, depth + 1)
    }
  }
  return value
}

function keyOf(pair: Pair): string | null {
  if (!isScalar(pair.key)) return null
  const { value } = pair.key
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : null
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0
}

function nowhere(add: Add): Report {
  const at = (_path: Path, wrong: Problem, meant: Problem | null = null): void => add(0, wrong, meant)
  return { value: at, key: at, inside: (path, _offset, wrong, meant) => at(path, wrong, meant) }
}

function locate(document: Document, add: Add): Report {
  return {
    value: (path, wrong, meant) => add(startOf(find(document, path).node), wrong, meant),
    key: (path, wrong, meant) => {
      const { key, node } = find(document, path)
      add(startOf(key ?? node), wrong, meant)
    },
    inside: (path, offset, wrong, meant) => {
      const { node } = find(document, path)
      add(startOf(node) + insideOffset(node, offset), wrong, meant)
    },
  }
}

/** A place inside a text is a place in the file when the text stands there as it is, quotes aside. */
function insideOffset(node: unknown, offset: number): number {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return 0
  const length = node.range[1] - node.range[0]
  if (length === node.value.length) return offset
  return length === node.value.length + 2 && node.type !== 'PLAIN' ? offset + 1 : 0
}

/** The node at a path, or the nearest one above that exists. */
function find(document: Document, path: Path): { node: unknown; key: unknown } {
  let node: unknown = document.contents
  let key: unknown = null
  for (const step of path) {
    const pair = isMap(node) ? node.items.find((item) => keyOf(item) === String(step)) : undefined
    const child = isPair(pair) ? (pair.value ?? pair.key) : isSeq(node) ? node.items[Number(step)] : undefined
    if (child === undefined) break
    key = isPair(pair) ? pair.key : null
    node = child
  }
  return { node, key }
}
