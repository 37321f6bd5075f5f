// A fact to its sentence: a key of the catalogues, and arguments from the machine.

import { clientAt } from '../kafka/client/client-at.ts'
import { inputByCode } from '../kafka/inputs/registry.ts'
import { ROLL_REASONS } from '../kafka/log/files/roll.ts'
import { DELETION_REASONS } from '../kafka/log/retention.ts'
import type { Node } from '../kafka/node.ts'
import { errorOf } from '../kafka/protocol/errors.ts'
import type { Connection } from '../sim/connection.ts'
import type { FactKind } from '../sim/facts.ts'
import type { Link } from '../sim/link.ts'
import type { Process } from '../sim/process.ts'
import type { World } from '../sim/world.ts'
import { at, find } from '../sim/world.ts'
import type { Sentence } from './sentence.ts'
import { sentence } from './sentence.ts'
import { spanText, timeText } from './time-text.ts'

/** One fact as the trace holds it. Slots are −1 for none. */
export interface ToldFact {
  readonly kind: FactKind
  readonly subject: number
  readonly object: number
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
}

type Args = { [name: string]: string | number }

/** The world only lends its names: any later moment of the same run will do. */
export function tell(world: World, row: ToldFact): Sentence {
  const args: Args = {}
  addSubject(world, row.subject, args)
  addObject(world, row.object, row.subject, args)
  const values = [row.a, row.b, row.c, row.d]
  row.kind.fields.forEach((field, place) => {
    addField(world, field, values[place] ?? -1, args)
  })
  const variant = VARIANTS[row.kind.id]?.(row) ?? ''
  return sentence(`fact.${row.kind.id}${variant}`, args)
}

function addSubject(world: World, slot: number, args: Args): void {
  if (slot < 0) return
  const entity = at(world, slot)
  if (entity.kind === 'process') {
    const { name } = entity as Process
    args.name = name
    args.role = roleOf(world, name)
  } else if (entity.kind === 'link') {
    const { from, to } = entity as Link
    args.from = from
    args.fromRole = roleOf(world, from)
    args.to = to
    args.toRole = roleOf(world, to)
  }
}

/** The object of a fact about a connection is the process at its other end. */
function addObject(world: World, slot: number, subject: number, args: Args): void {
  if (slot < 0) return
  const entity = at(world, slot)
  let peer = ''
  if (entity.kind === 'process') peer = (entity as Process).name
  if (entity.kind === 'connection') {
    const connection = entity as Connection
    peer = connection.clientSlot === subject ? connection.server : connection.client
  }
  if (peer === '') return
  args.peer = peer
  args.peerRole = roleOf(world, peer)
}

function addField(world: World, field: string, value: number, args: Args): void {
  const { names } = world.programme
  if (field.startsWith('name:')) {
    const name = world.names[value] ?? ''
    args[field.slice(5)] = name
    if (field === 'name:target') args.targetRole = roleOf(world, name)
  } else if (field.startsWith('event:')) args[field.slice(6)] = value
  else if (field === 'api') args.api = value < 0 ? '' : names.api(value)
  else if (field === 'timer') args.timer = names.timer(value)
  else if (field === 'task') args.task = names.task(value)
  else if (field === 'work') args.work = names.disk(value)
  else if (field === 'input') args.input = inputByCode(value)?.id ?? String(value)
  else if (field === 'error') args.error = errorOf(value).name
  else if (field === 'deadlineUs') args.deadline = timeText(value)
  else if (field.endsWith('Us')) args[field.slice(0, -2)] = spanText(value)
  else args[field] = value
}

/** A noun for a process, by what runs in it. */
function roleOf(world: World, name: string): string {
  const node = find(world, `node:${name}`) as Node | null
  if (node !== null) return !node.isController ? 'broker' : node.isBroker ? 'node' : 'controller'
  const process = find(world, `process:${name}`)
  return clientAt(world, process?.slot ?? -1)?.kind ?? 'client'
}

/** Facts that read differently for some values. */
const VARIANTS: { readonly [id: string]: (row: ToldFact) => string } = {
  'input.done': byTarget,
  'input.missed': byTarget,
  'message.lost': bySocket,
  'message.stalled': bySocket,
  'message.buffered': bySocket,
  'buffer.read': bySocket,
  'timer.fired': (row) => (row.c >= 0 ? '.blocked' : ''),
  'raft.prospective': (row) => (row.b < 0 ? '.alone' : ''),
  'raft.resigned': (row) => (row.b < 0 ? '.other' : ''),
  'raft.voteGranted': (row) => (row.c === 1 ? '.pre' : ''),
  'raft.voteCounted': (row) => (row.c === 1 ? '' : '.denied'),
  'broker.fenced': (row) => (row.c < 0 ? '.asked' : ''),
  'broker.registrationAnswered': (row) => (row.a === 0 ? '' : '.error'),
  'broker.heartbeatAnswered': (row) => (row.a !== 0 ? '.error' : row.b === 1 ? '.fenced' : ''),
  'produce.answered': (row) => (row.b === 0 ? '' : '.error'),
  'dir.offline': (row) => (row.c === 1 ? '.full' : ''),
  'recovery.cut': (row) => (row.d === 0 ? '.alone' : ''),
  'segment.deleted': (row) => `.${DELETION_REASONS[row.c] ?? 'time'}`,
  'segment.rolled': (row) => `.${ROLL_REASONS[row.c] ?? 'size'}`,
  'alterPartition.failed': byPartition,
  'fetch.failed': byPartition,
  'batch.acknowledged': (row) => (row.d < 0 ? '.unanswered' : ''),
  'log.deleted': (row) => (row.d === 0 ? '' : row.d === 1 ? '.moved' : '.stray'),
  'admin.begun': (row) => (row.b < 0 ? '.bare' : ''),
  'admin.asked': (row) => (row.b < 0 ? '.bare' : ''),
  'admin.retried': (row) => (row.b < 0 ? '.bare' : ''),
  'admin.givenUp': (row) => (row.b < 0 ? '.bare' : ''),
  'admin.answered': (row) => (row.c === 0 ? (row.b < 0 ? '.bare' : '') : row.b < 0 ? '.bareError' : '.error'),
  'autoCreate.answered': (row) => (row.b === 0 ? '' : '.error'),
  'commit.taken': (row) => (row.c < 0 ? '.nobody' : ''),
  'coordinator.answered': (row) => (row.d === 0 ? '' : '.none'),
  'group.heartbeat': (row) => (row.d === 0 ? '' : '.rebalance'),
  'group.committedRead': (row) => (row.c < 0 ? '.none' : ''),
  'leader.learned': (row) => (row.b < 0 ? '.none' : ''),
}

/** Fields that name a process. */
const OF_PROCESS = ['node', 'from', 'client']

/** A message, a timer or a topic is no process. */
function byTarget(row: ToldFact): string {
  const input = inputByCode(row.a)
  if (input?.family === 'admin') return row.b < 0 ? '.alone' : '.thing'
  return input?.fields.some(({ name }) => OF_PROCESS.includes(name)) === false ? '.thing' : ''
}

/** What opens and closes sockets has no API. */
function bySocket(row: ToldFact): string {
  return row.a < 0 ? '.socket' : ''
}

/** The whole request failed, not one partition of it. */
function byPartition(row: ToldFact): string {
  return row.a < 0 ? '.whole' : ''
}
