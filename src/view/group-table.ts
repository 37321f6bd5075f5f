// The groups at one moment: what each coordinator holds of them, beside what their members believe and where the partitions end.

import { findReplica, logOf } from '../kafka/broker/replica.ts'
import type { Consumer } from '../kafka/client/consumer.ts'
import { preferredAssignor } from '../kafka/group/consumer/target.ts'
import type { Coordinator } from '../kafka/group/coordinator.ts'
import type { ClassicGroup, ConsumerGroup, Group } from '../kafka/group/group.ts'
import { consumerStateOf, findGroup } from '../kafka/group/group.ts'
import { nodeById } from '../kafka/node.ts'
import { standingOf } from '../kafka/process-status.ts'
import type { Process } from '../sim/process.ts'
import { find } from '../sim/world.ts'
import type { GroupMemberRow, GroupOffsetRow, GroupRow } from './group-rows.ts'
import type { LifeStatus } from './rows.ts'
import type { Scene } from './scene.ts'

export function groupRows(scene: Scene): GroupRow[] {
  const rows: GroupRow[] = []
  for (const entity of scene.world.tables.entities) {
    if (entity.kind !== 'coordinator') continue
    const coordinator = entity as Coordinator
    if (coordinator.state !== 'active') continue
    for (const id of coordinator.groups) {
      const group = findGroup(scene.world, coordinator.nodeId, id)
      if (group !== null) rows.push(groupRow(scene, group))
    }
  }
  return rows.sort((a, b) => (a.group < b.group ? -1 : 1))
}

function groupRow(scene: Scene, group: Readonly<Group>): GroupRow {
  const held = group.members as ClassicGroup | ConsumerGroup
  const consumers = scene.things.consumer.filter((consumer) => consumer.config.groupId === group.groupId)
  const members = held.type === 'classic' ? classicMembers(scene, held) : consumerMembers(scene, held)
  return {
    address: `group:${group.groupId}`,
    group: group.groupId,
    protocol: held.type,
    state: held.type === 'classic' ? held.state : consumerStateOf(held),
    epoch: held.type === 'classic' ? held.generation : held.epoch,
    assignor:
      held.type === 'classic'
        ? (held.protocol ?? '')
        : preferredAssignor(held, nodeById(scene.world, group.nodeId).config.groupConsumerAssignors),
    coordinator: group.nodeId,
    leader: held.type === 'classic' ? (held.leader ?? '') : '',
    members,
    offsets: offsetRows(scene, group, members, consumers),
  }
}

function classicMembers(scene: Scene, held: Readonly<ClassicGroup>): GroupMemberRow[] {
  return held.members.map((member) => ({
    client: member.clientId,
    memberId: member.memberId,
    instanceId: member.instanceId,
    epoch: member.isNew ? -1 : held.generation,
    assigned: member.assignment,
    owned: ownedBy(scene, member.clientId),
    status: statusOf(scene, member.clientId),
  }))
}

function consumerMembers(scene: Scene, held: Readonly<ConsumerGroup>): GroupMemberRow[] {
  return held.members.map((member) => ({
    client: member.clientId,
    memberId: member.memberId,
    instanceId: member.instanceId,
    epoch: member.epoch,
    assigned: member.assigned.map(({ partition }) => partition),
    owned: ownedBy(scene, member.clientId),
    status: statusOf(scene, member.clientId),
  }))
}

function ownedBy(scene: Scene, client: string): string[] {
  const consumer = scene.things.consumer.find(({ id }) => id === client)
  return consumer === undefined ? [] : consumer.partitions.map(({ name }) => name)
}

function statusOf(scene: Scene, client: string): LifeStatus {
  const process = find(scene.world, `process:${client}`) as Process | null
  return process === null ? 'dead' : standingOf(scene.world, process, scene.things.process).status
}

/** Every partition that the group has committed or a member has now. */
function offsetRows(
  scene: Scene,
  group: Readonly<Group>,
  members: readonly GroupMemberRow[],
  consumers: readonly Consumer[],
): GroupOffsetRow[] {
  const names = new Set<string>(group.offsets.keys())
  for (const member of members) for (const name of [...member.assigned, ...member.owned]) names.add(name)
  for (const consumer of consumers) for (const { name } of consumer.partitions) names.add(name)
  return [...names].sort(byTopicAndNumber).map((partition) => offsetRow(scene, group, consumers, partition))
}

function offsetRow(
  scene: Scene,
  group: Readonly<Group>,
  consumers: readonly Consumer[],
  partition: string,
): GroupOffsetRow {
  const committed = group.offsets.get(partition)?.offset ?? -1
  const owner = consumers.find((consumer) => consumer.partitions.some(({ name }) => name === partition))
  const leader = scene.truth.partitions.get(partition)?.leader ?? -1
  const replica = findReplica(scene.world, leader, partition)
  const highWatermark = replica?.highWatermark ?? -1
  return {
    partition,
    owner: owner?.id ?? null,
    committed,
    position: owner?.partitions.find(({ name }) => name === partition)?.position ?? -1,
    highWatermark,
    logEnd: replica === null ? -1 : logOf(scene.world, replica).logEnd,
    // What ListOffsets tells the tool is the high watermark.
    lag: committed < 0 || highWatermark < 0 ? -1 : Math.max(0, highWatermark - committed),
  }
}

function byTopicAndNumber(a: string, b: string): number {
  const [topicA, indexA] = parts(a)
  const [topicB, indexB] = parts(b)
  if (topicA !== topicB) return topicA < topicB ? -1 : 1
  return indexA - indexB
}

function parts(name: string): readonly [string, number] {
  const at = name.lastIndexOf('-')
  return [name.slice(0, at), Number(name.slice(at + 1))]
}
