// Machine values as text, for tables of fields: the same in every language.

import { NEVER_US } from '../sim/time.ts'
import { spanText, timeText } from '../tell/time-text.ts'

/** What is not there, or not known. */
export const NONE_TEXT = '—'

export function numberText(value: number): string {
  return value < 0 ? NONE_TEXT : String(value)
}

export function listText(values: readonly (number | string)[]): string {
  return values.length === 0 ? NONE_TEXT : values.join(', ')
}

export function flagText(value: boolean): string {
  return value ? 'true' : 'false'
}

/** How long until a moment, and the moment; nothing for one that is not set. */
export function untilText(nowUs: number, atUs: number | null): string {
  if (atUs === null || atUs >= NEVER_US) return NONE_TEXT
  return `${atUs < nowUs ? '' : '+'}${spanText(atUs - nowUs)} · ${timeText(atUs)}`
}
