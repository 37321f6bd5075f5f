// The lesson beside the stage: the step that the moment belongs to, its question, and the way on.

import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { LessonStep } from '../../scenario/scenario.ts'
import { useFirst } from '../first/first-minute.ts'
import { useSession } from '../play/session-context.ts'
import { stepAt } from '../state/lesson.ts'
import { useRun } from '../state/run-state.ts'
import { useSettings } from '../state/settings.ts'
import { LessonText } from './LessonText.tsx'

const Guide = lazy(async () => ({ default: (await import('../first/Guide.tsx')).Guide }))

const loadQuestion = async () => ({ default: (await import('./QuestionCard.tsx')).QuestionCard })
const QuestionCard = lazy(loadQuestion)

const NO_LESSON: readonly LessonStep[] = []

export function LessonPanel() {
  const { t } = useTranslation()
  const language = useSettings((settings) => settings.language)
  const lesson = useRun((run) => run.info?.lesson ?? NO_LESSON)
  const summary = useRun((run) => run.info?.summary ?? null)
  const index = useRun((run) => stepAt(lesson, run.cursorUs))
  const step = lesson[index]
  const first = useFirst((state) => state.step)
  const stands = useRun((run) => run.cluster !== null)
  // Fetched once the stage stands, so that it is there before the first question is asked.
  const asks = stands && lesson.some(({ question }) => question !== null)
  useEffect(() => {
    if (asks) void loadQuestion()
  }, [asks])
  return (
    <aside className="panel lesson" aria-label={t('lesson.name')} data-testid="lesson" id="lesson">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="panel-scroll" tabIndex={0} aria-label={t('lesson.text')}>
        {first !== null && (
          <Suspense fallback={null}>
            <Guide step={first} />
          </Suspense>
        )}
        {first !== null ? null : step === undefined ? (
          <p className="lesson-text">{summary?.[language] ?? ''}</p>
        ) : (
          <article key={index} data-testid="lesson-text" data-asks={step.question !== null}>
            <p className="eyebrow" data-testid="lesson-step" data-step={index}>
              {t('lesson.step', { number: index + 1, count: lesson.length })}
            </p>
            <h2 className="lesson-title">{step.title[language]}</h2>
            <LessonText text={step.text[language]} />
            {step.question !== null && (
              <Suspense fallback={null}>
                <QuestionCard step={index} question={step.question} />
              </Suspense>
            )}
          </article>
        )}
      </section>
      {lesson.length > 0 && <LessonButtons lesson={lesson} index={index} />}
    </aside>
  )
}

interface LessonButtonsProps {
  readonly lesson: readonly LessonStep[]
  readonly index: number
}

function LessonButtons({ lesson, index }: LessonButtonsProps) {
  const { t } = useTranslation()
  const { player } = useSession()
  const playing = useRun((run) => run.playing)
  const held = useRun(
    (run) => !run.playing && run.cursorUs === lesson[index]?.atUs && lesson[index]?.pause === true,
  )
  const back = lesson[index - 1]
  const next = lesson[index + 1]
  const goTo = (step: LessonStep) => {
    player.pause()
    player.seekTime(step.atUs)
  }
  return (
    <div className="lesson-buttons">
      <button
        type="button"
        className="button"
        disabled={back === undefined}
        onClick={() => back !== undefined && goTo(back)}
        data-testid="lesson-back"
      >
        {t('lesson.back')}
      </button>
      <button type="button" className="button primary" onClick={player.toggle} data-testid="lesson-go">
        {playing ? t('command.pause') : held ? t('lesson.happen') : t('lesson.play')}
      </button>
      <button
        type="button"
        className="button"
        disabled={next === undefined}
        onClick={() => next !== undefined && goTo(next)}
        data-testid="lesson-next"
      >
        {t('lesson.next')}
      </button>
    </div>
  )
}
