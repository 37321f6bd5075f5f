import { describe, expect, it } from 'vitest'
import type { ClusterRows, MessageRow, NodeRow } from '../../view/rows.ts'
import { layoutStage } from './layout.ts'
import { pairKey, routeLinks, standingPairs, strayPairs } from './links.ts'

const node = (id: number, role: 'broker' | 'controller', active = false) =>
  ({ id, roles: [role], active }) as unknown as NodeRow
const cluster = (messages: readonly Partial<MessageRow>[] = []) =>
  ({
    nodes: [node(101, 'controller'), node(102, 'controller', true), node(1, 'broker'), node(2, 'broker')],
    clients: [{ id: 'p1' }],
    messages,
  }) as unknown as ClusterRows

describe('links', () => {
  it('stand between the active controller and all, among brokers, from clients to brokers', () => {
    const keys = standingPairs(cluster()).map((pair) => pair.key)
    expect(keys.sort()).toEqual(['1|102', '1|2', '101|102', '102|2', '1|p1', '2|p1'].sort())
  })

  it('come up for a message that no rule foresaw', () => {
    const rows = cluster([
      { from: '101', to: '1', family: 'control' },
      { from: '1', to: '2', family: 'replica' },
    ])
    expect(strayPairs(rows, standingPairs(rows)).map((pair) => pair.key)).toEqual(['1|101'])
  })

  it('never share an end', () => {
    const layout = layoutStage({
      width: 700,
      height: 600,
      controllers: ['101', '102'],
      brokers: ['1', '2'],
      clients: ['p1'],
      replicasMax: 3,
    })
    const links = [...routeLinks(layout, standingPairs(cluster())).values()]
    expect(links).toHaveLength(6)
    const ends = links
      .flatMap(({ curve }) => [curve.from, curve.to])
      .map(({ x, y }) => `${Math.round(x)}/${y}`)
    expect(new Set(ends).size).toBe(ends.length)
  })

  it('have one key for both directions', () => {
    expect(pairKey('p1', '2')).toBe(pairKey('2', 'p1'))
  })
})
