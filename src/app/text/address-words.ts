import type { TFunction } from 'i18next'
import { addressParts, controllerLabel } from '../format/names.ts'

export interface AddressWords {
  readonly kind: string
  readonly name: string
}

/** An address as a heading: its kind, and its name as a person says it. */
export function addressWords(t: TFunction, address: string): AddressWords {
  const { kind, rest } = addressParts(address)
  const kindWords = t(`address.${kind}`, { defaultValue: kind })
  switch (kind) {
    case 'broker':
      return { kind: kindWords, name: t('broker.name', { id: rest }) }
    case 'controller':
      return { kind: kindWords, name: controllerLabel(Number(rest)) }
    case 'replica': {
      const at = rest.lastIndexOf('@')
      return {
        kind: kindWords,
        name: t('replica.name', { partition: rest.slice(0, at), node: rest.slice(at + 1) }),
      }
    }
    case 'message': {
      const [ends = '', api = '', number = ''] = rest.split('/')
      return { kind: kindWords, name: `${api} ${number} · ${ends.replace('>', ' → ')}` }
    }
    case 'conn':
      return { kind: kindWords, name: rest.replace('>', ' → ') }
    default:
      return { kind: kindWords, name: rest }
  }
}
