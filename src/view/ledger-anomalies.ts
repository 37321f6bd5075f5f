// The anomalies of the ledger lens: how often each befell whom, the promise that covers it, and the first of each with its records.

import type { Anomaly, AnomalyKind } from '../check/anomalies.ts'
import { ANOMALIES, anomalyRows, anomalyTallies, PROMISED_BY } from '../check/anomalies.ts'
import { batchEntry, findBook, recordsOf } from '../check/book.ts'
import { verdicts } from '../check/invariant.ts'
import { ledgerOf } from '../check/ledger.ts'
import type { Process } from '../sim/process.ts'
import type { Tables } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { at } from '../sim/world.ts'
import { sentence } from '../tell/sentence.ts'
import type { AnomalyCase, AnomalyRow } from './ledger-rows.ts'

/** Of each kind so many are told, and so many records of each are named. */
const CASES_MAX = 12
const RECORDS_MAX = 24

/** `world` and `checks` as they stood after the event. */
export function anomalyTable(world: World, checks: Tables, timeOf: (event: number) => number): AnomalyRow[] {
  const ledger = ledgerOf(checks)
  const stands = verdicts(checks)
  const tallies = anomalyTallies(checks)
  const cases = anomalyRows(checks)
  return ANOMALIES.map((kind) => {
    const { id } = PROMISED_BY[kind]
    return {
      kind,
      count: ledger[kind],
      promise: sentence(`promise.${id}`),
      verdict: stands.find((row) => row.id === id)?.verdict ?? 'kept',
      tallies: tallies.filter((row) => row.kind === kind),
      cases: casesOf(kind, cases).map((row) => caseOf(world, checks, row, timeOf(row.event))),
    }
  })
}

function casesOf(kind: AnomalyKind, rows: readonly Anomaly[]): Anomaly[] {
  return rows.filter((row) => row.kind === kind).slice(0, CASES_MAX)
}

function caseOf(world: World, checks: Tables, row: Anomaly, timeUs: number): AnomalyCase {
  const records = recordsIn(world, checks, row)
  return {
    event: row.event,
    timeUs,
    says: sentence(`anomaly.${row.kind}${row.to - row.from === 1 ? '.one' : ''}`, {
      who: row.who,
      partition: world.names[row.partition] ?? '',
      from: row.from,
      last: row.to - 1,
      count: row.count,
    }),
    allowedBy: row.allowedBy === '' ? null : sentence(`assumption.${row.allowedBy}`),
    records: records.slice(0, RECORDS_MAX),
    recordCount: records.length,
  }
}

/** Addresses of the records at its offsets; those of its batches where they have other offsets by now. */
function recordsIn(world: World, checks: Tables, row: Anomaly): string[] {
  const found: string[] = []
  const batches = [...row.batches].sort((a, b) => a.producer - b.producer || a.batch - b.batch)
  for (const { producer, batch } of batches) {
    const book = producer < 0 ? null : findBook(checks, producer)
    const entry = book === null ? null : batchEntry(book, batch)
    if (book === null || entry === null) continue
    const { name } = at(world, producer) as Process
    const records = recordsOf(book, batch)
    const inside = records.filter((_, place) => entry.base + place >= row.from && entry.base + place < row.to)
    for (const record of inside.length > 0 ? inside : records) found.push(`record:${name}/${record}`)
  }
  return found
}
