// Recorded times and counts, held against the engine's: all takes within what the same cause can spread over.

import { BATCH_ACKNOWLEDGED } from '../../src/kafka/client/facts.ts'
import { PROCESS_STOPPED } from '../../src/sim/facts.ts'
import type { Bench } from './bench.ts'
import { CUT } from './bench.ts'
import { longestGapMs } from './client-verdicts.ts'
import { groupTime } from './group-verdicts.ts'
import { ZERO_US } from './plan.ts'
import type { Json } from './recording.ts'
import { durationUs } from './scenario-file.ts'
import { spreadOfBrokerRecord, spreadOfPartitionChange } from './spreads.ts'
import type { Verdict } from './verdict.ts'
import { judgeWithin, leftOut } from './verdict.ts'

/** From the leader's end to the next epoch: a fetch timeout, and perhaps a split vote. */
const FAILOVER = { below: 3_000, above: 3_000 }

/** Times and counts. */
export function windowed(bench: Bench, id: string): Verdict {
  const window = bench.recording.windowed[id] as readonly [number, number]
  const broker = /^metadata broker:(\d+)\[(\d+)\] atMs$/.exec(id)
  const partition = /^metadata partition:(\S+)\[(\d+)\] atMs$/.exec(id)
  if (broker !== null || partition !== null) {
    if (window[1] >= bench.heldMs) return leftOut(id, CUT)
    if (broker !== null) return brokerTime(bench, id, broker[1] ?? '', Number(broker[2]), window)
    const engine = bench.metadata.partitions.get(partition?.[1] ?? '')?.[Number(partition?.[2])]
    return judgeWithin(
      id,
      window,
      engine?.ms,
      spreadOfPartitionChange(bench.scenario, bench.recording, window[0]),
    )
  }
  if (!bench.isWhole) return leftOut(id, CUT)
  const ofGroup = groupTime(bench, id, window)
  if (ofGroup !== null) return ofGroup
  if (id === 'metadata raft leader changes') {
    // More than one at the start is a split vote.
    return judgeWithin(id, window, bench.metadata.leaderChangesMs.length, { below: 1, above: 1 })
  }
  const change = /^metadata raft leader change after zero\[(\d+)\] atMs$/.exec(id)
  if (change !== null) {
    const later = bench.metadata.leaderChangesMs.filter((ms) => ms >= 0)
    return judgeWithin(id, window, later[Number(change[1])], FAILOVER)
  }
  const took = /^step:(\d+)\/stop tookMs$/.exec(id)
  if (took !== null) return stopTime(bench, id, Number(took[1]), window)
  const counted = /^client:(\S+) (acked|recordsInLog)$/.exec(id)
  if (counted !== null) {
    const acked = bench.replayed.noted.filter(
      ({ code, who }) => code === BATCH_ACKNOWLEDGED.code && who === counted[1],
    )
    const spread = Math.ceil(window[1] / 25)
    return judgeWithin(
      id,
      window,
      acked.reduce((sum, { c }) => sum + c, 0),
      { below: spread, above: spread },
    )
  }
  const gap = /^client:(\S+) longestAckGapMs$/.exec(id)
  if (gap !== null)
    return judgeWithin(id, window, longestGapMs(bench, gap[1] ?? ''), { below: 3_325, above: 3_325 })
  return leftOut(id, 'hangs on which keys were drawn, or on the machine')
}

function brokerTime(
  bench: Bench,
  id: string,
  broker: string,
  place: number,
  window: readonly [number, number],
): Verdict {
  const told = bench.recording.ordered[`metadata broker:${broker}`] as readonly Json[] | undefined
  if (told === undefined || told.some(reportsLogDirs)) return leftOut(id, 'the order of its records varies')
  const spread = spreadOfBrokerRecord(bench.scenario, broker, told[place] as Json, window[0])
  return judgeWithin(id, window, bench.metadata.brokers.get(broker)?.[place]?.ms, spread)
}

/** From the request to the end of the process; the real one has a virtual machine to take down, too. */
function stopTime(bench: Bench, id: string, place: number, window: readonly [number, number]): Verdict {
  const step = bench.scenario.steps?.[place]
  const atMs = durationUs(step?.at ?? '0s') / 1_000
  const stopped = bench.replayed.noted.find(
    ({ code, who, timeUs }) =>
      code === PROCESS_STOPPED.code && who === step?.node && timeUs >= ZERO_US + atMs * 1_000,
  )
  const tookMs = stopped === undefined ? undefined : (stopped.timeUs - ZERO_US) / 1_000 - atMs
  return judgeWithin(id, window, tookMs, { below: 800, above: 400 })
}

export function reportsLogDirs(record: Json): boolean {
  const fields = record as { readonly [name: string]: Json }
  return 'cordonedLogDirs' in fields && !('fenced' in fields) && !('inControlledShutdown' in fields)
}
