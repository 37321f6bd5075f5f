import { expect, it } from 'vitest'
import type { DeserializerSetup } from '../setup.ts'
import { seekTo } from './by-hand.ts'
import { DESERIALIZATION_FAILED, RECORDS_PROCESSED } from './group/facts.ts'
import { consumer, fill, member, process, S } from './group/testing/members.ts'
import type { FakeCluster } from './testing/fake-cluster.ts'
import { fakeCluster } from './testing/fake-cluster.ts'

const AFTER = { commits: { how: 'sync', when: 'afterProcessing' } } as const

function withRecord(onThrow: DeserializerSetup['onThrow']): FakeCluster {
  const deserializer = { partition: 'orders-0', offset: 7, onThrow }
  const fake = fakeCluster([1, 1], [member('c1', {}, { ...AFTER, deserializer })])
  fill(fake, 'orders-0', 20)
  return fake
}

function processedOf(fake: FakeCluster, partition: string): number[][] {
  return fake
    .facts(RECORDS_PROCESSED)
    .filter(([name]) => fake.world.names[name ?? -1] === partition)
    .map(([, from = -1, to = -1]) => [from, to])
}

it('an application that catches the exception meets it at every poll, and its other partitions wait too', () => {
  const fake = withRecord('pollAgain')
  fake.run(5 * S)
  fill(fake, 'orders-1', 10)
  fake.run(10 * S)
  expect(processedOf(fake, 'orders-0')).toEqual([[0, 7]])
  expect(processedOf(fake, 'orders-1')).toEqual([])
  const failures = fake.facts(DESERIALIZATION_FAILED)
  expect(failures.length).toBeGreaterThanOrEqual(9)
  expect(failures.length).toBeLessThanOrEqual(10)
  expect(new Set(failures.map(([, offset]) => offset))).toEqual(new Set([7]))
  expect(fake.group.committed.get('orders-0')).toBe(7)
  expect(fake.requests('leaveGroup')).toEqual([])

  fake.act((world) => seekTo(world, process(fake, 'c1'), consumer(fake, 'c1'), 'orders-0', 8))
  fake.run(14 * S)
  expect(processedOf(fake, 'orders-0').at(-1)?.[1]).toBe(20)
  expect(processedOf(fake, 'orders-1')).toEqual([[0, 10]])
})

it('one that closes commits what it has processed, and meets the record again when it starts', () => {
  const fake = withRecord('close')
  fake.run(5 * S)
  expect(process(fake, 'c1').life).toBe('stopped')
  expect(processedOf(fake, 'orders-0')).toEqual([[0, 7]])
  expect(fake.group.committed.get('orders-0')).toBe(7)
  expect(fake.requests('leaveGroup').length).toBe(1)
  expect(fake.facts(DESERIALIZATION_FAILED).length).toBe(1)
})

it('one that seeks past the record goes on', () => {
  const fake = withRecord('seekPast')
  fake.run(5 * S)
  expect(processedOf(fake, 'orders-0').map(([from]) => from)).toEqual([0, 8])
  expect(processedOf(fake, 'orders-0').at(-1)?.[1]).toBe(20)
  expect(fake.group.committed.get('orders-0')).toBe(20)
  expect(fake.facts(DESERIALIZATION_FAILED).length).toBe(1)
})
