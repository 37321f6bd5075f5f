// What the checks had found at a moment: promises broken, with the records and the chain of causes; loss that a setting allowed; the table of promises.

import { lostBeyondPromise } from '../check/assumptions.ts'
import { findBook, recordsOf } from '../check/book.ts'
import type { Allowed, Violation } from '../check/invariant.ts'
import { INVARIANTS, verdicts } from '../check/invariant.ts'
import { promiseTable } from '../check/promises.ts'
import { producerAt } from '../kafka/client/client-at.ts'
import type { Branch } from '../run/branch.ts'
import { causeOf, rows, timeOf } from '../run/rows.ts'
import { branchOf } from '../run/run.ts'
import { seek } from '../run/seek.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import { sentence } from '../tell/sentence.ts'
import type { WhyRow } from '../view/rows.ts'
import { whyChain } from '../view/why.ts'
import type { OpenRun } from './open-run.ts'
import type { AllowedBy, PromiseRow, VerdictRow, ViolationRow } from './run-answers.ts'
import { VIOLATIONS_TOLD_MAX } from './run-answers.ts'

/** Of each violation so many records are named. */
const RECORDS_MAX = 50

interface Moment {
  readonly open: OpenRun
  readonly branch: Branch
  readonly world: World
  readonly checks: Tables
  readonly event: number
}

function momentOf(open: OpenRun, id: number, event: number): Moment {
  const branch = branchOf(open.run, id)
  const seeked = seek(open.run, branch, event)
  if (seeked.kind === 'diverged')
    throw new Error(`the replay is not what happened first, after event ${seeked.event}`)
  const { world, checks } = seeked
  if (checks === null) throw new Error('the checks of an open run')
  return { open, branch, world, checks, event: world.event }
}

export function violationRows(open: OpenRun, branch: number, event: number): ViolationRow[] {
  const moment = momentOf(open, branch, event)
  return toldOf(verdicts(moment.checks))
    .map(({ id, row, allowed }) =>
      violationRow(moment, id, row, allowed === null ? null : allowedBy(moment, id, allowed)),
    )
    .sort((a, b) => a.event - b.event)
}

/** What is told of all findings. Broken promises come first: what a setting allowed must not take their place. */
export function toldOf(
  all: readonly {
    readonly id: string
    readonly finding: { readonly violations: readonly Violation[]; readonly allowed: readonly Allowed[] }
  }[],
): { readonly id: string; readonly row: Violation; readonly allowed: Allowed | null }[] {
  const broken = all.flatMap(({ id, finding }) =>
    finding.violations.map((row) => ({ id, row, allowed: null })),
  )
  const allowed = all.flatMap(({ id, finding }) => finding.allowed.map((row) => ({ id, row, allowed: row })))
  return [...broken, ...allowed].slice(0, VIOLATIONS_TOLD_MAX)
}

function violationRow(
  moment: Moment,
  invariant: string,
  row: Violation,
  allowed: AllowedBy | null,
): ViolationRow {
  const { open, branch, world, checks } = moment
  const time = (event: number): number => timeOf(open.run, branch, event)
  const source = {
    rowsOf: (event: number) => rows(open.run, branch, event),
    causeOf: (event: number) => causeOf(open.run, branch, event),
    timeOf: time,
  }
  const chain = whyChain(branch.head.world, source, row.event)
  const lastHealthyEvent = Math.max(-1, originOf(chain, row.event) - 1)
  const records = recordsIn(world, checks, row)
  return {
    invariant,
    event: row.event,
    timeUs: time(row.event),
    promise: sentence(`promise.${invariant}`),
    about: row.about,
    detail: row.detail,
    records: records.slice(0, RECORDS_MAX),
    recordCount: records.length,
    lastHealthyEvent,
    lastHealthyUs: lastHealthyEvent < 0 ? 0 : time(lastHealthyEvent),
    chain,
    allowedBy: allowed,
  }
}

/** The input that the chain goes back to; without one, its first event. */
function originOf(chain: readonly WhyRow[], event: number): number {
  const input = chain.filter(({ family }) => family === 'input').at(-1)
  return input?.index ?? chain.at(-1)?.index ?? event
}

function recordsIn(world: World, checks: Tables, { producer, batch }: Violation): string[] {
  const book = producer < 0 ? null : findBook(checks, producer)
  if (book === null || batch < 0) return []
  const name = at(world, producer).address.slice('process:'.length)
  return recordsOf(book, batch).map((record) => `record:${name}/${record}`)
}

/** The setting behind an assumption, where it is one. */
const CONFIGS: { readonly [assumption: string]: string } = {
  'acks-all': 'acks',
  'no-unclean-election': 'unclean.leader.election.enable',
  'fewer-unclean-stops-than-min-isr': 'min.insync.replicas',
  'elr-for-power-loss': 'eligible.leader.replicas.version',
  idempotence: 'enable.idempotence',
}

function allowedBy({ world, checks }: Moment, invariant: string, row: Allowed): AllowedBy {
  const { assumption } = row
  const finding = verdicts(checks).find(({ id }) => id === invariant)?.finding
  const isOfRun = finding?.voidAssumption === assumption
  return {
    assumption,
    config: CONFIGS[assumption] ?? '',
    value: settingValue(world, assumption, row),
    event: isOfRun ? finding.voidBy : -1,
    stops:
      lostBeyondPromise(checks).find(({ partition }) => row.about === `partition:${partition}`)?.stops ?? [],
  }
}

function settingValue(world: World, assumption: string, { producer }: Allowed): string {
  const client = producerAt(world, producer)
  switch (assumption) {
    case 'acks-all':
      return client === null ? '' : String(client.config.acks)
    case 'idempotence':
      return client === null ? '' : String(client.config.enableIdempotence)
    case 'no-unclean-election':
      return 'true'
    case 'elr-for-power-loss':
      return '0'
    default:
      return ''
  }
}

export function verdictRows(open: OpenRun, branch: number, event: number): VerdictRow[] {
  const { checks } = momentOf(open, branch, event)
  return verdicts(checks).map(({ id, verdict, finding }) => ({
    invariant: id,
    promise: sentence(`promise.${id}`),
    verdict,
    assumptions: (INVARIANTS.find((one) => one.id === id)?.assumptions ?? []).map((assumption) => ({
      id: assumption,
      says: sentence(`assumption.${assumption}`),
      brokenBy: finding.voidAssumption === assumption ? finding.voidBy : null,
    })),
    violations: finding.violations.length,
  }))
}

export function promiseRows(open: OpenRun, branch: number, event: number): PromiseRow[] {
  const { world, checks } = momentOf(open, branch, event)
  return promiseTable(world, checks).map(({ settings, here, cells }) => ({ id: settings, here, cells }))
}
