// Fields of a batch, a row each: where its bytes lie in the batch, the bytes, its name, its value and what that means.

import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { LogBatchRow } from '../../view/log-bytes.ts'
import { clockText, countText } from '../format/time.ts'
import type { ByteField } from './field-groups.ts'
import { hexOf, isVarint, textOf, varintSteps } from './field-groups.ts'

interface FieldTableProps {
  readonly batch: LogBatchRow
  readonly fields: readonly ByteField[]
}

export function FieldTable({ batch, fields }: FieldTableProps) {
  const { t } = useTranslation()
  return (
    <table className="fields">
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t('log.bytes.at')}</th>
          <th scope="col">{t('log.bytes.hex')}</th>
          <th scope="col">{t('log.bytes.field')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <Row key={`${field.offset}/${field.name}`} batch={batch} field={field} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ batch, field }: { readonly batch: LogBatchRow; readonly field: ByteField }) {
  const { t } = useTranslation()
  const bytes = batch.bytes.subarray(field.offset, field.offset + field.length)
  const note = noteOf(t, batch, field, bytes)
  return (
    <tr>
      <td className="field-at">{field.offset}</td>
      <td className="field-hex">{hexOf(bytes)}</td>
      <td className="field-says">
        <b>{field.name}</b> <span className="field-value">{valueText(field, bytes)}</span>
        {isVarint(field) && <Varint bytes={bytes} />}
        {note !== '' && <span className="field-note">{note}</span>}
      </td>
    </tr>
  )
}

function valueText(field: ByteField, bytes: Uint8Array): string {
  if (typeof field.value === 'number') return countText(field.value)
  const text = textOf(bytes)
  return text === null ? '' : `“${text}”`
}

function Varint({ bytes }: { readonly bytes: Uint8Array }) {
  const { t } = useTranslation()
  const { bytes: bits, unsigned, value } = varintSteps(bytes)
  return (
    <span className="field-note">
      {t('log.bytes.varint', {
        bits: bits.join(' '),
        unsigned: countText(unsigned),
        value: countText(value),
      })}
    </span>
  )
}

/** What a field is for, with its number put into words where it has any. */
function noteOf(t: TFunction, batch: LogBatchRow, field: ByteField, bytes: Uint8Array): string {
  const { name, value, record } = field
  if (record >= 0 && name === 'timestampDelta') return t('log.field.timestampDelta')
  if (name === 'attributes' && record < 0 && typeof value === 'number') return attributeWords(t, value)
  if ((name === 'baseTimestamp' || name === 'maxTimestamp') && typeof value === 'number')
    return t('log.field.timestamp', { time: clockText(value * 1_000).clock })
  if (name === 'offsetDelta' && typeof value === 'number')
    return t('log.field.offsetDelta', { offset: countText(batch.baseOffset + value) })
  if (name === 'crc') return t('log.field.crc', { hex: hexOf(bytes).replaceAll(' ', '') })
  if ((name === 'keyLength' || name === 'valueLength') && value === -1) return t('log.field.null')
  const key = record < 0 ? `log.field.${name}` : `log.field.record.${name}`
  return KNOWN.has(key) ? t(key) : ''
}

const KNOWN: ReadonlySet<string> = new Set([
  'log.field.baseOffset',
  'log.field.batchLength',
  'log.field.partitionLeaderEpoch',
  'log.field.magic',
  'log.field.lastOffsetDelta',
  'log.field.producerId',
  'log.field.producerEpoch',
  'log.field.baseSequence',
  'log.field.recordsCount',
  'log.field.records',
  'log.field.record.length',
  'log.field.record.attributes',
])

const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const

function attributeWords(t: TFunction, attributes: number): string {
  const words = [
    t('log.field.codec', { codec: CODECS[attributes & 7] ?? String(attributes & 7) }),
    (attributes & 8) === 0 ? 'CreateTime' : 'LogAppendTime',
  ]
  if ((attributes & 16) !== 0) words.push(t('log.field.transactional'))
  if ((attributes & 32) !== 0) words.push(t('log.field.control'))
  if ((attributes & 64) !== 0) words.push(t('log.field.deleteHorizon'))
  return words.join(' · ')
}
