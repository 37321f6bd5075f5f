// The narration of a scenario.

import { timeUs } from './parse-values.ts'
import type { Path, Report } from './problem.ts'
import { problem } from './problem.ts'
import type { LessonStep } from './scenario.ts'
import type { ScenarioFile } from './schema.ts'

export function parseLesson(file: ScenarioFile, untilUs: number, report: Report): LessonStep[] {
  let lastUs = -1
  return (file.lesson ?? []).map((step, place) => {
    const path: Path = ['lesson', place]
    const atUs = timeUs(step.at, [...path, 'at'], report)
    if (atUs <= lastUs) report.value([...path, 'at'], problem('lessonOrder'))
    else if (atUs > untilUs) report.value([...path, 'at'], problem('lessonBeyondEnd'))
    lastUs = atUs
    const question = step.question ?? null
    if (question !== null && !question.options.some((option) => option.right)) {
      report.value([...path, 'question', 'options'], problem('noRightOption'))
    }
    return { atUs, pause: step.pause ?? false, title: step.title, text: step.text, question }
  })
}
