// How well the cluster can serve, from facts alone. Bad: a partition without a usable leader, or below min ISR. Warn: fewer copies or nodes than there should be.

import { BECAME_LEADER, ISR_CHANGED as ISR_TAKEN } from '../kafka/broker/facts.ts'
import { ISR_CHANGED, LEADER_ELECTED, PARTITION_LEADERLESS } from '../kafka/controller/facts.ts'
import type { Setup } from '../kafka/setup.ts'
import type { FactRow } from '../run/rows.ts'
import {
  FACT_CODES,
  LINK_CUT,
  LINK_HEALED,
  PROCESS_KILLED,
  PROCESS_PAUSED,
  PROCESS_POWER_LOST,
  PROCESS_RESUMED,
  PROCESS_STARTED,
  PROCESS_STOPPED,
} from '../sim/facts.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import type { Health } from './rows.ts'

export interface HealthState {
  readonly minIsr: ReadonlyMap<string, number>
  readonly copies: ReadonlyMap<string, number>
  /** Names of brokers and controllers. */
  readonly nodes: ReadonlySet<string>
  /** Of them, those that do not run. */
  readonly down: Set<string>
  readonly partitions: Map<number, PartitionHealth>
  /** Links that are cut, as `from>to`. */
  readonly cuts: Set<string>
  bad: number
  warn: number
}

interface PartitionHealth {
  readonly minIsr: number
  readonly copies: number
  /** Name of the leader's process, '' for none. */
  leader: string
  leaderEpoch: number
  isr: number
  partitionEpoch: number
  level: Health
}

const CODES = new Uint8Array(FACT_CODES)
for (const { code } of [
  PROCESS_STARTED,
  PROCESS_STOPPED,
  PROCESS_KILLED,
  PROCESS_POWER_LOST,
  PROCESS_PAUSED,
  PROCESS_RESUMED,
  LINK_CUT,
  LINK_HEALED,
  LEADER_ELECTED,
  PARTITION_LEADERLESS,
  ISR_CHANGED,
  BECAME_LEADER,
  ISR_TAKEN,
])
  CODES[code] = 1

export function concernsHealth(code: number): boolean {
  return CODES[code] === 1
}

export function newHealth(setup: Pick<Setup, 'topics' | 'cluster'>): HealthState {
  const fallback = setup.cluster.config['min.insync.replicas'] ?? 1
  const { brokers, controllers } = setup.cluster
  return {
    minIsr: new Map(
      setup.topics.map((topic) => [topic.name, Number(topic.config['min.insync.replicas'] ?? fallback)]),
    ),
    copies: new Map(
      setup.topics.map(({ name, placement, replicationFactor }) => [
        name,
        placement?.[0]?.length ?? replicationFactor,
      ]),
    ),
    nodes: new Set([...controllers, ...brokers.map(({ id }) => id)].map(String)),
    down: new Set(),
    partitions: new Map(),
    cuts: new Set(),
    bad: 0,
    warn: 0,
  }
}

/** Partitions that are not created yet promise nothing. */
export function healthLevel(state: Readonly<HealthState>): Health {
  if (state.bad > 0) return 'bad'
  if (state.warn > 0) return 'warn'
  if (state.down.size === 0 && state.cuts.size === 0) return 'good'
  for (const node of state.nodes) if (isUnusable(state, node)) return 'warn'
  return 'good'
}

/** The world lends its names only. */
export function noteHealth(state: HealthState, row: FactRow, world: World): void {
  switch (row.kind) {
    case PROCESS_STARTED:
    case PROCESS_RESUMED:
      noteProcess(state, row.subject, world, false)
      return
    case PROCESS_STOPPED:
    case PROCESS_KILLED:
    case PROCESS_POWER_LOST:
    case PROCESS_PAUSED:
      noteProcess(state, row.subject, world, true)
      return
    case LINK_CUT:
      state.cuts.add(linkName(row, world))
      judgeAll(state)
      return
    case LINK_HEALED:
      state.cuts.delete(linkName(row, world))
      judgeAll(state)
      return
    case LEADER_ELECTED:
      noteLeader(state, row.a, world, row.object, row.c)
      return
    case BECAME_LEADER:
      noteLeader(state, row.a, world, row.subject, row.b)
      return
    case PARTITION_LEADERLESS:
      noteLeader(state, row.a, world, -1, row.b)
      return
    case ISR_CHANGED:
      noteIsr(state, row.a, world, row.c, row.d)
      return
    case ISR_TAKEN:
      noteIsr(state, row.a, world, row.b, row.c)
      return
  }
}

function noteProcess(state: HealthState, slot: number, world: World, isDown: boolean): void {
  const name = processName(world, slot)
  if (isDown) state.down.add(name)
  else state.down.delete(name)
  judgeAll(state)
}

/** Of several who say it, the newer epoch counts: a leader that has been replaced may not know it. */
function noteLeader(
  state: HealthState,
  nameId: number,
  world: World,
  slot: number,
  leaderEpoch: number,
): void {
  const partition = partitionOf(state, nameId, world)
  if (leaderEpoch < partition.leaderEpoch) return
  partition.leader = slot < 0 ? '' : processName(world, slot)
  partition.leaderEpoch = leaderEpoch
  judge(state, partition)
}

function noteIsr(
  state: HealthState,
  nameId: number,
  world: World,
  size: number,
  partitionEpoch: number,
): void {
  const partition = partitionOf(state, nameId, world)
  if (partitionEpoch < partition.partitionEpoch) return
  partition.isr = size
  partition.partitionEpoch = partitionEpoch
  judge(state, partition)
}

function partitionOf(state: HealthState, nameId: number, world: World): PartitionHealth {
  const known = state.partitions.get(nameId)
  if (known !== undefined) return known
  const name = world.names[nameId] ?? ''
  const topic = name.slice(0, name.lastIndexOf('-'))
  const copies = state.copies.get(topic) ?? 1
  const made: PartitionHealth = {
    minIsr: Math.min(state.minIsr.get(topic) ?? 1, copies),
    copies,
    leader: '',
    leaderEpoch: -1,
    isr: copies,
    partitionEpoch: -1,
    level: 'good',
  }
  state.partitions.set(nameId, made)
  return made
}

function judgeAll(state: HealthState): void {
  for (const partition of state.partitions.values()) judge(state, partition)
}

function judge(state: HealthState, partition: PartitionHealth): void {
  const level = levelOf(state, partition)
  if (level === partition.level) return
  if (partition.level !== 'good') state[partition.level] -= 1
  partition.level = level
  if (level !== 'good') state[level] += 1
}

function levelOf(state: Readonly<HealthState>, partition: PartitionHealth): Health {
  if (partition.leader === '' || isUnusable(state, partition.leader) || partition.isr < partition.minIsr)
    return 'bad'
  return partition.isr < partition.copies ? 'warn' : 'good'
}

function isUnusable(state: Readonly<HealthState>, node: string): boolean {
  return state.down.has(node) || isCutOff(state, node)
}

/** No link between it and another node is whole. */
function isCutOff(state: Readonly<HealthState>, node: string): boolean {
  if (state.cuts.size === 0) return false
  for (const other of state.nodes) {
    if (other === node) continue
    if (!state.cuts.has(`${node}>${other}`) || !state.cuts.has(`${other}>${node}`)) return false
  }
  return true
}

function processName(world: World, slot: number): string {
  return at(world, slot).address.slice('process:'.length)
}

function linkName(row: FactRow, world: World): string {
  return at(world, row.subject).address.slice('link:'.length)
}
