// Arguments of admin inputs as people write them.

import type { InputArgs } from '../../sim/input.ts'
import type { ConfigChange, ConfigOp } from '../protocol/admin.ts'

/** −1 when it is not given: the cluster's default. */
export function numberArg(args: InputArgs, field: string): number {
  const given = args[field]
  if (given === undefined || given === '') return -1
  const number = Number(given)
  return Number.isSafeInteger(number) ? number : -1
}

/** `name=value, name=value`; to take away, names alone. A value with commas takes all that follow it: `cleanup.policy=delete,compact`. */
export function changesIn(text: string, op: ConfigOp): ConfigChange[] {
  const changes: ConfigChange[] = []
  for (const part of text.split(',').map((piece) => piece.trim())) {
    if (part === '') continue
    const split = part.indexOf('=')
    const last = changes[changes.length - 1]
    if (op === 'delete') changes.push({ key: part, op, value: null })
    else if (split < 0 && last !== undefined)
      changes[changes.length - 1] = { ...last, value: `${last.value ?? ''},${part}` }
    else {
      const key = split < 0 ? part : part.slice(0, split).trim()
      changes.push({ key, op, value: split < 0 ? '' : part.slice(split + 1).trim() })
    }
  }
  return changes
}

/** `2,3,4`; whatever is no number is −1, which no broker is. */
export function brokerList(text: string): number[] {
  const parts = text.split(',').map((part) => part.trim())
  return parts.filter((part) => part !== '').map((part) => (/^\d+$/.test(part) ? Number(part) : -1))
}
