import { describe, expect, it } from 'vitest'
import { NO_COUNTS } from './cluster.ts'
import type { LensRows } from './lens-rows.ts'
import { lensTables, partitionChanges, partitionTables } from './lens-tables.ts'
import { byHand, failoverRun, KILL_AT_US, worldAt } from './testing/failover-run.ts'

const run = failoverRun(16_000_000)

function controllerAt(timeUs: number, of = run): Partial<LensRows> {
  return lensTables(worldAt(of, timeUs), 'controller', NO_COUNTS)
}

describe('the tables of a lens', () => {
  it('are its own and those of the page around it, no others', () => {
    const world = worldAt(run, 4_000_000)
    const names = (lens: 'partitions' | 'controller' | 'metrics') =>
      Object.keys(lensTables(world, lens, NO_COUNTS)).sort()
    expect(names('partitions')).toEqual(['clients', 'ledger', 'nodes', 'partitions', 'replicas'])
    expect(names('controller')).toEqual([
      'clients',
      'ledger',
      'nodes',
      'quorum',
      'records',
      'voters',
      'votes',
    ])
    expect(names('metrics')).toEqual(['clients', 'ledger', 'nodes'])
  })

  it('are plain: what a worker clones is equal to them', () => {
    const rows = controllerAt(6_000_000)
    expect(structuredClone(rows)).toEqual(rows)
  })
})

describe('the quorum at rest', () => {
  const { voters = [], quorum = [], votes } = controllerAt(4_900_000)

  it('has one leader, whom every voter voted for or follows', () => {
    const leader = voters.find((voter) => voter.role === 'leader')
    expect(voters).toHaveLength(3)
    expect(quorum[0]).toMatchObject({ leader: leader?.id, epoch: leader?.epoch, majority: 2 })
    for (const voter of voters) expect(voter.leader).toBe(leader?.id)
    expect(leader?.votedFor).toBe(leader?.id)
  })

  it('has nobody asking for votes', () => {
    expect(votes).toEqual([])
    for (const voter of voters) expect([voter.granted, voter.rejected]).toEqual([[], []])
  })
})

describe('the metadata log', () => {
  const { records = [] } = controllerAt(4_900_000)

  it('is told record by record, without a gap, and begins with who leads', () => {
    expect(records.map((record) => record.offset)).toEqual(records.map((_, place) => place))
    expect(records[0]?.type).toBe('LeaderChangeMessage')
    expect(records.map((record) => record.says.key)).toContain('record.registerBroker')
    expect(records.filter((record) => record.type === 'PartitionRecord')).toHaveLength(3)
  })

  it('tells apart what is committed from what a voter only holds', () => {
    const states = new Set<string>()
    let uncommitted = 0
    for (let timeUs = 1_000_000; timeUs < 2_200_000; timeUs += 2_000) {
      const tables = controllerAt(timeUs)
      const high = tables.quorum?.[0]?.highWatermark ?? -1
      for (const record of tables.records ?? []) {
        expect(record.committed).toBe(record.offset < high)
        if (!record.committed) uncommitted += 1
        for (const { state } of record.copies) states.add(state)
        // A majority holds what is committed.
        if (record.committed)
          expect(record.copies.filter(({ state }) => state !== 'absent').length).toBeGreaterThanOrEqual(2)
      }
    }
    expect(uncommitted).toBeGreaterThan(0)
    expect([...states].sort()).toEqual(['absent', 'committed', 'held'])
  })

  it('says in a sentence that a dead broker is fenced and who leads instead', () => {
    const after = controllerAt(15_000_000).records ?? []
    expect(after.find((record) => record.says.key === 'record.fenced')?.says.args).toEqual({ broker: 1 })
    expect(after.find((record) => record.says.key === 'record.leaderIsr')?.says.args).toEqual({
      partition: 'orders-0',
      leader: 2,
      isr: '2, 3',
    })
  })
})

describe('an election after the active controller was killed', () => {
  const before = controllerAt(3_900_000).quorum?.[0]
  const killed = failoverRun(9_000_000, [byHand(4_000_000, 'kill', String(before?.leader ?? 101))])

  it('shows votes on their way, who grants them, and a new leader of a higher epoch', () => {
    const apis = new Set<string>()
    let granted = 0
    for (let timeUs = 4_000_000; timeUs < 9_000_000; timeUs += 1_000) {
      const tables = controllerAt(timeUs, killed)
      for (const vote of tables.votes ?? []) apis.add(vote.api)
      for (const voter of tables.voters ?? []) granted = Math.max(granted, voter.granted.length)
    }
    expect(apis).toContain('Vote')
    expect(granted).toBeGreaterThan(0)
    const after = controllerAt(8_900_000, killed).quorum?.[0]
    expect(after?.leader).not.toBe(before?.leader)
    expect(after?.epoch).toBeGreaterThan(before?.epoch ?? 0)
  })
})

describe('a leader of the quorum that was cut off', () => {
  const first = controllerAt(3_900_000).quorum?.[0]?.leader ?? 101
  const cut = failoverRun(9_000_000, [byHand(4_000_000, 'cut-off', String(first))])

  it('does not set the end of the log with what it wrote alone: the present leader is never behind', () => {
    let longer = 0
    for (let timeUs = 4_000_000; timeUs < 9_000_000; timeUs += 20_000) {
      const { voters = [], quorum: [quorum] = [] } = controllerAt(timeUs, cut)
      const leader = voters.find(({ id }) => id === quorum?.leader)
      if (leader === undefined) continue
      expect(quorum?.logEnd).toBe(leader.logEnd)
      if (voters.some(({ logEnd }) => logEnd > leader.logEnd)) longer += 1
    }
    expect(longer).toBeGreaterThan(0)
  })
})

describe('what an event changes about partitions', () => {
  it('is marked field by field, and nothing else is', () => {
    const before = partitionTables(worldAt(run, KILL_AT_US - 1))
    const now = partitionTables(worldAt(run, KILL_AT_US))
    const changes = partitionChanges(before, now)
    expect(changes.map((row) => row.address).sort()).toEqual([
      'replica:orders-0@1',
      'replica:orders-1@1',
      'replica:orders-2@1',
    ])
    for (const { fields } of changes) expect(fields).toContain('role')
    expect(partitionChanges(now, now)).toEqual([])
  })
})
