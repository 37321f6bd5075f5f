// The fields of a batch sorted for reading: its header, then each record; and how the bytes of each come to their value.

import type { LogBatchRow } from '../../view/log-bytes.ts'

export type ByteField = LogBatchRow['fields'][number]

export interface RecordFields {
  readonly place: number
  readonly offset: number
  readonly size: number
  readonly fields: readonly ByteField[]
}

export interface FieldGroups {
  readonly header: readonly ByteField[]
  readonly headerBytes: number
  readonly records: readonly RecordFields[]
  /** Records packed by a codec are one field. */
  readonly block: ByteField | null
}

export function fieldGroups({ fields, baseOffset }: Pick<LogBatchRow, 'fields' | 'baseOffset'>): FieldGroups {
  const header: ByteField[] = []
  const byPlace = new Map<number, ByteField[]>()
  let block: ByteField | null = null
  for (const field of fields) {
    if (field.record < 0) {
      if (field.name === 'records') block = field
      else header.push(field)
      continue
    }
    const known = byPlace.get(field.record)
    if (known === undefined) byPlace.set(field.record, [field])
    else known.push(field)
  }
  const records = [...byPlace].map(([place, mine]) => ({
    place,
    offset: baseOffset + numberIn(mine, 'offsetDelta'),
    size: mine.reduce((sum, field) => sum + field.length, 0),
    fields: mine,
  }))
  return { header, headerBytes: header.reduce((sum, field) => sum + field.length, 0), records, block }
}

function numberIn(fields: readonly ByteField[], name: string): number {
  const value = fields.find((field) => field.name === name)?.value
  return typeof value === 'number' ? value : 0
}

const VARINTS: ReadonlySet<string> = new Set([
  'length',
  'timestampDelta',
  'offsetDelta',
  'keyLength',
  'valueLength',
  'headerCount',
  'headerKeyLength',
  'headerValueLength',
])

export function isVarint({ name, record }: Pick<ByteField, 'name' | 'record'>): boolean {
  return record >= 0 && VARINTS.has(name)
}

export interface VarintSteps {
  /** The bits of each byte, the one that says "more follows" apart: `1·0101100`. */
  readonly bytes: readonly string[]
  /** The groups of seven put together, the last byte foremost. */
  readonly unsigned: number
  readonly value: number
}

/** From bytes to the number: seven bits of each, lowest first; then zig-zag, so that small negative numbers stay short. */
export function varintSteps(bytes: Uint8Array): VarintSteps {
  let unsigned = 0
  let scale = 1
  const shown: string[] = []
  for (const byte of bytes) {
    unsigned += (byte & 0x7f) * scale
    scale *= 128
    const bits = byte.toString(2).padStart(8, '0')
    shown.push(`${bits.slice(0, 1)}·${bits.slice(1)}`)
  }
  const half = Math.floor(unsigned / 2)
  return { bytes: shown, unsigned, value: unsigned % 2 === 0 ? half : -half - 1 }
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

/** Printable text of bytes, null when they are none. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return /^[\P{Cc}]*$/u.test(text) ? text : null
  } catch {
    return null
  }
}
