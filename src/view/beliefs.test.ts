import { describe, expect, it } from 'vitest'
import { eventAt } from '../run/rows.ts'
import { branchOf } from '../run/run.ts'
import { seek } from '../run/seek.ts'
import { beliefRows } from './beliefs.ts'
import type { BeliefRow } from './rows.ts'
import { byHand, failoverRun, worldAt } from './testing/failover-run.ts'

const run = failoverRun(16_000_000)

/** What a process believes about one field, at each event from one time to another, without repetitions. */
function storyOf(name: string, address: string, field: string, fromUs: number, toUs: number): BeliefRow[] {
  const branch = branchOf(run, 0)
  const story: BeliefRow[] = []
  for (let event = eventAt(run, branch, fromUs); event <= eventAt(run, branch, toUs); event++) {
    const here = seek(run, branch, event)
    if (here.kind !== 'here') throw new Error('the replay diverges')
    const row = beliefRows(here.world, name).find((each) => each.address === address && each.field === field)
    const last = story[story.length - 1]
    if (row !== undefined && (last?.truth !== row.truth || last.belief !== row.belief)) story.push(row)
  }
  return story
}

describe('beliefs', () => {
  it('of a cluster in peace agree with the truth', () => {
    for (const name of ['1', '2', '3', '101', '102', '103', 'p1', 'c1']) {
      const rows = beliefRows(worldAt(run, 4_900_000), name)
      expect(rows.length).toBeGreaterThan(3)
      expect(rows.filter((row) => row.differs && row.field !== 'highWatermark')).toEqual([])
    }
  })

  it('of a client lag behind an election: it goes on with the old leader until its metadata come', () => {
    const story = storyOf('p1', 'partition:orders-0', 'leader', 12_000_000, 14_500_000)
    expect(story.map(({ truth, belief, differs }) => [truth, belief, differs])).toEqual([
      ['1', '1', false],
      ['2', '1', true],
      ['2', '2', false],
    ])
  })

  it('of the active controller run ahead: it acts on what it has written before that is committed', () => {
    const active = beliefRows(worldAt(run, 12_000_000), '101').find((row) => row.field === 'active')
    const story = storyOf(active?.truth ?? '', 'partition:orders-0', 'leader', 12_000_000, 14_500_000)
    expect(story.map(({ truth, belief }) => [truth, belief])).toEqual([
      ['1', '1'],
      ['1', '2'],
      ['2', '2'],
    ])
  })

  it('of a broker that is cut off stay as they were: it still takes itself for the leader', () => {
    const cut = failoverRun(20_000_000, [byHand(5_000_000, 'cut-off', '1')])
    const rows = beliefRows(worldAt(cut, 19_900_000), '1')
    const leader = rows.find((row) => row.address === 'partition:orders-0' && row.field === 'leader')
    const role = rows.find((row) => row.address === 'replica:orders-0@1' && row.field === 'role')
    expect(leader).toMatchObject({ truth: '2', belief: '1', differs: true })
    expect(role).toMatchObject({ truth: 'follower', belief: 'leader', differs: true })
  })

  it('are none of a process that is down, or that nobody is', () => {
    expect(beliefRows(worldAt(run, 9_000_000), '1')).toEqual([])
    expect(beliefRows(worldAt(run, 9_000_000), 'nobody')).toEqual([])
  })
})
