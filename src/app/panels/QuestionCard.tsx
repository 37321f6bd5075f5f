// A question before it happens: options as cards; the answer is shown with its reason after one has been chosen.

import { Check, X } from 'lucide-react'
import * as RadioGroup from 'radix-ui/radio-group'
import { useTranslation } from 'react-i18next'
import type { Question } from '../../scenario/scenario.ts'
import { answer, useLesson } from '../state/lesson.ts'
import { useSettings } from '../state/settings.ts'

export interface QuestionCardProps {
  readonly step: number
  readonly question: Question
}

export function QuestionCard({ step, question }: QuestionCardProps) {
  const { t } = useTranslation()
  const language = useSettings((settings) => settings.language)
  const chosen = useLesson((state) => state.answers[step])
  return (
    <section className="question" aria-label={t('question.name')} data-testid="question">
      <p className="eyebrow">{t('question.before')}</p>
      <h3 id={`question-${step}`}>{question.ask[language]}</h3>
      <RadioGroup.Root
        aria-labelledby={`question-${step}`}
        value={chosen === undefined ? '' : String(chosen)}
        onValueChange={(value) => answer(step, Number(value))}
      >
        {question.options.map((option, index) => (
          <div key={option.text.en} className={optionClass(chosen, index, option.right)}>
            <RadioGroup.Item
              value={String(index)}
              id={`option-${step}-${index}`}
              className="radio"
              data-testid={`option-${index}`}
            >
              <RadioGroup.Indicator className="radio-dot" />
            </RadioGroup.Item>
            <label htmlFor={`option-${step}-${index}`}>{option.text[language]}</label>
            {chosen !== undefined && (option.right || chosen === index) && (
              <p className="why-note">
                {option.right ? <Check size={15} aria-hidden="true" /> : <X size={15} aria-hidden="true" />}
                <span>
                  <b>{option.right ? t('question.right') : t('question.wrong')}</b> {option.why[language]}
                </span>
              </p>
            )}
          </div>
        ))}
      </RadioGroup.Root>
    </section>
  )
}

function optionClass(chosen: number | undefined, index: number, right: boolean): string {
  const parts = ['option']
  if (chosen === index) parts.push('chosen')
  if (chosen !== undefined && right) parts.push('right')
  if (chosen === index && !right) parts.push('wrong')
  return parts.join(' ')
}
