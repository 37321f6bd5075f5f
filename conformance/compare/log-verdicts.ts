// Recorded facts about what lies in the logs of replicas, held against the engine's.

import { HIGH_WATERMARK_ADVANCED } from '../../src/kafka/broker/facts.ts'
import type { Bench } from './bench.ts'
import { CUT } from './bench.ts'
import type { Json } from './recording.ts'
import type { Verdict } from './verdict.ts'
import { judge, leftOut } from './verdict.ts'

/** Equal values once, with the replicas that have them. */
type ByReplica = { readonly replicas: readonly number[]; readonly value: Json }

export function logFact(
  bench: Bench,
  id: string,
  moment: string,
  partition: string,
  what: string,
  recorded: Json,
): Verdict {
  const facts = bench.replayed.snapshots.get(moment)
  if (facts === undefined || (moment === 'end' && !bench.isWhole)) return leftOut(id, CUT)
  const values = facts.get(partition)?.get(what) ?? new Map<number, Json>()
  if (what === 'replicasWithEqualBytes') return judge(id, recorded, [...grouped(values).values()])
  const rows = recorded as readonly ByReplica[]
  if (JSON.stringify(rows).includes('"more than ')) return leftOut(id, 'too many to be told')
  if (what === 'files') return filesFact(bench, id, rows, values)
  if (what === 'highWatermarkCheckpoint') return checkpointFact(bench, id, moment, partition, rows, values)
  const mine = rows.map(({ replicas }) => ({ replicas, value: sameValue(values, replicas) }))
  return judge(id, rows, mine)
}

/** A restart and a truncation leave a snapshot of the producers behind, which the engine does not keep track of. */
function filesFact(
  bench: Bench,
  id: string,
  rows: readonly ByReplica[],
  files: ReadonlyMap<number, Json>,
): Verdict {
  const isDisturbed = (bench.scenario.steps ?? []).some(({ node }) => node !== undefined)
  const kept = (value: Json): Json =>
    (value as readonly (readonly Json[])[]).filter(
      ([name]) => !isDisturbed || !String(name).endsWith('.snapshot'),
    )
  return judge(
    id,
    rows.map(({ replicas, value }) => ({ replicas, value: kept(value) })),
    rows.map(({ replicas }) => ({ replicas, value: sameValue(files, replicas, kept) })),
  )
}

/** The file is up to 5 s old, so the high watermark of now or of any moment since will do too; what a dead broker had written last is chance. */
function checkpointFact(
  bench: Bench,
  id: string,
  moment: string,
  partition: string,
  rows: readonly ByReplica[],
  written: ReadonlyMap<number, Json>,
): Verdict {
  const now = bench.replayed.snapshots.get(moment)?.get(partition)?.get('highWatermark')
  const told: Json[] = []
  const mine: Json[] = []
  for (const { replicas, value } of rows) {
    for (const replica of replicas) {
      const file = written.get(replica)
      if (file === undefined) continue
      told.push([replica, value])
      const mayBe = now?.get(replica) === value || wasHighWatermark(bench, moment, partition, replica, value)
      mine.push([replica, mayBe ? value : file])
    }
  }
  return judge(id, told, mine)
}

const CHECKPOINT_US = 5_000_000

/** Within 5 s before the moment: the timer of the recorded broker may have gone off then. */
function wasHighWatermark(
  bench: Bench,
  moment: string,
  partition: string,
  replica: number,
  value: Json,
): boolean {
  const { plan, noted, world } = bench.replayed
  const asked = plan.acts.find(({ act }) => act.kind === 'snapshot' && act.step === moment)
  const momentUs = asked?.timeUs ?? plan.untilUs
  return noted.some(
    ({ code, who, timeUs, a, b, c }) =>
      code === HIGH_WATERMARK_ADVANCED.code &&
      who === String(replica) &&
      world.names[a] === partition &&
      timeUs <= momentUs &&
      timeUs > momentUs - CHECKPOINT_US &&
      (b === value || c === value),
  )
}

function grouped(values: ReadonlyMap<number, Json>): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const [replica, value] of values) {
    const key = JSON.stringify(value)
    groups.set(key, [...(groups.get(key) ?? []), replica])
  }
  return groups
}

/** What these replicas have in common; all values when they differ. */
function sameValue(
  values: ReadonlyMap<number, Json>,
  replicas: readonly number[],
  of: (value: Json) => Json = (value) => value,
): Json {
  const mine = replicas.map((replica) => of(values.get(replica) ?? []))
  const first = JSON.stringify(mine[0])
  return mine.every((value) => JSON.stringify(value) === first) ? (mine[0] ?? null) : mine
}
