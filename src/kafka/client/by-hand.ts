// What is done to a consumer by hand, as its own application or its operator would.

import type { Process } from '../../sim/process.ts'
import type { World } from '../../sim/world.ts'
import { fact } from '../../sim/world.ts'
import type { AssignorName } from '../assignors/assignors.ts'
import type { ConsumerConfig } from '../config/resolve.ts'
import type { Consumer } from './consumer.ts'
import { partitionNamed } from './consumer.ts'
import { turn } from './consumer-events.ts'
import { commitPositions } from './group/commits.ts'
import { PARTITION_PAUSED, PARTITION_RESUMED, SOUGHT } from './group/facts.ts'
import { processingChanged } from './poll-loop.ts'
import { setPosition } from './positions.ts'
import { resealConfig } from './sealed-config.ts'

/** Its records take another time from the next step on; `stuck`: it hangs at the next record. */
export function setProcessing(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  perRecordUs: number,
  stuck: boolean,
): void {
  const { processedRecords, stepRecords } = mine.loop
  const stuckAt = stuck ? processedRecords + stepRecords : null
  mine.processing = { ...mine.processing, perRecordUs, stuckAt }
  processingChanged(world, process, mine)
  turn(world, process, mine)
}

// rule: consumer.pause
/** Purely local: what is buffered stays, and nothing more is asked for. */
export function pausePartition(world: World, process: Readonly<Process>, mine: Consumer, name: string): void {
  const partition = partitionNamed(mine, name)
  if (partition === undefined) return
  partition.paused = true
  fact(world, PARTITION_PAUSED, process.slot, -1, partition.nameId)
  turn(world, process, mine)
}

export function resumePartition(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  name: string,
): void {
  const partition = partitionNamed(mine, name)
  if (partition === undefined) return
  partition.paused = false
  fact(world, PARTITION_RESUMED, process.slot, -1, partition.nameId)
  turn(world, process, mine)
}

// rule: consumer.seek
/** No network: the position is set, and what was fetched from elsewhere is thrown away when it is its turn. */
export function seekTo(
  world: World,
  process: Readonly<Process>,
  mine: Consumer,
  name: string,
  offset: number,
): void {
  const partition = partitionNamed(mine, name)
  if (partition === undefined) return
  fact(world, SOUGHT, process.slot, -1, partition.nameId, offset, partition.position)
  partition.asking = false
  setPosition(partition, offset, -1)
  turn(world, process, mine)
}

/** commitSync() of the positions, from wherever the application is. */
export function commitByHand(world: World, process: Readonly<Process>, mine: Consumer): void {
  if (mine.group === null) return
  commitPositions(world, process, mine, mine.group, 'byHand')
  turn(world, process, mine)
}

/** A line of its configuration file. A running process has read it already. */
export function setAssignor(mine: Consumer, names: readonly AssignorName[]): void {
  const first = names[0] ?? 'range'
  const isServers = first.startsWith('server-')
  const config: ConsumerConfig = mine.nextConfig ?? mine.config
  const changed: ConsumerConfig = {
    ...config,
    groupProtocol: isServers ? 'consumer' : 'classic',
    groupRemoteAssignor: isServers ? first.slice('server-'.length) : null,
    partitionAssignmentStrategy: isServers ? config.partitionAssignmentStrategy : names.slice(),
  }
  mine.nextConfig = resealConfig(changed)
}
