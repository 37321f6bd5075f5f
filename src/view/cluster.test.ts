import { describe, expect, it } from 'vitest'
import { clusterRows } from './cluster.ts'
import type { ClusterRows } from './rows.ts'
import { byHand, failoverRun, KILL_AT_US, worldAt } from './testing/failover-run.ts'

const run = failoverRun(16_000_000)

function rowsAt(timeUs: number): ClusterRows {
  return clusterRows(worldAt(run, timeUs))
}

function objectsIn(root: unknown, found = new Set<object>()): Set<object> {
  if (typeof root !== 'object' || root === null || found.has(root)) return found
  found.add(root)
  const children = root instanceof Map || root instanceof Set ? [...root] : Object.values(root)
  for (const child of children) objectsIn(child, found)
  return found
}

describe('the cluster before a fault', () => {
  const rows = rowsAt(4_900_000)

  it('has one active controller, and it is the one that leads the quorum', () => {
    const active = rows.nodes.filter((node) => node.active)
    expect(active.map((node) => node.raftRole)).toEqual(['leader'])
    expect(rows.nodes.filter((node) => node.raftRole === 'observer').map((node) => node.address)).toEqual([
      'broker:1',
      'broker:2',
      'broker:3',
    ])
  })

  it('has each partition where the scenario put it, with its own min ISR', () => {
    expect(
      rows.partitions.map(({ address, leader, isr, minIsr }) => ({ address, leader, isr, minIsr })),
    ).toEqual([
      { address: 'partition:orders-0', leader: 1, isr: [1, 2, 3], minIsr: 2 },
      { address: 'partition:orders-1', leader: 2, isr: [2, 3, 1], minIsr: 2 },
      { address: 'partition:orders-2', leader: 3, isr: [3, 1, 2], minIsr: 2 },
    ])
  })

  it('counts at each broker what it leads and what it follows', () => {
    const brokers = rows.nodes.filter((node) => node.roles.includes('broker'))
    expect(brokers.map(({ leaders, followers }) => [leaders, followers])).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ])
  })

  it('keeps every high watermark at or below its log end, and equal logs have equal hashes', () => {
    expect(rows.replicas).toHaveLength(9)
    for (const replica of rows.replicas) {
      expect(replica.highWatermark).toBeLessThanOrEqual(replica.logEnd)
      expect(replica.logHash).toMatch(/^[0-9a-f]{16}$/)
      for (const other of rows.replicas)
        if (other.partition === replica.partition && other.logEnd === replica.logEnd)
          expect(other.logHash).toBe(replica.logHash)
    }
  })

  it('shows the long polls of followers and consumers as parked requests without an arrival', () => {
    const parked = rows.messages.filter((message) => message.state === 'parked')
    expect(new Set(parked.map((message) => message.family))).toEqual(
      new Set(['client', 'replica', 'control']),
    )
    for (const message of parked) expect([message.kind, message.arrivesUs]).toEqual(['request', null])
  })

  it('gives each message an address of its own', () => {
    const addresses = rows.messages.map((message) => message.address)
    expect(addresses.length).toBeGreaterThan(5)
    expect(new Set(addresses).size).toBe(addresses.length)
  })
})

describe('a request on its way', () => {
  it('says what it carries, and its answer has the same address with /response behind', () => {
    const seen = new Map<string, string>()
    for (let timeUs = 4_000_000; timeUs < 4_200_000; timeUs += 1_000)
      for (const message of rowsAt(timeUs).messages)
        if (message.api === 'Produce') seen.set(message.address, message.carries?.key ?? '')
    const answers = [...seen.keys()].filter((address) => address.endsWith('/response'))
    expect(answers.length).toBeGreaterThan(5)
    expect(
      answers.filter((address) => seen.has(address.slice(0, -'/response'.length))).length,
    ).toBeGreaterThan(5)
    for (const [address, carries] of seen)
      expect(carries).toBe(`message.carries.${address.endsWith('/response') ? 'offset' : 'records'}`)
  })
})

