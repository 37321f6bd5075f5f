// Labels never collide: they give way by rank. The one of higher rank keeps its words, the other shrinks to a bare arrow.

/** Size of an arrow without words. */
const BARE = { width: 20, height: 12 }

export interface LabelBox {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly rank: number
}

/** What is left of a label: its words, a bare arrow, or nothing where the arrow itself would lie on other words. */
export type Shown = 'full' | 'bare' | 'none'

/** Decides for each label by id; no two with words touch. Equal ranks go by id, so that the choice is steady. */
export function keepLabels(boxes: readonly LabelBox[]): ReadonlyMap<string, Shown> {
  const order = [...boxes].sort((left, right) => right.rank - left.rank || (left.id < right.id ? -1 : 1))
  const kept: LabelBox[] = []
  for (const box of order) if (!kept.some((other) => touch(box, other))) kept.push(box)
  const shown = new Map<string, Shown>(kept.map((box) => [box.id, 'full']))
  for (const box of boxes) {
    if (shown.has(box.id)) continue
    const bare = { ...box, width: BARE.width, height: BARE.height }
    shown.set(box.id, kept.some((other) => touch(bare, other)) ? 'none' : 'bare')
  }
  return shown
}

function touch(left: LabelBox, right: LabelBox): boolean {
  return (
    Math.abs(left.x - right.x) * 2 < left.width + right.width &&
    Math.abs(left.y - right.y) * 2 < left.height + right.height
  )
}
