// One line of the event list: an event by its leading fact.

import { familyOf } from '../kafka/protocol/api.ts'
import type { FactRow } from '../run/rows.ts'
import { assertNever } from '../sim/assert.ts'
import type { Connection } from '../sim/connection.ts'
import { INPUT_DONE, INPUT_MISSED } from '../sim/facts.ts'
import type { Link } from '../sim/link.ts'
import type { Process } from '../sim/process.ts'
import type { World } from '../sim/world.ts'
import { sentence } from '../tell/sentence.ts'
import { tell } from '../tell/tell.ts'
import type { EventRow, Family } from './rows.ts'

/** What is known of an event but its facts. */
export interface EventHead {
  readonly index: number
  readonly timeUs: number
  readonly cause: number
}

/** `lead` is null for an event that left no fact. The world lends its names: any later moment of the run will do. */
export function eventRow(world: World, head: EventHead, lead: FactRow | null): EventRow {
  const { index, timeUs, cause } = head
  if (lead === null)
    return { index, timeUs, node: '', family: 'timer', fact: '', sentence: sentence('fact.none'), cause }
  return {
    index,
    timeUs,
    node: nodeOfFact(world, lead),
    family: familyOfFact(world, lead),
    fact: lead.kind.id,
    sentence: tell(world, lead),
    cause,
  }
}

/** The fact of highest rank, the first of equals; null for none. */
export function leadOf(rows: readonly FactRow[]): FactRow | null {
  let lead: FactRow | null = null
  for (const row of rows) if (lead === null || row.kind.rank > lead.kind.rank) lead = row
  return lead
}

/** Name of the process at which it happened, '' when it is none's. */
function nodeOfFact(world: World, row: FactRow): string {
  if (row.kind === INPUT_DONE || row.kind === INPUT_MISSED) return world.names[row.b] ?? ''
  const entity = world.tables.entities[row.subject]
  if (entity?.kind === 'process') return (entity as Process).name
  if (entity?.kind === 'link') return (entity as Link).from
  return ''
}

function familyOfFact(world: World, row: FactRow): EventRow['family'] {
  const { family } = row.kind
  switch (family) {
    case 'network':
      return networkFamily(world, row)
    case 'disk':
      // What is flushed with somebody waiting are the quorum's own files.
      return 'control'
    case 'input':
    case 'life':
    case 'timer':
    case 'client':
    case 'replica':
    case 'control':
    case 'group':
      return family
    default:
      return assertNever(family, 'family of facts')
  }
}

/** That of the request; what opens and ends a socket takes its channel's. */
function networkFamily(world: World, row: FactRow): Family | 'life' {
  const entity = world.tables.entities[row.object]
  if (entity?.kind !== 'connection') return 'life'
  const { channel } = entity as Connection
  const hasApi = row.kind.fields[0] === 'api' && row.a >= 0
  if (hasApi) return familyOf(row.a, channel)
  if (channel === '') return 'client'
  if (channel === 'coordinator') return 'group'
  return channel.startsWith('fetcher') ? 'replica' : 'control'
}
