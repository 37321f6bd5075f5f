import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'
import { useRun } from '../state/run-state.ts'
import type { Plan } from './plan.ts'
import { useSpacetime } from './store.ts'
import { panned, zoomed } from './window.ts'

const PER_STEP = 0.0016

/** The wheel zooms about the pointer; sideways, or with Shift, it goes along time. Two fingers do both. */
export function useWheel(ref: RefObject<HTMLCanvasElement | null>, plan: Plan): void {
  const held = useRef(plan)
  held.current = plan
  useEffect(() => {
    const canvas = ref.current
    if (canvas === null) return
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const { stretch, across, begin, end } = held.current
      const { timeline, info } = useRun.getState()
      const endUs = timeline?.endUs ?? info?.untilUs ?? 1
      const box = canvas.getBoundingClientRect()
      const along = event.shiftKey ? event.deltaY : event.deltaX
      if (!event.ctrlKey && Math.abs(along) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        useSpacetime.setState({ stretch: panned(stretch, along / (end - begin), endUs) })
        return
      }
      const at = across ? event.clientX - box.left : event.clientY - box.top
      const part = Math.max(0, Math.min(1, (at - begin) / (end - begin)))
      const factor = Math.exp(event.deltaY * PER_STEP * (event.ctrlKey ? 5 : 1))
      useSpacetime.setState({ stretch: zoomed(stretch, factor, part, endUs) })
    }
    // React's own listeners are passive: they could not keep the page from scrolling.
    canvas.addEventListener('wheel', turn, { passive: false })
    return () => canvas.removeEventListener('wheel', turn)
  }, [ref])
}
