// A machine value; addresses in it lead to their things.

import { isAddress } from '../format/names.ts'
import { hover, select } from '../state/selection.ts'

/** These have their menu wherever they show. */
const HAS_MENU = /^(?:message|timer):/

export function FieldValue({ value }: { readonly value: string }) {
  const parts = value.split(/(,\s*)/)
  if (!parts.some(isAddress)) return value
  return parts.map((part, index) =>
    isAddress(part) ? (
      <button
        // biome-ignore lint/suspicious/noArrayIndexKey: a value's parts have no other name
        key={index}
        type="button"
        className="address-link mono"
        data-address={HAS_MENU.test(part) ? part : undefined}
        onClick={() => select(part)}
        onMouseEnter={() => hover(part)}
        onMouseLeave={() => hover(null)}
      >
        {part}
      </button>
    ) : (
      part
    ),
  )
}
