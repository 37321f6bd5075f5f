// Until something happens: each condition watches the events as they pass, by their facts where those tell, by the state where they do not.

import { ANOMALIES } from '../check/anomalies.ts'
import { fateOf } from '../check/fates.ts'
import { verdicts } from '../check/invariant.ts'
import { ledgerOf } from '../check/ledger.ts'
import { BECAME_LEADER, HIGH_WATERMARK_ADVANCED } from '../kafka/broker/facts.ts'
import type { Consumer } from '../kafka/client/consumer.ts'
import {
  LEADER_LEARNED,
  POSITION_RESET,
  RECORDS_DELIVERED,
  TRUNCATION_DETECTED,
} from '../kafka/client/facts.ts'
import {
  COMMITTED_READ,
  PARTITION_ASSIGNED,
  PARTITION_LOST,
  PARTITION_REVOKED,
  SOUGHT,
} from '../kafka/client/group/facts.ts'
import { LEADER_ELECTED, PARTITION_LEADERLESS } from '../kafka/controller/facts.ts'
import { errorNamed } from '../kafka/protocol/errors.ts'
import { METADATA_APPLIED, RAFT_LEADER } from '../kafka/raft/facts.ts'
import { minIsrOf, nodesOf, replicaHighWatermark, truthImage } from '../kafka/truth.ts'
import { fieldLookup } from '../scenario/fields.ts'
import { judge } from '../scenario/holds.ts'
import { parseCondition } from '../scenario/parse-condition.ts'
import { parseAddress } from '../sim/address.ts'
import type { FactKind } from '../sim/facts.ts'
import { FACT_CODES, factKinds, PROCESS_STARTED } from '../sim/facts.ts'
import type { Tables } from '../sim/tables.ts'
import type { TraceChunk } from '../sim/trace.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import type { Here } from './here.ts'
import { hasCode } from './marks.ts'
import type { Watcher } from './until-search.ts'
import type { NameId } from './until-stall.ts'
import { stallWatcher } from './until-stall.ts'

/** The value of a field as the inspector shows it; undefined while there is no such thing. */
export type FieldLook = (world: World, checks: Tables | null, address: string, field: string) => unknown

type Args = { readonly [field: string]: string | number }

/** A watcher for what is asked; null when an argument names nothing. `names` are those of the branch's head: they only grow. */
export function watcherOf(until: string, args: Args, head: World, look: FieldLook): Watcher | null {
  const name = (field: string): NameId => nameId(head, args[field])
  switch (until) {
    case 'record-fate':
      return fateWatcher(text(args, 'record'))
    case 'leadership':
      return leadershipWatcher(name('partition'))
    case 'ownership':
      return ownershipWatcher(name('partition'))
    case 'under-min-isr':
      return onset(codes(METADATA_APPLIED, PROCESS_STARTED), ({ world }) =>
        underMinIsr(world, text(args, 'partition')),
      )
    case 'high-watermark-stall':
      return stallWatcher(name('partition'), number(args, 'for'))
    case 'lag':
      return onset(codes(...MOVES_LAG), ({ world }) =>
        lags(world, text(args, 'client'), number(args, 'above')),
      )
    case 'error':
      return errorWatcher(text(args, 'error'))
    case 'violation':
      return change(null, ({ checks }) => violations(checks, text(args, 'invariant')))
    case 'node-event':
      return nodeWatcher(head, text(args, 'node'))
    case 'field-change': {
      const [address, field] = [text(args, 'address'), text(args, 'field')]
      if (address === '' || field === '') return null
      return change(null, ({ world, checks }) => JSON.stringify(look(world, checks, address, field) ?? null))
    }
    case 'condition':
      return conditionWatcher(text(args, 'condition'))
    default:
      return null
  }
}

/** An end moves, or a position, or who reads which partition from whom. */
const MOVES_LAG: readonly FactKind[] = [
  HIGH_WATERMARK_ADVANCED,
  BECAME_LEADER,
  RECORDS_DELIVERED,
  POSITION_RESET,
  TRUNCATION_DETECTED,
  COMMITTED_READ,
  SOUGHT,
  LEADER_LEARNED,
  PARTITION_ASSIGNED,
  PARTITION_REVOKED,
  PARTITION_LOST,
  PROCESS_STARTED,
]

function text(args: Args, field: string): string {
  return String(args[field] ?? '')
}

function number(args: Args, field: string): number {
  return Number(args[field] ?? 0)
}

/** null: none was asked for. A name that the run has not heard of yet is −1 until it has. */
function nameId(head: World, name: string | number | undefined): NameId {
  if (name === undefined || name === '') return null
  let id = -1
  return () => {
    if (id < 0) id = head.nameIds.get(String(name)) ?? -1
    return id
  }
}

function codes(...kinds: readonly FactKind[]): Uint8Array {
  const found = new Uint8Array(FACT_CODES)
  for (const { code } of kinds) found[code] = 1
  return found
}

type Value = string | number | boolean

/** Happens whenever the value is another than before. With `when` it is looked at only after such facts. */
function change(when: Uint8Array | null, value: (here: Here) => Value): Watcher {
  return valueWatcher(when, value, () => true)
}

/** Happens when it becomes true. */
function onset(when: Uint8Array | null, value: (here: Here) => boolean): Watcher {
  return valueWatcher(when, value, (now) => now === true)
}

function valueWatcher(
  when: Uint8Array | null,
  value: (here: Here) => Value,
  counts: (now: Value) => boolean,
): Watcher {
  let last: Value | undefined
  return {
    warmUs: 0,
    needsWorld: true,
    reset: () => {
      last = undefined
    },
    observe: ({ chunk, place, here }) => {
      if (here === null) return false
      if (last !== undefined && when !== null && chunk !== null && !hasCode(chunk, place, when)) return false
      const now = value(here)
      const changed = last !== undefined && now !== last
      last = now
      return changed && counts(now)
    },
  }
}

