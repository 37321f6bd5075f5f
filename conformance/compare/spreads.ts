// How far values of the same cause can lie apart, by what Kafka leaves to its timers and a real machine to chance.

import type { Json, Recording } from './recording.ts'
import type { RecordedScenario, RecordedStep } from './scenario-file.ts'
import { durationUs } from './scenario-file.ts'
import type { Spread } from './verdict.ts'

/** A step's effect: the machine's own slowness only. */
const AT_ONCE: Spread = { below: 400, above: 400 }
/** A session's end after a kill: the last heartbeat lies up to 2 s before it, and the search runs every 1.125 s. */
const SESSION: Spread = { below: 3_325, above: 3_325 }
/** A start: the real process needs one to six seconds to get going, by how busy the machine is, the engine's none; it may not come later. */
const START: Spread = { below: 10_000, above: 300 }
/** A start within the old session: refused until it ends, with back-offs of up to 6.4 s between the attempts. */
const REFUSED_START: Spread = { below: 9_500, above: 9_500 }

const SESSION_MS = 9_000

interface Cause {
  readonly ms: number
  readonly do: string
}

/** For the n-th record of a broker: what was done to that broker last, and what the record says. */
export function spreadOfBrokerRecord(
  scenario: RecordedScenario,
  broker: string,
  record: Json,
  recordedMs: number,
): Spread {
  const cause = lastCause(scenario, (step) => step.node === broker, recordedMs)
  const fields = record as { readonly [name: string]: Json }
  if (fields.inControlledShutdown === 1) return AT_ONCE
  if (fields.fenced === 1) {
    // What an orderly stop writes by itself comes within a heartbeat; what the session writes, later.
    return cause?.do === 'stop' && recordedMs - cause.ms < 5_000 ? AT_ONCE : SESSION
  }
  return spreadOfStart(scenario, broker, recordedMs)
}

/**
 * Members hear of a rebalance with their next heartbeat; of one that has gone without a word after its session, which its last heartbeat began. Java needs up
 * to half a second to get a consumer going.
 */
export function spreadOfGroup(scenario: RecordedScenario, recordedMs: number): Spread {
  const clients = scenario.clients ?? []
  const beats = clients.map(({ config }) => Number(config?.['heartbeat.interval.ms'] ?? 3_000))
  const isMember = ({ node }: RecordedStep): boolean => clients.some(({ id }) => id === node)
  const gone = lastCause(scenario, isMember, recordedMs)
  const beat = Math.max(...beats)
  const ms = gone !== null && gone.do !== 'start' ? 2 * beat + 500 : beat + 500
  return { below: ms, above: ms }
}

/** A change of a partition follows from whatever was done last, to any node. */
export function spreadOfPartitionChange(
  scenario: RecordedScenario,
  recording: Recording,
  recordedMs: number,
): Spread {
  for (const id of Object.keys(recording.windowed)) {
    const match = /^metadata broker:(\d+)\[(\d+)\] atMs$/.exec(id)
    const [least] = recording.windowed[id] ?? [0]
    if (match === null || least !== recordedMs) continue
    const records = recording.ordered[`metadata broker:${match[1]}`] as readonly Json[] | undefined
    const record = records?.[Number(match[2])]
    if (record !== undefined) return spreadOfBrokerRecord(scenario, match[1] ?? '', record, recordedMs)
  }
  const cause = lastCause(scenario, (step) => step.node !== undefined, recordedMs)
  if (cause?.do === 'start') {
    const step = scenario.steps?.find((each) => each.do === 'start' && msOf(each) === cause.ms)
    return spreadOfStart(scenario, step?.node ?? '', recordedMs)
  }
  return cause?.do === 'stop' ? AT_ONCE : SESSION
}

function spreadOfStart(scenario: RecordedScenario, broker: string, recordedMs: number): Spread {
  const started = lastCause(scenario, (step) => step.node === broker && step.do === 'start', recordedMs)
  const ended = lastCause(
    scenario,
    (step) => step.node === broker && (step.do === 'stop' || step.do === 'kill'),
    started?.ms ?? recordedMs,
  )
  if (started === null || ended === null) return START
  return started.ms - ended.ms < SESSION_MS + 2_500 ? REFUSED_START : START
}

function lastCause(
  scenario: RecordedScenario,
  test: (step: RecordedStep) => boolean,
  beforeMs: number,
): Cause | null {
  let last: Cause | null = null
  for (const step of scenario.steps ?? []) {
    if (test(step) && msOf(step) <= beforeMs && (last === null || msOf(step) >= last.ms))
      last = { ms: msOf(step), do: step.do }
  }
  return last
}

function msOf(step: RecordedStep): number {
  return durationUs(step.at) / 1_000
}
