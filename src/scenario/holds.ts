// Whether a condition holds at a moment, as far as its comparison goes; `for` needs the time before it: see watch.ts.

import { assertNever } from '../sim/assert.ts'
import type { Comparison, Condition, Literal } from './condition.ts'

export type FieldValue = Literal | readonly Literal[]

/** The value of a field at the moment in question; undefined when the thing does not exist. */
export type Lookup = (address: string, field: string) => FieldValue | undefined

export function holds(condition: Condition, lookup: Lookup): boolean {
  return judge(condition, lookup) === true
}

/** null: something that the condition speaks of does not exist at this moment. */
export function judge(condition: Condition, lookup: Lookup): boolean | null {
  const left = lookup(condition.left.address, condition.left.field)
  const { right } = condition
  const other = right.kind === 'literal' ? right.value : lookup(right.ref.address, right.ref.field)
  if (left === undefined || other === undefined) return null
  return compare(left, condition.comparison, other)
}

function compare(left: FieldValue, comparison: Comparison, right: FieldValue): boolean {
  switch (comparison) {
    case '==':
      return isSame(left, right)
    case '!=':
      return !isSame(left, right)
    case 'in':
      return isIn(left, right)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return typeof left === 'number' && typeof right === 'number' && inOrder(left, comparison, right)
    default:
      return assertNever(comparison, 'comparison')
  }
}

function inOrder(left: number, comparison: '<' | '<=' | '>' | '>=', right: number): boolean {
  if (comparison === '<') return left < right
  if (comparison === '<=') return left <= right
  return comparison === '>' ? left > right : left >= right
}

/** Lists are the same when they hold the same values: the order of an ISR says nothing. */
function isSame(left: FieldValue, right: FieldValue): boolean {
  if (isList(left) !== isList(right)) return false
  if (isList(left) && isList(right))
    return left.length === right.length && isIn(left, right) && isIn(right, left)
  return left === right
}

function isIn(left: FieldValue, right: FieldValue): boolean {
  if (!isList(right)) return false
  return isList(left) ? left.every((value) => right.includes(value)) : right.includes(left)
}

function isList(value: FieldValue): value is readonly Literal[] {
  return Array.isArray(value)
}
