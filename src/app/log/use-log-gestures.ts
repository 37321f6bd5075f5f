// Wheel, pinch, drag and keys over the picture of a log.

import type { KeyboardEvent, PointerEvent, RefObject } from 'react'
import { useEffect, useRef } from 'react'
import type { LogWindowRow } from '../../view/log-rows.ts'
import { lookAt } from '../state/log-view.ts'
import { useRun } from '../state/run-state.ts'
import type { LogGeometry } from './geometry.ts'
import { OVERVIEW_WIDTH, rowHeight, yOf } from './geometry.ts'
import { overviewOffset } from './scene.ts'
import { centred, moved, zoomed } from './zoom.ts'

export interface Shown {
  readonly window: LogWindowRow
  readonly geometry: LogGeometry
}

/** A press that moves less than this is a click. */
const CLICK_PX = 5
const WHEEL_ZOOM = 0.0016
const LINE_PX = 16

interface Press {
  readonly x: number
  readonly y: number
  readonly shown: Shown
  readonly onOverview: boolean
  moved: boolean
}

export interface GestureHandlers {
  onPointerDown(event: PointerEvent<HTMLElement>): void
  onPointerMove(event: PointerEvent<HTMLElement>): void
  onPointerUp(event: PointerEvent<HTMLElement>): void
  onPointerCancel(event: PointerEvent<HTMLElement>): void
}

/** `click` and `hover` are told places within the picture. */
export function useLogGestures(
  picture: RefObject<HTMLElement | null>,
  shown: RefObject<Shown | null>,
  click: (x: number, y: number) => void,
  hover: (x: number, y: number) => void,
): GestureHandlers {
  const presses = useRef(new Map<number, Press>())
  useWheel(picture, shown)
  const place = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const end = (event: PointerEvent<HTMLElement>, isClick: boolean) => {
    const press = presses.current.get(event.pointerId)
    presses.current.delete(event.pointerId)
    if (isClick && press !== undefined && !press.moved && !press.onOverview) click(press.x, press.y)
  }
  return {
    onPointerDown: (event) => {
      if (shown.current === null || event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const { x, y } = place(event)
      const { overviewX } = shown.current.geometry
      const onOverview = x >= overviewX - 4 && x <= overviewX + OVERVIEW_WIDTH + 6
      presses.current.set(event.pointerId, { x, y, shown: shown.current, onOverview, moved: false })
      if (onOverview) goTo(shown.current, y)
    },
    onPointerMove: (event) => {
      const { x, y } = place(event)
      const press = presses.current.get(event.pointerId)
      if (press === undefined) {
        hover(x, y)
        return
      }
      if (Math.abs(x - press.x) + Math.abs(y - press.y) > CLICK_PX) press.moved = true
      if (press.onOverview) goTo(press.shown, y)
      else if (presses.current.size > 1) pinch(presses.current, event.pointerId, y)
      else if (press.moved) drag(press, y)
    },
    onPointerUp: (event) => end(event, true),
    onPointerCancel: (event) => end(event, false),
  }
}

function goTo({ window, geometry }: Shown, y: number): void {
  lookAt(centred(window, overviewOffset({ window }, geometry, y)))
}

function drag({ shown: { window, geometry }, y: from }: Press, y: number): void {
  lookAt(moved(window, (y - from) / rowHeight(geometry, window)))
}

/** Two fingers: their distance is the zoom, the middle between them stays. */
function pinch(presses: ReadonlyMap<number, Press>, id: number, y: number): void {
  const mine = presses.get(id)
  const other = [...presses].find(([each]) => each !== id)?.[1]
  if (mine === undefined || other === undefined) return
  mine.moved = true
  other.moved = true
  const { window, geometry } = mine.shown
  const before = Math.max(12, Math.abs(mine.y - other.y))
  const now = Math.max(12, Math.abs(y - other.y))
  lookAt(zoomed(window, before / now, offsetAt({ window, geometry }, (mine.y + other.y) / 2)))
}

function offsetAt({ window, geometry }: Shown, y: number): number {
  return window.from + ((geometry.floor - y) / (geometry.floor - geometry.top)) * (window.to - window.from)
}

/** The wheel zooms at the pointer, with Shift it moves. React's own wheel listeners may not hold the page still. */
function useWheel(picture: RefObject<HTMLElement | null>, shown: RefObject<Shown | null>): void {
  useEffect(() => {
    const element = picture.current
    if (element === null) return
    const turn = (event: WheelEvent) => {
      if (shown.current === null) return
      event.preventDefault()
      const { window, geometry } = shown.current
      const delta = (event.deltaY || event.deltaX) * (event.deltaMode === 1 ? LINE_PX : 1)
      if (event.shiftKey) {
        lookAt(moved(window, -delta / rowHeight(geometry, window)))
        return
      }
      const y = event.clientY - element.getBoundingClientRect().top
      // A pinch on a touch pad comes as a wheel with Ctrl, in finer steps.
      const factor = Math.exp(delta * WHEEL_ZOOM * (event.ctrlKey ? 4 : 1))
      lookAt(zoomed(window, factor, useRun.getState().playing ? null : offsetAt({ window, geometry }, y)))
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [picture, shown])
}

export interface Cursor {
  readonly node: number
  readonly offset: number
}

/** Keys over the picture. Arrows left and right go on to step through the run. */
export function logKey(
  event: KeyboardEvent<HTMLElement>,
  { window, geometry }: Shown,
  nodes: readonly number[],
  cursor: Cursor | null,
  take: (cursor: Cursor) => void,
  open: (cursor: Cursor) => void,
): void {
  const rows = Math.max(1, Math.floor((window.to - window.from) * 0.9))
  const step = Math.max(1, window.bucket)
  const here = cursor ?? {
    node: nodes[0] ?? -1,
    offset: Math.max(window.start, Math.min(window.end - 1, Math.ceil(window.to) - 1)) + 1,
  }
  const go = (to: Cursor) => {
    const offset = Math.max(window.start, Math.min(window.end - 1, to.offset))
    take({ node: to.node, offset })
    const y = yOf(geometry, window, offset + 0.5)
    if (y < geometry.top || y > geometry.floor) lookAt(centred(window, offset))
  }
  const beside = (by: number) => {
    const place = nodes.indexOf(here.node)
    const node = nodes[Math.max(0, Math.min(nodes.length - 1, place + by))]
    if (node !== undefined) go({ ...here, node })
  }
  const actions: { readonly [key: string]: () => void } = {
    ArrowUp: () => go({ ...here, offset: here.offset + step }),
    ArrowDown: () => go({ ...here, offset: here.offset - step }),
    PageUp: () => lookAt(moved(window, rows)),
    PageDown: () => lookAt(moved(window, -rows)),
    ',': () => beside(-1),
    '.': () => beside(1),
    '+': () => lookAt(zoomed(window, 0.5, cursor?.offset ?? null)),
    '=': () => lookAt(zoomed(window, 0.5, cursor?.offset ?? null)),
    '-': () => lookAt(zoomed(window, 2, cursor?.offset ?? null)),
    '0': () => lookAt({ span: 0, top: null }),
    Enter: () => open(here),
  }
  const action =
    event.ctrlKey || event.metaKey || event.altKey || event.shiftKey ? undefined : actions[event.key]
  const signed = event.key === '+' ? actions['+'] : undefined
  const run = action ?? signed
  if (run === undefined) return
  event.preventDefault()
  run()
}
