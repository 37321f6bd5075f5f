// The records of __consumer_offsets in words: what their binary keys and values say.

import type { GroupValue } from '../kafka/group/records.ts'
import { groupKeyOf } from '../kafka/group/records.ts'
import type { RecordData } from '../kafka/log/batch.ts'

/** Its type, then what it is about: `offset g orders-0`. */
export function groupKeyText(record: RecordData): string {
  const [type, ...about] = groupKeyOf(record)
  if (type === 'offset') return `offset ${about[0]} ${about[1]}-${about[2]}`
  return [type, ...about].join(' ')
}

/** In a few words, for a row of a tank. */
export function groupValueText(record: RecordData): string {
  const value = record.value as GroupValue | null
  if (value === null) return ''
  switch (value.type) {
    case 'offset':
      return `→ ${value.offset}`
    case 'group':
      return `#${value.generation}`
    case 'consumerGroup':
      return `#${value.epoch}`
    default:
      return ''
  }
}

const NOT_CONTENT: ReadonlySet<string> = new Set(['sealed', 'contentHash', 'type'])

/** All of a value, field by field. */
export function groupValueFields(record: RecordData): readonly (readonly [name: string, value: string])[] {
  if (record.value === null) return []
  return Object.entries(record.value)
    .filter(([name]) => !NOT_CONTENT.has(name))
    .map(([name, value]) => [name, plainText(value)])
}

function plainText(value: unknown): string {
  return typeof value === 'string'
    ? value
    : JSON.stringify(value, (name, part) => (NOT_CONTENT.has(name) ? undefined : part))
}
