// How a menu is asked for: the right button, a long press, the menu key or Shift+F10; and a name: a double click or F2.
// Listened to in one place, so that whatever bears the address of a message or a timer, or the number of a branch, has its menu.

import { useEffect } from 'react'
import { useSelection } from '../state/selection.ts'
import { openHand, useOpenMenu } from './open-menu.ts'

const LONG_PRESS_MS = 500
const STILL_WITHIN = 8

export function useGestures(pause: () => void): void {
  useEffect(() => {
    const ending = new AbortController()
    const { signal } = ending
    addEventListener('contextmenu', (event) => isAnswered(event, pause) && event.preventDefault(), { signal })
    addEventListener('keydown', (event) => isKeyAnswered(event, pause) && event.preventDefault(), { signal })
    addEventListener(
      'dblclick',
      ({ target }) => {
        const branch = branchUnder(target)
        if (branch !== null) useOpenMenu.setState({ menu: null, naming: branch })
      },
      { signal },
    )
    watchLongPress(signal)
    return () => ending.abort()
  }, [pause])
}

function isAnswered(event: MouseEvent, pause: () => void): boolean {
  if (event.defaultPrevented) return false
  return openFor(event.target, event.clientX, event.clientY, pause)
}

/** Browsers differ in whether, and where, these keys ask for a menu on a part of a picture. */
function isKeyAnswered(event: KeyboardEvent, pause: () => void): boolean {
  if (event.defaultPrevented) return false
  const { target } = event
  if (event.key === 'F2') {
    const branch = branchUnder(target)
    if (branch !== null) useOpenMenu.setState({ menu: null, naming: branch })
    return branch !== null
  }
  if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return false
  if (!(target instanceof Element) || target.closest('input, textarea, select, [role=menu]') !== null)
    return false
  const middle = middleOf(branchElement(target) ?? handElement(target))
  if (middle !== null && openFor(target, middle.x, middle.y, pause)) return true
  // A process has its own; with the focus anywhere else what is selected is meant.
  if (target.closest('[data-address]') !== null) return false
  return openSelected(pause)
}

function openSelected(pause: () => void): boolean {
  const { selected } = useSelection.getState()
  if (selected === null || !isHandled(selected)) return false
  const shown = document.querySelector(`[data-address="${CSS.escape(selected)}"]`)
  const middle = middleOf(shown) ?? { x: innerWidth / 2, y: innerHeight / 3 }
  openHand({ kind: 'hand', address: selected, ...middle, flight: null }, pause)
  return true
}

function openFor(target: EventTarget | null, x: number, y: number, pause: () => void): boolean {
  const branch = branchUnder(target)
  if (branch !== null) {
    useOpenMenu.setState({ menu: { kind: 'branch', branch, x, y }, naming: null })
    return true
  }
  const address = handElement(target)?.dataset.address
  if (address === undefined) return false
  openHand({ kind: 'hand', address, x, y, flight: null }, pause)
  return true
}

function isHandled(address: string): boolean {
  return address.startsWith('message:') || address.startsWith('timer:')
}

function handElement(target: EventTarget | null): (Element & HTMLOrSVGElement) | null {
  if (!(target instanceof Element)) return null
  const found = target.closest<HTMLElement | SVGElement>('[data-address]')
  return found !== null && isHandled(found.dataset.address ?? '') ? found : null
}

function branchElement(target: EventTarget | null): SVGElement | null {
  return target instanceof Element ? target.closest<SVGElement>('[data-branch]') : null
}

function branchUnder(target: EventTarget | null): number | null {
  const number = branchElement(target)?.dataset.branch
  return number === undefined ? null : Number(number)
}

function middleOf(element: Element | null): { readonly x: number; readonly y: number } | null {
  if (element === null) return null
  const box = element.getBoundingClientRect()
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 }
}

/** Where a touch that stays does not ask for a menu by itself (iOS), it is made to. */
function watchLongPress(signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let from = { x: 0, y: 0 }
  const stop = () => clearTimeout(timer)
  addEventListener(
    'pointerdown',
    (event) => {
      stop()
      if (event.pointerType !== 'touch' || !event.isPrimary) return
      from = { x: event.clientX, y: event.clientY }
      const init = { bubbles: true, cancelable: true, clientX: from.x, clientY: from.y }
      timer = setTimeout(
        () => event.target?.dispatchEvent(new MouseEvent('contextmenu', init)),
        LONG_PRESS_MS,
      )
    },
    { signal },
  )
  addEventListener(
    'pointermove',
    (event) => {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL_WITHIN) stop()
    },
    { signal },
  )
  for (const end of ['pointerup', 'pointercancel', 'contextmenu']) addEventListener(end, stop, { signal })
  signal.addEventListener('abort', stop)
}
