// Recorded facts about consumer groups and their members, held against the engine's.

import type { Bench } from './bench.ts'
import { CUT } from './bench.ts'
import type { GroupHistory } from './group-facts.ts'
import { groupHistory, readOf, rebalancesOf } from './group-facts.ts'
import type { Json, Recording } from './recording.ts'
import { spreadOfGroup } from './spreads.ts'
import type { Verdict } from './verdict.ts'
import { judge, judgeWithin, leftOut } from './verdict.ts'

/** What a group is at a moment. */
export function groupAt(bench: Bench, id: string, moment: string, group: string, recorded: Json): Verdict {
  const groups = bench.replayed.groups.get(moment)
  if (groups === undefined || (moment === 'end' && !bench.isWhole)) return leftOut(id, CUT)
  const { code, ...state } = recorded as { readonly [name: string]: Json }
  return judge(id, code === undefined ? state : { code }, groups.get(group) ?? null)
}

/** What its log holds at the end. */
export function groupLog(bench: Bench, id: string, group: string, what: string, recorded: Json): Verdict {
  if (!bench.isWhole) return leftOut(id, CUT)
  const { written, epochs, committed } = historyOf(bench, group)
  if (what === 'epochs') return judge(id, recorded, epochs)
  const partition = /^committed (\S+)$/.exec(what)
  if (partition !== null) return judge(id, recorded, committed.get(partition[1] ?? '') ?? null)
  const mine = written.map(({ value }) => value)
  return judge(id, withoutChance(bench, recorded), withoutChance(bench, mine))
}

/** Of members that come at the same moment any may be the first to join, and so lead. */
function withoutChance(bench: Bench, history: Json): Json {
  const clients = bench.scenario.clients ?? []
  return (history as readonly (readonly { readonly [name: string]: Json }[])[]).map((batch) =>
    batch.map((record) => {
      const leader = /^[^#]*/.exec(String(record.leader ?? ''))?.[0]
      const from = clients.find(({ id }) => id === leader)?.from
      const together = clients.filter((client) => client.from === from).map(({ id }) => id)
      return leader === '' || together.length < 2 ? record : { ...record, leader: together }
    }),
  )
}

/** What a consumer's rebalance listener heard, and what it read. */
export function memberFact(bench: Bench, id: string, client: string, what: string, recorded: Json): Verdict {
  if (what === 'read') return judge(id, recorded, readOf(bench.replayed, client))
  return judge(
    id,
    recorded,
    rebalancesOf(bench.replayed, client).map(({ value }) => value),
  )
}

/** Times of either; null: not a fact of a group. The n-th of one take is the n-th of another only where all takes have gone the same way so far. */
export function groupTime(bench: Bench, id: string, window: readonly [number, number]): Verdict | null {
  const told = /^(client:(\S+) rebalance|group:(\S+) history)\[(\d+)\] atMs$/.exec(id)
  if (told === null) return null
  const [, of = '', client, group, place] = told
  const sequence = client === undefined ? of : `${of}s`
  if (!isSameSoFar(bench.recording, sequence, Number(place))) return leftOut(id, 'the sequence varies')
  const times =
    client === undefined ? historyOf(bench, group ?? '').written : rebalancesOf(bench.replayed, client)
  return judgeWithin(id, window, times[Number(place)]?.ms, spreadOfGroup(bench.scenario, window[0]))
}

/** Which partitions it is about may vary with the ids of members. */
function isSameSoFar({ ordered, varying }: Recording, sequence: string, place: number): boolean {
  if (ordered[sequence] !== undefined) return true
  const takes = (varying[sequence] ?? []) as readonly (readonly { readonly generation: number }[])[]
  const [first, ...others] = takes.map((calls) =>
    calls.slice(0, place + 1).map(({ generation, ...what }) => `${generation} ${Object.keys(what).join()}`),
  )
  return first !== undefined && others.every((calls) => calls.join() === first.join())
}

const histories = new WeakMap<Bench, Map<string, GroupHistory>>()

function historyOf(bench: Bench, group: string): GroupHistory {
  const known = histories.get(bench) ?? new Map<string, GroupHistory>()
  histories.set(bench, known)
  const history = known.get(group) ?? groupHistory(bench.replayed, group)
  known.set(group, history)
  return history
}
