// Trees of plain data: copy and hash. State is numbers, strings, booleans, null, arrays, plain objects, Maps, Sets and typed arrays, nothing else.
// A value marked `sealed: true` can never change again: copies share it by reference.

import { EngineError } from './assert.ts'
import type { Hash } from './hash.ts'
import { mixInt, mixNumber, mixString } from './hash.ts'

/** What can never change once made: a message, a batch, a closed chunk of a log. */
export interface Sealed {
  readonly sealed: true
}

export type Tree = string | number | boolean | null | object

export function copyTree<T extends Tree>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  return copyObject(value) as T
}

function copyObject(value: object): object {
  if (Array.isArray(value)) return copyArray(value)
  if ('sealed' in value && value.sealed === true) return value
  if (value instanceof Map) return copyMap(value)
  if (value instanceof Set) return new Set(value)
  if (ArrayBuffer.isView(value)) return (value as Int32Array).slice()
  // The spread keeps V8's hidden class, so that copied and fresh entities stay one shape.
  const copy = { ...value } as Record<string, Tree>
  for (const key of Object.keys(copy)) {
    const child = copy[key]
    if (typeof child === 'object' && child !== null) copy[key] = copyObject(child)
  }
  return copy
}

function copyArray(value: readonly Tree[]): Tree[] {
  const copy = value.slice()
  for (let i = 0; i < copy.length; i++) {
    const child = copy[i]
    if (typeof child === 'object' && child !== null) copy[i] = copyObject(child)
  }
  return copy
}

function copyMap(value: ReadonlyMap<Tree, Tree>): Map<Tree, Tree> {
  const copy = new Map(value)
  for (const [key, child] of value) {
    if (typeof child === 'object' && child !== null) {
      const own = copyObject(child)
      if (own !== child) copy.set(key, own)
    }
  }
  return copy
}

const TAG = {
  null: 1,
  true: 2,
  false: 3,
  number: 4,
  string: 5,
  array: 6,
  object: 7,
  map: 8,
  set: 9,
  typed: 10,
} as const

/** Mixes a tree into a hash. Maps and Sets are hashed without regard to their order: they are for look-up. Keys in `skip` are left out at the top level. */
export function mixTree(hash: Hash, value: Tree | undefined, skip: ReadonlySet<string> | null = null): void {
  switch (typeof value) {
    case 'number':
      if (value === 0 && 1 / value < 0) throw new EngineError('a negative zero in state')
      mixInt(hash, TAG.number)
      mixNumber(hash, value)
      return
    case 'string':
      mixInt(hash, TAG.string)
      mixString(hash, value)
      return
    case 'boolean':
      mixInt(hash, value ? TAG.true : TAG.false)
      return
    case 'object':
      if (value === null) mixInt(hash, TAG.null)
      else mixObject(hash, value, skip)
      return
    default:
      throw new EngineError(`a ${typeof value} in state`)
  }
}

function mixObject(hash: Hash, value: object, skip: ReadonlySet<string> | null): void {
  if (Array.isArray(value)) {
    mixInt(hash, TAG.array)
    mixInt(hash, value.length)
    for (const child of value) mixTree(hash, child as Tree)
    return
  }
  if (value instanceof Map) {
    mixUnordered(hash, TAG.map, value.size, mapEntries(value))
    return
  }
  if (value instanceof Set) {
    mixUnordered(hash, TAG.set, value.size, [...value] as Tree[])
    return
  }
  if (ArrayBuffer.isView(value)) {
    mixInt(hash, TAG.typed)
    for (const child of value as Int32Array) mixNumber(hash, child)
    return
  }
  mixFields(hash, value as Record<string, Tree>, skip)
}

function mixFields(hash: Hash, value: Record<string, Tree>, skip: ReadonlySet<string> | null): void {
  // A sealed value may carry its own hash, taken when it was made.
  const own = value['contentHash']
  if (value['sealed'] === true && typeof own === 'number') {
    mixInt(hash, own)
    return
  }
  mixInt(hash, TAG.object)
  for (const key of Object.keys(value)) {
    if (skip?.has(key)) continue
    mixString(hash, key)
    mixTree(hash, value[key])
  }
}

function mapEntries(map: ReadonlyMap<Tree, Tree>): Tree[] {
  const entries: Tree[] = []
  for (const entry of map) entries.push(entry)
  return entries
}

/** Order cannot show: each entry is hashed alone, and the hashes are added. */
function mixUnordered(hash: Hash, tag: number, size: number, entries: readonly Tree[]): void {
  let lo = 0
  let hi = 0
  const each: Hash = { lo: 0, hi: 0 }
  for (const entry of entries) {
    each.lo = tag
    each.hi = size
    mixTree(each, entry)
    lo = (lo + each.lo) | 0
    hi = (hi + each.hi) | 0
  }
  mixInt(hash, tag)
  mixInt(hash, size)
  mixInt(hash, lo)
  mixInt(hash, hi)
}
