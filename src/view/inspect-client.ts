// A producer with its accumulator, or a consumer with its positions.

import type { NetworkClient } from '../kafka/client/network-client.ts'
import type { Producer } from '../kafka/client/producer.ts'
import { clientNamed } from '../kafka/client-named.ts'
import { channelAt, channelConnection } from '../kafka/network/channel.ts'
import type { Process } from '../sim/process.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import { spanText } from '../tell/time-text.ts'
import { consumerGroups } from './inspect-consumer.ts'
import { lifeFields, timerGroup } from './inspect-process.ts'
import type { FieldPair, InspectGroup } from './inspect-row.ts'
import { absent, group, here } from './inspect-row.ts'
import { messageAddress } from './messages.ts'
import type { InspectRow } from './rows.ts'
import type { Scene } from './scene.ts'
import { flagText, listText, NONE_TEXT, numberText, untilText } from './text.ts'

export function inspectClient(scene: Scene, address: string, name: string): InspectRow {
  const { world } = scene
  const client = clientNamed(world, name)
  const process = find(world, `process:${name}`) as Process | null
  if (client === null || process === null) return absent(address, 'client', 'notYet')
  const life = lifeFields(scene, process)
  return here(address, client.kind, [
    ...(client.kind === 'producer'
      ? producerGroups(world, client, life)
      : consumerGroups(world, client, life)),
    group('metadata', metadataFields(world, client)),
    group('inFlight', inFlightFields(world, client)),
    timerGroup(world, process),
  ])
}

function producerGroups(
  world: World,
  mine: Readonly<Producer>,
  life: readonly FieldPair[],
): (InspectGroup | null)[] {
  const { config } = mine
  const state: FieldPair[] = [
    ...life,
    ['sentRecords', mine.sentRecords],
    ['acknowledgedRecords', mine.acknowledgedRecords],
    ['failedRecords', mine.failedRecords],
    ['waitingRecords', mine.waitingRecords],
    ['inFlightRecords', mine.inFlightRecords],
    ['freeBytes', mine.freeBytes],
    ['producerId', numberText(mine.producerId)],
    ['producerEpoch', numberText(mine.producerEpoch)],
  ]
  if (mine.blockedSinceUs >= 0) state.push(['blockedFor', spanText(world.nowUs - mine.blockedSinceUs)])
  return [
    group('state', state),
    // Batches and records that wait, batches on the wire, the next sequence.
    group(
      'accumulator',
      mine.partitions.map((partition) => {
        let records = 0
        for (const batch of partition.deque) records += batch.count
        return [
          partition.name,
          listText([
            `partition:${partition.name}`,
            `${partition.deque.length} (${records})`,
            `↑ ${partition.inFlight.length}`,
            `# ${partition.nextSequence}`,
          ]),
        ]
      }),
    ),
    group('config', [
      ['acks', config.acks === -1 ? 'all' : String(config.acks)],
      ['enable.idempotence', flagText(config.enableIdempotence)],
      ['linger.ms', config.lingerMs],
      ['batch.size', config.batchSize],
      ['request.timeout.ms', config.requestTimeoutMs],
      ['delivery.timeout.ms', config.deliveryTimeoutMs],
      ['max.in.flight.requests.per.connection', config.maxInFlightRequestsPerConnection],
    ]),
  ]
}

function metadataFields(world: World, client: Readonly<NetworkClient>): FieldPair[] {
  const { metadata } = client
  const fields: FieldPair[] = [
    ['brokers', listText(metadata.brokers.map((id) => `broker:${id}`))],
    [
      'metadataAge',
      metadata.lastSuccessUs === 0 ? NONE_TEXT : spanText(world.nowUs - metadata.lastSuccessUs),
    ],
    ['updateRequested', flagText(metadata.updateRequested)],
  ]
  if (metadata.allowedAtUs > world.nowUs)
    fields.push(['metadataAllowed', untilText(world.nowUs, metadata.allowedAtUs)])
  for (const name of [...metadata.leaders.keys()].sort()) {
    const known = metadata.leaders.get(name)
    if (known === undefined) continue
    fields.push([
      name,
      listText([known.leader < 0 ? NONE_TEXT : `broker:${known.leader}`, `e${known.leaderEpoch}`]),
    ])
  }
  return fields
}

function inFlightFields(world: World, client: Readonly<NetworkClient>): FieldPair[] {
  const fields: FieldPair[] = []
  for (const { channelSlot } of client.links) {
    const channel = channelAt(world, channelSlot)
    const connection = channelConnection(world, channel)
    if (channel.inFlight.length === 0) {
      fields.push([
        `${connection.client} → ${connection.server}`,
        listText([connection.address, channel.state]),
      ])
      continue
    }
    for (const { api, id, deadlineUs } of channel.inFlight) {
      const address = messageAddress(connection, api, id, false)
      fields.push([address.slice('message:'.length), listText([address, untilText(world.nowUs, deadlineUs)])])
    }
  }
  return fields
}
