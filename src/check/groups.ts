// What groups are promised. In one classic generation, which is one record, a partition is in at most one member's assignment; under KIP-848 none is granted
// while another member holds it; and only members commit. Not promised: that two processes never work on one partition at the same time.

import { OFFSETS_TOPIC } from '../kafka/broker/auto-create.ts'
import { findReplica, logOf } from '../kafka/broker/replica.ts'
import { findCoordinator } from '../kafka/group/coordinator.ts'
import type { Group } from '../kafka/group/group.ts'
import type { GroupValue } from '../kafka/group/records.ts'
import { groupKeyOf } from '../kafka/group/records.ts'
import type { RecordData } from '../kafka/log/batch.ts'
import { endOf } from '../kafka/log/batch.ts'
import type { Log } from '../kafka/log/log.ts'
import { readBatches } from '../kafka/log/read.ts'
import { partitionName } from '../kafka/metadata/records.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, findEntity, ownIn } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import type { Detail } from './detail.ts'
import { detailOf } from './detail.ts'
import { COMMITS_OF_MEMBERS, GRANTED_WHEN_FREE, ONE_OWNER_PER_GENERATION, violate } from './invariant.ts'

/** The assignment of a generation is handed out. */
export function checkAssignment(world: World, tables: Tables, groupSlot: number): void {
  const group = at(world, groupSlot) as Group
  if (group.members?.type !== 'classic') return
  const owners = new Map<string, string>()
  for (const { memberId, assignment } of group.members.members) {
    for (const partition of assignment) {
      const other = owners.get(partition)
      owners.set(partition, memberId)
      if (other === undefined) continue
      const { generation } = group.members
      const detail = detailOf('two-owners', { group: group.groupId, generation, one: other, other: memberId })
      violate(tables, ONE_OWNER_PER_GENERATION, world.event, { about: partition, detail })
    }
  }
}

/** A partition is granted to a member. */
export function checkGrant(
  world: World,
  tables: Tables,
  groupSlot: number,
  partition: number,
  memberId: number,
): void {
  const group = at(world, groupSlot) as Group
  if (group.members?.type !== 'consumer') return
  const [name, to] = [world.names[partition] ?? '', world.names[memberId] ?? '']
  for (const other of group.members.members) {
    if (other.memberId === to) continue
    if (![...other.assigned, ...other.revoking].some((held) => held.partition === name)) continue
    const detail = detailOf('granted-while-held', { group: group.groupId, to, holder: other.memberId })
    violate(tables, GRANTED_WHEN_FREE, world.event, { about: name, detail })
  }
}

/** Who is in a group as the log of its coordinator says, read as far as `scannedTo`. */
interface Membership extends Entity {
  readonly kind: 'membership'
  leaderEpoch: number
  scannedTo: number
  /** Generation of the newest record of the classic protocol. */
  generation: number
  /** Members, and the generation or epoch that each was last written with. */
  readonly members: Map<string, number>
}

/** Offsets are taken from somebody: by what is written in the log he must be a member. `member` '' and a generation of −1: nobody's, of a group without members. */
export function checkCommit(
  world: World,
  tables: Tables,
  groupSlot: number,
  memberId: number,
  generation: number,
): void {
  const group = at(world, groupSlot) as Group
  const replica = findReplica(world, group.nodeId, partitionName(OFFSETS_TOPIC, group.partition))
  const coordinator = findCoordinator(world, group.nodeId, group.partition)
  // Records that wait for the append linger are not in the log yet.
  if (replica === null || coordinator === null || coordinator.buffer.length > 0) return
  const membership = membershipOf(tables, group)
  readOn(membership, logOf(world, replica), replica.leaderEpoch, group.groupId)
  const member = world.names[memberId] ?? ''
  if (generation < 0 && membership.members.size === 0) return
  const written = membership.members.get(member)
  const isClassic = membership.generation >= 0
  if (written !== undefined && (isClassic ? written === generation : generation <= written)) return
  violate(tables, COMMITS_OF_MEMBERS, world.event, {
    about: group.groupId,
    detail: unknownMember(member, generation, written),
  })
}

function unknownMember(member: string, generation: number, written: number | undefined): Detail {
  if (member === '') return detailOf('commit-of-nobody', { generation })
  if (written === undefined) return detailOf('commit-of-stranger', { member, generation })
  return detailOf('commit-of-generation', { member, generation, written })
}

function membershipOf(tables: Tables, group: Readonly<Group>): Membership {
  const address = `membership:${group.groupId}@${group.nodeId}`
  const known = findEntity(tables, address) as Membership | null
  if (known !== null) return ownIn(tables, known)
  return addEntity<Membership>(tables, (slot, stamp) => ({
    kind: 'membership',
    address,
    slot,
    stamp,
    leaderEpoch: -1,
    scannedTo: 0,
    generation: -1,
    members: new Map(),
  }))
}

const READ_BYTES = 1_048_576

/** From where it was read last; from the start when another leader has come, who may have cut it. */
function readOn(membership: Membership, log: Readonly<Log>, leaderEpoch: number, groupId: string): void {
  if (membership.leaderEpoch !== leaderEpoch || membership.scannedTo < log.logStart) {
    membership.leaderEpoch = leaderEpoch
    membership.scannedTo = log.logStart
    membership.generation = -1
    membership.members.clear()
  }
  while (membership.scannedTo < log.logEnd) {
    const batches = readBatches(log, membership.scannedTo, log.logEnd, READ_BYTES)
    if (batches.length === 0) return
    for (const batch of batches) {
      for (const record of batch.data ?? []) readRecord(membership, record, groupId)
      membership.scannedTo = endOf(batch)
    }
  }
}

function readRecord(membership: Membership, record: RecordData, groupId: string): void {
  const key = groupKeyOf(record)
  if (key[0] === 'offset' || key[1] !== groupId) return
  const value = record.value as GroupValue | null
  if (key[0] === 'group') {
    membership.generation = value?.type === 'group' ? value.generation : -1
    membership.members.clear()
    if (value?.type !== 'group') return
    for (const { memberId } of value.members) membership.members.set(memberId, value.generation)
  } else if (key[0] === 'current') {
    if (value?.type === 'current') membership.members.set(key[2], value.epoch)
    else membership.members.delete(key[2])
  }
}
