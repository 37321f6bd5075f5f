// Messages as they are drawn: each shown for at least a quarter of a second, however short its flight. Pure: the caller
// brings the rows, the virtual moment and the real time.

import type { MessageRow } from '../../view/rows.ts'

export interface Sprite {
  readonly row: MessageRow
  /** Part of the way from sender to receiver at which it is drawn. */
  readonly part: number
  /** It has arrived in virtual time and only finishes its drawn way. */
  readonly leaving: boolean
}

export type Sprites = ReadonlyMap<string, Sprite>

/** The whole way takes at least this long in real time. */
export const FLIGHT_MIN_MS = 280
/** A request that failed or stalls stands here on its way. */
const HALT_PART = 0.5

/** Only what is on its way is a sprite; parked and buffered messages are counted at their broker. */
function isOnItsWay(row: MessageRow): boolean {
  return row.state === 'flying' || row.state === 'failed' || isHeldBack(row)
}

/** By a cut link, or by a hand. */
function isHeldBack(row: MessageRow): boolean {
  return row.state === 'stalled' || row.state === 'held'
}

/** Where a message is in virtual time. */
export function truePart(row: MessageRow, timeUs: number): number {
  if (row.state === 'failed' || isHeldBack(row)) return HALT_PART
  if (row.arrivesUs === null || row.arrivesUs <= row.sentUs) return 1
  return Math.max(0, Math.min(1, (timeUs - row.sentUs) / (row.arrivesUs - row.sentUs)))
}

/** Takes a new frame's rows. After a jump everything is drawn where it truly is. */
export function takeRows(
  before: Sprites,
  rows: readonly MessageRow[],
  timeUs: number,
  jumped: boolean,
): Sprites {
  const sprites = new Map<string, Sprite>()
  for (const row of rows) {
    if (!isOnItsWay(row)) continue
    const old = before.get(row.address)
    const part = jumped ? truePart(row, timeUs) : (old?.part ?? 0)
    sprites.set(
      row.address,
      old !== undefined && old.row === row && old.part === part ? old : { row, part, leaving: false },
    )
  }
  if (jumped) return sprites
  for (const [address, old] of before) {
    if (sprites.has(address) || old.row.state !== 'flying' || old.part >= 1) continue
    sprites.set(address, old.leaving ? old : { ...old, leaving: true })
  }
  return sprites
}

/** Moves each sprite towards its true place, no faster than a flight may be; those that came home go. */
export function moveSprites(before: Sprites, timeUs: number, elapsedMs: number): Sprites {
  const reach = elapsedMs / FLIGHT_MIN_MS
  const sprites = new Map<string, Sprite>()
  for (const [address, sprite] of before) {
    const goal = sprite.leaving ? 1 : truePart(sprite.row, timeUs)
    if (sprite.leaving && sprite.part >= 1) continue
    const part = goal > sprite.part ? Math.min(goal, sprite.part + reach) : goal
    sprites.set(address, part === sprite.part ? sprite : { ...sprite, part })
  }
  return sprites
}

/** A sprite to draw, with the number of equal ones it stands for. */
export interface Drawn {
  readonly sprite: Sprite
  readonly count: number
}

/** Failed and stalled messages of one kind between the same two stand at one place: one is drawn, with their number. */
export function stack(sprites: Iterable<Sprite>): readonly Drawn[] {
  const drawn: Drawn[] = []
  const places = new Map<string, number>()
  for (const sprite of sprites) {
    const { row } = sprite
    const key = `${row.from}>${row.to}/${row.api}/${row.kind}/${row.state}`
    const place = row.state === 'flying' ? undefined : places.get(key)
    const held = place === undefined ? undefined : drawn[place]
    if (place !== undefined && held !== undefined) {
      drawn[place] = { ...held, count: held.count + 1 }
      continue
    }
    places.set(key, drawn.length)
    drawn.push({ sprite, count: 1 })
  }
  return drawn
}
