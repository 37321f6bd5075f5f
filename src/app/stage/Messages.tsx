// The messages on their way. React keeps the set of pills; their places are written straight to the elements, frame by
// frame, since a render for each step of a pill would cost more than the step.

import { useCallback, useEffect, useRef, useState } from 'react'
import { useRun } from '../state/run-state.ts'
import { useSelection } from '../state/selection.ts'
import { pointAt } from './curve.ts'
import { flowingLinks } from './flow.ts'
import { keepLabels, type LabelBox } from './labels.ts'
import { type Link, pairKey } from './links.ts'
import { MessagePill, PILL_HEIGHT, pillWidth } from './MessagePill.tsx'
import { type Drawn, moveSprites, type Sprite, type Sprites, stack, takeRows } from './sprites.ts'

export interface MessagesProps {
  readonly links: ReadonlyMap<string, Link>
  readonly onFlow: (flowing: ReadonlySet<string>) => void
}

const NO_SPRITES: Sprites = new Map()

export function Messages({ links, onFlow }: MessagesProps) {
  const [shown, setShown] = useState<readonly Drawn[]>([])
  const elements = useRef(new Map<string, SVGGElement>())
  const hold = useCallback((address: string, element: SVGGElement | null) => {
    if (element === null) elements.current.delete(address)
    else elements.current.set(address, element)
  }, [])

  useEffect(() => {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    let sprites = NO_SPRITES
    let seen = { messages: useRun.getState().cluster?.messages, cursorUs: -1, jumps: -1 }
    let lastMs = performance.now()
    let order = ''
    let flowing: ReadonlySet<string> = new Set()
    let raf = requestAnimationFrame(frame)

    function frame(nowMs: number): void {
      raf = requestAnimationFrame(frame)
      const run = useRun.getState()
      const elapsedMs = Math.min(100, nowMs - lastMs)
      lastMs = nowMs
      const messages = run.cluster?.messages ?? []
      const before = sprites
      if (messages !== seen.messages || run.cursorUs !== seen.cursorUs || run.jumps !== seen.jumps) {
        const jumped = still || run.jumps !== seen.jumps || run.cursorUs < seen.cursorUs
        sprites = takeRows(sprites, messages, run.cursorUs, jumped)
        seen = { messages, cursorUs: run.cursorUs, jumps: run.jumps }
      }
      sprites = moveSprites(sprites, run.cursorUs, elapsedMs)
      flowing = flowingLinks(sprites, flowing)
      const drawn = stack([...sprites.values()].filter((sprite) => drawable(sprite, links, flowing)))
      const nextOrder = drawn.map(({ sprite, count }) => `${sprite.row.address}*${count}`).join(' ')
      if (nextOrder !== order || rowsChanged(before, drawn)) {
        order = nextOrder
        setShown(drawn)
        onFlow(flowing)
      }
      write(drawn, links, elements.current)
    }
    return () => cancelAnimationFrame(raf)
  }, [links, onFlow])

  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of an SVG takes no focus; the table and the event list say the same
    <g className="messages" aria-hidden="true">
      {shown.map(({ sprite: { row }, count }) => {
        const link = links.get(pairKey(row.from, row.to))
        if (link === undefined) return null
        return (
          <MessagePill
            key={row.address}
            row={row}
            count={count}
            facing={facing(row.from, link)}
            hold={hold}
          />
        )
      })}
    </g>
  )
}

function drawable(sprite: Sprite, links: ReadonlyMap<string, Link>, flowing: ReadonlySet<string>): boolean {
  const key = pairKey(sprite.row.from, sprite.row.to)
  return links.has(key) && (sprite.row.state !== 'flying' || !flowing.has(key))
}

function rowsChanged(before: Sprites, drawn: readonly Drawn[]): boolean {
  return drawn.some(({ sprite }) => before.get(sprite.row.address)?.row !== sprite.row)
}

/** Along the whole link, so that a pill does not turn over on its way. */
function facing(from: string, link: Link): 1 | -1 {
  const right = link.curve.to.x >= link.curve.from.x
  return (link.a === from) === right ? 1 : -1
}

function write(
  drawn: readonly Drawn[],
  links: ReadonlyMap<string, Link>,
  elements: ReadonlyMap<string, SVGGElement>,
): void {
  const boxes: LabelBox[] = []
  const { selected, hovered } = useSelection.getState()
  const present = new Set(drawn.map(({ sprite }) => sprite.row.address))
  // What is gone stays in the document until React has its turn: it must not show meanwhile.
  for (const [address, element] of elements) if (!present.has(address)) element.dataset.words = 'none'
  for (const { sprite, count } of drawn) {
    const { row, part } = sprite
    const element = elements.get(row.address)
    const link = links.get(pairKey(row.from, row.to))
    if (element === undefined || link === undefined) continue
    const at = pointAt(link.curve, row.from === link.a ? part : 1 - part)
    element.setAttribute('transform', `translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`)
    const picked = row.address === selected || row.address === hovered
    // Words once shown outrank their equals, so that passing pills do not flicker.
    const rank = rankOf(row, picked) + (element.dataset.words === 'full' ? 0.5 : 0)
    boxes.push({ id: row.address, x: at.x, y: at.y, width: pillWidth(row, count), height: PILL_HEIGHT, rank })
  }
  const kept = keepLabels(boxes)
  for (const box of boxes) {
    const element = elements.get(box.id)
    if (element !== undefined) element.dataset.words = kept.get(box.id) ?? 'none'
  }
}

function rankOf(row: Sprite['row'], picked: boolean): number {
  if (picked) return 9
  if (row.state === 'failed' || row.error !== null) return 8
  if (row.state === 'stalled' || row.state === 'held') return 7
  const family = { group: 3, control: 3, client: 2, replica: 1 }[row.family]
  return family * 2 + (row.kind === 'request' ? 1 : 0) - (row.api === 'Fetch' ? 1 : 0)
}
