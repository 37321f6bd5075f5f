// The table of promises: does an acknowledged record survive? Settings of its producer and topic down, faults across. Each loss falls into a cell: that of its
// settings, and of the gravest fault that its partition had seen by then.

import { producerAt } from '../kafka/client/client-at.ts'
import type { Producer } from '../kafka/client/producer.ts'
import { ELR_FEATURE } from '../kafka/rules/features.ts'
import { minIsrOf, nodesOf, truthImage } from '../kafka/truth.ts'
import type { Process } from '../sim/process.ts'
import { isAlive } from '../sim/process.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, findEntity, ownIn } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'

/** From the lightest to the gravest. */
export const PROMISE_FAULTS = [
  'none',
  'leader-lost',
  'all-killed',
  'power-below-min-isr',
  'power-min-isr',
  'unclean-election',
] as const

export type PromiseFault = (typeof PROMISE_FAULTS)[number]

export const PROMISE_SETTINGS = [
  'acks-0',
  'acks-1',
  'all-min-isr-1',
  'all-min-isr',
  'all-min-isr-elr',
] as const

export type PromiseSettings = (typeof PROMISE_SETTINGS)[number]

/** Whether an acknowledged record survives. acks=0 acknowledges nothing, and promises nothing. */
const SURVIVES: { readonly [settings in PromiseSettings]: readonly PromiseFault[] } = {
  'acks-0': [],
  'acks-1': ['none'],
  'all-min-isr-1': ['none', 'leader-lost', 'all-killed'],
  'all-min-isr': ['none', 'leader-lost', 'all-killed'],
  'all-min-isr-elr': ['none', 'leader-lost', 'all-killed', 'power-below-min-isr'],
}

function isPromised(settings: PromiseSettings, fault: PromiseFault): boolean {
  return SURVIVES[settings].includes(fault)
}

interface PromiseBook extends Entity {
  readonly kind: 'promiseBook'
  /** By interned name of the partition: place in PROMISE_FAULTS of the gravest so far; and every fault so far, a bit each. */
  readonly gravest: Map<number, number>
  readonly seen: Map<number, number>
  /** By interned name of the partition: the node that leads it, or led it last. */
  readonly leaders: Map<number, number>
  /** Lost records by `settings/fault`. */
  readonly lost: Map<string, number>
}

function promiseBook(tables: Tables): PromiseBook {
  return (
    (findEntity(tables, 'promiseBook') as PromiseBook | null) ??
    addEntity<PromiseBook>(tables, (slot, stamp) => ({
      kind: 'promiseBook',
      address: 'promiseBook',
      slot,
      stamp,
      gravest: new Map(),
      seen: new Map(),
      leaders: new Map(),
      lost: new Map(),
    }))
  )
}

export function noteFault(tables: Tables, partition: number, fault: PromiseFault): void {
  const place = PROMISE_FAULTS.indexOf(fault)
  const book = ownIn(tables, promiseBook(tables))
  book.seen.set(partition, (book.seen.get(partition) ?? 0) | (1 << place))
  if (place > (book.gravest.get(partition) ?? 0)) book.gravest.set(partition, place)
}

/** A node takes over. Whatever befell the one before, or was done to it, it may have acknowledged what nobody else has. */
export function noteLed(tables: Tables, partition: number, node: number): void {
  const book = promiseBook(tables)
  const before = book.leaders.get(partition)
  if (before === node) return
  ownIn(tables, book).leaders.set(partition, node)
  if (before !== undefined) noteFault(tables, partition, 'leader-lost')
}

/** The topic is another: nobody led it before. */
export function forgetLed(tables: Tables, partition: number): void {
  const book = promiseBook(tables)
  if (book.leaders.has(partition)) ownIn(tables, book).leaders.delete(partition)
}

/** A broker's process is gone: of which partitions was it the leader, and of which the last replica that ran? Committed metadata still says so. */
export function noteBrokerEnded(world: World, tables: Tables, name: string): void {
  const id = Number(name)
  for (const [partition, { leader, replicas }] of truthImage(world).partitions) {
    if (!replicas.includes(id)) continue
    const nameId = world.nameIds.get(partition)
    if (nameId === undefined) continue
    if (leader === id) noteFault(tables, nameId, 'leader-lost')
    if (!replicas.some((replica) => isUp(world, replica))) noteFault(tables, nameId, 'all-killed')
  }
}

function isUp(world: World, id: number): boolean {
  const process = find(world, `process:${id}`)
  return process !== null && isAlive(process as Process)
}

/** Acknowledged records of a producer are gone. */
export function noteLoss(
  world: World,
  tables: Tables,
  partition: number,
  producer: number,
  records: number,
): void {
  const client = producerAt(world, producer)
  if (client === null) return
  const book = ownIn(tables, promiseBook(tables))
  const fault = PROMISE_FAULTS[book.gravest.get(partition) ?? 0] as PromiseFault
  const key = `${settingsOf(world, client)}/${fault}`
  book.lost.set(key, (book.lost.get(key) ?? 0) + records)
}

function settingsOf(world: World, producer: Readonly<Producer>): PromiseSettings {
  const { acks } = producer.config
  if (acks === 0) return 'acks-0'
  if (acks === 1) return 'acks-1'
  const nodes = nodesOf(world)
  const image = truthImage(world, nodes)
  if (minIsrOf(image, producer.workload.topic, nodes) < 2) return 'all-min-isr-1'
  return (image.features.get(ELR_FEATURE) ?? 0) >= 1 ? 'all-min-isr-elr' : 'all-min-isr'
}

export interface PromiseState {
  readonly settings: PromiseSettings
  /** A producer of this run writes under them. */
  readonly here: boolean
  readonly cells: readonly {
    readonly fault: PromiseFault
    readonly promised: boolean
    readonly happened: boolean
    readonly lost: number
    readonly verdict: 'kept' | 'violated' | 'allowed' | 'open'
  }[]
}

/** The whole table, as it stands now. */
export function promiseTable(world: World, tables: Tables): PromiseState[] {
  const book = findEntity(tables, 'promiseBook') as PromiseBook | null
  const topics = new Map<PromiseSettings, string[]>()
  for (const entity of world.tables.entities) {
    if (entity.kind !== 'producer') continue
    const producer = entity as Producer
    const settings = settingsOf(world, producer)
    topics.set(settings, [...(topics.get(settings) ?? []), producer.workload.topic])
  }
  return PROMISE_SETTINGS.map((settings) => {
    const written = topics.get(settings) ?? []
    return {
      settings,
      here: written.length > 0,
      cells: PROMISE_FAULTS.map((fault, place) => {
        const promised = isPromised(settings, fault)
        const lost = book?.lost.get(`${settings}/${fault}`) ?? 0
        const happened = written.length > 0 && (place === 0 || hasSeen(world, book, written, 1 << place))
        const verdict = lost > 0 ? (promised ? 'violated' : 'allowed') : happened ? 'kept' : 'open'
        return { fault, promised, happened, lost, verdict }
      }),
    }
  })
}

function hasSeen(
  world: World,
  book: Readonly<PromiseBook> | null,
  topics: readonly string[],
  bit: number,
): boolean {
  if (book === null) return false
  let found = false
  // Whichever it is: order does not matter.
  for (const [partition, seen] of book.seen) {
    const name = world.names[partition] ?? ''
    if ((seen & bit) !== 0 && topics.includes(name.slice(0, name.lastIndexOf('-')))) found = true
  }
  return found
}
