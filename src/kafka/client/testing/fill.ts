import { assignOffsets, makeBatch } from '../../log/batch.ts'
import type { FakeCluster } from './fake-cluster.ts'

/** Appends batches of ten records to a partition of the fake cluster. */
export function fillBatches(fake: FakeCluster, partition: string, batches: number, leaderEpoch = 0): void {
  const state = fake.partitions.get(partition)
  if (state === undefined) throw new Error(partition)
  for (let i = 0; i < batches; i++) {
    const batchNumber = state.batches.length
    const batch = makeBatch({
      sizeBytes: 1_000,
      baseTimestampMs: 0,
      maxTimestampMs: 0,
      producerId: -1,
      producerEpoch: -1,
      baseSequence: -1,
      producer: 'p1',
      batchNumber,
      records: Array.from({ length: 10 }, (_, number) => batchNumber * 10 + number),
    })
    state.batches.push(assignOffsets(batch, batchNumber * 10, leaderEpoch))
  }
}
