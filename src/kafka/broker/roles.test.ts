import { describe, expect, it } from 'vitest'
import { TestAdmin } from '../testing/admin.ts'
import { SmallCluster } from '../testing/small-cluster.ts'

describe('a leader and its metadata', () => {
  it('knows that a reassignment is over, though AlterPartition’s answer brought the ISR that ended it before the metadata came', () => {
    const on = new SmallCluster({ placement: [[1, 2]] })
    new TestAdmin(on).reassign('orders-0', [1, 2, 3])
    on.runUntil(() => on.replica(1).isr.length === 3)
    on.runFor(1_000)
    const { replicas, adding, partitionEpoch } = on.replica(1)
    expect([on.state().adding, partitionEpoch]).toEqual([[], on.state().partitionEpoch])
    expect([replicas, adding]).toEqual([[1, 2, 3], 0])
  })
})
