// Durations as scenarios, conditions and the shell write them: `5s`, `250ms`, `1.5m`, `2us`.

import { TIME_US_MAX } from './limits.ts'

const UNIT_US: { readonly [unit: string]: number } = {
  us: 1,
  ms: 1_000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
}

export const DURATION_PATTERN = /^(\d{1,12})(?:[.](\d{1,6}))?(us|ms|s|m|h)$/

/** Whole microseconds, or null when the text is no duration, no whole number of them, or too long. */
export function parseDuration(text: string): number | null {
  const match = DURATION_PATTERN.exec(text)
  if (match === null) return null
  const unitUs = UNIT_US[match[3] ?? ''] ?? 0
  const decimals = match[2] ?? ''
  let partUs = Number(decimals) * unitUs
  for (let i = 0; i < decimals.length; i++) partUs /= 10
  const timeUs = Number(match[1]) * unitUs + partUs
  return Number.isInteger(timeUs) && timeUs <= TIME_US_MAX ? timeUs : null
}