describe('the cluster after its leader was killed', () => {
  it('still has the dead broker as leader, since nobody has decided otherwise, and shows it offline', () => {
    const rows = rowsAt(KILL_AT_US + 100_000)
    expect(rows.partitions[0]?.leader).toBe(1)
    const dead = rows.nodes[0]
    expect(dead?.status).toBe('dead')
    expect(dead?.downBy).toBeGreaterThan(0)
    expect(dead?.fenced).toBe(false)
    expect(dead?.sessionEndsUs).toBeGreaterThan(KILL_AT_US)
    expect(rows.replicas.filter((replica) => replica.role === 'offline').map((row) => row.node)).toEqual([
      1, 1, 1,
    ])
  })

  it('keeps what lies on the dead disk', () => {
    const before = rowsAt(KILL_AT_US - 1).replicas.find((row) => row.address === 'replica:orders-0@1')
    const after = rowsAt(KILL_AT_US).replicas.find((row) => row.address === 'replica:orders-0@1')
    expect(after?.logEnd).toBe(before?.logEnd)
    expect(after?.logHash).toBe(before?.logHash)
  })

  it('has a new leader from the ISR once the session has ended, and the dead broker is fenced', () => {
    const rows = rowsAt(15_000_000)
    expect(rows.partitions[0]).toMatchObject({ leader: 2, leaderEpoch: 1, isr: [2, 3] })
    expect(rows.nodes[0]).toMatchObject({ fenced: true, sessionEndsUs: null, leaders: 0, followers: 3 })
    expect(rows.replicas.find((row) => row.address === 'replica:orders-0@2')?.role).toBe('leader')
    expect(rows.replicas.find((row) => row.address === 'replica:orders-0@1')?.inSync).toBe(false)
  })
})

describe('a broker whose links are all cut', () => {
  const cut = failoverRun(6_000_000, [byHand(4_000_000, 'cut-off', '2')])
  const rows = clusterRows(worldAt(cut, 5_900_000))

  it('is alive but cut off, by the event that cut it', () => {
    const node = rows.nodes.find((row) => row.id === 2)
    expect(node?.status).toBe('cutOff')
    expect(node?.downBy).toBeGreaterThan(0)
    expect(rows.nodes.filter((row) => row.status !== 'running')).toHaveLength(1)
  })

  it('has a row for each link that is cut, both ways', () => {
    expect(rows.cuts.length).toBeGreaterThan(10)
    for (const link of rows.cuts) expect([link.from, link.to]).toContain('2')
  })

  it('has the messages to and from it stalled, with no arrival', () => {
    const stalled = rows.messages.filter((message) => message.state === 'stalled')
    expect(stalled.length).toBeGreaterThan(0)
    for (const message of stalled) {
      expect([message.from, message.to]).toContain('2')
      expect(message.arrivesUs).toBeNull()
    }
  })
})

describe('a cluster of which nobody runs', () => {
  it('has the truth on its disks: partitions stay as they were last committed', () => {
    const nodes = ['1', '2', '3', '101', '102', '103']
    const dark = failoverRun(
      5_000_000,
      nodes.map((node, place) => byHand(4_000_000 + place, 'kill', node)),
    )
    const rows = clusterRows(worldAt(dark, 4_900_000))
    expect(rows.partitions.map((partition) => partition.leader)).toEqual([1, 2, 3])
    expect(rows.nodes.some((node) => node.active)).toBe(false)
    expect(new Set(rows.replicas.map((replica) => replica.role))).toEqual(new Set(['offline']))
  })
})

describe('a request to a machine without power', () => {
  it('has failed as long as its sender waits for it in vain', () => {
    const dark = failoverRun(6_000_000, [byHand(4_000_000, 'power-loss', '1')])
    const failed = clusterRows(worldAt(dark, 5_500_000)).messages.filter((row) => row.state === 'failed')
    expect(failed.some((row) => row.from === 'p1' && row.to === '1' && row.api === 'Produce')).toBe(true)
    for (const row of failed) expect(row.to).toBe('1')
  })
})

describe('rows', () => {
  it('share no object with the world', () => {
    const world = worldAt(run, 6_000_000)
    const rows = objectsIn(clusterRows(world))
    const shared = [...objectsIn(world.tables.entities)].filter((object) => rows.has(object))
    expect(rows.size).toBeGreaterThan(50)
    expect(shared).toEqual([])
  })

  it('are plain: what a worker clones is equal to them', () => {
    const rows = rowsAt(6_000_000)
    expect(structuredClone(rows)).toEqual(rows)
  })
})
