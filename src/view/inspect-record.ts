// A record, by its producer and number: its key, and every replica whose log holds it.

import { clientNamed } from '../kafka/client-named.ts'
import type { Batch } from '../kafka/log/batch.ts'
import { offsetAt } from '../kafka/log/batch.ts'
import type { Log } from '../kafka/log/log.ts'
import { keyOf } from '../kafka/workload/workload.ts'
import type { FieldPair } from './inspect-row.ts'
import { absent, group, here } from './inspect-row.ts'
import type { InspectRow } from './rows.ts'
import type { Scene } from './scene.ts'
import { listText, NONE_TEXT } from './text.ts'

export function inspectRecord(scene: Scene, address: string, producer: string, number: number): InspectRow {
  const client = clientNamed(scene.world, producer)
  if (client === null || client.kind !== 'producer' || number >= client.nextRecord)
    return absent(address, 'record', 'notYet')
  const copies: FieldPair[] = []
  for (const entity of scene.world.tables.entities) {
    if (entity.kind !== 'log') continue
    const log = entity as Log
    const found = findRecord(log, producer, number)
    if (found !== null)
      copies.push([
        `${log.partition} @ ${log.nodeId}`,
        listText([`replica:${log.partition}@${log.nodeId}`, found.offset, `e${found.batch.leaderEpoch}`]),
      ])
  }
  return here(address, 'record', [
    group('state', [
      ['client', `client:${producer}`],
      ['number', number],
      ['topic', client.workload.topic],
      ['recordKey', keyOf(client.workload, number) ?? NONE_TEXT],
      ['valueBytes', client.workload.valueBytes],
    ]),
    group('copies', copies),
  ])
}

function findRecord(
  log: Readonly<Log>,
  producer: string,
  number: number,
): { readonly batch: Batch; readonly offset: number } | null {
  for (const { batches } of log.chunks) {
    for (const batch of batches) {
      if (batch.producer !== producer) continue
      const place = batch.records.indexOf(number)
      if (place >= 0) return { batch, offset: offsetAt(batch, place) }
    }
  }
  return null
}
