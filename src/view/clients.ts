// A row for each producer and consumer.

import type { Consumer } from '../kafka/client/consumer.ts'
import type { Producer } from '../kafka/client/producer.ts'
import { standingOf } from '../kafka/process-status.ts'
import type { Process } from '../sim/process.ts'
import { find } from '../sim/world.ts'
import type { ClientRow, LifeStatus } from './rows.ts'
import type { Scene } from './scene.ts'

export function clientRows(scene: Scene): ClientRow[] {
  const { producer, consumer } = scene.things
  return [
    ...producer.map((client) => producerRow(client, statusOf(scene, client.id))),
    ...consumer.map((client) => consumerRow(client, statusOf(scene, client.id))),
  ]
}

function statusOf(scene: Scene, client: string): LifeStatus {
  const process = find(scene.world, `process:${client}`) as Process
  return standingOf(scene.world, process, scene.things.process).status
}

function producerRow(producer: Readonly<Producer>, status: LifeStatus): ClientRow {
  return {
    address: `client:${producer.id}`,
    id: producer.id,
    kind: 'producer',
    status,
    acks: producer.config.acks,
    waitingRecords: producer.waitingRecords,
    inFlightRecords: producer.inFlightRecords,
    sentRecords: producer.sentRecords,
    acknowledgedRecords: producer.acknowledgedRecords,
    failedRecords: producer.failedRecords,
    positions: [],
    deliveredRecords: 0,
  }
}

function consumerRow(consumer: Readonly<Consumer>, status: LifeStatus): ClientRow {
  return {
    address: `client:${consumer.id}`,
    id: consumer.id,
    kind: 'consumer',
    status,
    acks: null,
    waitingRecords: 0,
    inFlightRecords: 0,
    sentRecords: 0,
    acknowledgedRecords: 0,
    failedRecords: 0,
    positions: consumer.partitions.map(({ name, position }) => ({ partition: name, position })),
    deliveredRecords: consumer.deliveredRecords,
  }
}
