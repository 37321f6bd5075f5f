import { describe, expect, it } from 'vitest'
import type { MessageRow } from '../../view/rows.ts'
import { FLIGHT_MIN_MS, moveSprites, stack, takeRows, truePart } from './sprites.ts'

const row = (part: Partial<MessageRow> = {}): MessageRow => ({
  address: 'message:p1>2/Produce/1',
  from: 'p1',
  to: '2',
  api: 'Produce',
  kind: 'request',
  family: 'client',
  sentUs: 1000,
  arrivesUs: 3000,
  state: 'flying',
  error: null,
  carries: null,
  ...part,
})
const only = (sprites: ReadonlyMap<string, { part: number }>) => [...sprites.values()][0]?.part

describe('messages as drawn', () => {
  it('stand where they are in virtual time after a jump', () => {
    expect(only(takeRows(new Map(), [row()], 1500, true))).toBe(0.25)
  })

  it('take at least a quarter of a second for the whole way', () => {
    expect(FLIGHT_MIN_MS).toBeGreaterThanOrEqual(250)
    let sprites = takeRows(new Map(), [row()], 2990, false)
    sprites = moveSprites(sprites, 2990, FLIGHT_MIN_MS / 2)
    expect(only(sprites)).toBe(0.5)
  })

  it('finish their way after arriving, and then go', () => {
    let sprites = takeRows(new Map(), [row()], 2000, false)
    sprites = moveSprites(takeRows(sprites, [], 5000, false), 5000, FLIGHT_MIN_MS / 2)
    expect(only(sprites)).toBe(0.5)
    sprites = moveSprites(sprites, 5000, FLIGHT_MIN_MS)
    expect(only(sprites)).toBe(1)
    expect(moveSprites(sprites, 5000, 16).size).toBe(0)
  })

  it('are gone at once after a jump', () => {
    const sprites = takeRows(new Map(), [row()], 2000, false)
    expect(takeRows(sprites, [], 900_000, true).size).toBe(0)
  })

  it('halt midway when a link holds them', () => {
    expect(truePart(row({ state: 'stalled', arrivesUs: null }), 9000)).toBe(0.5)
  })

  it('are not drawn on the way while they wait at their broker', () => {
    expect(takeRows(new Map(), [row({ state: 'parked' }), row({ state: 'buffered' })], 9000, true).size).toBe(
      0,
    )
  })

  it('that failed alike are drawn once, with their number', () => {
    const failed = [1, 2, 3].map((number) =>
      row({ address: `message:p1>2/Produce/${number}`, state: 'failed' }),
    )
    const drawn = stack(takeRows(new Map(), failed, 5000, true).values())
    expect(drawn.map(({ count }) => count)).toEqual([3])
  })
})
