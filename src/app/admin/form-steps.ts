// The fields of an input asked one after another: which comes next, and when all is said. Derived from the declarations.

import { parseDuration } from '../../scenario/duration.ts'
import type { InputField } from '../../sim/input.ts'
import type { InputForm } from '../../view/admin-rows.ts'

export type Value = string | number | boolean
export type Args = { readonly [field: string]: Value }

/** What has been said so far, in order: a value for a field, null to leave it out, or which field of a group it is to be. */
export type Said =
  | { readonly field: string; readonly value: Value | null }
  | { readonly group: string; readonly chosen: string }

export type Step =
  | { readonly kind: 'field'; readonly field: InputField }
  /** One of these fields is to be given. */
  | { readonly kind: 'group'; readonly group: string; readonly fields: readonly InputField[] }
  | { readonly kind: 'done'; readonly args: Args }

export function nextStep(form: InputForm, said: readonly Said[]): Step {
  for (const field of form.fields) {
    if (said.some((one) => 'field' in one && one.field === field.name)) continue
    if (field.oneOf === undefined) return { kind: 'field', field }
    const chosen = said.find((one) => 'group' in one && one.group === field.oneOf)
    if (chosen === undefined) {
      const fields = form.fields.filter(({ oneOf }) => oneOf === field.oneOf)
      return { kind: 'group', group: field.oneOf, fields }
    }
    if ('group' in chosen && chosen.chosen === field.name) return { kind: 'field', field }
  }
  return { kind: 'done', args: argsOf(said) }
}

export function argsOf(said: readonly Said[]): Args {
  const args: { [field: string]: Value } = {}
  for (const one of said) if ('field' in one && one.value !== null) args[one.field] = one.value
  return args
}

/** What was typed, as the field takes it; null when it cannot. */
export function readTyped(field: InputField, text: string): Value | null {
  const typed = text.trim()
  if (typed === '') return null
  switch (field.kind) {
    case 'number':
      return /^-?\d{1,15}$/.test(typed) ? Number(typed) : null
    case 'duration':
      return parseDuration(typed)
    case 'choice':
      return field.choices?.includes(typed) === true ? typed : null
    case 'config':
      return /^[^=\s]+=/.test(typed) ? typed : null
    case 'brokers':
      return /^\d+(\s*,\s*\d+)*$/.test(typed) ? typed : null
    default:
      return typed
  }
}
