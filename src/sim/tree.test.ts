import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashText } from './hash.ts'
import type { Tree } from './tree.ts'
import { copyTree, mixTree } from './tree.ts'

const RUNS = process.env.HIGHWATER_SOAK === undefined ? 300 : 15_000

function hashOf(value: Tree): string {
  const hash = { lo: 1, hi: 2 }
  mixTree(hash, value)
  return hashText(hash)
}

const leaf = fc.oneof(fc.maxSafeInteger(), fc.string(), fc.boolean(), fc.constant(null))
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('tree'), { noNullPrototype: true }),
    fc.array(fc.tuple(fc.string(), tie('tree')), { maxLength: 4 }).map((rows) => new Map(rows)),
    fc.uniqueArray(fc.integer(), { maxLength: 4 }).map((rows) => new Set(rows)),
    fc.int32Array({ maxLength: 4 }).map((array) => array.slice()),
  ),
}))

describe('a tree of plain data', () => {
  test(`is copied whole: equal, of the same hash, and sharing nothing (${RUNS} cases of seed 42)`, () => {
    fc.assert(
      fc.property(tree, (value) => {
        const copy = copyTree(value)
        expect(copy).toEqual(value)
        expect(hashOf(copy)).toBe(hashOf(value))
        expect(shared(value, copy)).toBe(0)
      }),
      { numRuns: RUNS, seed: 42 },
    )
  })

  test('keeps what is sealed by reference', () => {
    const sealed = { sealed: true, list: [1] } as const
    const copy = copyTree({ a: sealed, map: new Map([['k', sealed]]) })
    expect(copy.a).toBe(sealed)
    expect(copy.map.get('k')).toBe(sealed)
  })

  test('hashes otherwise when any leaf, key, length or kind is another', () => {
    const values: Tree[] = [
      0,
      1,
      '',
      '0',
      'a',
      true,
      false,
      null,
      [],
      [0],
      [0, 0],
      [[0], 0],
      { a: 0 },
      { b: 0 },
      { a: 1 },
      { a: [0] },
      new Map(),
      new Map([['a', 0]]),
      new Map([['a', 1]]),
      new Map([['b', 0]]),
      new Set(),
      new Set([0]),
      new Set([0, 1]),
      new Int32Array(1),
      new Int32Array([1]),
      4_294_967_296,
      4_294_967_297,
      -1,
    ]
    expect(new Set(values.map(hashOf)).size).toBe(values.length)
  })

  test('hashes Maps and Sets without regard to order, arrays with it', () => {
    expect(
      hashOf(
        new Map([
          ['a', 1],
          ['b', 2],
        ]),
      ),
    ).toBe(
      hashOf(
        new Map([
          ['b', 2],
          ['a', 1],
        ]),
      ),
    )
    expect(hashOf(new Set([1, 2]))).toBe(hashOf(new Set([2, 1])))
    expect(hashOf([1, 2])).not.toBe(hashOf([2, 1]))
  })

  test('refuses fractions, NaN, infinities, negative zero, undefined and functions', () => {
    const bad = [0.5, Number.NaN, Number.POSITIVE_INFINITY, -0, undefined, () => 1]
    for (const value of bad) expect(() => hashOf([value] as unknown as Tree)).toThrow()
  })

  test('takes the word of a sealed value for its own hash', () => {
    const batch = (contentHash: number, text: string): Tree => ({ sealed: true, contentHash, text })
    expect(hashOf(batch(7, 'x'))).toBe(hashOf(batch(7, 'y')))
    expect(hashOf(batch(7, 'x'))).not.toBe(hashOf(batch(8, 'x')))
  })
})

function shared(a: unknown, b: unknown): number {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return 0
  if (a === b) return 1
  if (a instanceof Map && b instanceof Map) {
    let count = 0
    for (const [key, child] of a) count += shared(child, b.get(key))
    return count
  }
  let count = 0
  for (const key of Object.keys(a)) count += shared(Reflect.get(a, key), Reflect.get(b, key))
  return count
}
