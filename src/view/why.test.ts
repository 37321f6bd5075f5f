import { describe, expect, it } from 'vitest'
import { REQUESTS_TIMED_OUT } from '../kafka/client/facts.ts'
import { ISR_CHANGED, LEADER_ELECTED } from '../kafka/controller/facts.ts'
import { headEvent } from '../run/branch.ts'
import type { FactRow } from '../run/rows.ts'
import { causeOf, rows, timeOf } from '../run/rows.ts'
import type { Run } from '../run/run.ts'
import { branchOf } from '../run/run.ts'
import type { FactKind } from '../sim/facts.ts'
import type { WhyRow } from './rows.ts'
import { byHand, failoverRun, KILL_AT_US } from './testing/failover-run.ts'
import { whyChain } from './why.ts'

const run = failoverRun(32_000_000)

function chainOf(on: Run, event: number): WhyRow[] {
  const branch = branchOf(on, 0)
  return whyChain(
    branch.head.world,
    {
      rowsOf: (index): FactRow[] => rows(on, branch, index),
      causeOf: (index) => causeOf(on, branch, index),
      timeOf: (index) => timeOf(on, branch, index),
    },
    event,
  )
}

function firstWith(on: Run, kind: FactKind): number {
  const branch = branchOf(on, 0)
  for (let event = 0; event <= headEvent(branch); event++)
    if (rows(on, branch, event).some((row) => row.kind === kind)) return event
  return -1
}

describe('why', () => {
  it('a leader was elected: the session ended, the last heartbeat, and the kill that kept the next from coming', () => {
    const chain = chainOf(run, firstWith(run, LEADER_ELECTED))
    expect(chain.map(({ link, fact }) => [link, fact])).toEqual([
      ['asked', 'broker.fenced'],
      ['cause', 'timer.fired'],
      ['awaited', 'controller.heartbeat'],
      ['blocked', 'process.killed'],
    ])
    expect(chain[3]).toMatchObject({ timeUs: KILL_AT_US, node: '1', family: 'life', cause: -1 })
  })

  it('ends with an input or with what stood at the start, whatever is asked', () => {
    const last = headEvent(branchOf(run, 0))
    for (let event = 0; event <= last; event += 997) {
      const chain = chainOf(run, event)
      expect(chain[0]?.link).toBe('asked')
      expect(chain[chain.length - 1]?.cause).toBe(-1)
    }
  })

  it('tells what repeats itself once, so that no chain runs through every heartbeat', () => {
    const last = headEvent(branchOf(run, 0))
    for (let event = last - 300; event <= last; event++) expect(chainOf(run, event).length).toBeLessThan(40)
  })

  it('goes back in time, but for what blocked: that came after what was last heard', () => {
    for (const row of [firstWith(run, LEADER_ELECTED), firstWith(run, ISR_CHANGED)]) {
      const chain = chainOf(run, row)
      for (let i = 1; i < chain.length; i++) {
        const before = chain[i - 1] as WhyRow
        const now = chain[i] as WhyRow
        if (now.link === 'blocked') expect(now.index).toBeGreaterThan(before.index)
        else expect(now.index).toBeLessThan(before.index)
      }
    }
  })

  it('a request timed out: the cut that held it', () => {
    const cut = failoverRun(45_000_000, [byHand(5_000_000, 'cut-off', 'p1')])
    const chain = chainOf(cut, firstWith(cut, REQUESTS_TIMED_OUT))
    expect(chain[chain.length - 1]).toMatchObject({ link: 'blocked', timeUs: 5_000_000, fact: 'link.cut' })
  })
})