/** `matches` is asked about each fact. */
function factWatcher(matches: (chunk: TraceChunk, row: number) => boolean): Watcher {
  return {
    warmUs: 0,
    needsWorld: false,
    reset: () => undefined,
    observe: ({ chunk, place }) => {
      if (chunk === null) return false
      const end = chunk.firstRow[place + 1] as number
      for (let row = chunk.firstRow[place] as number; row < end; row++) if (matches(chunk, row)) return true
      return false
    },
  }
}

/** Of one record; of any, it is a failure or an anomaly. */
function fateWatcher(record: string): Watcher | null {
  if (record === '') {
    return change(null, ({ checks }) => {
      if (checks === null) return ''
      const ledger = ledgerOf(checks)
      return [ledger.failed, ...ANOMALIES.map((kind) => ledger[kind])].join('/')
    })
  }
  const known = parseAddress(record)
  if (known === null || known.kind !== 'record') return null
  return change(null, ({ world, checks }) =>
    checks === null ? '' : (fateOf(world, checks, known.producer, known.number) ?? ''),
  )
}

/** Of a partition, or of any, the quorum's own among them. */
function leadershipWatcher(partition: NameId): Watcher {
  return factWatcher((chunk, row) => {
    const code = chunk.kind[row]
    if (code === RAFT_LEADER.code) return partition === null
    if (code !== LEADER_ELECTED.code && code !== PARTITION_LEADERLESS.code) return false
    return partition === null || chunk.a[row] === partition()
  })
}

/** A member of a group is given a partition, gives it up, or loses it. */
function ownershipWatcher(partition: NameId): Watcher {
  const changes = codes(PARTITION_ASSIGNED, PARTITION_REVOKED, PARTITION_LOST)
  return factWatcher((chunk, row) => {
    if (changes[chunk.kind[row] as number] !== 1) return false
    return partition === null || chunk.a[row] === partition()
  })
}

function underMinIsr(world: World, partition: string): boolean {
  const nodes = nodesOf(world)
  const image = truthImage(world, nodes)
  for (const topic of image.topicNames) {
    const minIsr = minIsrOf(image, topic, nodes)
    for (const name of image.topics.get(topic)?.partitions ?? []) {
      if (partition !== '' && name !== partition) continue
      if ((image.partitions.get(name)?.isr.length ?? minIsr) < minIsr) return true
    }
  }
  return false
}

/** Records that are committed and that a consumer has not been given. */
function lags(world: World, client: string, above: number): boolean {
  for (const entity of world.tables.entities) {
    if (entity.kind !== 'consumer') continue
    const { id, partitions } = entity as Consumer
    if (client !== '' && id !== client) continue
    let records = 0
    for (const { name, position, leader } of partitions)
      if (position >= 0 && leader >= 0)
        records += Math.max(0, replicaHighWatermark(world, name, leader) - position)
    if (records > above) return true
  }
  return false
}

/** An error is in one of the fields of a fact, if its kind has such a field. */
function errorWatcher(error: string): Watcher | null {
  const code = errorNamed(error)?.code
  if (code === undefined) return null
  const place = new Int8Array(FACT_CODES).fill(-1)
  for (const kind of factKinds()) place[kind.code] = kind.fields.indexOf('error')
  return factWatcher((chunk, row) => {
    switch (place[chunk.kind[row] as number]) {
      case 0:
        return chunk.a[row] === code
      case 1:
        return chunk.b[row] === code
      case 2:
        return chunk.c[row] === code
      case 3:
        return chunk.d[row] === code
      default:
        return false
    }
  })
}

function violations(checks: Tables | null, invariant: string): number {
  if (checks === null) return 0
  let count = 0
  for (const { id, finding } of verdicts(checks))
    if (invariant === '' || id === invariant) count += finding.violations.length
  return count
}

/** The leading fact of the event is about the node's process. */
function nodeWatcher(head: World, node: string): Watcher | null {
  const process = find(head, `process:${node}`)
  if (process === null) return null
  const { slot } = process
  return {
    warmUs: 0,
    needsWorld: false,
    reset: () => undefined,
    observe: ({ chunk, place }) => {
      if (chunk === null || chunk.firstRow[place] === chunk.firstRow[place + 1]) return false
      return chunk.subject[chunk.leadRow[place] as number] === slot
    },
  }
}

/** As breakpoints and expectations are written; happens when it has become true, and has been so for long enough. */
function conditionWatcher(written: string): Watcher | null {
  const parsed = parseCondition(written)
  if (!parsed.ok) return null
  const { condition } = parsed
  let sinceUs = -1
  let told = false
  return {
    warmUs: condition.forUs,
    needsWorld: true,
    reset: () => {
      sinceUs = -1
      told = false
    },
    observe: ({ here, timeUs, chunk }) => {
      if (here === null) return false
      const { world, checks } = here
      const look = fieldLookup(world, () => (checks === null ? {} : ledgerOf(checks)))
      const isTrue = judge(condition, look) === true
      // Whatever this event did, up to it the condition had been true for so long.
      let happens = false
      if (isTrue && sinceUs < 0) sinceUs = timeUs
      if (sinceUs >= 0 && !told && timeUs - sinceUs >= condition.forUs) {
        told = true
        happens = true
      }
      if (!isTrue) {
        sinceUs = -1
        told = false
      }
      return happens && chunk !== null
    },
  }
}
