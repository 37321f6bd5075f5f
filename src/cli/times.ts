// Times given on the command line.

import { parseDuration } from '../scenario/duration.ts'
import { UsageError } from './usage-error.ts'
import type { Words } from './words.ts'

/** `fallbackUs` when the option was not given. */
export function timeOption(
  words: Words,
  option: string,
  text: string | undefined,
  fallbackUs: number,
): number {
  if (text === undefined) return fallbackUs
  const timeUs = parseDuration(text.trim())
  if (timeUs !== null) return timeUs
  throw new UsageError(
    `${words.say('notADuration', { option, text })} – ${words.tell({ key: 'scenario.durationExample', args: {} })}`,
  )
}

/** As it would be written in a scenario or on the command line. */
export function durationText(timeUs: number): string {
  if (timeUs >= 1_000_000 || timeUs === 0) return `${timeUs / 1_000_000}s`
  if (timeUs % 1_000 === 0) return `${timeUs / 1_000}ms`
  return `${timeUs}us`
}

/** Quoted for a shell when it has to be. */
export function shellWord(text: string): string {
  return /^[\w./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
