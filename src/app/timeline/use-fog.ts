import { fogFrom, useLesson } from '../state/lesson.ts'
import { useRun } from '../state/run-state.ts'

/** From where on nothing may be drawn, or null. Rounded down to a pixel's worth of time, so that the fog's edge does not redraw everything at each frame. */
export function useFog(): number | null {
  const answers = useLesson((state) => state.answers)
  return useRun((run) => {
    if (run.info === null) return null
    const fogUs = fogFrom(run.info.lesson, answers, run.seenUs)
    const grain = Math.max(1, Math.floor(run.info.untilUs / 1000))
    return fogUs === null ? null : Math.floor(fogUs / grain) * grain
  })
}
