// JSON text to values that know their place, so that what is wrong with a file can be pointed at.

export type JsonNode =
  | {
      readonly kind: 'scalar'
      readonly offset: number
      readonly value: string | number | boolean | null
    }
  | { readonly kind: 'list'; readonly offset: number; readonly items: readonly JsonNode[] }
  | { readonly kind: 'map'; readonly offset: number; readonly entries: readonly JsonEntry[] }

export interface JsonEntry {
  readonly key: string
  readonly offset: number
  readonly value: JsonNode
}

/** Where the text stops being JSON. */
export class JsonError extends Error {
  override readonly name = 'JsonError'
  readonly offset: number

  constructor(offset: number) {
    super(`not JSON at offset ${offset}`)
    this.offset = offset
  }
}

/** Nothing that is read here nests deeper; a deeper text is refused rather than recursed into. */
const DEPTH_MAX = 32
const BLANK = /[ \t\r\n]*/y
const TEXT = /"(?:[^"\\\r\n]+|\\[^\r\n])*"/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y

interface Reader {
  readonly text: string
  at: number
}

export function readJsonTree(text: string): JsonNode {
  const reader: Reader = { text, at: text.startsWith('\ufeff') ? 1 : 0 }
  const node = readNode(reader, 0)
  take(reader, BLANK)
  if (reader.at < text.length) throw new JsonError(reader.at)
  return node
}

function readNode(reader: Reader, depth: number): JsonNode {
  take(reader, BLANK)
  const offset = reader.at
  if (depth > DEPTH_MAX) throw new JsonError(offset)
  if (takeMark(reader, '[')) return { kind: 'list', offset, items: readItems(reader, depth) }
  if (takeMark(reader, '{')) return { kind: 'map', offset, entries: readEntries(reader, depth) }
  const found = take(reader, TEXT) ?? take(reader, NUMBER) ?? take(reader, WORD)
  if (found === null) throw new JsonError(offset)
  return { kind: 'scalar', offset, value: parsed(found, offset) as string | number | boolean | null }
}

function readItems(reader: Reader, depth: number): JsonNode[] {
  const items: JsonNode[] = []
  if (takeMark(reader, ']')) return items
  for (;;) {
    items.push(readNode(reader, depth + 1))
    if (takeMark(reader, ']')) return items
    if (!takeMark(reader, ',')) throw new JsonError(reader.at)
  }
}

function readEntries(reader: Reader, depth: number): JsonEntry[] {
  const entries: JsonEntry[] = []
  if (takeMark(reader, '}')) return entries
  for (;;) {
    take(reader, BLANK)
    const offset = reader.at
    const key = take(reader, TEXT)
    if (key === null || !takeMark(reader, ':')) throw new JsonError(key === null ? offset : reader.at)
    entries.push({ key: parsed(key, offset) as string, offset, value: readNode(reader, depth + 1) })
    if (takeMark(reader, '}')) return entries
    if (!takeMark(reader, ',')) throw new JsonError(reader.at)
  }
}

/** A single token. What the pattern lets through, such as an unknown escape, is refused here. */
function parsed(token: string, offset: number): unknown {
  try {
    return JSON.parse(token)
  } catch {
    throw new JsonError(offset)
  }
}

function takeMark(reader: Reader, mark: string): boolean {
  take(reader, BLANK)
  if (reader.text[reader.at] !== mark) return false
  reader.at += 1
  return true
}

function take(reader: Reader, pattern: RegExp): string | null {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)?.[0] ?? null
  if (found !== null) reader.at += found.length
  return found
}

/** From 1. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  return {
    line: before.split('\n').length,
    column: offset - before.lastIndexOf('\n'),
  }
}
