// A value as a file or a form gives it, checked against its entry.

import type { ConfigEntry, ConfigScope, ConfigValue, NumberEntry } from './entry.ts'
import { LONG_MAX } from './entry.ts'
import { nearest } from './nearest.ts'
import { CONFIG_SCOPES, configEntry, configNames } from './registry.ts'

export type ConfigValues = { readonly [name: string]: string | number | boolean }

/** Why a value is refused; `kind` is a message key, the rest its arguments. */
export type ConfigProblem =
  | { readonly kind: 'unknownName'; readonly name: string; readonly nearest: string | null }
  | { readonly kind: 'otherScope'; readonly name: string; readonly scope: ConfigScope }
  | {
      readonly kind: 'wrongType'
      readonly name: string
      readonly value: string
      readonly type: ConfigEntry['type']
    }
  | {
      readonly kind: 'notAChoice'
      readonly name: string
      readonly value: string
      readonly choices: string
      readonly nearest: string | null
    }
  | {
      readonly kind: 'outOfRange'
      readonly name: string
      readonly value: string
      readonly min: number
      readonly max: number
    }
  | {
      readonly kind: ConflictKind
      readonly name: string
      readonly value: string
      readonly needs: number | string
    }

/** Values that Kafka refuses together. */
export type ConflictKind =
  | 'fetchWaitAboveLag'
  | 'fetchWaitAboveSocketTimeout'
  | 'deliveryTimeoutTooShort'
  | 'idempotenceNeedsAcksAll'
  | 'idempotenceNeedsRetries'
  | 'idempotenceNeedsFewInFlight'
  | 'transactionsNeedIdempotence'
  | 'autoCommitNeedsGroup'
  | 'heartbeatAboveSession'
  | 'notInProtocol'
  | 'outsideGroupBounds'
  | 'cleanerMapTooSmall'

export type Checked =
  | { readonly ok: true; readonly value: ConfigValue }
  | { readonly ok: false; readonly problem: ConfigProblem }

export function checkValue(scope: ConfigScope, name: string, given: string | number | boolean): Checked {
  const entry = configEntry(scope, name)
  if (entry === null) return { ok: false, problem: unknownName(scope, name) }
  switch (entry.type) {
    case 'int':
    case 'long':
    case 'double':
      return checkNumber(entry, name, given)
    case 'boolean':
      return checkBoolean(name, given)
    case 'choice':
      return checkChoice(entry.choices, entry.orLike, name, String(given))
    case 'list':
      return checkList(entry.of, name, String(given))
    case 'string':
      return { ok: true, value: String(given) }
  }
}

function unknownName(scope: ConfigScope, name: string): ConfigProblem {
  const known = nearest(name, configNames(scope))
  const other = CONFIG_SCOPES.find((place) => configEntry(place, name) !== null)
  if (other !== undefined) return { kind: 'otherScope', name, scope: other }
  return { kind: 'unknownName', name, nearest: known }
}

function checkNumber(entry: NumberEntry, name: string, given: string | number | boolean): Checked {
  const value = String(given)
  const number = typeof given === 'number' ? given : readNumber(value)
  const whole = entry.type === 'double' ? Number.isFinite(number) : Number.isInteger(number)
  if (number === null || !whole) {
    return { ok: false, problem: { kind: 'wrongType', name, value, type: entry.type } }
  }
  const { min, max } = entry
  if (number < min || (number > max && max !== LONG_MAX)) {
    return { ok: false, problem: { kind: 'outOfRange', name, value, min, max } }
  }
  // Adding zero turns a negative zero, which state must not hold, into zero.
  return { ok: true, value: Math.min(number, max) + 0 }
}

function readNumber(text: string): number | null {
  return /^-?\d{1,19}([.]\d{1,9})?$/.test(text.trim()) ? Number(text) : null
}

function checkBoolean(name: string, given: string | number | boolean): Checked {
  const value = String(given)
  const word = value.toLowerCase()
  if (word === 'true' || word === 'false') return { ok: true, value: word === 'true' }
  return { ok: false, problem: { kind: 'wrongType', name, value, type: 'boolean' } }
}

/** `of` null: any words will do. */
function checkList(of: readonly string[] | null, name: string, text: string): Checked {
  const parts = text.split(',').map((part) => part.trim())
  const value = parts.filter((part) => part !== '')
  for (const part of value) {
    const checked = of === null ? null : checkChoice(of, null, name, part)
    if (checked !== null && !checked.ok) return checked
  }
  return { ok: true, value }
}

function checkChoice(
  choices: readonly string[],
  orLike: string | null,
  name: string,
  value: string,
): Checked {
  if (choices.includes(value)) return { ok: true, value }
  if (orLike !== null && new RegExp(orLike, 'u').test(value)) return { ok: true, value }
  const problem = {
    kind: 'notAChoice',
    name,
    value,
    choices: choices.join(', '),
    nearest: nearest(value, choices),
  } as const
  return { ok: false, problem }
}
