import { describe, expect, it } from 'vitest'
import { GroupCluster } from '../kafka/group/testing/group-cluster.ts'
import { clusterRows } from '../view/cluster.ts'
import { failoverRun, worldAt } from '../view/testing/failover-run.ts'
import { CONDITION_FIELDS } from './condition-fields.ts'
import { fieldLookup } from './fields.ts'
import type { FieldValue, Lookup } from './holds.ts'

const run = failoverRun(16_000_000)

const LEDGER = {
  sent: 7,
  appended: 6,
  acknowledged: 5,
  committed: 4,
  delivered: 3,
  failed: 2,
  lost: 1,
  duplicated: 0,
  g1a: 1,
  precommittedReads: 2,
  inconsistentOffsets: 3,
  reordered: 4,
  reprocessed: 5,
  nonmonotonicPolls: 6,
  pollSkips: 7,
}

function lookupAt(timeUs: number): Lookup {
  return fieldLookup(worldAt(run, timeUs), () => LEDGER)
}

const ONE_OF_EACH: { readonly [kind in keyof typeof CONDITION_FIELDS]: string } = {
  partition: 'partition:orders-0',
  replica: 'replica:orders-0@2',
  broker: 'broker:2',
  controller: 'controller:101',
  client: 'client:p1',
  group: 'group:g',
  ledger: 'ledger',
}

function typeOf(value: FieldValue | undefined): string {
  if (Array.isArray(value)) return 'list'
  return { number: 'number', string: 'text', boolean: 'flag' }[typeof value as string] ?? typeof value
}

describe('fields of conditions', () => {
  it('have a value of the declared type for everything that can be asked', () => {
    const lookup = lookupAt(4_900_000)
    for (const [kind, fields] of Object.entries(CONDITION_FIELDS)) {
      const address = ONE_OF_EACH[kind as keyof typeof CONDITION_FIELDS]
      for (const [field, type] of Object.entries(fields)) {
        // A group that has members is asked in a test of its own.
        if (kind === 'group' || field === 'member') continue
        const isReader = ['deliveredRecords', 'processedRecords', 'owned', 'ownedPartitions'].includes(field)
        const asked = kind === 'client' && isReader ? 'client:c1' : address
        expect([kind, field, typeOf(lookup(asked, field))]).toEqual([kind, field, type])
      }
    }
  })

  it.each([4_900_000, 9_000_000, 15_000_000])('say at %i µs what the page shows', (timeUs) => {
    const world = worldAt(run, timeUs)
    const { partitions, replicas, clients, nodes } = clusterRows(world)
    const lookup = fieldLookup(world, () => LEDGER)
    for (const row of partitions)
      for (const field of [
        'leader',
        'leaderEpoch',
        'partitionEpoch',
        'isr',
        'elr',
        'replicas',
        'minIsr',
      ] as const)
        expect(lookup(row.address, field)).toEqual(row[field])
    for (const row of replicas)
      for (const field of ['role', 'inSync', 'logEnd', 'highWatermark', 'lastEpoch', 'logHash'] as const)
        expect(lookup(row.address, field)).toEqual(row[field])
    for (const row of clients) expect(lookup(row.address, 'status')).toBe(row.status)
    for (const row of nodes) {
      expect(lookup(row.address, 'status')).toBe(row.status)
      expect(lookup(row.address, 'fenced')).toBe(row.fenced ?? undefined)
      expect(lookup(row.address, 'active')).toBe(row.active)
    }
  })

  it('of groups are those of the broker that coordinates them', () => {
    const groups = new GroupCluster()
    const [first] = groups.formed(['m1', 'm2'])
    groups.commit('m1', first ?? '', 1, { 'orders-0': 4, 'orders-1': 0 })
    const lookup = fieldLookup(groups.cluster.world, () => LEDGER)
    const told = Object.keys(CONDITION_FIELDS.group).map((field) => [field, lookup('group:g', field)])
    expect(Object.fromEntries(told)).toEqual({
      state: 'Stable',
      epoch: 1,
      members: 2,
      assignor: 'range',
      leader: 'm1',
      coordinator: 1,
      committed: 4,
      lag: 0,
    })
    expect(lookup('group:other', 'state')).toBe(undefined)
  })

  it('follow the world on: one look-up serves a whole run', () => {
    const world = worldAt(run, 4_900_000)
    const lookup = fieldLookup(world, () => LEDGER)
    const before = lookup('replica:orders-0@2', 'logEnd')
    expect(worldAt(run, 4_990_000)).toBe(world)
    expect(lookup('replica:orders-0@2', 'logEnd')).toBeGreaterThan(before as number)
  })

  it('have no value of what does not exist', () => {
    const lookup = lookupAt(4_900_000)
    for (const [address, field] of [
      ['partition:orders-9', 'leader'],
      ['replica:orders-0@9', 'logEnd'],
      ['broker:101', 'status'],
      ['controller:1', 'active'],
      ['client:admin', 'status'],
      ['client:p1', 'positions'],
      ['ledger', 'kind'],
      ['nothing', 'leader'],
    ] as const)
      expect([address, lookup(address, field)]).toEqual([address, undefined])
    expect(lookupAt(1_000)('partition:orders-0', 'leader')).toBeUndefined()
  })
})
