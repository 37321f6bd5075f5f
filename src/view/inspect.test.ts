import { describe, expect, it } from 'vitest'
import { VIEW_EN } from '../tell/en-view.ts'
import { clusterRows } from './cluster.ts'
import { inspect } from './inspect.ts'
import type { InspectRow } from './rows.ts'
import { failoverRun, KILL_AT_US, worldAt } from './testing/failover-run.ts'

const run = failoverRun(16_000_000)

function fieldOf(row: InspectRow, group: string, name: string): string | undefined {
  return row.groups.find((each) => each.label === group)?.fields.find((field) => field.name === name)?.value
}

/** Everything that can be clicked at a moment. */
function addressesAt(timeUs: number): string[] {
  const rows = clusterRows(worldAt(run, timeUs))
  const { nodes, partitions, replicas, clients, messages } = rows
  const found = [...nodes, ...partitions, ...replicas, ...clients, ...messages].map((row) => row.address)
  return [
    ...found,
    'conn:p1>1',
    'conn:2>1/fetcher',
    'process:2',
    'disk:101',
    'link:p1>2',
    'topic:orders',
    'record:p1/10',
  ]
}

describe('the inspector', () => {
  it.each([3_000_000, 4_900_000, KILL_AT_US, 9_000_000, 15_000_000])(
    'finds everything that stands on the stage at %i µs',
    (timeUs) => {
      for (const address of addressesAt(timeUs)) {
        const row = inspect(worldAt(run, timeUs), address)
        expect([address, row.presence]).toEqual([address, 'here'])
        expect(row.groups.length).toBeGreaterThan(0)
      }
    },
  )

  it('names each field of a group once, has text in each, and words for every group', () => {
    for (const timeUs of [4_900_000, 9_000_000]) {
      for (const address of addressesAt(timeUs)) {
        for (const group of inspect(worldAt(run, timeUs), address).groups) {
          expect(VIEW_EN).toHaveProperty([`inspect.group.${group.label}`])
          const names = group.fields.map((field) => field.name)
          expect([address, new Set(names).size]).toEqual([address, names.length])
          for (const field of group.fields)
            expect(field.value).not.toMatch(/undefined|NaN|\[object|9007199254740991/)
        }
      }
    }
  })

  it('counts a broken session down at the broker and at the controller that keeps it', () => {
    const world = worldAt(run, 9_000_000)
    const ends = fieldOf(inspect(world, 'broker:1'), 'state', 'sessionEnds')
    expect(ends).toMatch(/^\+\d\.\d s · 1[0-4]\.\d{6} s$/)
    const active = clusterRows(world).nodes.find((node) => node.active)
    expect(fieldOf(inspect(world, active?.address ?? ''), 'sessions', 'broker:1')).toContain(ends)
    const timer = inspect(world, `timer:${active?.id}/session/1`)
    expect(fieldOf(timer, 'state', 'awaits')).toBe('process:1')
  })

  it('shows what waits in purgatory as addresses that lead to the requests', () => {
    const world = worldAt(run, 4_900_000)
    const waiting =
      inspect(world, 'broker:2').groups.find((group) => group.label === 'purgatory')?.fields ?? []
    expect(waiting.length).toBeGreaterThan(1)
    for (const { value } of waiting) expect(inspect(world, value.split(', ')[0] ?? '').presence).toBe('here')
  })

  it('shows a record wherever a log holds it, at one offset', () => {
    const copies = inspect(worldAt(run, 4_900_000), 'record:p1/10').groups.find(
      (group) => group.label === 'copies',
    )
    expect(copies?.fields).toHaveLength(3)
    expect(new Set(copies?.fields.map((field) => field.value.split(', ')[1])).size).toBe(1)
  })

  it('says of what is over that it is no more, and of what is to come that it is not yet', () => {
    const first = clusterRows(worldAt(run, 4_000_000)).messages.find((row) => row.api === 'Produce')
    const address = first?.address ?? ''
    expect(inspect(worldAt(run, 3_000_000), address).presence).toBe('notYet')
    expect(inspect(worldAt(run, 4_000_000), address).presence).toBe('here')
    expect(inspect(worldAt(run, 9_000_000), address).presence).toBe('noMore')
    const world = worldAt(run, 1_000)
    for (const missing of [
      'partition:orders-0',
      'replica:orders-0@1',
      'record:p1/5',
      'broker:9',
      'gibberish',
    ])
      expect([missing, inspect(world, missing).presence]).toEqual([missing, 'notYet'])
  })

  it('knows a controller from a broker', () => {
    const world = worldAt(run, 4_900_000)
    expect(inspect(world, 'broker:101').presence).toBe('notYet')
    expect(inspect(world, 'controller:1').presence).toBe('notYet')
  })

  it('marks what changed since the moment before, and nothing else', () => {
    const before = inspect(worldAt(run, KILL_AT_US - 1), 'broker:1')
    const after = inspect(worldAt(run, KILL_AT_US), 'broker:1', null, before)
    const marked = after.groups.flatMap((group) => group.fields.filter((field) => field.changed))
    expect(marked.map((field) => field.name)).toContain('status')
    expect(marked.map((field) => field.name)).not.toContain('rack')
    expect(
      inspect(worldAt(run, KILL_AT_US), 'broker:1', null, after).groups.flatMap((g) => g.fields),
    ).toSatisfy((fields: InspectRow['groups'][number]['fields']) => fields.every((field) => !field.changed))
  })
})
