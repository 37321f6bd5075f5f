// `state`: the cluster at a moment.

import { uncommittedRecords } from '../check/history.ts'
import { hashText } from '../sim/hash.ts'
import { stateHash } from '../sim/world.ts'
import { timeText } from '../tell/time-text.ts'
import { clusterRows } from '../view/cluster.ts'
import type { ClientRow, ClusterRows } from '../view/rows.ts'
import { checksOf, ledger, openHeadless, runUntil } from './headless.ts'
import type { Answer } from './run-command.ts'
import { indent } from './run-command.ts'
import { openScenario } from './scenario-file.ts'
import { labelled, table } from './table.ts'
import { durationText, shellWord, timeOption } from './times.ts'
import type { Words } from './words.ts'

export interface StateOptions {
  readonly seed?: string
  readonly at?: string
  readonly json?: boolean
}

interface Moment {
  readonly scenario: string
  readonly seed: string
  readonly timeUs: number
  /** −1 before the first. */
  readonly event: number
  readonly traceHash: string
  readonly stateHash: string
}

export async function stateCommand(words: Words, asked: string, options: StateOptions): Promise<Answer> {
  const { scenario, name } = await openScenario(words, asked)
  const timeUs = timeOption(words, '--at', options.at, scenario.untilUs)
  const headless = openHeadless(scenario, options.seed ?? scenario.seed)
  runUntil({ ...headless, watched: [] }, timeUs)
  const { world } = headless.branch.head
  const uncommitted = uncommittedRecords(checksOf(headless.branch))
  const rows = clusterRows(world, ledger(headless.branch), uncommitted)
  const moment: Moment = {
    scenario: scenario.id,
    seed: headless.seed,
    timeUs,
    event: world.event,
    traceHash: hashText(world.traceHash),
    stateHash: hashText(stateHash(world)),
  }
  if (options.json === true) return { lines: [JSON.stringify(jsonOf(moment, rows))], code: 0 }
  const again = `REPRODUCE  npm run -s highwater -- state ${shellWord(name)} --seed ${shellWord(headless.seed)} --at ${durationText(timeUs)}`
  return { lines: [...textOf(words, moment, rows), '', again], code: 0 }
}

function jsonOf(moment: Moment, rows: ClusterRows): object {
  const { address: _, ...counts } = rows.ledger
  return {
    ...moment,
    nodes: rows.nodes,
    partitions: rows.partitions.map((partition) => ({
      ...partition,
      name: partitionName(partition),
      replicaStates: rows.replicas.filter((replica) => replica.partition === partitionName(partition)),
    })),
    clients: rows.clients,
    cuts: rows.cuts,
    ledger: counts,
  }
}

function partitionName(partition: { readonly topic: string; readonly index: number }): string {
  return `${partition.topic}-${partition.index}`
}

function textOf(words: Words, moment: Moment, rows: ClusterRows): string[] {
  const label = (key: string): string => words.say(`label.${key}`)
  return [
    ...labelled([
      [label('scenario'), moment.scenario],
      [label('seed'), moment.seed],
      [label('moment'), words.say('moment', { time: timeText(moment.timeUs), event: moment.event })],
      [label('traceHash'), moment.traceHash],
      [label('stateHash'), moment.stateHash],
    ]),
    '',
    words.say('title.nodes'),
    ...indent(nodeTable(words, rows)),
    '',
    words.say('title.partitions'),
    ...indent(partitionTable(words, rows)),
    '',
    words.say('title.replicas'),
    ...indent(replicaTable(words, rows)),
    '',
    words.say('title.clients'),
    ...indent(clientTable(words, rows)),
  ]
}

function columns(
  words: Words,
  names: readonly string[],
  right: readonly string[],
): { title: string; right: boolean }[] {
  return names.map((name) => ({ title: words.say(`column.${name}`), right: right.includes(name) }))
}

function yesNo(words: Words, flag: boolean | null): string {
  return flag === null ? '–' : words.say(flag ? 'yes' : 'no')
}

function nodeTable(words: Words, rows: ClusterRows): string[] {
  const heads = columns(
    words,
    ['node', 'roles', 'rack', 'status', 'fenced', 'raft', 'active', 'metadata'],
    ['node', 'metadata'],
  )
  return table(
    heads,
    rows.nodes.map((node) => [
      String(node.id),
      node.roles.join('+'),
      node.rack ?? '–',
      node.status,
      yesNo(words, node.fenced),
      `${node.raftRole} ${node.raftEpoch}`,
      node.roles.includes('controller') ? yesNo(words, node.active) : '–',
      String(node.metadataOffset),
    ]),
  )
}

function partitionTable(words: Words, rows: ClusterRows): string[] {
  const heads = columns(
    words,
    ['partition', 'leader', 'leaderEpoch', 'partitionEpoch', 'replicas', 'isr'],
    ['leader', 'leaderEpoch', 'partitionEpoch'],
  )
  return table(
    heads,
    rows.partitions.map((row) => [
      partitionName(row),
      row.leader < 0 ? '–' : String(row.leader),
      String(row.leaderEpoch),
      String(row.partitionEpoch),
      row.replicas.join(','),
      row.isr.join(','),
    ]),
  )
}

function replicaTable(words: Words, rows: ClusterRows): string[] {
  const heads = columns(
    words,
    ['partition', 'node', 'role', 'inSync', 'logStart', 'logEnd', 'highWatermark', 'lastEpoch', 'truncated'],
    ['node', 'logStart', 'logEnd', 'highWatermark', 'lastEpoch', 'truncated'],
  )
  return table(
    heads,
    rows.replicas.map((row) => [
      row.partition,
      String(row.node),
      row.role,
      yesNo(words, row.inSync),
      String(row.logStart),
      String(row.logEnd),
      String(row.highWatermark),
      row.lastEpoch < 0 ? '–' : String(row.lastEpoch),
      String(row.truncatedRecords),
    ]),
  )
}

function clientTable(words: Words, rows: ClusterRows): string[] {
  const heads = columns(words, ['client', 'kind', 'status', 'progress'], [])
  return table(
    heads,
    rows.clients.map((row) => [row.id, row.kind, row.status, progress(words, row)]),
  )
}

function progress(words: Words, row: ClientRow): string {
  if (row.kind === 'producer') {
    return words.say('progress.producer', {
      sent: row.sentRecords,
      acknowledged: row.acknowledgedRecords,
      failed: row.failedRecords,
      waiting: row.waitingRecords,
      inFlight: row.inFlightRecords,
    })
  }
  const positions = row.positions
    .map(({ partition, position }) => `${partition}@${position < 0 ? '–' : position}`)
    .join(' ')
  return words.say('progress.consumer', { delivered: row.deliveredRecords, positions })
}
