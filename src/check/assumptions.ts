// The assumptions of the invariants, checked by the machine: settings at the start, and the budget of faults as it is used up.

import type { Files } from '../kafka/broker/files.ts'
import { isServing } from '../kafka/broker/lifecycle-state.ts'
import type { Replica } from '../kafka/broker/replica.ts'
import { findReplica } from '../kafka/broker/replica.ts'
import type { Producer } from '../kafka/client/producer.ts'
import type { Node } from '../kafka/node.ts'
import { ELR_FEATURE } from '../kafka/rules/features.ts'
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
    if (entity.kind === 'node' && (entity as Node).rules.hwRule !== 'min-isr')
      breakAssumption(tables, 'rules-hold-back-below-min-isr', 0)
  }
  if (producers > 0 && all === 0) breakAssumption(tables, 'acks-all', 0)
  if (producers > 0 && idempotent === 0) breakAssumption(tables, 'idempotence', 0)
}

/** The controller elected a leader from outside of ISR and ELR. */
export function noteUncleanElection(tables: Tables, partition: number, event: number): void {
  noteFault(tables, partition, 'unclean-election')
  breakAssumption(tables, 'no-unclean-election', event)
}

/** What was acknowledged under another min ISR was promised less, and the ELR was made for the old one: it is cleared. */
export function noteConfigChanged(tables: Tables, config: string, event: number): void {
  if (config === 'min.insync.replicas') breakAssumption(tables, 'min-isr-unchanged', event)
}

interface UncleanStops extends Entity {
  readonly kind: 'uncleanStops'
  /** Replicas whose broker stopped without a word and that have not come back into the ISR since. */
  replicas: readonly {
    readonly sealed: true
    readonly node: number
    readonly partition: string
    readonly lostPower: boolean
  }[]
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
      voters: [],
    }))
  )
}

/**
 * A broker was killed, or its machine lost its page cache. Committed records survive as long as fewer than min ISR replicas of a partition have stopped so
 * and not come back into the ISR (server.md 4.14); kills alone lose nothing, because logs outlive them.
 */
export function noteUncleanStop(world: World, tables: Tables, name: string, lostPower: boolean): void {
  const replicas = uncleanStops(tables).replicas.slice()
  for (const entity of world.tables.entities) {
    if (entity.kind !== 'replica') continue
    const { nodeId: node, nameId, partition, effectiveMinIsr } = entity as Replica
    if (String(node) !== name) continue
    const known = replicas.findIndex((stop) => stop.node === node && stop.partition === partition)
    const lost = lostPower || replicas[known]?.lostPower === true
    if (known >= 0) replicas.splice(known, 1)
    replicas.push({ sealed: true, node, partition, lostPower: lost })
    const stops = replicas.filter((stop) => stop.partition === partition)
    const isBeyond = stops.length >= effectiveMinIsr && stops.some((stop) => stop.lostPower)
    if (isBeyond) breakAssumption(tables, 'fewer-unclean-stops-than-min-isr', world.event)
    if (isBeyond) noteFault(tables, nameId, 'power-min-isr')
    else if (lostPower) noteFault(tables, nameId, 'power-below-min-isr')
  }
  ownIn(tables, uncleanStops(tables)).replicas = replicas
  noteBrokerEnded(world, tables, name)
  if (lostPower) notePowerLost(world, tables, name)
}

/** Without ELR the last member of an ISR may lead again although its page cache is gone; and of the quorum a majority must keep what it has written. */
function notePowerLost(world: World, tables: Tables, name: string): void {
  if ((truthImage(world).features.get(ELR_FEATURE) ?? 0) < 1)
    breakAssumption(tables, 'elr-for-power-loss', world.event)
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
  if (files !== null && files.cleanShutdownEpoch < 0) noteUncleanStop(world, tables, name, false)
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
