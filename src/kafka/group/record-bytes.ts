// The bytes of the records of __consumer_offsets: Kafka's own message schemas, a version number of two bytes before each.
// Versions: OffsetCommitValue 4, whose topic id is a tagged field, GroupMetadataValue 3, the others 0.

import { assertNever } from '../../sim/assert.ts'
import type { ByteWriter } from '../log/bytes/byte-writer.ts'
import {
  byteWriter,
  writeBytes,
  writeInt8,
  writeInt16,
  writeInt32,
  writeInt64,
  written,
} from '../log/bytes/byte-writer.ts'
import type { Subscription } from '../protocol/classic-group.ts'
import { utf8Bytes } from '../workload/murmur2.ts'
import type { Held, MemberState } from './group.ts'
import { indexOf, topicOf } from './names.ts'
import type { ClassicValue, CurrentValue, GroupKey, GroupValue, MemberValue, OffsetValue } from './records.ts'

/** A topic's id of 16 bytes, by the topic's name. */
export type UuidOf = (topic: string) => readonly number[]

const KEY_TYPES: { readonly [Type in GroupKey[0]]: number } = {
  offset: 1,
  group: 2,
  consumerGroup: 3,
  member: 5,
  target: 6,
  targetMember: 7,
  current: 8,
  pattern: 16,
}

const MEMBER_STATES: { readonly [State in MemberState]: number } = {
  Stable: 0,
  UnrevokedPartitions: 1,
  UnreleasedPartitions: 2,
}

/** What every member of a simulated cluster comes from. */
const CLIENT_HOST = '/127.0.0.1'

const NO_UUID: readonly number[] = new Array<number>(16).fill(0)
const noUuid: UuidOf = () => NO_UUID

export function keyBytesOf(key: GroupKey): number {
  return encodeKey(key).length
}

export function valueBytesOf(value: GroupValue): number {
  return encodeValue(value, noUuid).length
}

// rule: group.record-bytes
export function encodeKey(key: GroupKey): Uint8Array {
  const to = byteWriter(64)
  writeInt16(to, KEY_TYPES[key[0]])
  for (const part of key.slice(1)) {
    if (typeof part === 'number') writeInt32(to, part)
    else writeText(to, part)
  }
  return written(to)
}

export function encodeValue(value: GroupValue, uuidOf: UuidOf): Uint8Array {
  const to = byteWriter(128)
  switch (value.type) {
    case 'offset':
      writeOffset(to, value, uuidOf(value.topic))
      break
    case 'group':
      writeClassic(to, value)
      break
    case 'consumerGroup':
      writeInt16(to, 0)
      writeInt32(to, value.epoch)
      writeTaggedInt64(to, value.metadataHash)
      break
    case 'member':
      writeMember(to, value)
      break
    case 'target':
      writeInt16(to, 0)
      writeInt32(to, value.assignmentEpoch)
      writeTaggedInt64(to, value.assignedMs)
      break
    case 'targetMember':
      writeInt16(to, 0)
      writeCompactPartitions(to, value.partitions, uuidOf)
      writeUnsigned(to, 0)
      break
    case 'current':
      writeCurrent(to, value, uuidOf)
      break
    case 'pattern':
      writeInt16(to, 0)
      writeCompactTexts(to, value.topics)
      writeInt64(to, value.version)
      writeInt64(to, value.resolvedMs)
      writeUnsigned(to, 0)
      break
    default:
      assertNever(value, 'group record')
  }
  return written(to)
}

function writeOffset(to: ByteWriter, value: OffsetValue, uuid: readonly number[]): void {
  writeInt16(to, 4)
  writeInt64(to, value.offset)
  writeInt32(to, value.leaderEpoch)
  writeCompactText(to, value.metadata)
  writeInt64(to, value.commitMs)
  writeUnsigned(to, 1)
  writeUnsigned(to, 0)
  writeUnsigned(to, uuid.length)
  writeBytes(to, uuid)
}

function writeClassic(to: ByteWriter, value: ClassicValue): void {
  writeInt16(to, 3)
  writeText(to, value.protocolType)
  writeInt32(to, value.generation)
  writeText(to, value.protocol)
  writeText(to, value.leader)
  writeInt64(to, value.stateSinceMs)
  writeInt32(to, value.members.length)
  for (const member of value.members) {
    writeText(to, member.memberId)
    writeText(to, member.instanceId)
    writeText(to, member.clientId)
    writeText(to, CLIENT_HOST)
    writeInt32(to, member.rebalanceTimeoutMs)
    writeInt32(to, member.sessionTimeoutMs)
    writeBlock(to, encodeSubscription(member.subscription))
    writeBlock(to, encodeAssignment(member.assignment))
  }
}

/** ConsumerProtocolSubscription, version 3. */
function encodeSubscription(subscription: Subscription): Uint8Array {
  const to = byteWriter(64)
  writeInt16(to, 3)
  writeInt32(to, subscription.topics.length)
  for (const topic of subscription.topics) writeText(to, topic)
  // No user data.
  writeInt32(to, -1)
  writePartitions(to, subscription.owned)
  writeInt32(to, subscription.generation)
  writeText(to, subscription.rack)
  return written(to)
}

