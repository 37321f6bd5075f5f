// One frame: the world at a moment as the open lenses want it, less what the page already holds.

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
import { clusterRows, NO_COUNTS } from '../view/cluster.ts'
import { inspect } from '../view/inspect.ts'
import type { ClusterRows, InspectRow } from '../view/rows.ts'
import { changedTables, keepTables } from './keep-tables.ts'
import type { OpenRun } from './open-run.ts'
import type { FrameAnswer, FrameAsk } from './protocol.ts'

/** The tables last sent, and the version under which the page holds them. */
export interface Sent {
  version: number
  tables: ClusterRows | null
}

/** A moment that is not computed yet is answered with the head. */
export function answerFrame(open: OpenRun, sent: Sent, ask: FrameAsk): FrameAnswer {
  const branch = branchOf(open.run, ask.branch)
  const { at: moment } = ask
  const event = moment.by === 'event' ? moment.event : eventAt(open.run, branch, moment.timeUs)
  const computing =
    moment.by === 'event'
      ? event > headEvent(branch) && branch.computedUs < open.untilUs
      : Math.min(moment.timeUs, open.untilUs) > branch.computedUs
  const before = inspectBefore(open, branch, event, ask.inspect)
  const seeked = seek(open.run, branch, event)
  if (seeked.kind === 'diverged') throw divergence(seeked)
  const { world, checks } = seeked
  const ledger = checks === null ? NO_COUNTS : ledgerOf(checks)
  if (!computing && world.event > branch.seen) branch.seen = world.event
  const held = ask.since > 0 && ask.since === sent.version ? sent.tables : null
  const tables = keepTables(held, checks === null ? clusterRows(world) : clusterRows(world, ledgerOf(checks)))
  sent.version += 1
  sent.tables = tables
  return {
    version: sent.version,
    branch: branch.id,
    event: world.event,
    timeUs: world.nowUs,
    traceHash: hashText(world.traceHash),
    cluster: changedTables(held, tables),
    inspect: ask.inspect === null ? null : inspect(world, ask.inspect, ledger, before),
    beliefs: ask.viewpoint === null ? [] : beliefRows(world, ask.viewpoint),
    touched: touchedAddresses(world),
    computing,
  }
}

/** The inspected thing one event ago, so that what this event changed can be marked. */
function inspectBefore(
  open: OpenRun,
  branch: Branch,
  event: number,
  address: string | null,
): InspectRow | null {
  if (address === null) return null
  const seeked = seek(open.run, branch, Math.min(event, headEvent(branch)) - 1)
  if (seeked.kind === 'diverged') return null
  return inspect(seeked.world, address, seeked.checks === null ? null : ledgerOf(seeked.checks))
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
