// The assumptions of the invariants, checked by the machine: settings at the start, and the budget of faults as it is used up.

import type { Files } from '../kafka/broker/files.ts'
import { isServing } from '../kafka/broker/lifecycle-state.ts'
import type { Replica } from '../kafka/broker/replica.ts'
import { findReplica, logOf } from '../kafka/broker/replica.ts'
import type { Producer } from '../kafka/client/producer.ts'
import type { Node } from '../kafka/node.ts'
import { ELR_FEATURE } from '../kafka/rules/features.ts'
import { logDirsOf } from '../kafka/storage/log-dirs.ts'
import { nodesOf, truthImage } from '../kafka/truth.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, findEntity, ownIn } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import { breakAssumption } from './invariant.ts'
import { noteBrokerEnded, noteFault } from './promises.ts'

/** Settings under which nothing is promised break their assumption from the start: not one producer writes so that it would hold. */
export function noteSettings(world: World, tables: Tables): void {
  let producers = 0
  let all = 0
  let idempotent = 0
  for (const entity of world.tables.entities) {
    if (entity.kind === 'producer') {
      const { acks, enableIdempotence } = (entity as Producer).config
      producers += 1
      if (acks === -1) all += 1
      if (enableIdempotence) idempotent += 1
    }
    if (entity.kind === 'node') {
      const { hwRule, listOffsets, consumerTruncation } = (entity as Node).rules
      if (hwRule !== 'min-isr') breakAssumption(tables, 'rules-hold-back-below-min-isr', 0)
      // Without the epoch a client may ask a leader that has been replaced.
      if (listOffsets !== 'not-available' || consumerTruncation !== 'epoch-check')
        breakAssumption(tables, 'rules-hold-back-latest', 0)
    }
  }
  if (producers > 0 && all === 0) breakAssumption(tables, 'acks-all', 0)
  if (producers > 0 && idempotent === 0) breakAssumption(tables, 'idempotence', 0)
}

/**
 * The controller elected a leader from outside of ISR and ELR. The last known leader, when nobody is left in either, is none of that: it had all that was committed
 * when it went, and has it unless the budget of unclean stops is used up.
 */
export function noteUncleanElection(world: World, tables: Tables, partition: number, leader: number): void {
  const state = truthImage(world).partitions.get(world.names[partition] ?? '')
  if (state !== undefined && state.isr.length + state.elr.length === 0 && state.lastKnownElr[0] === leader)
    return
  noteFault(tables, partition, 'unclean-election')
  breakAssumption(tables, 'no-unclean-election', world.event)
}

/** What was acknowledged under another min ISR was promised less, and the ELR was made for the old one: it is cleared. */
export function noteConfigChanged(tables: Tables, config: string, event: number): void {
  if (config === 'min.insync.replicas') breakAssumption(tables, 'min-isr-unchanged', event)
}

export type StopHow = 'killed' | 'power-lost' | 'disk-lost'

/** A replica whose broker stopped without a word, or whose disk was lost, and that has not come back into the ISR since. */
export interface ReplicaStop {
  readonly sealed: true
  readonly node: number
  readonly partition: string
  readonly how: StopHow
  readonly event: number
  readonly timeUs: number
}

/** Partitions that have used up the budget of the promise: by which stops, and how many records that were acknowledged with acks=all are lost since. */
export interface BeyondPromise {
  readonly sealed: true
  readonly partition: string
  readonly lost: number
  readonly stops: readonly ReplicaStop[]
}

interface UncleanStops extends Entity {
  readonly kind: 'uncleanStops'
  replicas: readonly ReplicaStop[]
  readonly beyond: BeyondPromise[]
  /** Controllers whose machine has lost its power. */
  readonly voters: number[]
}

function uncleanStops(tables: Tables): UncleanStops {
  return (
    (findEntity(tables, 'uncleanStops') as UncleanStops | null) ??
    addEntity<UncleanStops>(tables, (slot, stamp) => ({
      kind: 'uncleanStops',
      address: 'uncleanStops',
      slot,
      stamp,
      replicas: [],
      beyond: [],
      voters: [],
    }))
  )
}

/** A broker was killed, or its machine lost its page cache. */
export function noteUncleanStop(world: World, tables: Tables, name: string, how: StopHow): void {
  noteReplicasStopped(world, tables, name, how, () => true)
  noteBrokerEnded(world, tables, name)
  if (how === 'power-lost') notePowerLost(world, tables, name)
}

/** A directory of logs is given up, while the process may go on with others. */
export function noteDirLost(world: World, tables: Tables, name: string, dirName: number): void {
  const node = nodesOf(world).find(({ id }) => String(id) === name)
  if (node === undefined) return
  const dir = logDirsOf(world, node).dirs.findIndex((one) => one.name === world.names[dirName])
  noteReplicasStopped(world, tables, name, 'disk-lost', (replica) => logOf(world, replica).dir === dir)
}

/** An empty disk stands in the place of another, whether that had failed or not. */
export function noteDiskReplaced(world: World, tables: Tables, name: string): void {
  noteReplicasStopped(world, tables, name, 'disk-lost', (replica) => logOf(world, replica).logEnd === 0)
}

