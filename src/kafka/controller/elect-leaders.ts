// ElectLeaders on the controller (server.md 4.9): back to the preferred replica, or anybody where nobody is left.

import type { Connection, Message } from '../../sim/connection.ts'
import type { World } from '../../sim/world.ts'
import { fact, intern } from '../../sim/world.ts'
import type { Image } from '../metadata/image.ts'
import { mayLead } from '../metadata/image.ts'
import type { MetadataRecord, PartitionState } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import type { ElectLeadersRequest, PartitionResult } from '../protocol/admin.ts'
import {
  ELECTION_NOT_NEEDED,
  ELIGIBLE_LEADERS_NOT_AVAILABLE,
  NONE,
  PREFERRED_LEADER_NOT_AVAILABLE,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '../protocol/errors.ts'
import { ADMIN_REFUSED } from './admin-facts.ts'
import { answerAtCommit } from './answers.ts'
import { partitionsOf } from './broker-changes.ts'
import { changePartition } from './partition-change.ts'
import { controllerOf } from './state.ts'
import { changeRules } from './topic-rules.ts'
import { write } from './write.ts'

export function handleElectLeaders(
  world: World,
  node: Readonly<Node>,
  connection: Readonly<Connection>,
  message: Message,
): void {
  const body = message.body as ElectLeadersRequest
  const { image } = controllerOf(world, node)
  const records: MetadataRecord[] = []
  const partitions: PartitionResult[] = []
  for (const partition of body.partitions ?? allPartitions(image)) {
    const found = elect(image, node, image.partitions.get(partition), body.election)
    // Of all partitions only those are told of for which there was something to do.
    if (found === ELECTION_NOT_NEEDED && body.partitions === null) continue
    partitions.push({ partition, error: typeof found === 'number' ? found : NONE })
    if (typeof found !== 'number') records.push(found)
    else fact(world, ADMIN_REFUSED, node.processSlot, -1, intern(world, partition), found)
  }
  write(world, node, records)
  const answer = { sealed: true, type: 'electLeaders', error: NONE, partitions } as const
  answerAtCommit(world, node, connection, message, answer)
}

function allPartitions(image: Readonly<Image>): string[] {
  return partitionsOf(image, () => true).map(({ topic, index }) => `${topic}-${index}`)
}

// rule: election.by-request
function elect(
  image: Readonly<Image>,
  node: Readonly<Node>,
  state: PartitionState | undefined,
  election: ElectLeadersRequest['election'],
): MetadataRecord | number {
  if (state === undefined) return UNKNOWN_TOPIC_OR_PARTITION
  const isAsWanted = election === 'preferred' ? state.leader === state.replicas[0] : state.leader >= 0
  if (isAsWanted) return ELECTION_NOT_NEEDED
  const record = changePartition({
    state,
    targetIsr: state.isr,
    election,
    isAcceptable: (replica) => mayLead(image, replica, state),
    ...changeRules(image, node, state.topic),
    uncleanShutdown: -1,
    hasRecovered: false,
  })
  if (record !== null) return record
  return election === 'preferred' ? PREFERRED_LEADER_NOT_AVAILABLE : ELIGIBLE_LEADERS_NOT_AVAILABLE
}
