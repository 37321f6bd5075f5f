import { describe, expect, it } from 'vitest'
import type { Producer, ProducerBatch, ProducerPartition } from './producer.ts'
import { assignSequence, leaveUnresolved, mayDrain, metOutOfOrder, resolveSequences } from './sequences.ts'

const LAST_SEQUENCE = 2_147_483_647

describe('sequences', () => {
  it('go on from 0 behind 2^31 - 1, also within a batch', () => {
    const { mine, partition } = idempotent()
    partition.nextSequence = LAST_SEQUENCE - 1
    const [first, second] = [batch({ count: 5 }), batch({ count: 1 })]
    assignSequence(mine, partition, first)
    assignSequence(mine, partition, second)
    expect([first.baseSequence, second.baseSequence, partition.nextSequence]).toEqual([
      LAST_SEQUENCE - 1,
      3,
      4,
    ])
  })
})

describe('OUT_OF_ORDER_SEQUENCE_NUMBER', () => {
  it('of a batch whose turn had not come is tried again as it is', () => {
    const { mine, partition } = idempotent({ lastAckedSequence: 9 })
    metOutOfOrder(mine, partition, batch({ baseSequence: 20 }))
    expect(mine.epochBumpRequired).toBe(false)
  })

  it('of the batch that was expected proves a gap: a new epoch', () => {
    const { mine, partition } = idempotent({ lastAckedSequence: 9 })
    metOutOfOrder(mine, partition, batch({ baseSequence: 10 }))
    expect([mine.epochBumpRequired, partition.rewrite]).toEqual([true, true])
  })

  it('behind a batch of unknown fate only the one that follows it at once proves it', () => {
    const { mine, partition } = idempotent({ lastAckedSequence: 9 })
    leaveUnresolved(partition, batch({ baseSequence: 10, count: 10 }))
    metOutOfOrder(mine, partition, batch({ baseSequence: 30 }))
    expect(mine.epochBumpRequired).toBe(false)
    metOutOfOrder(mine, partition, batch({ baseSequence: 20 }))
    expect(mine.epochBumpRequired).toBe(true)
  })
})

describe('a partition with a batch of unknown fate', () => {
  it('takes no new batch until nothing of it is on its way', () => {
    const { mine, partition } = idempotent({ lastAckedSequence: 9, nextSequence: 20 })
    leaveUnresolved(partition, batch({ baseSequence: 10, count: 10 }))
    expect(mayDrain(mine, partition, batch({}))).toBe(false)
    resolveSequences(mine)
    expect(mine.epochBumpRequired).toBe(true)
  })

  it('goes on without a new epoch when what followed was acknowledged', () => {
    const { mine, partition } = idempotent({ lastAckedSequence: 29, nextSequence: 30 })
    leaveUnresolved(partition, batch({ baseSequence: 10, count: 10 }))
    resolveSequences(mine)
    expect(mine.epochBumpRequired).toBe(false)
    expect(mayDrain(mine, partition, batch({}))).toBe(true)
    expect(partition.unresolvedNext).toBe(-1)
  })
})

function idempotent(fields: Partial<ProducerPartition> = {}) {
  const partition = {
    producerId: 7,
    producerEpoch: 0,
    nextSequence: 0,
    lastAckedSequence: -1,
    unresolvedNext: -1,
    rewrite: false,
    deque: [],
    inFlight: [],
    ...fields,
  } as unknown as ProducerPartition
  const mine = {
    producerId: 7,
    producerEpoch: 0,
    epochBumpRequired: false,
    partitions: [partition],
  } as unknown as Producer
  return { mine, partition }
}

function batch(fields: Partial<ProducerBatch>): ProducerBatch {
  return { baseSequence: -1, count: 1, attempts: 0, sequenceReset: false, ...fields } as ProducerBatch
}
