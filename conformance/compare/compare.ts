// One recording against one run of the engine: every recorded fact agrees, differs, or is left out with its reason.

import { TRUNCATED } from '../../src/kafka/broker/facts.ts'
import { REGISTRATION_ANSWERED } from '../../src/kafka/controller/facts.ts'
import { errorOf, NONE, REQUEST_TIMED_OUT } from '../../src/kafka/protocol/errors.ts'
import type { Bench } from './bench.ts'
import { CUT } from './bench.ts'
import { clientFact } from './client-verdicts.ts'
import type { Replay } from './driver.ts'
import { groupAt, groupLog } from './group-verdicts.ts'
import { logFact } from './log-verdicts.ts'
import type { Timed } from './metadata-facts.ts'
import { metadataFacts } from './metadata-facts.ts'
import { ZERO_US } from './plan.ts'
import type { ProduceRun } from './produce-step.ts'
import type { Json, Recording } from './recording.ts'
import type { RecordedScenario } from './scenario-file.ts'
import { durationUs } from './scenario-file.ts'
import { reportsLogDirs, windowed } from './time-verdicts.ts'
import type { Verdict } from './verdict.ts'
import { judge, leftOut } from './verdict.ts'

export function compare(recording: Recording, scenario: RecordedScenario, replayed: Replay): Verdict[] {
  const { heldUntilUs, untilUs } = replayed.plan
  const bench: Bench = {
    recording,
    scenario,
    replayed,
    metadata: metadataFacts(replayed),
    heldMs: (heldUntilUs - ZERO_US) / 1_000,
    isWhole: heldUntilUs === untilUs,
  }
  const verdicts: Verdict[] = []
  for (const id of Object.keys(recording.exact)) verdicts.push(fixed(bench, id, recording.exact[id] as Json))
  for (const id of Object.keys(recording.ordered))
    verdicts.push(fixed(bench, id, recording.ordered[id] as Json))
  for (const id of Object.keys(recording.varying)) {
    if (VARYING.test(id)) verdicts.push(oneOf(bench, id, recording.varying[id] as readonly Json[]))
  }
  verdicts.push(...oneTake(bench))
  for (const id of Object.keys(recording.windowed)) verdicts.push(windowed(bench, id))
  return verdicts
}

/** What may differ between takes as a whole. */
const VARYING = /^metadata broker:\d+$|^step:(below-none|lead) result$/
/** What hangs on the random ids of members. */
const DRAWN = /^\S+ group:\S+$|^client:\S+ rebalances$/

/** What differed between the takes: the engine does as one of them did. */
function oneOf(bench: Bench, id: string, takes: readonly Json[]): Verdict {
  const verdicts = takes.map((recorded) => fixed(bench, id, recorded))
  return verdicts.find(({ outcome }) => outcome === 'agrees') ?? (verdicts[0] as Verdict)
}

/** What became of groups: all of it as in one and the same take. */
function oneTake(bench: Bench): readonly Verdict[] {
  const { varying } = bench.recording
  const drawn = Object.keys(varying).filter((id) => DRAWN.test(id))
  const ofTake = (take: number): readonly Verdict[] =>
    drawn.map((id) => fixed(bench, id, (varying[id] as readonly Json[])[take] as Json))
  let best = ofTake(0)
  for (let take = 1; take < bench.recording.takes; take++) {
    const verdicts = ofTake(take)
    if (agreed(verdicts) > agreed(best)) best = verdicts
  }
  return best
}

function agreed(verdicts: readonly Verdict[]): number {
  return verdicts.filter(({ outcome }) => outcome === 'agrees').length
}

const UNASKED = 'the engine cannot be asked that yet'

/** Exact and ordered facts. */
function fixed(bench: Bench, id: string, recorded: Json): Verdict {
  const [, about, what] = /^(\S+?(?: \S+?:\S+?)?)(?: (.*))?$/.exec(id) ?? []
  if (id === 'metadata bootstrap') return judge(id, recorded, bench.metadata.bootstrap)
  const topic = /^metadata topic:(\S+) created by$/.exec(id)
  if (topic !== null) return createdBy(bench, id, topic[1] ?? '', recorded)
  const partition = /^metadata partition:(\S+)$/.exec(id)
  if (partition !== null)
    return history(bench, id, bench.metadata.partitions.get(partition[1] ?? '') ?? [], recorded)
  const broker = /^metadata broker:(\d+)(?:\[(\d+)\] written with)?$/.exec(id)
  if (broker !== null) return brokerRecords(bench, id, broker[1] ?? '', broker[2], recorded)
  const step = /^step:(\S+) result$/.exec(id)
  if (step !== null) return stepResult(bench, id, step[1] ?? '', recorded)
  const lies = /^(\S+) partition:(\S+) (\S+)$/.exec(id)
  if (lies !== null) return logFact(bench, id, lies[1] ?? '', lies[2] ?? '', lies[3] ?? '', recorded)
  const group = /^(\S+) group:(\S+)$/.exec(id)
  if (group !== null) return groupAt(bench, id, group[1] ?? '', group[2] ?? '', recorded)
  const logOf = /^group:(\S+) (.+)$/.exec(id)
  if (logOf !== null) return groupLog(bench, id, logOf[1] ?? '', logOf[2] ?? '', recorded)
  const client = /^client:(\S+) (.+)$/.exec(id)
  if (client !== null) return clientFact(bench, id, client[1] ?? '', client[2] ?? '', recorded)
  const logged = /^broker:(\d+) (truncations logged|registration refused with)$/.exec(id)
  if (logged !== null) return serverLog(bench, id, logged[1] ?? '', logged[2] ?? '', recorded)
  return leftOut(id, `nothing in the engine to hold against ${about} ${what ?? ''}`)
}

