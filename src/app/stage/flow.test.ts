import { describe, expect, it } from 'vitest'
import type { MessageRow } from '../../view/rows.ts'
import { flowingLinks } from './flow.ts'
import type { Sprite } from './sprites.ts'

function sprites(counts: { readonly [to: string]: number }): ReadonlyMap<string, Sprite> {
  const found = new Map<string, Sprite>()
  for (const [to, count] of Object.entries(counts)) {
    for (let number = 0; number < count; number++) {
      const address = `message:p1>${to}/Produce/${number}`
      const row = { address, from: 'p1', to, state: 'flying' } as MessageRow
      found.set(address, { row, part: 0, leaving: false })
    }
  }
  return found
}

const NONE: ReadonlySet<string> = new Set()

describe('flow', () => {
  it('shows on no link while thirty pills or fewer are on their way', () => {
    expect(flowingLinks(sprites({ 1: 15, 2: 15 }), NONE).size).toBe(0)
  })

  it('takes the busiest links first, and only as many as needed', () => {
    expect([...flowingLinks(sprites({ 1: 20, 2: 12, 3: 4 }), NONE)]).toEqual(['1|p1'])
  })

  it('stays until it has become calm', () => {
    const flowing = new Set(['1|p1'])
    expect(flowingLinks(sprites({ 1: 12, 2: 8 }), flowing)).toBe(flowing)
    expect(flowingLinks(sprites({ 1: 9, 2: 5 }), flowing).size).toBe(0)
  })
})
