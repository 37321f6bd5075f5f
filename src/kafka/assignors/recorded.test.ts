// Held against the real classes of Kafka 4.3.1: random groups and what its assignors made of them (conformance/recordings/assignors.json).

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { AssignorName } from './assignors.ts'
import { ASSIGNOR_NAMES, ASSIGNORS } from './assignors.ts'
import type { Group } from './group.ts'
import { nameOf } from './group.ts'
import { partitionOf } from './testing/notation.ts'

interface Case {
  readonly topics: { readonly [name: string]: number | { readonly racks: readonly (readonly string[])[] } }
  readonly members: readonly {
    readonly id: string
    readonly topics: readonly string[]
    readonly owned: readonly string[]
    readonly generation?: number
    readonly instance?: string
    readonly rack?: string
  }[]
  readonly results: { readonly [name in AssignorName]?: { readonly [member: string]: readonly string[] } }
}

const RECORDING = 'conformance/recordings/assignors.json'
const CASES = (JSON.parse(readFileSync(RECORDING, 'utf8')) as { readonly cases: readonly Case[] }).cases

describe.each(ASSIGNOR_NAMES)('%s', (name) => {
  const recorded = CASES.flatMap((row) => {
    const result = row.results[name]
    return result === undefined ? [] : [{ group: groupOf(row), result }]
  })

  it('gives what the real one gives', () => {
    expect(recorded.length).toBeGreaterThan(30)
    for (const { group, result } of recorded) {
      const ours = ASSIGNORS[name](group).map(({ member, partitions }) => [
        member,
        partitions.map(nameOf).sort(),
      ])
      expect(ours).toEqual(group.members.map(({ id }) => [id, [...(result[id] ?? [])].sort()]))
    }
  })
})

function groupOf(row: Case): Group {
  return {
    topics: Object.entries(row.topics).map(([name, of]) =>
      typeof of === 'number'
        ? { name, partitions: of, racks: null }
        : { name, partitions: of.racks.length, racks: of.racks },
    ),
    members: row.members.map(({ id, topics, owned, generation = -1, instance = null, rack = null }) => ({
      id,
      topics,
      owned: owned.map(partitionOf),
      generation,
      instance,
      rack,
    })),
  }
}
