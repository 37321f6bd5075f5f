// Recorded facts about what clients saw, held against the engine's.

import {
  BATCH_ACKNOWLEDGED,
  BATCH_FAILED,
  RECORD_APPENDED,
  RECORDS_DELIVERED,
} from '../../src/kafka/client/facts.ts'
import type { Producer } from '../../src/kafka/client/producer.ts'
import { errorOf } from '../../src/kafka/protocol/errors.ts'
import { keyOf } from '../../src/kafka/workload/workload.ts'
import { find } from '../../src/sim/world.ts'
import type { Bench } from './bench.ts'
import { CUT } from './bench.ts'
import { memberFact } from './group-verdicts.ts'
import type { Timed } from './metadata-facts.ts'
import type { Json } from './recording.ts'
import type { Verdict } from './verdict.ts'
import { judge, leftOut } from './verdict.ts'

export function clientFact(bench: Bench, id: string, client: string, what: string, recorded: Json): Verdict {
  const { noted, world } = bench.replayed
  if (what === 'placement') return placement(bench, id, client, recorded)
  if (!bench.isWhole) return leftOut(id, CUT)
  if (what === 'errors') {
    const failed = noted.filter(({ code, who }) => code === BATCH_FAILED.code && who === client)
    return judge(id, recorded, [...new Set(failed.map(({ d }) => errorOf(d).name))])
  }
  if (what === 'acknowledgedButNotInLog') return judge(id, recorded, lostRecords(bench, client))
  const jumps = /^read (\S+) jumps$/.exec(what)
  if (jumps !== null) {
    const runs = noted.filter(
      ({ code, who, a }) => code === RECORDS_DELIVERED.code && who === client && world.names[a] === jumps[1],
    )
    return judge(id, recorded, runs.filter(({ b }, place) => place > 0 && runs[place - 1]?.c !== b).length)
  }
  if (what === 'rebalances' || what === 'read') return memberFact(bench, id, client, what, recorded)
  return leftOut(id, `nothing in the engine to hold against it`)
}

function lastLeader(states: readonly Timed[]): number {
  const last = states[states.length - 1]
  return last === undefined ? -1 : (last.value as { readonly leader: number }).leader
}

/** Of acknowledged batches, the records that the leader's log no longer has. */
function lostRecords(bench: Bench, client: string): number {
  const { noted, world, snapshots } = bench.replayed
  let lost = 0
  for (const { code, who, a, c, d } of noted) {
    if (code !== BATCH_ACKNOWLEDGED.code || who !== client || d < 0) continue
    const partition = world.names[a] ?? ''
    const states = bench.metadata.partitions.get(partition) ?? []
    const leader = lastLeader(states)
    const end = snapshots.get('end')?.get(partition)?.get('leo')?.get(leader) as number
    if (d + c > end) lost += c
  }
  return lost
}

/** Keys that both have sent. */
function placement(bench: Bench, id: string, client: string, recorded: Json): Verdict {
  const { noted, world } = bench.replayed
  const { workload } = find(world, `producer:${client}`) as Producer
  const mine = new Map<string, Set<string>>()
  for (const { code, who, a, b } of noted) {
    const key = code === RECORD_APPENDED.code && who === client ? keyOf(workload, a) : null
    if (key !== null) mine.set(key, (mine.get(key) ?? new Set()).add(world.names[b] ?? ''))
  }
  const told = recorded as { readonly [key: string]: Json }
  const common = Object.keys(told).filter((key) => mine.has(key))
  if (common.length === 0) return leftOut(id, CUT)
  return judge(
    id,
    common.map((key) => [key, told[key] as Json]),
    common.map((key) => [key, [...(mine.get(key) ?? [])].sort()]),
  )
}

/** Between acknowledgements of one producer. */
export function longestGapMs(bench: Bench, client: string): number {
  const times = bench.replayed.noted
    .filter(({ code, who }) => code === BATCH_ACKNOWLEDGED.code && who === client)
    .map(({ timeUs }) => timeUs)
  let longestUs = 0
  for (let i = 1; i < times.length; i++)
    longestUs = Math.max(longestUs, (times[i] as number) - (times[i - 1] as number))
  return longestUs / 1_000
}
