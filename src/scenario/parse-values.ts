// Times and names of a scenario file.

import { parseDuration } from './duration.ts'
import type { Path, Report } from './problem.ts'
import { problem } from './problem.ts'

/** The schema has seen to its form; a length or a fraction of a microsecond can still be wrong. */
export function timeUs(text: string, path: Path, report: Report): number {
  const us = parseDuration(text)
  if (us === null) report.value(path, problem('durationRange', { text }), problem('durationLimit'))
  return us ?? 0
}

export function optionalTimeUs(text: string | undefined, path: Path, report: Report): number | null {
  return text === undefined ? null : timeUs(text, path, report)
}

export function refuseTwice(
  names: readonly (string | number)[],
  pathOf: (place: number) => Path,
  report: Report,
): void {
  const seen = new Set<string | number>()
  names.forEach((name, place) => {
    if (seen.has(name)) report.value(pathOf(place), problem('twice', { name }))
    seen.add(name)
  })
}
