// Each log directory of each broker, and the page cache in front of it, as far as the logs go.

import { brokerOf } from '../kafka/broker/broker.ts'
import { diskBytes } from '../kafka/log/retention.ts'
import { bytesFrom, safeEndOf } from '../kafka/log/written.ts'
import type { Node } from '../kafka/node.ts'
import type { LogDir, LogDirs } from '../kafka/storage/log-dirs.ts'
import type { PageCache } from '../kafka/storage/page-cache.ts'
import { replicaLog } from '../kafka/truth.ts'
import type { Disk } from '../sim/disk.ts'
import { find } from '../sim/world.ts'
import type { DiskRow } from './log-rows.ts'
import type { Scene } from './scene.ts'

const WHOLE: LogDir = {
  name: 'kafka-logs',
  isFailed: false,
  isOffline: false,
  told: 'nothing',
  capacityBytes: -1,
}

export function diskRows(scene: Scene): DiskRow[] {
  return scene.things.node.filter((node) => node.isBroker).flatMap((node) => brokerDisks(scene, node))
}

/** A row for each directory; reads are counted for the broker as a whole, so they stand in its first. */
function brokerDisks({ world }: Scene, node: Readonly<Node>): DiskRow[] {
  const cache = find(world, `page-cache:${node.id}`) as PageCache | null
  const disk = find(world, `disk:${node.id}`) as Disk | null
  const dirs = (find(world, `log-dirs:${node.id}`) as LogDirs | null)?.dirs ?? [WHOLE]
  const used = dirs.map(() => 0)
  const dirty = dirs.map(() => 0)
  const logs = dirs.map(() => 0)
  for (const partition of brokerOf(world, node).logs) {
    const log = replicaLog(world, partition, node.id)
    if (log === null) continue
    const place = Math.min(log.dir, dirs.length - 1)
    used[place] = (used[place] ?? 0) + diskBytes(log)
    dirty[place] = (dirty[place] ?? 0) + bytesFrom(log, safeEndOf(log, world.nowUs))
    logs[place] = (logs[place] ?? 0) + 1
  }
  return dirs.map((dir, place) => ({
    address: `disk:${node.id}/${dir.name}`,
    node: node.id,
    dir: dir.name,
    first: place === 0,
    state: dir.isOffline ? 'offline' : dir.isFailed ? 'failed' : 'online',
    logs: logs[place] ?? 0,
    usedBytes: used[place] ?? 0,
    capacityBytes: dir.capacityBytes,
    dirtyBytes: dirty[place] ?? 0,
    slowFactor: disk?.slowFactor ?? 1,
    cacheBytes: node.pageCacheBytes ?? -1,
    hits: cache?.hits ?? 0,
    misses: cache?.misses ?? 0,
  }))
}
