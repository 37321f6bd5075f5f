// A broker's page cache (server.md 2.8): the newest bytes of its logs are in memory. Readers at the tail are served from there; one that reads far back waits for
// the disk. `page-cache:<id>` counts both.

import type { Connection, Message } from '../../sim/connection.ts'
import { findDisk } from '../../sim/disk.ts'
import { numberedFinder } from '../../sim/finders.ts'
import { later } from '../../sim/process.ts'
import type { Entity } from '../../sim/tables.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { add, fact, own } from '../../sim/world.ts'
import { brokerOf } from '../broker/broker.ts'
import type { Batch } from '../log/batch.ts'
import type { Log } from '../log/log.ts'
import { chunkIndexOf } from '../log/read.ts'
import type { LogChunk } from '../log/segment.ts'
import type { Node } from '../node.ts'
import { processOf } from '../node.ts'
import { DISK_READ_TASK } from '../timers.ts'
import { READ_FROM_DISK } from './facts.ts'

export interface PageCache extends Entity {
  readonly kind: 'pageCache'
  readonly nodeId: number
  hits: number
  misses: number
  hitBytes: number
  missBytes: number
}

const findCache = numberedFinder((id: number) => `page-cache:${id}`)

export function pageCacheOf(world: World, nodeId: number): PageCache {
  const known = findCache(world.tables, nodeId, nodeId) as PageCache | null
  if (known !== null) return known
  return add<PageCache>(world, (slot, stamp) => ({
    kind: 'pageCache',
    address: `page-cache:${nodeId}`,
    slot,
    stamp,
    nodeId,
    hits: 0,
    misses: 0,
    hitBytes: 0,
    missBytes: 0,
  }))
}

// rule: cache.tail
/** Bytes of what was read that the cache does not hold: its logs share it equally, and each has its newest bytes in it. Counts the read. */
export function noteRead(
  world: World,
  node: Readonly<Node>,
  log: Readonly<Log>,
  batches: readonly Batch[],
  bytes: number,
): number {
  const { pageCacheBytes } = node
  const cache = own(world, pageCacheOf(world, node.id))
  const share =
    pageCacheBytes === undefined
      ? -1
      : Math.floor(pageCacheBytes / Math.max(brokerOf(world, node).logs.length, 1))
  if (share < 0 || log.sizeBytes <= share || bytesFrom(log, batches[0] as Batch) <= share) {
    cache.hits += 1
    cache.hitBytes += bytes
    return 0
  }
  cache.misses += 1
  cache.missBytes += bytes
  return bytes
}

/** Bytes from a batch to the log's end. */
function bytesFrom(log: Readonly<Log>, batch: Batch): number {
  const chunk = log.chunks[chunkIndexOf(log, batch.baseOffset)] as LogChunk
  let bytes = 0
  for (let place = log.segments.length - 1; place >= 0; place--) {
    const segment = log.segments[place] as Log['segments'][number]
    bytes += segment.sizeBytes
    if (segment.baseOffset === chunk.segmentBase) break
  }
  bytes -= chunk.position
  for (const each of chunk.batches) {
    if (each === batch) break
    bytes -= each.sizeBytes
  }
  return bytes
}

// rule: cache.read-time
/** A seek of 4 ms, then 200 MB a second; a slow disk takes so many times as long. */
const SEEK_US = 4_000
const READ_BYTES_PER_US = 200

/** An answer that waits for the disk. */
export interface DiskReadStep extends Sealed {
  readonly connectionSlot: number
  readonly message: Message
  readonly body: Sealed
  readonly sizeBytes: number
}

export function answerFromDisk(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
  body: Sealed,
  sizeBytes: number,
  diskBytes: number,
): void {
  const process = processOf(world, node)
  const { slowFactor } = findDisk(world, process)
  const tookUs = (SEEK_US + Math.floor(diskBytes / READ_BYTES_PER_US)) * slowFactor
  fact(world, READ_FROM_DISK, process.slot, connection.slot, diskBytes, tookUs)
  const step: DiskReadStep = { sealed: true, connectionSlot: connection.slot, message, body, sizeBytes }
  later(world, process, DISK_READ_TASK, tookUs, step)
}
