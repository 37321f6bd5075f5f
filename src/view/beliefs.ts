// What one process believes beside what is: a node by its image and its replicas, a client by its metadata.

import type { Replica } from '../kafka/broker/replica.ts'
import type { Consumer } from '../kafka/client/consumer.ts'
import type { Producer } from '../kafka/client/producer.ts'
import { clientNamed } from '../kafka/client-named.ts'
import type { Controller } from '../kafka/controller/state.ts'
import type { Image } from '../kafka/metadata/image.ts'
import type { PartitionState } from '../kafka/metadata/records.ts'
import type { Node } from '../kafka/node.ts'
import type { Raft } from '../kafka/raft/state.ts'
import { activeController, nodesOf, truthImage } from '../kafka/truth.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import type { BeliefRow } from './rows.ts'
import { flagText, listText, NONE_TEXT, numberText } from './text.ts'

/** `name` is a node id or a client id; one that nobody has believes nothing, and so does a process that is down. */
export function beliefRows(world: World, name: string): BeliefRow[] {
  const nodes = nodesOf(world)
  const truth = truthImage(world, nodes)
  const node = nodes.find((candidate) => String(candidate.id) === name)
  if (node !== undefined) return nodeBeliefs(world, nodes, node, truth)
  const client = clientNamed(world, name)
  return client === null ? [] : clientBeliefs(client, truth)
}

function nodeBeliefs(
  world: World,
  nodes: readonly Node[],
  node: Readonly<Node>,
  truth: Readonly<Image>,
): BeliefRow[] {
  const raft = find(world, `raft:${node.id}`) as Raft | null
  if (raft === null || raft.role === 'none') return []
  const image = beliefImage(world, node)
  const rows: BeliefRow[] = []
  const active = activeController(world, nodes)
  const believed = raft.role === 'leader' ? node.id : raft.leader
  if (active >= 0 || believed >= 0)
    rows.push(
      row(`controller:${active < 0 ? believed : active}`, 'active', numberText(active), numberText(believed)),
    )
  for (const id of truth.brokerIds) {
    const known = image.brokers.get(id)
    const fenced = truth.brokers.get(id)?.fenced ?? true
    rows.push(
      row(
        `broker:${id}`,
        'fenced',
        flagText(fenced),
        known === undefined ? NONE_TEXT : flagText(known.fenced),
      ),
    )
  }
  for (const name of partitionNames(truth)) {
    const state = truth.partitions.get(name) as PartitionState
    partitionBeliefs(rows, name, state, image.partitions.get(name) ?? null)
    const replica = find(world, `replica:${name}@${node.id}`) as Replica | null
    if (node.isBroker && replica !== null && state.replicas.includes(node.id))
      replicaBeliefs(world, rows, state, replica)
  }
  return rows
}

/** The active controller acts on what it has written already, committed or not. */
function beliefImage(world: World, node: Readonly<Node>): Readonly<Image> {
  const controller = find(world, `controller:${node.id}`) as Controller | null
  if (controller?.active === true) return controller.image
  return find(world, `image:${node.id}`) as unknown as Image
}

function partitionBeliefs(
  rows: BeliefRow[],
  name: string,
  truth: PartitionState,
  believed: PartitionState | null,
): void {
  const address = `partition:${name}`
  const text = (value: (state: PartitionState) => string): string =>
    believed === null ? NONE_TEXT : value(believed)
  const add = (field: string, value: (state: PartitionState) => string): void => {
    rows.push(row(address, field, value(truth), text(value)))
  }
  add('leader', (state) => numberText(state.leader))
  add('leaderEpoch', (state) => numberText(state.leaderEpoch))
  add('partitionEpoch', (state) => numberText(state.partitionEpoch))
  add('isr', (state) => listText(state.isr.slice().sort((a, b) => a - b)))
}

/** What the broker makes of its own part, and, leading or not, the high watermark that it knows beside the leader's. */
function replicaBeliefs(world: World, rows: BeliefRow[], truth: PartitionState, replica: Replica): void {
  const role = truth.leader === replica.nodeId ? 'leader' : 'follower'
  rows.push(row(replica.address, 'role', role, replica.role === 'none' ? NONE_TEXT : replica.role))
  const leading = find(world, `replica:${replica.partition}@${truth.leader}`) as Replica | null
  const known = replica.role === 'none' ? NONE_TEXT : numberText(replica.highWatermark)
  if (leading !== null && leading.role === 'leader')
    rows.push(row(replica.address, 'highWatermark', numberText(leading.highWatermark), known))
}

function clientBeliefs(client: Readonly<Producer> | Readonly<Consumer>, truth: Readonly<Image>): BeliefRow[] {
  const { brokers, leaders, partitionCounts } = client.metadata
  const alive = truth.brokerIds.filter((id) => truth.brokers.get(id)?.fenced === false)
  const address = `client:${client.id}`
  const rows: BeliefRow[] = [row(address, 'brokers', sorted(alive), sorted(brokers))]
  for (const topic of client.topics) {
    const state = truth.topics.get(topic)
    if (state === undefined) continue
    const count = partitionCounts.get(topic)
    rows.push(
      row(`topic:${topic}`, 'partitions', numberText(state.partitions.length), numberText(count ?? -1)),
    )
    for (const name of state.partitions) {
      const partition = truth.partitions.get(name) as PartitionState
      const known = leaders.get(name)
      rows.push(
        row(
          `partition:${name}`,
          'leader',
          numberText(partition.leader),
          known === undefined ? NONE_TEXT : numberText(known.leader),
        ),
        row(
          `partition:${name}`,
          'leaderEpoch',
          numberText(partition.leaderEpoch),
          known === undefined ? NONE_TEXT : numberText(known.leaderEpoch),
        ),
      )
    }
  }
  return rows
}

function partitionNames(image: Readonly<Image>): string[] {
  const names: string[] = []
  for (const topic of image.topicNames) names.push(...(image.topics.get(topic)?.partitions ?? []))
  return names
}

function sorted(ids: readonly number[]): string {
  return listText(ids.slice().sort((a, b) => a - b))
}

function row(address: string, field: string, truth: string, belief: string): BeliefRow {
  return { address, field, truth, belief, differs: truth !== belief }
}
