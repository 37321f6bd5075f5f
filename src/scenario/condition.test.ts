import { describe, expect, test } from 'vitest'
import { parseDuration } from './duration.ts'
import type { FieldValue } from './holds.ts'
import { holds, judge } from './holds.ts'
import { parseCondition } from './parse-condition.ts'
import type { Expectation } from './scenario.ts'
import { close, isHeld, observe, UNWATCHED, type Watch } from './watch.ts'

function parsed(text: string) {
  const answer = parseCondition(text)
  if (!answer.ok) throw new Error(`${answer.wrong.key} at ${answer.offset}`)
  return answer.condition
}

describe('a condition', () => {
  test('is address, field, comparison, literal or field, and how long', () => {
    expect(parsed('ledger lost == 0')).toEqual({
      text: 'ledger lost == 0',
      left: { address: 'ledger', field: 'lost' },
      comparison: '==',
      right: { kind: 'literal', value: 0 },
      forUs: 0,
    })
    expect(parsed('partition:orders-0 leader in [2, 3] for 1.5s')).toMatchObject({
      comparison: 'in',
      right: { kind: 'literal', value: [2, 3] },
      forUs: 1_500_000,
    })
    expect(parsed('replica:orders-0@1 logHash == replica:orders-0@2 logHash').right).toEqual({
      kind: 'field',
      ref: { address: 'replica:orders-0@2', field: 'logHash' },
    })
    expect(parsed('broker:1 fenced == true').right).toEqual({ kind: 'literal', value: true })
    expect(parsed("broker:1 status == 'running'").right).toEqual(parsed('broker:1 status == running').right)
    expect(parsed('partition:a-0 isr == []').right).toEqual({ kind: 'literal', value: [] })
  })

  test.each([
    ['', 0, 'noAddress'],
    ['ledger', 6, 'noField'],
    ['lager lost == 0', 0, 'notAnAddress'],
    ['timer:1/session/2 armed == true', 0, 'noFields'],
    ['ledger lost', 11, 'noComparison'],
    ['ledger lost == ', 14, 'noRight'],
    ['ledger lost == [1]', 15, 'listWithoutIn'],
    ['ledger lost in 1', 15, 'inWithoutList'],
    ['partition:a-0 isr == 1', 21, 'listNeedsList'],
    ['ledger lost in [1, 2', 20, 'openList'],
    ['ledger lost in [1 2]', 18, 'badList'],
    ['ledger lost in [,]', 16, 'badList'],
    ['broker:1 fenced < true', 18, 'noOrder'],
    ['broker:1 fenced == 1', 19, 'literalType'],
    ['ledger lost == broker:1 status', 15, 'differentTypes'],
    ['ledger lost == 0 for', 20, 'noDuration'],
    ['ledger lost == 0 for ever', 21, 'notADuration'],
    ['ledger lost == 0 fro 5s', 17, 'trailing'],
    ["broker:1 status == 'running", 18, 'unreadable'],
    [`ledger lost == ${'0'.repeat(500)}`, 0, 'tooLong'],
  ])('refuses %j at %i', (text, offset, key) => {
    expect(parseCondition(text)).toMatchObject({
      ok: false,
      offset,
      wrong: { key: `scenario.condition.${key}` },
    })
  })
})

describe('a comparison', () => {
  const values: { readonly [name: string]: FieldValue } = {
    'partition:a-0 leader': 2,
    'partition:a-0 isr': [3, 2],
    'partition:a-0 replicas': [1, 2, 3],
    'broker:1 fenced': true,
    'broker:1 status': 'dead',
  }
  const lookup = (address: string, field: string): FieldValue | undefined => values[`${address} ${field}`]

  test.each([
    ['partition:a-0 leader == 2', true],
    ['partition:a-0 leader != 2', false],
    ['partition:a-0 leader < 3', true],
    ['partition:a-0 leader >= 3', false],
    ['partition:a-0 leader in [2, 3]', true],
    ['partition:a-0 leader in []', false],
    ['partition:a-0 leader in partition:a-0 isr', true],
    ['partition:a-0 isr == [2, 3]', true],
    ['partition:a-0 isr == [2]', false],
    ['partition:a-0 isr != [2]', true],
    ['partition:a-0 isr in partition:a-0 replicas', true],
    ['partition:a-0 replicas in partition:a-0 isr', false],
    ['broker:1 fenced == true', true],
    ['broker:1 status == dead', true],
    ['broker:1 status == null', false],
  ])('%s is %s', (text, expected) => {
    expect(holds(parsed(text), lookup)).toBe(expected)
  })

  test('with what does not exist holds in no way, not even by !=', () => {
    expect(judge(parsed('partition:b-0 leader != 2'), lookup)).toBeNull()
    expect(holds(parsed('partition:b-0 leader != 2'), lookup)).toBe(false)
  })
})

