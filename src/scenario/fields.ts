// Looks up what a condition asks for, in the world at this moment: metadata as committed, logs as they lie on disk, clients as they count.

import type { Consumer } from '../kafka/client/consumer.ts'
import type { Producer } from '../kafka/client/producer.ts'
import { clientNamed } from '../kafka/client-named.ts'
import { emptyLog, lastEpochOf, logHash } from '../kafka/log/log.ts'
import type { PartitionState } from '../kafka/metadata/records.ts'
import type { Node } from '../kafka/node.ts'
import { standingOf } from '../kafka/process-status.ts'
import type { Raft } from '../kafka/raft/state.ts'
import {
  activeController,
  minIsrOf,
  nodesOf,
  replicaHighWatermark,
  replicaLog,
  replicaStanding,
  truthImage,
} from '../kafka/truth.ts'
import { parseAddress } from '../sim/address.ts'
import type { Process } from '../sim/process.ts'
import type { World } from '../sim/world.ts'
import { at, find } from '../sim/world.ts'
import type { FieldValue, Lookup } from './holds.ts'

/** Counters of the ledger by name. */
export type LedgerCounters = { readonly [counter: string]: unknown }

const NO_LOG = emptyLog(-1, -1, '', -1)

/** Answers for the moment at which the world then stands; `ledger` is asked at each look. */
export function fieldLookup(world: World, ledger: () => LedgerCounters): Lookup {
  const nodes = nodesOf(world)
  return (address, field) => {
    const known = parseAddress(address)
    if (known === null) return undefined
    switch (known.kind) {
      case 'partition':
        return partitionField(world, nodes, known.name, field)
      case 'replica':
        return replicaField(world, nodes, known.partition, Number(known.node), field)
      case 'broker':
      case 'controller':
        return nodeField(world, nodes, known.kind, known.name, field)
      case 'client':
        return clientField(world, known.name, field)
      case 'ledger':
        return ledgerField(ledger(), field)
      default:
        return undefined
    }
  }
}

function partitionField(
  world: World,
  nodes: readonly Node[],
  name: string,
  field: string,
): FieldValue | undefined {
  const image = truthImage(world, nodes)
  const state = image.partitions.get(name)
  if (state === undefined) return undefined
  switch (field) {
    case 'leader':
    case 'leaderEpoch':
    case 'partitionEpoch':
    case 'replicas':
    case 'isr':
    case 'elr':
      return state[field]
    case 'minIsr':
      return minIsrOf(image, state.topic, nodes)
    default:
      return undefined
  }
}

function replicaField(
  world: World,
  nodes: readonly Node[],
  partition: string,
  node: number,
  field: string,
): FieldValue | undefined {
  const state: PartitionState | undefined = truthImage(world, nodes).partitions.get(partition)
  if (state === undefined || !state.replicas.includes(node)) return undefined
  const log = replicaLog(world, partition, node) ?? NO_LOG
  switch (field) {
    case 'role':
      return replicaStanding(world, state, node)
    case 'inSync':
      return state.isr.includes(node)
    case 'highWatermark':
      return replicaHighWatermark(world, partition, node)
    case 'logStart':
    case 'logEnd':
    case 'truncatedRecords':
      return log[field]
    case 'lastEpoch':
      return lastEpochOf(log)
    case 'logHash':
      return logHash(log)
    default:
      return undefined
  }
}

function nodeField(
  world: World,
  nodes: readonly Node[],
  role: 'broker' | 'controller',
  name: string,
  field: string,
): FieldValue | undefined {
  const node = nodes.find((candidate) => String(candidate.id) === name)
  if (node === undefined || !(role === 'broker' ? node.isBroker : node.isController)) return undefined
  const raft = find(world, `raft:${node.id}`) as Raft | null
  switch (field) {
    case 'status':
      return standingOf(world, at(world, node.processSlot) as Process).status
    case 'fenced':
      return truthImage(world, nodes).brokers.get(node.id)?.fenced
    case 'active':
      return activeController(world, nodes) === node.id
    case 'raftRole':
      return raft?.role
    case 'raftEpoch':
      return raft?.epoch
    default:
      return undefined
  }
}

function clientField(world: World, id: string, field: string): FieldValue | undefined {
  const process = find(world, `process:${id}`) as Process | null
  const client = clientNamed(world, id)
  if (process === null || client === null) return undefined
  if (field === 'status') return standingOf(world, process).status
  return client.kind === 'producer' ? producerField(client, field) : consumerField(client, field)
}

function producerField(producer: Readonly<Producer>, field: string): FieldValue | undefined {
  switch (field) {
    case 'acks':
      return producer.config.acks
    case 'waitingRecords':
    case 'inFlightRecords':
    case 'sentRecords':
    case 'acknowledgedRecords':
    case 'failedRecords':
      return producer[field]
    default:
      return undefined
  }
}

function consumerField(consumer: Readonly<Consumer>, field: string): FieldValue | undefined {
  return field === 'deliveredRecords' ? consumer.deliveredRecords : undefined
}

function ledgerField(ledger: LedgerCounters, field: string): FieldValue | undefined {
  const value = Object.hasOwn(ledger, field) ? ledger[field] : undefined
  return typeof value === 'number' ? value : undefined
}
