// One frame: the world at a moment as the open lenses want it, less what the page already holds.

import { uncommittedRecords } from '../check/history.ts'
import { ledgerOf } from '../check/ledger.ts'
import type { Node } from '../kafka/node.ts'
import type { Branch } from '../run/branch.ts'
import { headEvent } from '../run/branch.ts'
import { eventAt } from '../run/rows.ts'
import { branchOf } from '../run/run.ts'
import type { Diverged } from '../run/seek.ts'
import { seek } from '../run/seek.ts'
import { hashText } from '../sim/hash.ts'
import type { World } from '../sim/world.ts'
import { at, find } from '../sim/world.ts'
import { beliefRows } from '../view/beliefs.ts'
import { NO_COUNTS } from '../view/cluster.ts'
import type { PartitionTables } from '../view/lens-tables.ts'
import { lensTables, partitionChanges, partitionTables } from '../view/lens-tables.ts'
import type { LogBefore } from '../view/log-tables.ts'
import type { MetricsMoment } from '../view/metrics.ts'
import type { InspectRow } from '../view/rows.ts'
import type { FrameParts } from './frame-parts.ts'
import type { Tables } from './keep-tables.ts'
import { changedTables, keepTables } from './keep-tables.ts'
import type { OpenRun } from './open-run.ts'
import type { FrameAnswer, FrameAsk } from './protocol.ts'
import { metricTable, momentAt } from './sample.ts'

/** The tables last sent, and the version under which the page holds them. */
export interface Sent {
  version: number
  tables: Tables | null
}

/** A moment that is not computed yet is answered with the head. */
export function answerFrame(open: OpenRun, sent: Sent, ask: FrameAsk, parts: FrameParts): FrameAnswer {
  const branch = branchOf(open.run, ask.branch)
  const { at: moment } = ask
  const event = moment.by === 'event' ? moment.event : eventAt(open.run, branch, moment.timeUs)
  const computing =
    moment.by === 'event'
      ? event > headEvent(branch) && branch.computedUs < open.untilUs
      : Math.min(moment.timeUs, open.untilUs) > branch.computedUs
  const before = lookBefore(open, branch, event, ask, parts)
  const seeked = seek(open.run, branch, event)
  if (seeked.kind === 'diverged') throw divergence(seeked)
  const { world, checks } = seeked
  const ledger = checks === null ? NO_COUNTS : ledgerOf(checks)
  if (!computing && world.event > branch.seen) branch.seen = world.event
  const held = ask.since > 0 && ask.since === sent.version ? sent.tables : null
  const tables = keepTables(held, {
    ...lensTables(world, ask.lens, ledger, checks === null ? 0 : uncommittedRecords(checks)),
    ...changed(open, branch, before, world),
    ...(ask.log === undefined ? {} : parts.log?.logTables(world, checks, ask.log, before.log)),
  })
  sent.version += 1
  sent.tables = tables
  return {
    version: sent.version,
    branch: branch.id,
    event: world.event,
    timeUs: world.nowUs,
    traceHash: hashText(world.traceHash),
    cluster: changedTables(held, tables),
    inspect:
      ask.inspect === null
        ? null
        : (parts.inspect?.inspect(world, ask.inspect, ledger, before.inspect) ?? null),
    beliefs: ask.viewpoint === null ? [] : beliefRows(world, ask.viewpoint),
    touched: touchedAddresses(world),
    computing,
  }
}

/** What is compared with the same one event ago, so that what this event changed can be marked. */
interface Before {
  readonly inspect: InspectRow | null
  readonly partitions: PartitionTables | null
  readonly metrics: MetricsMoment | null
  readonly log: LogBefore
}

const NOTHING_BEFORE: Before = { inspect: null, partitions: null, metrics: null, log: null }

function lookBefore(open: OpenRun, branch: Branch, event: number, ask: FrameAsk, parts: FrameParts): Before {
  const { inspect: address, lens, log } = ask
  if (address === null && lens !== 'partitions' && lens !== 'metrics' && log === undefined)
    return NOTHING_BEFORE
  const seeked = seek(open.run, branch, Math.max(-1, Math.min(event, headEvent(branch)) - 1))
  if (seeked.kind === 'diverged') return NOTHING_BEFORE
  const { world, checks } = seeked
  return {
    inspect:
      address === null
        ? null
        : (parts.inspect?.inspect(world, address, checks === null ? null : ledgerOf(checks)) ?? null),
    partitions: lens === 'partitions' ? partitionTables(world) : null,
    metrics: lens === 'metrics' ? momentAt(open, branch, world) : null,
    log: log === undefined ? null : (parts.log?.logBefore(world, log) ?? null),
  }
}

function changed(open: OpenRun, branch: Branch, before: Before, world: World): Tables {
  const { partitions, metrics } = before
  return {
    ...(partitions === null ? {} : { changes: partitionChanges(partitions, partitionTables(world)) }),
    ...(metrics === null
      ? {}
      : { metrics: metricTable(open, branch, metrics, momentAt(open, branch, world)) }),
  }
}

/** A bug of the engine, which the page shows as it is. */
export function divergence(diverged: Diverged): Error {
  return new Error(`the replay is not what happened first, after event ${diverged.event}`)
}

/** As the page names things: an event that touches a process touches its broker, controller or client. */
function touchedAddresses(world: World): string[] {
  const found = new Set<string>()
  for (const slot of world.tables.touched) {
    const { kind, address } = at(world, slot)
    found.add(address)
    if (kind === 'process') found.add(partOf(world, address.slice('process:'.length)))
    if (kind === 'log') found.add(`replica:${address.slice('log:'.length)}`)
  }
  return [...found]
}

function partOf(world: World, process: string): string {
  const node = find(world, `node:${process}`) as Node | null
  if (node === null) return `client:${process}`
  return `${node.isBroker ? 'broker' : 'controller'}:${process}`
}
