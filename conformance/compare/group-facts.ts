// Consumer groups, told as the recorder tells them: a group at one moment, what its members heard, and the history that __consumer_offsets holds.

import { OFFSETS_TOPIC } from '../../src/kafka/broker/auto-create.ts'
import { RECORDS_DELIVERED } from '../../src/kafka/client/facts.ts'
import {
  ASSIGNMENT_EMPTY,
  PARTITION_ASSIGNED,
  PARTITION_LOST,
  PARTITION_REVOKED,
} from '../../src/kafka/client/group/facts.ts'
import type { ClassicValue, GroupKey, GroupValue } from '../../src/kafka/group/records.ts'
import { groupKeyOf } from '../../src/kafka/group/records.ts'
import { groupTruth } from '../../src/kafka/group/truth.ts'
import { readBatches } from '../../src/kafka/log/read.ts'
import { GROUP_ID_NOT_FOUND } from '../../src/kafka/protocol/errors.ts'
import { replicaLog, truthImage } from '../../src/kafka/truth.ts'
import type { World } from '../../src/sim/world.ts'
import type { Replay } from './driver.ts'
import type { Timed } from './metadata-facts.ts'
import { atMs } from './plan.ts'
import type { Json } from './recording.ts'

/** The assignor that brokers of 4.3 have first, told of a KIP-848 group whose members name none. */
const FIRST_ASSIGNOR = 'uniform'

/** As an admin client describes it. */
export function groupState(world: World, groupId: string): Json {
  const { group } = groupTruth(world, groupId)
  const about = group?.members ?? null
  if (group === null || about === null) return { code: GROUP_ID_NOT_FOUND }
  const committed = Object.fromEntries([...group.offsets].map(([name, { offset }]) => [name, offset]))
  if (about.type === 'classic') {
    const members = about.members.map(({ clientId, assignment }) => [clientId, assignment.slice().sort()])
    const { state, protocol } = about
    return { state, assignor: protocol ?? '', members: Object.fromEntries(members), committed }
  }
  const members = about.members.map(({ clientId, assigned }) => [
    clientId,
    assigned.map(({ partition }) => partition).sort(),
  ])
  const assignor = about.members.find((member) => member.assignor !== null)?.assignor ?? FIRST_ASSIGNOR
  return { state: about.state, assignor, members: Object.fromEntries(members), committed }
}

const CALLBACKS: ReadonlyMap<number, string> = new Map([
  [PARTITION_ASSIGNED.code, 'assigned'],
  [ASSIGNMENT_EMPTY.code, 'assigned'],
  [PARTITION_REVOKED.code, 'revoked'],
  [PARTITION_LOST.code, 'lost'],
])

export const GROUP_FACTS = [PARTITION_ASSIGNED, ASSIGNMENT_EMPTY, PARTITION_REVOKED, PARTITION_LOST]

/** Calls of a consumer's rebalance listener. */
export function rebalancesOf({ noted, world }: Replay, client: string): Timed[] {
  const calls: { timeUs: number; what: string; generation: number; partitions: string[] }[] = []
  for (const { code, who, timeUs, a, b, c } of noted) {
    const what = CALLBACKS.get(code)
    if (what === undefined || who !== client) continue
    const isEmpty = code === ASSIGNMENT_EMPTY.code
    const generation = isEmpty ? b : c
    const last = calls[calls.length - 1]
    const partitions = isEmpty ? [] : [world.names[a] ?? '']
    if (last?.timeUs === timeUs && last.what === what && last.generation === generation)
      last.partitions.push(...partitions)
    else calls.push({ timeUs, what, generation, partitions })
  }
  return calls.map(({ timeUs, what, generation, partitions }) => ({
    ms: atMs(timeUs),
    value: { generation, [what]: partitions.sort() },
  }))
}

