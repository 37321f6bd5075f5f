import type { TFunction } from 'i18next'
import { addressParts, controllerLabel } from '../format/names.ts'
import { processWords } from './input-words.ts'

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
      // The connection may have a channel behind it, and an answer says so.
      const parts = rest.split('/')
      const isResponse = parts.at(-1) === 'response'
      const [api = '', number = ''] = parts.slice(isResponse ? -3 : -2)
      const [client = '', server = ''] = (parts[0] ?? '').split('>')
      const ends = isResponse ? `${server} → ${client}` : `${client} → ${server}`
      return { kind: kindWords, name: `${api} ${number} · ${ends}` }
    }
    case 'timer': {
      const [process = '', timer = '', ...key] = rest.split('/')
      const awaited = t(`timer.${timer}`, { key: key.join('/'), defaultValue: timer })
      return { kind: kindWords, name: `${processWords(t, process)} · ${awaited}` }
    }
    case 'conn':
      return { kind: kindWords, name: rest.replace('>', ' → ') }
    default:
      return { kind: kindWords, name: rest }
  }
}
