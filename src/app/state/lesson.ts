// The lesson beside the stage: which step a moment belongs to, what was answered, and how far the fog reaches.

import { create } from 'zustand'
import type { LessonStep } from '../../scenario/scenario.ts'

export interface LessonState {
  /** Chosen option by step index. */
  readonly answers: { readonly [step: number]: number }
}

export const useLesson = create<LessonState>(() => ({ answers: {} }))

export function answer(step: number, option: number): void {
  useLesson.setState((state) => ({ answers: { ...state.answers, [step]: option } }))
}

export function forgetAnswers(): void {
  useLesson.setState({ answers: {} })
}

/** The step narrated at a moment: the last one that has begun; −1 when there is none. */
export function stepAt(lesson: readonly LessonStep[], timeUs: number): number {
  let found = -1
  for (const [index, step] of lesson.entries()) if (step.atUs <= timeUs) found = index
  return found
}

/** The first pause that play from one moment to another would run over, or null. */
export function pauseWithin(lesson: readonly LessonStep[], fromUs: number, toUs: number): number | null {
  for (const step of lesson) if (step.pause && step.atUs > fromUs && step.atUs <= toUs) return step.atUs
  return null
}

/**
 * From where on the timeline must stay blank, or null. A question hides what lies ahead of what was seen
 * until it is answered, or until its moment has been left behind. An answer opens the view up to the next question.
 */
export function fogFrom(
  lesson: readonly LessonStep[],
  answers: LessonState['answers'],
  seenUs: number,
): number | null {
  const isAsked = (step: LessonStep) => step.question !== null
  const open = lesson.findIndex(
    (step, index) => isAsked(step) && answers[index] === undefined && step.atUs >= seenUs,
  )
  const next = lesson[open]
  if (next === undefined) return null
  const answered = lesson.slice(0, open).some((step, index) => isAsked(step) && answers[index] !== undefined)
  return answered ? Math.max(seenUs, next.atUs) : seenUs
}
