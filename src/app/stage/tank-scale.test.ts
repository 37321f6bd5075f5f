import { describe, expect, it } from 'vitest'
import type { ReplicaRow } from '../../view/rows.ts'
import { levelOf, tankWindow } from './tank-scale.ts'

const replica = (
  node: number,
  highWatermark: number,
  logEnd: number,
  role: ReplicaRow['role'] = 'follower',
): ReplicaRow => ({
  address: `replica:orders-0@${node}`,
  partition: 'orders-0',
  node,
  role,
  inSync: true,
  logStart: 0,
  logEnd,
  highWatermark,
  lastEpoch: 0,
  logHash: '',
  truncatedRecords: 0,
})

describe('the window of a partition', () => {
  it('begins at zero while the log is short', () => {
    expect(tankWindow([replica(1, 2, 4)]).base).toBe(0)
  })

  it('shows two records of difference as a visible step in a long log', () => {
    const window = tankWindow([replica(1, 10_000, 10_002), replica(2, 10_000, 10_000)])
    expect(levelOf(window, 10_002) - levelOf(window, 10_000)).toBeGreaterThan(0.1)
  })

  it('widens until the one furthest behind is in sight', () => {
    const window = tankWindow([replica(1, 900, 900), replica(2, 500, 500)])
    expect(levelOf(window, 500)).toBeGreaterThan(0)
  })

  it('is not widened by a replica that is offline', () => {
    const near = tankWindow([replica(1, 900, 902)])
    expect(tankWindow([replica(1, 900, 902), replica(2, 100, 100, 'offline')])).toEqual(near)
  })
})
