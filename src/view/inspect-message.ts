// A request or response: where it is, and its fields as the protocol has them.

import type { Batch } from '../kafka/log/batch.ts'
import { endOf } from '../kafka/log/batch.ts'
import { errorOf } from '../kafka/protocol/errors.ts'
import type { Connection, Message } from '../sim/connection.ts'
import { find } from '../sim/world.ts'
import { timeText } from '../tell/time-text.ts'
import type { FieldPair } from './inspect-row.ts'
import { absent, group, here } from './inspect-row.ts'
import { messageRows, parkedRequests } from './messages.ts'
import type { InspectRow, MessageRow } from './rows.ts'
import type { Scene } from './scene.ts'
import { flagText, listText, untilText } from './text.ts'

interface Known {
  readonly conn: string
  readonly id: number
  readonly response: boolean
}

export function inspectMessage(scene: Scene, address: string, known: Known): InspectRow {
  const connection = find(scene.world, `conn:${known.conn}`) as Connection | null
  if (connection === null || known.id > connection.requests) return absent(address, 'message', 'notYet')
  const row = messageRows(scene).find((each) => each.address === address)
  if (row === undefined) return absent(address, 'message', absenceOf(scene, connection, known))
  const message = findMessage(scene, connection, known)
  return here(address, 'message', [
    group('state', stateFields(scene, row)),
    group('fields', message === null ? [] : bodyFields(message)),
  ])
}

/** An answer is not there yet while its request still is. */
function absenceOf(scene: Scene, connection: Connection, known: Known): 'notYet' | 'noMore' {
  if (!known.response) return 'noMore'
  const request = findMessage(scene, connection, { ...known, response: false })
  return request !== null || connection.serving === known.id ? 'notYet' : 'noMore'
}

function stateFields(scene: Scene, row: MessageRow): FieldPair[] {
  const fields: FieldPair[] = [
    ['state', row.state],
    ['from', row.from],
    ['to', row.to],
    ['sentAt', timeText(row.sentUs)],
  ]
  if (row.arrivesUs !== null) fields.push(['arrives', untilText(scene.world.nowUs, row.arrivesUs)])
  if (row.error !== null) fields.push(['error', row.error])
  const parked = row.state === 'parked' ? deadlineOf(scene, row) : null
  if (parked !== null) fields.push(['deadline', untilText(scene.world.nowUs, parked)])
  return fields
}

function deadlineOf(scene: Scene, row: MessageRow): number | null {
  const id = Number(row.address.slice(row.address.lastIndexOf('/') + 1))
  for (const { connectionSlot, message, deadlineUs } of parkedRequests(scene)) {
    const connection = scene.world.tables.entities[connectionSlot] as Connection
    if (connection.client === row.from && connection.server === row.to && message.id === id) return deadlineUs
  }
  return null
}

function findMessage(scene: Scene, connection: Connection, known: Known): Message | null {
  const lane = known.response ? connection.toClient : connection.toServer
  const kind = known.response ? 'response' : 'request'
  const isIt = (message: Message): boolean => message.kind === kind && message.id === known.id
  for (const { message } of lane.flying) if (isIt(message)) return message
  for (const message of lane.buffered) if (isIt(message)) return message
  if (known.response) return null
  for (const { connectionSlot, message } of parkedRequests(scene))
    if (connectionSlot === connection.slot && isIt(message)) return message
  return null
}

/** The protocol's own names; lists of partitions take a field each. */
function bodyFields(message: Message): FieldPair[] {
  const fields: FieldPair[] = [['size', `${message.sizeBytes} B`]]
  if (message.body === null) return fields
  for (const [name, value] of Object.entries(message.body)) {
    if (name === 'sealed' || name === 'type' || name === 'contentHash') continue
    if (Array.isArray(value) && value.some((item) => typeof item === 'object'))
      value.forEach((item: unknown, place) => {
        fields.push([`${itemName(item) ?? `${name} ${place + 1}`}`, itemText(item)])
      })
    else fields.push([name, valueText(name, value)])
  }
  return fields
}

function itemName(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null
  if ('partition' in item) return String(item.partition)
  if ('name' in item) return String(item.name)
  return null
}

function itemText(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item)
  return Object.entries(item)
    .filter(([name]) => !['sealed', 'contentHash', 'partition', 'name'].includes(name))
    .map(([name, value]) => `${name} ${valueText(name, value)}`)
    .join(' · ')
}

function valueText(name: string, value: unknown): string {
  if (name === 'error' && typeof value === 'number') return errorOf(value).name
  if (typeof value === 'boolean') return flagText(value)
  if (isBatch(value)) return batchText(value)
  if (Array.isArray(value))
    return listText(value.map((item) => (isBatch(item) ? batchText(item) : plainText(item))))
  return plainText(value)
}

function plainText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const parts = Object.entries(value).filter(([name]) => name !== 'sealed' && name !== 'contentHash')
  return `{${parts.map(([name, part]) => `${name} ${valueText(name, part)}`).join(' ')}}`
}

function isBatch(value: unknown): value is Batch {
  return typeof value === 'object' && value !== null && 'batchNumber' in value
}

/** Offsets, epoch, and whose records. */
function batchText(batch: Batch): string {
  return `[${batch.baseOffset}..${endOf(batch)}) e${batch.leaderEpoch} ${batch.producer}#${batch.batchNumber} ${batch.sizeBytes} B`
}