/** First and last offset of every stretch that it was handed, by partition. */
export function readOf({ noted, world }: Replay, client: string): Json {
  const read: { [partition: string]: [number, number][] } = {}
  for (const { code, who, a, b, c } of noted) {
    if (code !== RECORDS_DELIVERED.code || who !== client) continue
    const name = world.names[a] ?? ''
    const runs = read[name] ?? []
    read[name] = runs
    const last = runs[runs.length - 1]
    if (last !== undefined && last[1] + 1 === b) last[1] = c - 1
    else runs.push([b, c - 1])
  }
  return read
}

export interface GroupHistory {
  /** What was written at one moment, without the commits. */
  readonly written: readonly Timed[]
  /** Generations, or group epochs. */
  readonly epochs: Json
  /** Values that the offset of each partition took, one after the other. */
  readonly committed: ReadonlyMap<string, Json>
}

interface Entry {
  readonly timeUs: number
  readonly key: GroupKey
  readonly value: GroupValue | null
}

export function groupHistory({ world, plan }: Replay, groupId: string): GroupHistory {
  const entries = entriesOf(world, plan.clockOffsetUs)
  const nameOf = memberNames(entries)
  const written: { ms: number; value: Json[] }[] = []
  const epochs: number[] = []
  const committed = new Map<string, number[]>()
  for (const { timeUs, key, value } of entries) {
    if (key[1] !== groupId) continue
    if (key[0] === 'offset') {
      const values = committed.get(`${key[2]}-${key[3]}`) ?? []
      committed.set(`${key[2]}-${key[3]}`, values)
      if (value?.type === 'offset' && values[values.length - 1] !== value.offset) values.push(value.offset)
      continue
    }
    if (value?.type === 'group') epochs.push(value.generation)
    if (value?.type === 'consumerGroup') epochs.push(value.epoch)
    const ms = atMs(timeUs)
    const last = written[written.length - 1]
    const row = value?.type === 'group' ? generationRow(value, nameOf) : { type: key[0] }
    if (last?.ms === ms) last.value.push(row)
    else written.push({ ms, value: [row] })
  }
  return { written, epochs, committed }
}

/** Of every partition of the topic as its leader has it. */
function entriesOf(world: World, clockOffsetUs: number): Entry[] {
  const image = truthImage(world)
  const entries: Entry[] = []
  for (const partition of image.topics.get(OFFSETS_TOPIC)?.partitions ?? []) {
    const log = replicaLog(world, partition, image.partitions.get(partition)?.leader ?? -1)
    if (log === null) continue
    for (const batch of readBatches(log, log.logStart, log.logEnd, Number.MAX_SAFE_INTEGER)) {
      const timeUs = batch.maxTimestampMs * 1_000 - clockOffsetUs
      for (const record of batch.data ?? []) {
        const value = record.value as GroupValue | null
        entries.push({ timeUs, key: groupKeyOf(record), value })
      }
    }
  }
  return entries.sort((a, b) => a.timeUs - b.timeUs)
}

/** Member ids are random: a member goes by its client id, and the second member of one client id as `id#2`. */
function memberNames(entries: readonly Entry[]): (memberId: string) => string {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  for (const { value } of entries) {
    if (value?.type !== 'group') continue
    for (const { memberId, clientId } of value.members) {
      if (names.has(memberId)) continue
      const nth = (counts.get(clientId) ?? 0) + 1
      counts.set(clientId, nth)
      names.set(memberId, nth === 1 ? clientId : `${clientId}#${nth}`)
    }
  }
  return (memberId) => names.get(memberId) ?? memberId
}

function generationRow(value: ClassicValue, nameOf: (memberId: string) => string): Json {
  const { protocolType, generation, protocol, leader } = value
  const members = value.members.map((member) => ({
    memberId: nameOf(member.memberId),
    groupInstanceId: member.instanceId,
    clientId: member.clientId,
    rebalanceTimeout: member.rebalanceTimeoutMs,
    sessionTimeout: member.sessionTimeoutMs,
    assignment: member.assignment.slice().sort(),
  }))
  members.sort((a, b) => (a.memberId < b.memberId ? -1 : 1))
  const led = leader === null ? null : nameOf(leader)
  return { type: 'GroupMetadata', protocolType, generation, protocol, leader: led, members }
}
