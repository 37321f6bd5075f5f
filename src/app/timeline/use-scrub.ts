import { type PointerEvent, type RefObject, useRef } from 'react'

/** Dragging along a drawing: the pointer is captured, and each move tells its x. */
export function useScrub(ref: RefObject<SVGSVGElement | null>, onMove: (x: number) => void) {
  const dragging = useRef(false)
  const tell = (event: PointerEvent<SVGSVGElement>) => {
    const left = ref.current?.getBoundingClientRect().left ?? 0
    onMove(event.clientX - left)
  }
  return {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      // Marks and tracks are buttons of their own.
      if (event.button !== 0 || (event.target as Element).closest('[role=button]') !== null) return
      dragging.current = true
      event.currentTarget.setPointerCapture(event.pointerId)
      tell(event)
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      if (dragging.current) tell(event)
    },
    onPointerUp: () => {
      dragging.current = false
    },
    onPointerCancel: () => {
      dragging.current = false
    },
  }
}
