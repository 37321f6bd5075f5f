import { expect, it } from 'vitest'
import { wallClockUs } from '../../sim/process.ts'
import { usToMs } from '../../sim/time.ts'
import { durationMsOf } from '../config/by-duration.ts'
import { checkValue } from '../config/check-value.ts'
import { assignOffsets, makeBatch } from '../log/batch.ts'
import { POSITION_RESET } from './facts.ts'
import { consumer, member, process, S } from './group/testing/members.ts'
import type { FakeCluster } from './testing/fake-cluster.ts'
import { fakeCluster } from './testing/fake-cluster.ts'

/** Ten records of the moment `agoMs` before the present one. */
function fillAt(fake: FakeCluster, agoMs: number): void {
  const state = fake.partitions.get('orders-0')
  if (state === undefined) throw new Error('orders-0')
  const batchNumber = state.batches.length
  const atMs = usToMs(wallClockUs(fake.world, process(fake, 'c1'))) - agoMs
  const batch = makeBatch({
    sizeBytes: 1_000,
    baseTimestampMs: atMs,
    maxTimestampMs: atMs,
    producerId: -1,
    producerEpoch: -1,
    baseSequence: -1,
    producer: 'p1',
    batchNumber,
    records: Array.from({ length: 10 }, (_, number) => batchNumber * 10 + number),
  })
  state.batches.push(assignOffsets(batch, batchNumber * 10, 0))
}

it('begins at the first record that is no older than the duration', () => {
  const config = { 'auto.offset.reset': 'by_duration:PT1M' }
  const fake = fakeCluster([1], [member('c1', config, { fromUs: 200 * S })])
  fake.run(199 * S)
  for (const seconds of [180, 65, 50, 5]) fillAt(fake, seconds * 1_000)
  fake.run(203 * S)
  expect(fake.facts(POSITION_RESET).map(([, offset]) => offset)).toEqual([20])
  expect(consumer(fake, 'c1').deliveredRecords).toBe(20)
})

it('asks again after request.timeout.ms when no record is so young', () => {
  const config = { 'auto.offset.reset': 'by_duration:PT10S', 'request.timeout.ms': 5_000 }
  const fake = fakeCluster([1], [member('c1', config)])
  fillAt(fake, 60_000)
  fake.run(3 * S)
  expect(fake.facts(POSITION_RESET)).toEqual([])
  expect(fake.requests('listOffsets').length).toBe(1)
  fillAt(fake, 0)
  fake.run(9 * S)
  expect(fake.requests('listOffsets').length).toBe(2)
  expect(fake.facts(POSITION_RESET).map(([, offset]) => offset)).toEqual([10])
})

it.each([
  ['by_duration:P1D', 86_400_000],
  ['by_duration:PT1H30M', 5_400_000],
  ['by_duration:P1DT0.5S', 86_400_500],
  ['by_duration:pt3s', 3_000],
])('reads %s', (policy, ms) => {
  expect(durationMsOf(policy)).toBe(ms)
  expect(checkValue('consumer', 'auto.offset.reset', policy)).toEqual({ ok: true, value: policy })
})

it.each(['by_duration:', 'by_duration:P', 'by_duration:PT', 'by_duration:-PT1S', 'by_duration:P1DT', 'hour'])(
  'refuses %s',
  (policy) => {
    expect(durationMsOf(policy)).toBeNull()
    expect(checkValue('consumer', 'auto.offset.reset', policy).ok).toBe(false)
  },
)
