import { describe, expect, it } from 'vitest'
import type { Hash } from '../../sim/hash.ts'
import { endProcess } from '../../sim/life.ts'
import type { Process } from '../../sim/process.ts'
import type { Entity } from '../../sim/tables.ts'
import { hashEntity } from '../../sim/tables.ts'
import { checkpoint, find, stateHash } from '../../sim/world.ts'
import { NOT_ENOUGH_REPLICAS } from '../protocol/errors.ts'
import type { ClientSetup } from '../setup.ts'
import type { FakeCluster } from './testing/fake-cluster.ts'
import { fakeCluster } from './testing/fake-cluster.ts'

const S = 1_000_000

const clients: readonly ClientSetup[] = [
  {
    kind: 'producer',
    id: 'p1',
    topic: 'orders',
    ratePerSecond: 500,
    keys: 50,
    valueBytes: 100,
    fromUs: 0,
    toUs: null,
    config: { 'batch.size': 1_000, 'request.timeout.ms': 500, 'delivery.timeout.ms': 1_500 },
  },
  { kind: 'consumer', id: 'c1', assign: ['orders-0', 'orders-1', 'orders-2'], fromUs: 0, config: {} },
]

/** A run with errors, timeouts, a broker that dies and a leader that moves. */
function eventfulRun(between: (fake: FakeCluster) => void): FakeCluster {
  const fake = fakeCluster([1, 2, 3], clients)
  fake.verdict = (body, node) => {
    if (body.type !== 'produce' || node !== 2) return 'answer'
    if (fake.world.nowUs > 1_200_000 && fake.world.nowUs < 1_400_000) return { error: NOT_ENOUGH_REPLICAS }
    return fake.world.nowUs > 1_800_000 && fake.world.nowUs < 1_900_000 ? 'appendAndSwallow' : 'answer'
  }
  for (let slice = 1; slice <= 80; slice++) {
    if (slice === 30) fake.act((world) => endProcess(world, find(world, 'process:1') as Process, 'killed'))
    if (slice === 50) Object.assign(fake.partitions.get('orders-0') ?? {}, { leader: 3, leaderEpoch: 1 })
    if (slice === 70) fake.act((world) => endProcess(world, find(world, 'process:p1') as Process, 'killed'))
    fake.run((slice * S) / 20)
    between(fake)
  }
  return fake
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  if (ArrayBuffer.isView(value)) return
  Object.freeze(value)
  for (const child of value instanceof Map ? value.values() : Object.values(value)) freeze(child)
}

describe('clients and checkpoints', () => {
  it('write nothing that a checkpoint or a message holds', () => {
    const plain = eventfulRun(() => {})
    const kept: { entities: readonly Entity[]; hashes: Hash[] }[] = []
    const checked = eventfulRun((fake) => {
      const { entities } = checkpoint(fake.world).tables
      kept.push({ entities, hashes: entities.map(hashEntity) })
      for (const entity of entities) freeze(entity)
    })
    expect(stateHash(checked.world)).toEqual(stateHash(plain.world))
    expect(checked.world.traceHash).toEqual(plain.world.traceHash)
    // Frozen Maps still take entries, so what was kept must hash as it did.
    for (const { entities, hashes } of kept) expect(entities.map(hashEntity)).toEqual(hashes)
  })
})
