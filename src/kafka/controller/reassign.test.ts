import { describe, expect, test } from 'vitest'
import { LOG_DELETED } from '../broker/admin-facts.ts'
import { MOVED_AWAY } from '../broker/remove-partition.ts'
import type { ListPartitionReassignmentsResponse } from '../protocol/admin.ts'
import { LIST_PARTITION_REASSIGNMENTS, PRODUCE } from '../protocol/api.ts'
import {
  INVALID_REPLICA_ASSIGNMENT,
  NO_REASSIGNMENT_IN_PROGRESS,
  NONE,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import { TestAdmin } from '../testing/admin.ts'
import { produce, testBatch } from '../testing/requests.ts'
import { SmallCluster } from '../testing/small-cluster.ts'
import { REASSIGNMENT_BEGUN, REASSIGNMENT_DONE } from './admin-facts.ts'

/** Five brokers, the partition on 1, 2 and 3 with some records. */
function cluster(): { cluster: SmallCluster; admin: TestAdmin } {
  const made = new SmallCluster({ brokers: 5, controllers: [101] })
  const admin = new TestAdmin(made, 1)
  for (let i = 0; i < 3; i++) made.ask(1, PRODUCE, produce(-1, testBatch({ count: 5 })))
  return { cluster: made, admin }
}

describe('a reassignment', () => {
  test('reassignment.targets: new replicas come first, those that are to go stay meanwhile', () => {
    const { cluster: made, admin } = cluster()
    made.input('kill', { node: '5' })
    expect(admin.reassign('orders-0', [1, 4, 5])).toBe(NONE)
    expect(made.state()).toMatchObject({ replicas: [1, 4, 5, 2, 3], adding: [4, 5], removing: [2, 3] })
    made.runFor(3_000)
    expect(made.replica(1)).toMatchObject({ adding: 2 })
    // 4 has caught up, 5 is dead: nobody goes.
    expect(made.state()).toMatchObject({ replicas: [1, 4, 5, 2, 3], isr: [1, 2, 3, 4] })
    made.input('start', { node: '5' })
    made.runFor(20_000)
    expect(made.state()).toMatchObject({ replicas: [1, 4, 5], adding: [], removing: [], isr: [1, 4, 5] })
    expect(made.facts(REASSIGNMENT_BEGUN)).toHaveLength(1)
    expect(made.facts(REASSIGNMENT_DONE)).toHaveLength(1)
  })

  test('reassignment.completion: the leader epoch rises when a replica leaves, though the leader stays', () => {
    const { cluster: made, admin } = cluster()
    const { leader, leaderEpoch } = made.state()
    admin.reassign('orders-0', [1, 2, 4])
    made.runFor(3_000)
    expect(made.state()).toMatchObject({ replicas: [1, 2, 4], leader, leaderEpoch: leaderEpoch + 1 })
  })

  test('moves the leadership when the leader itself is to go, and the new replicas have every record', () => {
    const { cluster: made, admin } = cluster()
    admin.reassign('orders-0', [4, 5, 2])
    made.runFor(4_000)
    expect(made.state()).toMatchObject({ replicas: [4, 5, 2], leader: 4 })
    expect([4, 5, 2].map((broker) => made.log(broker).logEnd)).toEqual([15, 15, 15])
  })

  test('deletes the logs of the replicas that go', () => {
    const { cluster: made, admin } = cluster()
    admin.reassign('orders-0', [1, 4, 5])
    made.runFor(4_000)
    expect(made.facts(LOG_DELETED).map(({ subject, d }) => [subject, d])).toEqual([
      ['process:2', MOVED_AWAY],
      ['process:3', MOVED_AWAY],
    ])
    expect(made.log(2).logEnd).toBe(0)
  })

  test('of the same replicas in another order is done in one record, and moves no leader', () => {
    const { cluster: made, admin } = cluster()
    const { leaderEpoch } = made.state()
    expect(admin.reassign('orders-0', [3, 2, 1])).toBe(NONE)
    expect(made.state()).toMatchObject({
      replicas: [3, 2, 1],
      leader: 1,
      leaderEpoch,
      adding: [],
      removing: [],
    })
  })

  test('can change the number of replicas', () => {
    const { cluster: made, admin } = cluster()
    admin.reassign('orders-0', [1])
    made.runFor(2_000)
    expect(made.state()).toMatchObject({ replicas: [1], isr: [1], removing: [] })
    admin.reassign('orders-0', [1, 5])
    made.runFor(3_000)
    expect(made.state()).toMatchObject({ replicas: [1, 5], isr: [1, 5], adding: [] })
  })

  test('that is under way is listed, and a new one counts from the full list', () => {
    const { cluster: made, admin } = cluster()
    made.input('kill', { node: '4' })
    admin.reassign('orders-0', [1, 2, 4])
    const ask = () =>
      admin.ask<ListPartitionReassignmentsResponse>(LIST_PARTITION_REASSIGNMENTS, {
        type: 'listPartitionReassignments',
        partitions: null,
      }).partitions
    expect(ask()).toEqual([{ partition: 'orders-0', replicas: [1, 2, 4, 3], adding: [4], removing: [3] }])
    admin.reassign('orders-0', [1, 2, 5])
    expect(made.state()).toMatchObject({ replicas: [1, 2, 5, 3, 4], adding: [5], removing: [3, 4] })
    made.runFor(3_000)
    expect(made.state()).toMatchObject({ replicas: [1, 2, 5], adding: [], removing: [] })
    expect(ask()).toEqual([])
  })
})

describe('reassignment.cancel', () => {
  test('goes back to the replicas there were', () => {
    const { cluster: made, admin } = cluster()
    made.input('kill', { node: '5' })
    admin.reassign('orders-0', [1, 4, 5])
    made.runFor(2_000)
    expect(admin.reassign('orders-0', null)).toBe(NONE)
    expect(made.state()).toMatchObject({ replicas: [1, 2, 3], adding: [], removing: [], isr: [1, 2, 3] })
    made.runFor(500)
    expect(made.log(4).logEnd).toBe(0)
  })

  test('is refused where nothing is under way', () => {
    expect(cluster().admin.reassign('orders-0', null)).toBe(NO_REASSIGNMENT_IN_PROGRESS)
  })
})

describe('refused', () => {
  test.each([
    ['an empty list', 'orders-0', [], INVALID_REPLICA_ASSIGNMENT],
    ['a broker twice', 'orders-0', [1, 1], INVALID_REPLICA_ASSIGNMENT],
    ['a broker that is not registered', 'orders-0', [1, 9], INVALID_REPLICA_ASSIGNMENT],
    ['a partition that is not there', 'orders-9', [1, 2], UNKNOWN_TOPIC_OR_PARTITION],
  ])('%s', (_, partition, replicas, error) => {
    expect(cluster().admin.reassign(partition, replicas)).toBe(error)
  })

  test('not a fenced broker: it counts as soon as it is back', () => {
    const { cluster: made, admin } = cluster()
    made.input('kill', { node: '5' })
    made.runFor(12_000)
    expect(admin.reassign('orders-0', [1, 2, 5])).toBe(NONE)
  })
})
