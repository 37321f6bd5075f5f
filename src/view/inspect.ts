// The inspector: the fields of whatever an address names, at this moment.

import type { Address } from '../sim/address.ts'
import { parseAddress } from '../sim/address.ts'
import { assertNever } from '../sim/assert.ts'
import type { World } from '../sim/world.ts'
import type { Counters } from './cluster.ts'
import { handRows } from './hand-rows.ts'
import { inspectClient } from './inspect-client.ts'
import { inspectConnection, inspectLink } from './inspect-connection.ts'
import { inspectGroup } from './inspect-group.ts'
import { inspectMessage } from './inspect-message.ts'
import { inspectNode } from './inspect-node.ts'
import { inspectPartition, inspectTopic } from './inspect-partition.ts'
import { inspectDisk, inspectProcess, inspectTimer } from './inspect-process.ts'
import { inspectRecord } from './inspect-record.ts'
import { inspectReplica } from './inspect-replica.ts'
import { absent, group, here, markChanges } from './inspect-row.ts'
import type { InspectRow } from './rows.ts'
import { sceneOf } from './scene.ts'

/** What a frame takes of this file. */
export interface InspectPart {
  readonly inspect: typeof inspect
}

/** `before`: the same thing as it was before the last event, so that what changed can be marked. */
export function inspect(
  world: World,
  address: string,
  ledger: Counters | null = null,
  before: InspectRow | null = null,
): InspectRow {
  const known = parseAddress(address)
  const row =
    known === null ? absent(address, 'unknown', 'notYet') : inspectKnown(world, address, known, ledger)
  return before === null ? row : markChanges(row, before)
}

function inspectKnown(world: World, address: string, known: Address, ledger: Counters | null): InspectRow {
  const scene = sceneOf(world)
  switch (known.kind) {
    case 'broker':
    case 'controller':
      return inspectNode(scene, address, known.kind, known.name)
    case 'client':
      return inspectClient(scene, address, known.name)
    case 'process':
      return inspectProcess(scene, address, known.name)
    case 'partition':
      return inspectPartition(scene, address, known.name)
    case 'group':
      return inspectGroup(scene, address, known.name)
    case 'topic':
      return inspectTopic(scene, address, known.name)
    case 'replica':
      return inspectReplica(scene, address, known.partition, Number(known.node))
    case 'conn':
      return inspectConnection(scene, address)
    case 'link':
      return inspectLink(scene, address)
    case 'message':
      return { ...inspectMessage(scene, address, known), hands: handRows(world, address) }
    case 'timer':
      return { ...inspectTimer(scene, address, known), hands: handRows(world, address) }
    case 'disk':
      return inspectDisk(scene, address, known.name)
    case 'record':
      return inspectRecord(scene, address, known.producer, known.number)
    case 'ledger':
      return ledger === null ? absent(address, 'ledger', 'notYet') : inspectLedger(address, ledger)
    case 'event':
      return known.index > world.event
        ? absent(address, 'event', 'notYet')
        : here(address, 'event', [group('state', [['index', known.index]])])
    case 'stream':
      return absent(address, 'stream', 'notYet')
    default:
      return assertNever(known, 'address')
  }
}

function inspectLedger(address: string, ledger: Counters): InspectRow {
  const { sent, appended, acknowledged, committed, delivered, failed, lost } = ledger
  return here(address, 'ledger', [
    group('state', Object.entries({ sent, appended, acknowledged, committed, delivered, failed, lost })),
  ])
}
