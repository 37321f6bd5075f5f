// Who joined and left above the lanes: what falls together is said together, and what would run into its neighbour stands without words.

import type { GroupMark } from '../../view/group-rows.ts'

export interface Span {
  readonly fromUs: number
  readonly toUs: number
}

export interface MarkLabel {
  readonly x: number
  readonly event: number
  readonly kind: GroupMark['kind']
  readonly clients: readonly string[]
  readonly isWorded: boolean
}

/** Marks so near are one. */
const TOGETHER = 6
const CHARACTER = 8
/** Room for the verb. */
const VERB = 60

export function markLabels(
  marks: readonly GroupMark[],
  shown: Span,
  x: (timeUs: number) => number,
): MarkLabel[] {
  const found: (Omit<MarkLabel, 'isWorded'> & { clients: string[] })[] = []
  for (const mark of marks) {
    if (mark.timeUs < shown.fromUs || mark.timeUs > shown.toUs) continue
    const at = x(mark.timeUs)
    const near = found.find((label) => label.kind === mark.kind && at - label.x < TOGETHER)
    if (near === undefined) found.push({ x: at, event: mark.event, kind: mark.kind, clients: [mark.client] })
    else if (!near.clients.includes(mark.client)) near.clients.push(mark.client)
  }
  let freeFrom = Number.NEGATIVE_INFINITY
  return found.map((label) => {
    const isWorded = label.x >= freeFrom
    if (isWorded) freeFrom = label.x + label.clients.join(', ').length * CHARACTER + VERB
    return { ...label, isWorded }
  })
}
