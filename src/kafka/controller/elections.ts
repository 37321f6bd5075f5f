// The periodic passes over all partitions (server.md 4.9): preferred leaders, and unclean elections where a topic allows them.

import type { World } from '../../sim/world.ts'
import { mayLead } from '../metadata/image.ts'
import type { MetadataRecord, PartitionState } from '../metadata/records.ts'
import type { Node } from '../node.ts'
import { partitionsOf } from './broker-changes.ts'
import { armBalance, armUncleanElections } from './claim.ts'
import type { Election } from './partition-change.ts'
import { changePartition } from './partition-change.ts'
import { controllerOf } from './state.ts'
import { changeRules, isUncleanElectionOn } from './topic-rules.ts'
import { write } from './write.ts'

const ELECTIONS_PER_PASS_MAX = 1_000

// rule: election.preferred-by-timer
/** KRaft looks at every partition whose leader is not its preferred one; the percentage is ignored. */
export function balanceLeaders(world: World, node: Readonly<Node>): void {
  const { image } = controllerOf(world, node)
  const states = partitionsOf(image, (state) => state.leader !== state.replicas[0])
  armBalance(world, node, electAll(world, node, states, 'preferred'))
}

export function electUncleanly(world: World, node: Readonly<Node>): void {
  const { image } = controllerOf(world, node)
  const states = partitionsOf(
    image,
    (state) => state.leader < 0 && isUncleanElectionOn(image, node, state.topic),
  )
  armUncleanElections(world, node, electAll(world, node, states, 'unclean'))
}

/** True if the pass was full before it had seen them all: then the next one comes soon. */
function electAll(
  world: World,
  node: Readonly<Node>,
  states: readonly PartitionState[],
  election: Election,
): boolean {
  const { image } = controllerOf(world, node)
  const records: MetadataRecord[] = []
  let isFull = false
  for (const state of states) {
    isFull = records.length >= ELECTIONS_PER_PASS_MAX
    if (isFull) break
    const record = changePartition({
      state,
      targetIsr: state.isr,
      election,
      isAcceptable: (replica) => mayLead(image, replica, state),
      ...changeRules(image, node, state.topic),
      uncleanShutdown: -1,
      hasRecovered: false,
    })
    if (record !== null) records.push(record)
  }
  write(world, node, records)
  return isFull
}