/** ConsumerProtocolAssignment, version 3. */
function encodeAssignment(partitions: readonly string[]): Uint8Array {
  const to = byteWriter(64)
  writeInt16(to, 3)
  writePartitions(to, partitions)
  writeInt32(to, -1)
  return written(to)
}

function writePartitions(to: ByteWriter, partitions: readonly string[]): void {
  const topics = byTopic(partitions)
  writeInt32(to, topics.length)
  for (const { topic, indexes } of topics) {
    writeText(to, topic)
    writeInt32(to, indexes.length)
    for (const index of indexes) writeInt32(to, index)
  }
}

function writeMember(to: ByteWriter, value: MemberValue): void {
  writeInt16(to, 0)
  writeCompactText(to, value.instanceId)
  writeCompactText(to, value.rack)
  writeCompactText(to, value.clientId)
  writeCompactText(to, CLIENT_HOST)
  writeCompactTexts(to, value.topics)
  writeCompactText(to, value.pattern)
  writeInt32(to, value.rebalanceTimeoutMs)
  writeCompactText(to, value.assignor)
  writeUnsigned(to, 0)
}

function writeCurrent(to: ByteWriter, value: CurrentValue, uuidOf: UuidOf): void {
  writeInt16(to, 0)
  writeInt32(to, value.epoch)
  writeInt32(to, value.previousEpoch)
  writeInt8(to, MEMBER_STATES[value.state])
  writeHeld(to, value.assigned, uuidOf)
  writeHeld(to, value.revoking, uuidOf)
  writeUnsigned(to, 0)
}

/** Partitions with the epochs in which they were assigned, which are tagged (KIP-1251). */
function writeHeld(to: ByteWriter, held: readonly Held[], uuidOf: UuidOf): void {
  const epochs = new Map(held.map(({ partition, epoch }) => [partition, epoch]))
  const topics = byTopic(held.map(({ partition }) => partition))
  writeUnsigned(to, topics.length + 1)
  for (const { topic, indexes } of topics) {
    writeBytes(to, uuidOf(topic))
    writeIndexes(to, indexes)
    writeUnsigned(to, 1)
    writeUnsigned(to, 0)
    writeUnsigned(to, unsignedBytes(indexes.length + 1) + 4 * indexes.length)
    writeIndexes(
      to,
      indexes.map((index) => epochs.get(`${topic}-${index}`) ?? -1),
    )
    writeUnsigned(to, 0)
  }
}

function writeCompactPartitions(to: ByteWriter, partitions: readonly string[], uuidOf: UuidOf): void {
  const topics = byTopic(partitions)
  writeUnsigned(to, topics.length + 1)
  for (const { topic, indexes } of topics) {
    writeBytes(to, uuidOf(topic))
    writeIndexes(to, indexes)
    writeUnsigned(to, 0)
  }
}

function writeIndexes(to: ByteWriter, indexes: readonly number[]): void {
  writeUnsigned(to, indexes.length + 1)
  for (const index of indexes) writeInt32(to, index)
}

/** The tagged field 0 of eight bytes, left out at its default. */
function writeTaggedInt64(to: ByteWriter, value: number): void {
  writeUnsigned(to, value === 0 ? 0 : 1)
  if (value === 0) return
  writeUnsigned(to, 0)
  writeUnsigned(to, 8)
  writeInt64(to, value)
}

interface TopicIndexes {
  readonly topic: string
  readonly indexes: number[]
}

/** Topics in the order in which they come up first. */
function byTopic(partitions: readonly string[]): TopicIndexes[] {
  const topics: TopicIndexes[] = []
  for (const partition of partitions) {
    const topic = topicOf(partition)
    let row = topics.find((candidate) => candidate.topic === topic)
    if (row === undefined) {
      row = { topic, indexes: [] }
      topics.push(row)
    }
    row.indexes.push(indexOf(partition))
  }
  return topics
}

function writeText(to: ByteWriter, text: string | null): void {
  if (text === null) {
    writeInt16(to, -1)
    return
  }
  const bytes = utf8Bytes(text)
  writeInt16(to, bytes.length)
  writeBytes(to, bytes)
}

function writeBlock(to: ByteWriter, bytes: Uint8Array): void {
  writeInt32(to, bytes.length)
  writeBytes(to, bytes)
}

function writeCompactText(to: ByteWriter, text: string | null): void {
  if (text === null) {
    writeUnsigned(to, 0)
    return
  }
  const bytes = utf8Bytes(text)
  writeUnsigned(to, bytes.length + 1)
  writeBytes(to, bytes)
}

function writeCompactTexts(to: ByteWriter, texts: readonly string[]): void {
  writeUnsigned(to, texts.length + 1)
  for (const text of texts) writeCompactText(to, text)
}

/** A varint without zig-zag. */
function writeUnsigned(to: ByteWriter, value: number): void {
  let rest = value
  while (rest >= 128) {
    writeInt8(to, (rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  writeInt8(to, rest)
}

function unsignedBytes(value: number): number {
  let bytes = 1
  for (let rest = value; rest >= 128; rest >>>= 7) bytes += 1
  return bytes
}
