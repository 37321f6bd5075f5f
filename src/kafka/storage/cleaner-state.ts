// A broker's cleaner threads (server.md 3.1): `cleaner:<id>`, in its memory.

import { numberedAddress } from '../../sim/addresses.ts'
import type { Entity } from '../../sim/tables.ts'
import type { World } from '../../sim/world.ts'
import { add, find } from '../../sim/world.ts'

export interface Cleaner extends Entity {
  readonly kind: 'cleaner'
  readonly nodeId: number
  /** When its log manager started: the threads' rests count from here. */
  startedUs: number
  /** Logs in the hands of a thread. */
  readonly busy: CleaningInProgress[]
  /** Since the start. */
  rounds: number
  readBytes: number
  writtenBytes: number
}

export interface CleaningInProgress {
  readonly sealed: true
  readonly thread: number
  readonly partition: string
  readonly endOffset: number
}

const cleanerAddress = numberedAddress('cleaner')

export function cleanerOf(world: World, nodeId: number): Cleaner {
  const known = find(world, cleanerAddress(nodeId)) as Cleaner | null
  if (known !== null) return known
  return add<Cleaner>(world, (slot, stamp) => ({
    kind: 'cleaner',
    address: `cleaner:${nodeId}`,
    slot,
    stamp,
    nodeId,
    startedUs: 0,
    busy: [],
    rounds: 0,
    readBytes: 0,
    writtenBytes: 0,
  }))
}
