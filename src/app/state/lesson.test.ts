import { describe, expect, it } from 'vitest'
import type { LessonStep } from '../../scenario/scenario.ts'
import { fogFrom, pauseWithin, stepAt } from './lesson.ts'

const words = { en: '', ko: '' }
const question = { ask: words, options: [] }
const step = (atUs: number, pause = false, asks = false): LessonStep => ({
  atUs,
  pause,
  title: words,
  text: words,
  question: asks ? question : null,
})
const lesson = [step(0), step(5, false), step(13, true, true), step(30)]

describe('a lesson', () => {
  it('narrates the last step that has begun', () => {
    expect([0, 4, 5, 12, 13, 99].map((timeUs) => stepAt(lesson, timeUs))).toEqual([0, 0, 1, 1, 2, 3])
    expect(stepAt([step(3)], 1)).toBe(-1)
  })

  it('halts play at a pause that it would run over', () => {
    expect(pauseWithin(lesson, 12, 20)).toBe(13)
    expect(pauseWithin(lesson, 12, 13)).toBe(13)
  })

  it('goes on from the pause itself', () => {
    expect(pauseWithin(lesson, 13, 20)).toBeNull()
  })

  it('hides what was not seen while a question is open', () => {
    expect(fogFrom(lesson, {}, 7)).toBe(7)
    expect(fogFrom(lesson, {}, 13)).toBe(13)
  })

  it('opens the view up to the next question by an answer', () => {
    const two = [...lesson, step(40, true, true)]
    expect(fogFrom(two, { 2: 0 }, 13)).toBe(40)
    expect(fogFrom(two, { 2: 0, 4: 1 }, 13)).toBeNull()
  })

  it('lifts the fog by an answer, or when the moment has been left behind', () => {
    expect(fogFrom(lesson, { 2: 0 }, 7)).toBeNull()
    expect(fogFrom(lesson, {}, 14)).toBeNull()
  })
})
