// A loss of power and what the start after it finds (server.md 2.8). Pages that nobody flushed are written back in any order, so what is left of a log's end may
// be full of holes; a broker that was not stopped in an orderly way looks for them.

import type { Chance } from '../../sim/chance.ts'
import { drawInt } from '../../sim/chance.ts'
import type { World } from '../../sim/world.ts'
import { fact, own, stream } from '../../sim/world.ts'
import { brokerOf } from '../broker/broker.ts'
import { LOG_TAIL_LOST } from '../broker/facts.ts'
import type { Replica } from '../broker/replica.ts'
import { findReplica, logOf } from '../broker/replica.ts'
import type { DeletedSegment, Log } from '../log/log.ts'
import type { Behind, TornTail } from '../log/torn.ts'
import {
  forgetTorn,
  loseFromPage,
  loseUnflushed,
  pagesAtRisk,
  tearInTheMiddle,
  tornBytes,
} from '../log/torn.ts'
import { safeEndOf } from '../log/written.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { armFileDeletion } from './deleted-files.ts'
import { BATCH_TORN, RECOVERY_CUT, RECOVERY_DELETED, TORN_BATCH_FOUND } from './facts.ts'

/** What a loss of power leaves of the pages that were not flushed: none of them, all but one, or what chance says. */
export const LEAVES = ['flushed', 'torn'] as const

export type Leaves = (typeof LEAVES)[number] | ''

// rule: disk.page-cache
export function losePageCache(world: World, node: Readonly<Node>, leaves: Leaves): void {
  const { slot } = processOf(world, node)
  for (const partition of brokerOf(world, node).logs) {
    const replica = findReplica(world, node.id, partition)
    if (replica === null) continue
    const found = logOf(world, replica)
    if (safeEndOf(found, world.nowUs) >= found.logEnd) continue
    const log = own(world, found)
    const oldEnd = log.logEnd
    losePages(world, node, log, leaves)
    if (log.logEnd === oldEnd) continue
    fact(world, LOG_TAIL_LOST, slot, replica.slot, replica.nameId, oldEnd, log.logEnd)
    const { torn } = log
    if (torn !== null)
      fact(
        world,
        BATCH_TORN,
        slot,
        replica.slot,
        replica.nameId,
        torn.offset,
        torn.segmentBase,
        tornBytes(log),
      )
  }
}

const BEHIND: readonly Behind[] = ['lost', 'kept', 'laterKept']

// rule: disk.torn-pages
/** Nothing is drawn where all that was not flushed lies in one page: the page was not written. Elsewhere one loss in two meets the kernel at its writing. */
function losePages(world: World, node: Readonly<Node>, log: Log, leaves: Leaves): void {
  const { nowUs } = world
  if (leaves === 'torn') {
    tearInTheMiddle(log, nowUs)
    return
  }
  const pages = leaves === 'flushed' ? 0 : Math.min(pagesAtRisk(log, nowUs), PAGES_DRAWN_MAX)
  if (pages === 0) {
    loseUnflushed(log, nowUs)
    return
  }
  const chance: Chance = stream(world, `power-loss/${node.id}`)
  if (drawInt(chance, 2) === 0) {
    loseUnflushed(log, nowUs)
    return
  }
  const page = drawInt(chance, pages + 1)
  loseFromPage(log, page, BEHIND[drawInt(chance, BEHIND.length)] as Behind, nowUs)
}

const PAGES_DRAWN_MAX = 1_000_000

/** What a start after an unclean stop finds in a log whose power was lost (LogLoader.recoverLog). */
export function recoverTorn(world: World, node: Readonly<Node>, replica: Readonly<Replica>): void {
  const { torn } = logOf(world, replica)
  if (torn === null) return
  const log = own(world, logOf(world, replica))
  const { slot } = processOf(world, node)
  const { segmentBase, position, offset, later } = torn
  const { nameId } = replica
  fact(world, TORN_BATCH_FOUND, slot, replica.slot, nameId, segmentBase, position, offset)
  fact(world, RECOVERY_CUT, slot, replica.slot, nameId, segmentBase, torn.sizeBytes - position, later.length)
  for (const deleted of laterDeleted(torn, world.nowUs, replica.logConfig.fileDeleteDelayMs)) {
    log.deleted.push(deleted)
    const { baseOffset, sizeBytes } = deleted
    fact(world, RECOVERY_DELETED, slot, replica.slot, nameId, baseOffset, segmentBase, sizeBytes)
  }
  forgetTorn(log)
  armFileDeletion(world, node, log)
}

// rule: recovery.later-segments
/** Not one of them is looked at: they are renamed to `.deleted` as they are. Their producer snapshots are gone by then, since the producers were rebuilt from further back. */
function laterDeleted(torn: TornTail, nowUs: number, delayMs: number): DeletedSegment[] {
  const dueUs = nowUs + delayMs * 1_000
  return torn.later.map((files) => ({ ...files, segment: { ...files.segment, snapshot: null }, dueUs }))
}