/**
 * Committed records survive as long as fewer than min ISR replicas of a partition have stopped uncleanly and not come back into the ISR, all kinds of stop alike
 * (server.md 4.14); kills alone lose nothing, because logs outlive them.
 */
function noteReplicasStopped(
  world: World,
  tables: Tables,
  name: string,
  how: StopHow,
  isHit: (replica: Readonly<Replica>) => boolean,
): void {
  const replicas = uncleanStops(tables).replicas.slice()
  let isAnyHit = false
  for (const entity of world.tables.entities) {
    if (entity.kind !== 'replica') continue
    const { nodeId: node, nameId, partition, effectiveMinIsr } = entity as Replica
    if (String(node) !== name || !isHit(entity as Replica)) continue
    isAnyHit = true
    const known = replicas.findIndex((stop) => stop.node === node && stop.partition === partition)
    // What has lost data is not made whole by a kill.
    const before = known >= 0 ? replicas.splice(known, 1)[0] : undefined
    const stop: ReplicaStop = { sealed: true, node, partition, how, event: world.event, timeUs: world.nowUs }
    replicas.push(before === undefined || before.how === 'killed' ? stop : before)
    const stops = replicas.filter((each) => each.partition === partition)
    const isBeyond = stops.length >= effectiveMinIsr && stops.some((each) => each.how !== 'killed')
    if (isBeyond) noteBeyond(tables, partition, stops)
    if (isBeyond) breakAssumption(tables, 'fewer-unclean-stops-than-min-isr', world.event)
    if (isBeyond) noteFault(tables, nameId, 'power-min-isr')
    else if (how !== 'killed') noteFault(tables, nameId, 'power-below-min-isr')
  }
  ownIn(tables, uncleanStops(tables)).replicas = replicas
  if (isAnyHit && how !== 'killed') requireElr(world, tables)
}

function noteBeyond(tables: Tables, partition: string, stops: readonly ReplicaStop[]): void {
  const { beyond } = ownIn(tables, uncleanStops(tables))
  const place = beyond.findIndex((row) => row.partition === partition)
  const lost = beyond[place]?.lost ?? 0
  const row: BeyondPromise = { sealed: true, partition, lost, stops }
  if (place < 0) beyond.push(row)
  else if (lost === 0) beyond[place] = row
}

/** Acknowledged records of a partition are gone; less than 0: found again. */
export function noteLostBeyond(tables: Tables, partition: string, records: number): void {
  const known = findEntity(tables, 'uncleanStops') as UncleanStops | null
  const place = known?.beyond.findIndex((row) => row.partition === partition) ?? -1
  if (known === null || place < 0) return
  const { beyond } = ownIn(tables, known)
  const row = beyond[place] as BeyondPromise
  beyond[place] = { ...row, lost: Math.max(0, row.lost + records) }
}

/** What is lost beyond the promise, with the stops that used up the budget. */
export function lostBeyondPromise(tables: Tables): readonly BeyondPromise[] {
  const known = findEntity(tables, 'uncleanStops') as UncleanStops | null
  return known === null ? [] : known.beyond.filter(({ lost }) => lost > 0)
}

/** Without ELR the last member of an ISR may lead again although its page cache or its disk is gone. */
function requireElr(world: World, tables: Tables): void {
  if ((truthImage(world).features.get(ELR_FEATURE) ?? 0) < 1)
    breakAssumption(tables, 'elr-for-power-loss', world.event)
}

/** Of the quorum a majority must keep what it has written. */
function notePowerLost(world: World, tables: Tables, name: string): void {
  const node = nodesOf(world).find(({ id }) => String(id) === name)
  if (node === undefined || !node.voters.includes(node.id)) return
  const mine = ownIn(tables, uncleanStops(tables))
  if (!mine.voters.includes(node.id)) mine.voters.push(node.id)
  if (mine.voters.length > (node.voters.length - 1) / 2)
    breakAssumption(tables, 'quorum-keeps-power', world.event)
}

/**
 * An orderly stop leaves its marker only if the broker was unfenced since it started: SIGTERM before that ends it without one, and the next start counts as one after
 * an unclean stop (seen on 4.3.1, conformance/FINDINGS.md, "Stopped before it was registered").
 */
export function noteStop(world: World, tables: Tables, name: string): void {
  const files = find(world, `files:${name}`) as Files | null
  if (files !== null && files.cleanShutdownEpoch < 0) noteUncleanStop(world, tables, name, 'killed')
}

/**
 * A leader has a new ISR: its members hold all that is committed. One that has not come back since it stopped is still in it by name only, also while it waits for
 * its old registration to end: it may lead under that, and nobody hears of it.
 */
export function noteIsr(world: World, tables: Tables, leader: Readonly<Replica>): void {
  const known = findEntity(tables, 'uncleanStops') as UncleanStops | null
  if (known === null || known.replicas.length === 0) return
  const { partition, isr } = leader
  const left = known.replicas.filter((stop) => {
    if (stop.partition !== partition || !isr.includes(stop.node)) return true
    return !isServing(world, { id: stop.node }) || findReplica(world, stop.node, partition)?.role === 'none'
  })
  if (left.length < known.replicas.length) ownIn(tables, known).replicas = left
}
