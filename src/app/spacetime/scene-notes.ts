// The words in the space-time drawing: what was asked for first, then the chain, then marks. They give way by rank and never collide.

import type { NoteRow } from '../../view/spacetime-rows.ts'
import { textWidth } from '../timeline/mark-labels.ts'
import type { Plan, Point } from './plan.ts'
import { along, pointOf } from './plan.ts'
import type { Hit, Ink, SceneMark, SceneParts } from './scene.ts'

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const TEXT_HEIGHT = 15
const ARROW_NAMES_MAX = 14
/** The steps nearest to what was asked; the panel beside tells them all. */
const CHAIN_WORDS_MAX = 7

export function notes(parts: SceneParts, marks: SceneMark[], hits: Hit[]): void {
  const { rows, plan, limitUs } = parts
  const taken: Box[] = []
  const shown = rows.notes.filter(({ timeUs }) => isInSight(plan, timeUs) && timeUs <= limitUs)
  for (const note of shown) signOf(note, plan, marks, hits)
  const asked = shown.filter(({ lit }) => lit === 'asked')
  const rest = shown.filter(({ lit }) => lit !== 'asked')
  for (const note of asked) label(parts, note, marks, taken)
  waits(parts, marks, taken)
  const chain = rest.filter(({ lit }) => lit !== null)
  for (const note of chain.slice(0, CHAIN_WORDS_MAX)) label(parts, note, marks, taken)
  arrowNames(parts, marks, taken)
  for (const note of rest.filter(({ lit }) => lit === null)) label(parts, note, marks, taken)
}

function isInSight({ stretch }: Plan, timeUs: number): boolean {
  return timeUs >= stretch.fromUs && timeUs <= stretch.toUs
}

function signOf(note: NoteRow, plan: Plan, marks: SceneMark[], hits: Hit[]): void {
  const at = pointOf(plan, note.timeUs, note.lane)
  if (note.kind === 'fault') marks.push({ kind: 'cross', at, ink: 'bad' })
  else if (note.lit !== 'asked')
    marks.push({
      kind: 'ring',
      at,
      ink: inkOf(note),
      radius: note.lit === null ? 4 : 5,
      filled: note.lit !== null,
    })
  if (note.lit === 'asked') {
    marks.push({ kind: 'ring', at, ink: 'plate', radius: 8, filled: true })
    marks.push({ kind: 'ring', at, ink: 'ink', radius: 8, filled: false })
    marks.push({ kind: 'ring', at, ink: 'ink', radius: 3, filled: true })
  }
  hits.push({ event: note.event, from: at, to: at, arrow: null })
}

function inkOf(note: NoteRow): Ink {
  switch (note.kind) {
    case 'fault':
    case 'violation':
    case 'loss':
    case 'truncation':
      return 'bad'
    case 'repair':
      return 'good'
    case 'isr':
    case 'allowedLoss':
      return 'warn'
    case 'election':
      return 'api-control'
    case 'group':
      return 'api-group'
    case 'storage':
    case 'lesson':
    case null:
      return 'ink'
  }
}

function label(parts: SceneParts, note: NoteRow, marks: SceneMark[], taken: Box[]): void {
  const { plan } = parts
  const text = shortened(parts.words(note))
  const at = pointOf(plan, note.timeUs, note.lane)
  place(text, at, plan, taken, (spot, anchor) =>
    marks.push({
      kind: 'text',
      at: spot,
      text,
      ink: inkOf(note),
      anchor,
      look: note.lit === 'asked' ? 'bold' : 'plain',
    }),
  )
}

const WORDS_MAX = 58
const WHO_MAX = 18

function shortened(text: string): string {
  // The first clause says enough, unless it only says who.
  const clause = text.split(/[:.](?:\s|$)/)[0] ?? text
  const first = clause.length < WHO_MAX ? text : clause
  return first.length <= WORDS_MAX ? first : `${first.slice(0, WORDS_MAX - 1)}…`
}

/** Right above, right below, left above, left below; nowhere when all is taken. */
function place(
  text: string,
  at: Point,
  plan: Plan,
  taken: Box[],
  put: (spot: Point, anchor: 'start' | 'end') => void,
): void {
  const width = textWidth(text)
  for (const [dx, dy, anchor] of [
    [8, -12, 'start'],
    [8, 24, 'start'],
    [-8, -12, 'end'],
    [-8, 24, 'end'],
    [8, -28, 'start'],
    [-8, -28, 'end'],
    [8, 40, 'start'],
    [-8, 40, 'end'],
  ] as const) {
    const x = at.x + dx
    const y = at.y + dy
    const left = anchor === 'start' ? x : x - width
    const box = { left, top: y - 12, right: left + width, bottom: y - 12 + TEXT_HEIGHT }
    if (!isFree(box, plan, taken)) continue
    taken.push(box)
    put({ x, y }, anchor)
    return
  }
}

function isFree(box: Box, plan: Plan, taken: readonly Box[]): boolean {
  const least = plan.across ? plan.begin : 66
  if (box.left < least || box.right > plan.width - 4 || box.top < 2 || box.bottom > plan.height - 28)
    return false
  return taken.every(
    (other) =>
      box.right + 6 < other.left ||
      box.left > other.right + 6 ||
      box.bottom < other.top ||
      box.top > other.bottom,
  )
}

/** The silence before a deadline: a bar beside the lane, from the last thing heard. */
function waits({ rows, plan, limitUs, waitWords }: SceneParts, marks: SceneMark[], taken: Box[]): void {
  for (const wait of rows.waits) {
    if (wait.fromUs >= limitUs) continue
    const aside = -15
    const from = pointOf(plan, Math.max(wait.fromUs, plan.stretch.fromUs), wait.lane, aside)
    const to = pointOf(plan, Math.min(wait.toUs, plan.stretch.toUs, limitUs), wait.lane, aside)
    marks.push({ kind: 'line', from, to, ink: 'bad', width: 2.4, dashed: false, head: null, opacity: 1 })
    marks.push({ kind: 'ring', at: from, ink: 'bad', radius: 3.5, filled: true })
    const text = waitWords(wait)
    const width = textWidth(text)
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - 6 }
    const box = {
      left: middle.x - width / 2,
      top: middle.y - 12,
      right: middle.x + width / 2,
      bottom: middle.y + 3,
    }
    if (!isFree(box, plan, taken)) continue
    taken.push(box)
    marks.push({ kind: 'text', at: middle, text, ink: 'bad', anchor: 'middle', look: 'plain' })
  }
}

/** Names beside the lit arrows, and beside all while there are few. */
function arrowNames({ rows, plan, limitUs }: SceneParts, marks: SceneMark[], taken: Box[]): void {
  const lit = rows.arrows.filter((arrow) => arrow.lit !== null)
  const few = rows.arrows.length <= ARROW_NAMES_MAX * 2 ? rows.arrows : []
  let left = ARROW_NAMES_MAX
  for (const arrow of [...lit, ...few.filter((one) => one.lit === null)]) {
    if (left === 0) return
    if (arrow.arrivesUs === null || arrow.sentUs > limitUs) continue
    const from = pointOf(plan, arrow.sentUs, arrow.from)
    const to = pointOf(plan, arrow.arrivesUs, arrow.to)
    const at = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + 10 }
    if (along(plan, arrow.sentUs) < plan.begin || along(plan, arrow.arrivesUs) > plan.end) continue
    place(arrow.api, at, plan, taken, (spot, anchor) => {
      left -= 1
      marks.push({
        kind: 'text',
        at: spot,
        text: arrow.api,
        ink: `api-${arrow.family}`,
        anchor,
        look: 'mono',
      })
    })
  }
}
