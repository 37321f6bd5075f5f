// Marks on the timeline: glyphs stand at their time, words only where they fit, the weightier mark first.

import type { MarkRow } from '../../view/rows.ts'

export interface PlacedMark {
  readonly mark: MarkRow
  readonly x: number
  /** Line on which the glyph stands; null: a heavier mark covers it. */
  readonly line: number | null
  /** Where the words begin and on which line; null: there is no room for them. */
  readonly label: { readonly x: number; readonly line: number; readonly anchor: 'start' | 'end' } | null
}

export interface MarkText {
  readonly mark: MarkRow
  readonly x: number
  readonly width: number
}

const RANK: { readonly [kind in MarkRow['kind']]: number } = {
  violation: 8,
  loss: 7,
  allowedLoss: 7,
  fault: 6,
  election: 5,
  truncation: 4,
  repair: 3,
  group: 2,
  lesson: 2,
  isr: 1,
  storage: 0,
}
const GLYPH = 14
const LOWEST_FIRST: readonly number[] = [1, 0]
const GAP = 8

/** Places words right of their glyph on one of two lines, left of it near the right edge. */
export function placeMarks(texts: readonly MarkText[], widthMax: number): readonly PlacedMark[] {
  const taken: { line: number; from: number; to: number }[] = []
  const free = ({ line, from, to }: { line: number; from: number; to: number }, gap: number) =>
    from >= 0 &&
    to <= widthMax &&
    taken.every((span) => span.line !== line || to + gap <= span.from || from >= span.to + gap)
  const placed = new Map<MarkText, PlacedMark>()
  const order = [...texts].sort(
    (left, right) => RANK[right.mark.kind] - RANK[left.mark.kind] || left.x - right.x,
  )
  for (const text of order) {
    const spot = spotsFor(text).find((candidate) => free(candidate, GAP))
    if (spot === undefined) continue
    taken.push(spot)
    const x = spot.anchor === 'start' ? text.x + GLYPH / 2 + 2 : text.x - GLYPH / 2 - 2
    placed.set(text, {
      mark: text.mark,
      x: text.x,
      line: spot.line,
      label: { x, line: spot.line, anchor: spot.anchor },
    })
  }
  for (const text of order) {
    if (placed.has(text)) continue
    const bare = LOWEST_FIRST.map((line) => ({ line, from: text.x - GLYPH / 2, to: text.x + GLYPH / 2 }))
    const spot = bare.find((candidate) => free(candidate, 0))
    if (spot !== undefined) taken.push(spot)
    placed.set(text, { mark: text.mark, x: text.x, line: spot?.line ?? null, label: null })
  }
  return texts.map((text) => placed.get(text)).filter((mark) => mark !== undefined)
}

function spotsFor(text: MarkText) {
  const half = GLYPH / 2
  return LOWEST_FIRST.flatMap((line) => [
    { line, anchor: 'start' as const, from: text.x - half, to: text.x + half + text.width },
    { line, anchor: 'end' as const, from: text.x - half - text.width, to: text.x + half },
  ])
}

/** Wide enough for Hangul (a full em) and Latin (about half of one) at 12.5 pixels. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += character > '\u1100' ? 11.8 : 6.6
  return width
}
