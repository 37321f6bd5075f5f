// One field of one thing at a moment: as a condition asks for it, or as the inspector shows it.

import { ledgerOf } from '../check/ledger.ts'
import { conditionFields } from '../scenario/condition-fields.ts'
import { fieldLookup } from '../scenario/fields.ts'
import type { FieldValue } from '../scenario/holds.ts'
import { parseAddress } from '../sim/address.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { inspect } from './inspect.ts'

/** undefined: there is no such thing now, or it has no such field. A field of the inspector may be named with its group: `state/leader`. */
export function fieldValue(
  world: World,
  checks: Tables | null,
  address: string,
  field: string,
): FieldValue | undefined {
  const kind = parseAddress(address)?.kind ?? ''
  const fields = conditionFields(kind)
  if (fields !== null && Object.hasOwn(fields, field)) {
    return fieldLookup(world, () => (checks === null ? {} : ledgerOf(checks)))(address, field)
  }
  const row = inspect(world, address, checks === null ? null : ledgerOf(checks))
  for (const group of row.groups)
    for (const { name, value } of group.fields)
      if (name === field || `${group.label}/${name}` === field) return value
  return undefined
}
