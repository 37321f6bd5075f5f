// The binary keys and values of __consumer_offsets taken apart: each part a field of its own, as record-bytes.ts wrote it.

import type { GroupKey, GroupValue } from '../kafka/group/records.ts'
import { groupKeyOf } from '../kafka/group/records.ts'
import type { RecordData } from '../kafka/log/batch.ts'
import type { ByteReader, Field } from '../kafka/log/bytes/byte-reader.ts'
import { readBytes, readInt8, readInt16, readInt32, readInt64 } from '../kafka/log/bytes/byte-reader.ts'

/** The same fields, keys and values of each record replaced by their parts. What has no parts here stays whole. */
export function withGroupFields(
  fields: readonly Field[],
  bytes: Uint8Array,
  data: readonly RecordData[],
): Field[] {
  const found: Field[] = []
  for (const field of fields) {
    const record = data[field.record]
    const parts =
      record === undefined || (field.name !== 'key' && field.name !== 'value')
        ? []
        : partsOf(field, bytes, record)
    if (parts.length > 0) found.push(...parts)
    else found.push(field)
  }
  return found
}

function partsOf(field: Field, bytes: Uint8Array, record: RecordData): Field[] {
  const end = field.offset + field.length
  const from: ByteReader = {
    bytes: bytes.subarray(0, end),
    at: field.offset,
    fields: [],
    record: field.record,
  }
  if (field.name === 'key') readKey(from, groupKeyOf(record))
  else if (record.value !== null) readValue(from, record.value as GroupValue)
  if (from.at < end) readBytes(from, 'rest', end - from.at)
  return from.fields ?? []
}

function readKey(from: ByteReader, [type, ...about]: GroupKey): void {
  readInt16(from, 'keyType')
  const names = KEY_PARTS[type]
  for (const [place, part] of about.entries()) {
    const name = names[place] ?? 'part'
    if (typeof part === 'number') readInt32(from, name)
    else readText(from, name)
  }
}

const KEY_PARTS: { readonly [Type in GroupKey[0]]: readonly string[] } = {
  offset: ['group', 'topic', 'partition'],
  group: ['group'],
  consumerGroup: ['group'],
  member: ['group', 'member'],
  target: ['group'],
  targetMember: ['group', 'member'],
  current: ['group', 'member'],
  pattern: ['group', 'pattern'],
}

/** Values whose parts stand one after the other; of the others the version, and the rest as it is. */
function readValue(from: ByteReader, value: GroupValue): void {
  readInt16(from, 'valueVersion')
  switch (value.type) {
    case 'offset':
      readInt64(from, 'offset')
      readInt32(from, 'leaderEpoch')
      readMetadata(from)
      return
    case 'group':
      readText(from, 'protocolType')
      readInt32(from, 'generation')
      readText(from, 'protocol')
      readText(from, 'leader')
      readInt64(from, 'currentStateTimestamp')
      readInt32(from, 'memberCount')
      return
    case 'consumerGroup':
      readInt32(from, 'epoch')
      return
    case 'target':
      readInt32(from, 'assignmentEpoch')
      return
    default:
  }
}

/** A compact string: its length and one more, in a varint. A long one stays with the rest. */
function readMetadata(from: ByteReader): void {
  if ((from.bytes[from.at] ?? 0) > 127) return
  readBytes(from, 'metadata', readInt8(from, 'metadataLength') - 1)
  readInt64(from, 'commitTimestamp')
}

function readText(from: ByteReader, name: string): void {
  readBytes(from, name, readInt16(from, `${name}Length`))
}
