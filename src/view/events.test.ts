import { describe, expect, it } from 'vitest'
import { headEvent } from '../run/branch.ts'
import { leadingFact, rows } from '../run/rows.ts'
import { branchOf } from '../run/run.ts'
import { EN } from '../tell/en.ts'
import { eventRow, leadOf } from './events.ts'
import type { EventRow } from './rows.ts'
import { byHand, failoverRun } from './testing/failover-run.ts'

const run = failoverRun(6_000_000, [byHand(3_000_000, 'kill', '3'), byHand(4_000_000, 'resume', '2')])
const branch = branchOf(run, 0)

function rowOf(event: number): EventRow {
  const head = { index: event, timeUs: 0, cause: -1 }
  return eventRow(branch.head.world, head, leadingFact(run, branch, event))
}

const all = Array.from({ length: headEvent(branch) + 1 }, (_, event) => rowOf(event))

describe('event rows', () => {
  it('have a sentence that the catalogue words', () => {
    for (const { sentence } of all)
      expect(EN[sentence.key] ?? EN[`${sentence.key}_other`], sentence.key).toBeDefined()
  })

  it('name the process at which it happened', () => {
    const names = new Set(all.map((row) => row.node))
    for (const name of ['1', '2', '3', '101', '102', '103', 'p1', 'c1']) expect(names).toContain(name)
    expect(all.find((row) => row.fact === 'process.killed')?.node).toBe('3')
    expect(all.find((row) => row.fact === 'input.missed')).toMatchObject({ node: '2', family: 'input' })
  })

  it('take a request in the colour of its family, by API and channel', () => {
    const arrived = all.filter((row) => row.fact === 'request.queued' || row.fact === 'request.arrived')
    expect(new Set(arrived.map((row) => row.family))).toEqual(new Set(['client', 'replica', 'control']))
  })

  it('are led by the fact of highest rank, the first of equals, as the trace says', () => {
    for (let event = 0; event < all.length; event++)
      expect(leadOf(rows(run, branch, event))).toEqual(leadingFact(run, branch, event))
  })
})
