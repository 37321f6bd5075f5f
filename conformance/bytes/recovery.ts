// What the engine's recovery makes of logs that a loss of power has torn, as Recovered.java tells it of Kafka's.

import { openHeadless, runUntil } from '../../src/cli/headless.ts'
import { openScenario } from '../../src/cli/scenario-file.ts'
import { durationText, timeOption } from '../../src/cli/times.ts'
import { wordsIn } from '../../src/cli/words.ts'
import type { Log } from '../../src/kafka/log/log.ts'
import { nodesOf, replicaLog, truthImage } from '../../src/kafka/truth.ts'
import { ENGINE_VERSION } from '../../src/run/engine-version.ts'
import { hashText } from '../../src/sim/hash.ts'
import type { World } from '../../src/sim/world.ts'
import { filesOf } from '../../src/view/log-files.ts'

/** A log after recovery. */
export interface Recovery {
  readonly logEnd: number
  /** Base offset and bytes of each. */
  readonly segments: readonly (readonly [number, number])[]
  /** Files that wait to be removed. */
  readonly deleted: readonly string[]
}

export type RecoveryByReplica = { readonly [replica: string]: Recovery }

interface RecoveryRun {
  readonly engineVersion: number
  readonly seed: string
  readonly at: string
  /** Before recovery, when the files are exported. */
  readonly traceHash: string
  /** Base offset of the segment with the torn batch. */
  readonly tornSegments: { readonly [replica: string]: number }
  readonly recovered: RecoveryByReplica
}

const STEP_US = 1_000
const PATIENCE_US = 60_000_000

/** From a moment at which power is lost on to just after recovery. */
export async function engineRecovery(file: string, seed?: string, at?: string): Promise<RecoveryRun> {
  const words = wordsIn('en')
  const { scenario } = await openScenario(words, file)
  const fromUs = timeOption(words, '--at', at, scenario.untilUs)
  const headless = { ...openHeadless(scenario, seed ?? scenario.seed), watched: [] }
  runUntil(headless, fromUs)
  const { head } = headless.branch
  const traceHash = hashText(head.world.traceHash)
  const torn = logsOf(head.world).filter((log) => log.torn != null)
  const recovered: { [replica: string]: Recovery } = {}
  for (let us = fromUs + STEP_US; us < fromUs + PATIENCE_US; us += STEP_US) {
    runUntil(headless, us)
    for (const log of logsOf(headless.branch.head.world)) {
      const name = nameOf(log)
      if (log.torn === null && recovered[name] === undefined && torn.some((was) => nameOf(was) === name))
        recovered[name] = recoveryOf(headless.branch.head.world, log)
    }
    if (Object.keys(recovered).length === torn.length) break
  }
  const tornSegments = Object.fromEntries(torn.map((log) => [nameOf(log), log.torn?.segmentBase ?? -1]))
  const { seed: ran } = headless
  return {
    engineVersion: ENGINE_VERSION,
    seed: ran,
    at: durationText(fromUs),
    traceHash,
    tornSegments,
    recovered,
  }
}

const nameOf = ({ partition, nodeId }: Readonly<Log>): string => `${partition}@${nodeId}`

function logsOf(world: World): Log[] {
  const logs: Log[] = []
  for (const partition of truthImage(world).partitions.keys()) {
    for (const { id } of nodesOf(world)) {
      const log = replicaLog(world, partition, id)
      if (log !== null) logs.push(log)
    }
  }
  return logs
}

function recoveryOf(world: World, log: Readonly<Log>): Recovery {
  const folder = `${log.partition}/`
  const paths = filesOf(world, log.nodeId).map(({ path }) => path)
  return {
    logEnd: log.logEnd,
    segments: log.segments.map(({ baseOffset, sizeBytes }) => [baseOffset, sizeBytes]),
    deleted: paths
      .filter((path) => path.startsWith(folder) && path.endsWith('.deleted'))
      .map((path) => path.slice(folder.length))
      .sort(),
  }
}
