import { describe, expect, test } from 'vitest'
import { BATCH_HEADER_BYTES, makeDataBatch } from '../log/batch.ts'
import { recordBytes } from '../log/record-size.ts'
import { encodeKey, encodeValue } from './record-bytes.ts'
import type { GroupValue } from './records.ts'
import { groupKeyOf, groupRecord, offsetKey } from './records.ts'

const noId = (): readonly number[] => new Array<number>(16).fill(0)

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const COMMIT: GroupValue = {
  sealed: true,
  type: 'offset',
  topic: 'orders',
  offset: 258,
  leaderEpoch: 3,
  metadata: '',
  commitMs: 1,
  topicId: 9,
}

describe('records of __consumer_offsets', () => {
  test('an offset commit lies in its batch as Kafka writes it', () => {
    // Version 1; "g", "orders" with their lengths; partition 2.
    expect(hex(encodeKey(['offset', 'g', 'orders', 2]))).toBe(
      '0001' + '000167' + '00066f7264657273' + '00000002',
    )
    const id = (): readonly number[] => Array.from({ length: 16 }, (_, index) => index)
    // Version 4; offset, leader epoch, an empty compact string, the commit's time; one tagged field, 0, of 16 bytes.
    expect(hex(encodeValue(COMMIT, id))).toBe(
      '0004' +
        '0000000000000102' +
        '00000003' +
        '01' +
        '0000000000000001' +
        '01' +
        '00' +
        '10' +
        '000102030405060708090a0b0c0d0e0f',
    )
  })

  test('keys of the other records', () => {
    expect(hex(encodeKey(['group', 'g']))).toBe('0002000167')
    expect(hex(encodeKey(['consumerGroup', 'g']))).toBe('0003000167')
    expect(hex(encodeKey(['member', 'g', 'm']))).toBe('000500016700016d')
    expect(hex(encodeKey(['target', 'g']))).toBe('0006000167')
    expect(hex(encodeKey(['targetMember', 'g', 'm']))).toBe('000700016700016d')
    expect(hex(encodeKey(['current', 'g', 'm']))).toBe('000800016700016d')
    expect(hex(encodeKey(['pattern', 'g', 'a.*']))).toBe('00100001670003612e2a')
  })

  test('the empty generation of a new group', () => {
    const value = encodeValue(
      {
        sealed: true,
        type: 'group',
        protocolType: '',
        generation: 0,
        protocol: null,
        leader: null,
        stateSinceMs: 5,
        members: [],
      },
      noId,
    )
    expect(hex(value)).toBe('0003' + '0000' + '00000000' + 'ffff' + 'ffff' + '0000000000000005' + '00000000')
  })

  test('a classic member carries its subscription and its assignment of version 3', () => {
    const subscription = { sealed: true, topics: ['t'], owned: ['t-1'], generation: 4, rack: null } as const
    const member = {
      memberId: 'm',
      instanceId: null,
      clientId: 'c',
      rebalanceTimeoutMs: 1,
      sessionTimeoutMs: 2,
      subscription,
      assignment: ['t-0', 't-1'],
    }
    const value: GroupValue = {
      sealed: true,
      type: 'group',
      protocolType: 'consumer',
      generation: 4,
      protocol: 'range',
      leader: 'm',
      stateSinceMs: 5,
      members: [member],
    }
    const text = hex(encodeValue(value, noId))
    const topics = '0003' + '00000001' + '000174' + 'ffffffff'
    const owned = '00000001' + '000174' + '00000001' + '00000001'
    const sent = `${topics}${owned}00000004ffff`
    const given = '0003' + '00000001' + '000174' + '00000002' + '00000000' + '00000001' + 'ffffffff'
    expect(text).toContain(`${(sent.length / 2).toString(16).padStart(8, '0')}${sent}`)
    expect(text.endsWith(`${(given.length / 2).toString(16).padStart(8, '0')}${given}`)).toBe(true)
  })

  test('a member’s assignment under KIP-848: state, partitions by topic id, and their epochs as a tagged field', () => {
    const value: GroupValue = {
      sealed: true,
      type: 'current',
      epoch: 3,
      previousEpoch: 2,
      state: 'UnrevokedPartitions',
      assigned: [{ sealed: true, partition: 't-0', epoch: 2 }],
      revoking: [],
    }
    expect(hex(encodeValue(value, noId))).toBe(
      `0000000000030000000201${'02'}${'00'.repeat(16)}${'0200000000'}${'01'}${'00'}${'05'}${'0200000002'}${'00'}${'01'}${'00'}`,
    )
  })

  test('a batch is as long as its header and its records', () => {
    const record = groupRecord(offsetKey('g', 'orders-2'), COMMIT)
    expect(groupKeyOf(record)).toEqual(['offset', 'g', 'orders', 2])
    expect(record).toMatchObject({ keyBytes: 17, valueBytes: 42 })
    const tombstone = groupRecord(['group', 'g'], null)
    expect(tombstone).toMatchObject({ value: null, keyBytes: 5, valueBytes: -1 })
    const { sizeBytes } = makeDataBatch(0, [record, tombstone])
    expect(sizeBytes).toBe(BATCH_HEADER_BYTES + recordBytes(0, 0, 17, 42) + recordBytes(0, 1, 5, -1))
  })
})
