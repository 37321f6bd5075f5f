// A process's disk: work that takes time (a flush), done in order. What has been written but not flushed lies in the page cache, which the owner of the files tracks.

import type { Chance } from './chance.ts'
import { drawQuantile, seedChance } from './chance.ts'
import type { Process } from './process.ts'
import { EXPONENTIAL } from './quantiles.ts'
import { removeWake, setWake } from './queue.ts'
import type { Entity } from './tables.ts'
import type { Sealed } from './tree.ts'
import type { World } from './world.ts'
import { add, at, find, nextSeq, own } from './world.ts'

export interface Disk extends Entity {
  readonly kind: 'disk'
  readonly processSlot: number
  readonly chance: Chance
  readonly work: DiskWork[]
  /** A slow disk takes so many times as long. */
  slowFactor: number
}

export interface DiskWork {
  readonly work: number
  readonly doneUs: number
  readonly seq: number
  readonly by: number
  /** Start of the process that asked: a later one is not told. */
  readonly incarnation: number
  readonly payload: Sealed | null
}

// rule: disk.flush-time
/** An fsync on an SSD with power-loss protection: half a millisecond and an exponential tail of as much. */
const FLUSH_LEAST_US = 500
const FLUSH_MEAN_TAIL_US = 500

export function findDisk(world: World, process: Readonly<Process>): Disk {
  const known = find(world, `disk:${process.name}`)
  if (known !== null) return known as Disk
  return add<Disk>(world, (slot, stamp) => ({
    kind: 'disk',
    address: `disk:${process.name}`,
    slot,
    stamp,
    processSlot: process.slot,
    chance: seedChance(world.seed, `disk/${process.name}`),
    work: [],
    slowFactor: 1,
  }))
}

/** Asks the disk for a flush; the programme's `disk` handler is called when it is done, if the process still runs. */
export function requestFlush(
  world: World,
  process: Readonly<Process>,
  work: number,
  payload: Sealed | null,
): void {
  const disk = own(world, findDisk(world, process))
  const tookUs =
    (FLUSH_LEAST_US + drawQuantile(disk.chance, EXPONENTIAL, FLUSH_MEAN_TAIL_US)) * disk.slowFactor
  const last = disk.work[disk.work.length - 1]
  const startUs = last === undefined ? world.nowUs : last.doneUs
  disk.work.push({
    work,
    doneUs: startUs + tookUs,
    seq: nextSeq(world),
    by: world.event,
    incarnation: process.incarnation,
    payload,
  })
  wakeDisk(world, disk)
}

/** Forgets work in progress: the machine is off. */
export function dropDiskWork(world: World, process: Readonly<Process>): void {
  const disk = own(world, findDisk(world, process))
  disk.work.length = 0
  wakeDisk(world, disk)
}

export function wakeDisk(world: World, disk: Readonly<Disk>): void {
  const head = disk.work[0]
  if (head === undefined) removeWake(world.queue, disk.slot)
  else setWake(world.queue, disk.slot, head.doneUs, head.seq, false)
}

export function diskOwner(world: World, disk: Readonly<Disk>): Process {
  return at(world, disk.processSlot) as Process
}
