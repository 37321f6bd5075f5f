// Addresses taken apart, for labels and links.

export interface AddressParts {
  readonly kind: string
  readonly rest: string
}

const KINDS = [
  'broker',
  'controller',
  'client',
  'partition',
  'replica',
  'conn',
  'timer',
  'record',
  'message',
  'event',
  'topic',
  'group',
  'link',
  'process',
  'disk',
]
const ADDRESS = new RegExp(`^(?:${KINDS.join('|')}):\\S+$`)

export function isAddress(text: string): boolean {
  return ADDRESS.test(text)
}

export function addressParts(address: string): AddressParts {
  const colon = address.indexOf(':')
  if (colon < 0) return { kind: address, rest: '' }
  return { kind: address.slice(0, colon), rest: address.slice(colon + 1) }
}

/** Controllers have node ids from 100 on by custom; their short label is C101. */
export function controllerLabel(id: number): string {
  return `C${id}`
}
