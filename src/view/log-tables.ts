// The tables of the log lens at one moment: one partition, its replicas on one axis, only the offsets that are asked for.

import type { Replica } from '../kafka/broker/replica.ts'
import { emptyLog } from '../kafka/log/log.ts'
import { safeEndOf } from '../kafka/log/written.ts'
import type { PartitionState } from '../kafka/metadata/records.ts'
import { replicaHighWatermark, replicaLog, replicaStanding } from '../kafka/truth.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import { acknowledgedOf } from './log-acknowledged.ts'
import type { LogStanding } from './log-changes.ts'
import { goneBatches, logChanges, logStandings } from './log-changes.ts'
import { diskRows } from './log-disks.ts'
import { fileRows } from './log-files.ts'
import { readerRows } from './log-readers.ts'
import { bucketsRow, goneRows, recordReading, recordRows } from './log-records.ts'
import type {
  LogAsk,
  LogBucketsRow,
  LogChangeRow,
  LogNameRow,
  LogRecordRow,
  LogReplicaRow,
  LogTables,
} from './log-rows.ts'
import { segmentRows } from './log-segments.ts'
import { endOnDisk, tornBatches, tornRow, withTorn } from './log-torn.ts'
import type { LogWindow } from './log-window.ts'
import { logWindow } from './log-window.ts'
import type { Scene } from './scene.ts'
import { sceneOf } from './scene.ts'

/** How the partition's logs stood one event before; null when that is not known. */
export type LogBefore = readonly LogStanding[] | null

const NO_LOG = emptyLog(-1, -1, '', -1)

/** Batches behind a torn one that are told record by record. */
const BEHIND_MAX = 400

/** What a frame takes of this file. */
export interface LogPart {
  readonly logBefore: typeof logBefore
  readonly logTables: typeof logTables
}

export function logBefore(world: World, ask: LogAsk): LogBefore {
  const scene = sceneOf(world)
  const found = partitionFor(scene, ask.partition)
  return found === null ? null : logStandings(world, found.name, found.state.replicas)
}

export function logTables(world: World, checks: Tables | null, ask: LogAsk, before: LogBefore): LogTables {
  const scene = sceneOf(world)
  const shared = {
    logNames: nameRows(scene),
    disks: ask.disks ? diskRows(scene) : [],
    files: ask.directory === null ? [] : fileRows(world, ask.directory.node, ask.directory.folder),
  }
  const found = partitionFor(scene, ask.partition)
  if (found === null) return { ...NOTHING, ...shared }
  return { ...shared, ...partitionTables(scene, checks, ask, before, found.name, found.state) }
}

const NOTHING: Omit<LogTables, 'logNames' | 'disks' | 'files'> = {
  logWindow: [],
  logReplicas: [],
  logRecords: [],
  logBuckets: [],
  logChanges: [],
  logReaders: [],
}

function partitionTables(
  scene: Scene,
  checks: Tables | null,
  ask: LogAsk,
  before: LogBefore,
  name: string,
  state: PartitionState,
): Omit<LogTables, 'logNames' | 'disks' | 'files'> {
  const { world } = scene
  const now = logStandings(world, name, state.replicas)
  const changes = before === null ? [] : logChanges(name, before, now)
  const start = now.length === 0 ? 0 : Math.min(...now.map((each) => each.start))
  const end = Math.max(start, ...now.map((each) => each.endOnDisk), ...changes.map((change) => change.to))
  const window = logWindow(ask, start, end)
  const replicas = state.replicas.map((node) => replicaRow(world, name, state, node, window))
  const leader = replicas.find((replica) => replica.leads)
  return {
    logWindow: [
      {
        address: `partition:${name}`,
        name,
        ...window,
        start,
        end,
        leader: state.leader,
        leaderEpoch: state.leaderEpoch,
        highWatermark: leader?.highWatermark ?? -1,
        lastStable: leader?.lastStable ?? -1,
      },
    ],
    logReplicas: replicas,
    ...contentTables(world, checks, name, state, window, before, changes),
    logChanges: changes,
    logReaders: readerRows(scene, name),
  }
}

function contentTables(
  world: World,
  checks: Tables | null,
  name: string,
  state: PartitionState,
  window: LogWindow,
  before: LogBefore,
  changes: readonly LogChangeRow[],
): Pick<LogTables, 'logRecords' | 'logBuckets'> {
  const answers = acknowledgedOf(world, checks, name)
  const logRecords: LogRecordRow[] = []
  const logBuckets: LogBucketsRow[] = []
  const reading = recordReading(world, answers)
  const sight = { from: Math.floor(window.from), to: Math.ceil(window.to) }
  for (const node of state.replicas) {
    const log = replicaLog(world, name, node)
    if (log === null) continue
    if (window.bucket > 0) {
      logBuckets.push(bucketsRow(answers, log, window))
      continue
    }
    const cut = changes.find((change) => change.node === node && change.kind === 'truncate')
    const end = endOnDisk(log)
    if (cut !== undefined) {
      const gone = goneBatches(
        before?.find((each) => each.node === node),
        cut.from,
      )
      const from = Math.max(sight.from, cut.from, end)
      logRecords.push(...goneRows(reading, log, gone, { from, to: sight.to }))
    }
    if (end > log.logEnd) {
      const behind = { from: Math.max(sight.from, log.logEnd), to: sight.to }
      logRecords.push(...goneRows(reading, log, tornBatches(log, BEHIND_MAX), behind, 'behind'))
    }
    logRecords.push(...recordRows(reading, log, sight))
  }
  return { logRecords, logBuckets }
}

function replicaRow(
  world: World,
  name: string,
  state: PartitionState,
  node: number,
  { from, to }: LogWindow,
): LogReplicaRow {
  const log = replicaLog(world, name, node) ?? NO_LOG
  const replica = find(world, `replica:${name}@${node}`) as Replica | null
  const highWatermark = replicaHighWatermark(world, name, node)
  return {
    address: `replica:${name}@${node}`,
    node,
    role: replicaStanding(world, state, node),
    leads: state.leader === node,
    inSync: state.isr.includes(node),
    leaderEpoch: replica?.leaderEpoch ?? -1,
    logStart: log.logStart,
    highWatermark,
    // Without transactions every committed record is stable.
    lastStable: highWatermark,
    logEnd: log.logEnd,
    flushedEnd: Math.min(log.logEnd, safeEndOf(log, world.nowUs)),
    sizeBytes: log.sizeBytes,
    epochs: log.epochs.map(({ epoch, startOffset }) => ({ epoch, start: startOffset })),
    segments: withTorn(segmentRows(log, from, to), log, from, to),
    segmentCount: log.segments.length + (log.torn?.later.length ?? 0),
    torn: tornRow(log),
  }
}

/** The one asked for; a first one for who has not chosen. */
function partitionFor(
  scene: Scene,
  asked: string | null,
): { readonly name: string; readonly state: PartitionState } | null {
  const { truth } = scene
  const name = asked ?? firstPartition(scene)
  const state = name === null ? undefined : truth.partitions.get(name)
  return name === null || state === undefined ? null : { name, state }
}

function firstPartition({ truth }: Scene): string | null {
  for (const topic of truth.topicNames) {
    const [first] = truth.topics.get(topic)?.partitions ?? []
    if (first !== undefined) return first
  }
  return null
}

function nameRows({ truth }: Scene): LogNameRow[] {
  const rows: LogNameRow[] = []
  for (const topic of truth.topicNames)
    for (const name of truth.topics.get(topic)?.partitions ?? [])
      rows.push({ address: `partition:${name}`, name })
  return rows
}
