// For tests of members: consumers on the fake cluster, and what became of them.

import type { FactKind } from '../../../../sim/facts.ts'
import type { Process } from '../../../../sim/process.ts'
import { find } from '../../../../sim/world.ts'
import type { ConfigValues } from '../../../config/check-value.ts'
import type { ConsumerSetup } from '../../../setup.ts'
import type { Consumer } from '../../consumer.ts'
import type { FakeCluster } from '../../testing/fake-cluster.ts'
import { fillBatches } from '../../testing/fill.ts'
import type { Membership } from '../membership.ts'

export const S = 1_000_000

export function member(
  id: string,
  config: ConfigValues = {},
  more: Partial<ConsumerSetup> = {},
): ConsumerSetup {
  return {
    kind: 'consumer',
    id,
    assign: [],
    subscribe: { topics: ['orders'], pattern: null },
    fromUs: 0,
    config: { 'group.id': 'g', 'auto.offset.reset': 'earliest', ...config },
    ...more,
  }
}

export function fill(fake: FakeCluster, partition: string, records: number): void {
  fillBatches(fake, partition, records / 10)
}

export function consumer(fake: FakeCluster, id: string): Consumer {
  return find(fake.world, `consumer:${id}`) as Consumer
}

export function owned(fake: FakeCluster, id: string): string[] {
  return consumer(fake, id)
    .partitions.map(({ name }) => name)
    .sort()
}

export function membership(fake: FakeCluster, id: string): Membership {
  const { group } = consumer(fake, id)
  if (group === null) throw new Error(`${id} is in no group`)
  return group
}

/** Partitions of all facts of a kind, in order. */
export function told(fake: FakeCluster, kind: FactKind): string[] {
  return fake.facts(kind).map(([partition]) => fake.world.names[partition ?? -1] ?? '')
}

export function process(fake: FakeCluster, id: string): Process {
  return find(fake.world, `process:${id}`) as Process
}

/** Another process of the group, there from a moment on. */
export const later = (id: string, fromUs: number, config: ConfigValues = {}): ConsumerSetup =>
  member(id, config, { fromUs })