function createdBy(bench: Bench, id: string, topic: string, recorded: Json): Verdict {
  const made = bench.metadata.createdBy.get(topic)
  return made === undefined && !bench.isWhole ? leftOut(id, CUT) : judge(id, recorded, made ?? null)
}

/** As far as the engine could follow. */
function history(bench: Bench, id: string, engine: readonly Timed[], recorded: Json): Verdict {
  const all = recorded as readonly Json[]
  const known = all.filter(
    (_, place) => (bench.recording.windowed[`${id}[${place}] atMs`]?.[1] ?? -1) < bench.heldMs,
  )
  if (known.length === 0) return leftOut(id, CUT)
  const mine = engine.map(({ value }) => value)
  return judge(id, known.map(withoutZeroes), bench.isWhole ? mine : mine.slice(0, known.length))
}

/** RECOVERED is the rule: told only while it is news. */
function withoutZeroes(state: Json): Json {
  const { recovery, ...rest } = state as { readonly [name: string]: Json }
  return recovery === 1 ? { ...rest, recovery } : rest
}

function brokerRecords(
  bench: Bench,
  id: string,
  broker: string,
  place: string | undefined,
  recorded: Json,
): Verdict {
  const engine = bench.metadata.brokers.get(broker) ?? []
  const clean = (recorded as readonly Json[]).filter((record) => !reportsLogDirs(record))
  if (place === undefined) {
    const known = clean.filter(
      (_, at) => (bench.recording.windowed[`${id}[${at}] atMs`]?.[1] ?? -1) < bench.heldMs,
    )
    const mine = engine.map(({ value }) => value)
    return judge(id, known, bench.isWhole ? mine : mine.slice(0, known.length))
  }
  const window = bench.recording.windowed[`metadata broker:${broker}[${place}] atMs`]
  if (window !== undefined && window[1] >= bench.heldMs) return leftOut(id, CUT)
  return judge(id, clean, engine[Number(place)]?.writtenWith ?? null)
}

function stepResult(bench: Bench, id: string, step: string, recorded: Json): Verdict {
  const atMs = (bench.scenario.steps ?? []).find((each) => each.id === step)?.at ?? '0s'
  if (durationUs(atMs) / 1_000 >= bench.heldMs) return leftOut(id, CUT)
  const run = bench.replayed.produced.find((each) => each.step === step)
  if (run !== undefined) {
    const fields = recorded as { readonly [name: string]: Json }
    if (fields.records === undefined) return judge(id, recorded, { runs: runsOf(run) })
    const mine = run.sent.map(({ key, partition, offset, error }) =>
      error !== 0 ? [key, error] : [key, partition, offset],
    )
    return judge(id, recordsByCode(fields), mine)
  }
  const result = bench.replayed.results.get(step)
  if (result === undefined && bench.replayed.plan.unasked.includes(step)) return leftOut(id, UNASKED)
  return judge(id, byCode(recorded), result ?? null)
}

/** How many records in a row went to the same partition. */
export function runsOf(run: ProduceRun): number[] {
  const runs: number[] = []
  run.sent.forEach(({ partition }, place) => {
    if (place > 0 && run.sent[place - 1]?.partition === partition) runs.push((runs.pop() ?? 0) + 1)
    else runs.push(1)
  })
  return runs
}

/** A record that failed, by the code of its exception. */
function recordsByCode(fields: { readonly [name: string]: Json }): Json {
  const errors = (fields.errors ?? []) as readonly { readonly [name: string]: Json }[]
  return (fields.records as readonly (readonly Json[])[]).map((row) => {
    const error = errors.find(({ exception }) => exception === row[1])
    if (error === undefined) return row
    // What the client gives up by itself carries no code of the protocol.
    return [row[0] as Json, error.code ?? (row[1] === 'TimeoutException' ? REQUEST_TIMED_OUT : null)]
  })
}

/** An error is its code: the engine has no messages. */
function byCode(recorded: Json): Json {
  if (recorded === null || typeof recorded !== 'object' || Array.isArray(recorded)) return recorded
  const fields = recorded as { readonly [name: string]: Json }
  if ('code' in fields) return { code: fields.code as Json }
  if ('failed' in fields)
    return { ...fields, failed: (fields.failed as { readonly exception: Json }).exception }
  // A result for each of several partitions.
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, byCode(value)]))
}

function serverLog(bench: Bench, id: string, broker: string, what: string, recorded: Json): Verdict {
  if (!bench.isWhole) return leftOut(id, CUT)
  const { noted, world } = bench.replayed
  const mine = noted.filter(({ who }) => who === broker)
  if (what === 'truncations logged') {
    const cuts = mine.filter(({ code, b, c }) => code === TRUNCATED.code && c < b)
    return judge(
      id,
      recorded,
      cuts.map(({ a, c }) => [world.names[a] ?? '', c]),
    )
  }
  const refused = mine.filter(({ code, a }) => code === REGISTRATION_ANSWERED.code && a !== NONE)
  return judge(id, recorded, [...new Set(refused.map(({ a }) => errorOf(a).name))])
}
