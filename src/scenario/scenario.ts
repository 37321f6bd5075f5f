// A scenario as the engine takes it: every time in microseconds, every config checked, every default filled in.

import type { Setup } from '../kafka/setup.ts'
import type { Condition } from './condition.ts'

export interface Words {
  readonly en: string
  readonly ko: string
}

export interface Scenario extends Setup {
  readonly id: string
  readonly title: Words
  readonly summary: Words
  readonly untilUs: number
  readonly inputs: readonly ScenarioInput[]
  readonly expectations: readonly Expectation[]
  readonly lesson: readonly LessonStep[]
}

export interface ScenarioInput {
  readonly timeUs: number
  readonly after: number
  readonly input: string
  readonly args: { readonly [field: string]: string | number | boolean }
}

export interface Expectation {
  readonly id: string
  readonly when:
    | { readonly kind: 'at'; readonly timeUs: number }
    | { readonly kind: 'by'; readonly timeUs: number }
    | { readonly kind: 'always' }
  readonly that: Condition
  /** Promised for the scenario's own seed and inputs only; left out of any other run. */
  readonly ownSeed: boolean
  readonly says: Words
}

export interface LessonStep {
  readonly atUs: number
  readonly pause: boolean
  readonly title: Words
  readonly text: Words
  readonly question: Question | null
}

export interface Question {
  readonly ask: Words
  readonly options: readonly { readonly text: Words; readonly right: boolean; readonly why: Words }[]
}