describe('a watched expectation', () => {
  function expectation(when: Expectation['when'], forUs = 0): Expectation {
    return {
      id: 'x',
      when,
      that: { ...parsed('ledger lost == 0'), forUs },
      ownSeed: false,
      says: { en: '', ko: '' },
    }
  }

  /** Verdict after what the comparison said at each time, and the end of the run. */
  function verdict(
    one: Expectation,
    says: readonly (readonly [number, boolean | null])[],
    endUs: number,
  ): string {
    const watch = says.reduce<Watch>(
      (before, [timeUs, said]) => observe(one, before, said, timeUs),
      UNWATCHED,
    )
    const end = close(one, watch, endUs)
    return `${end.verdict} ${end.decidedUs}`
  }

  test('`at` looks at the state after the last event up to its moment', () => {
    const at = expectation({ kind: 'at', timeUs: 10 })
    expect(
      verdict(
        at,
        [
          [5, true],
          [11, false],
        ],
        20,
      ),
    ).toBe('holds 10')
    expect(
      verdict(
        at,
        [
          [5, false],
          [11, true],
        ],
        20,
      ),
    ).toBe('fails 10')
    expect(
      verdict(
        at,
        [
          [10, false],
          [10, true],
        ],
        20,
      ),
    ).toBe('holds 10')
    expect(verdict(at, [[10, true]], 10)).toBe('holds 10')
    expect(verdict(at, [[5, true]], 9)).toBe('open -1')
  })

  test('`by` wants one moment up to its time', () => {
    const by = expectation({ kind: 'by', timeUs: 10 })
    expect(
      verdict(
        by,
        [
          [5, false],
          [7, true],
          [8, false],
        ],
        20,
      ),
    ).toBe('holds 7')
    expect(
      verdict(
        by,
        [
          [5, false],
          [11, true],
        ],
        20,
      ),
    ).toBe('fails 10')
  })

  test('`always` fails at the first moment at which it does not hold, and needs one at which it does', () => {
    const always = expectation({ kind: 'always' })
    expect(
      verdict(
        always,
        [
          [1, null],
          [5, true],
        ],
        20,
      ),
    ).toBe('holds 20')
    expect(
      verdict(
        always,
        [
          [1, true],
          [5, false],
          [6, true],
        ],
        20,
      ),
    ).toBe('fails 5')
    expect(verdict(always, [[1, null]], 20)).toBe('fails 20')
  })

  test('`for` wants it to have held without a break', () => {
    const by = expectation({ kind: 'by', timeUs: 10 }, 4)
    expect(
      verdict(
        by,
        [
          [2, true],
          [5, false],
          [6, true],
        ],
        20,
      ),
    ).toBe('holds 10')
    expect(
      verdict(
        by,
        [
          [2, true],
          [5, false],
          [7, true],
        ],
        20,
      ),
    ).toBe('fails 10')
    const at = expectation({ kind: 'at', timeUs: 10 }, 4)
    expect(verdict(at, [[6, true]], 20)).toBe('holds 10')
    expect(verdict(at, [[7, true]], 20)).toBe('fails 10')
    expect([isHeld(3, 4, 7), isHeld(3, 4, 6), isHeld(-1, 0, 6)]).toEqual([true, false, false])
  })
})

test('durations are whole microseconds, in decimals without error', () => {
  expect(['5s', '250ms', '1.5m', '2us', '0.1s', '29.9s', '0.000001s', '168h'].map(parseDuration)).toEqual([
    5_000_000, 250_000, 90_000_000, 2, 100_000, 29_900_000, 1, 604_800_000_000,
  ])
  expect(['', '5', 's', '-1s', '0.5us', '1e3s', '5 s', '169h', '0.0000001s'].map(parseDuration)).toEqual(
    Array(9).fill(null),
  )
})
