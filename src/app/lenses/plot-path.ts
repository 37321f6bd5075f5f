// A figure as a path: it holds its value until the next sample.

export interface PlotScale {
  readonly x: (timeUs: number) => number
  readonly y: (value: number) => number
}

/** Samples after `limitUs` are left out, and the line ends there. */
export function stepPath(
  timesUs: readonly number[],
  values: readonly number[],
  limitUs: number,
  { x, y }: PlotScale,
): string {
  const parts: string[] = []
  let level = Number.NaN
  let lastUs = 0
  for (const [index, timeUs] of timesUs.entries()) {
    if (timeUs > limitUs) break
    const value = values[index] ?? 0
    lastUs = timeUs
    if (index === 0) parts.push(`M${x(timeUs).toFixed(1)} ${y(value).toFixed(1)}`)
    else if (value !== level) parts.push(`H${x(timeUs).toFixed(1)}V${y(value).toFixed(1)}`)
    level = value
  }
  if (parts.length > 0) parts.push(`H${x(lastUs).toFixed(1)}`)
  return parts.join('')
}

/** A round number at or above the greatest value that may be seen, so that the scale tells nothing of what lies ahead. */
export function plotMax(
  timesUs: readonly number[],
  lines: readonly (readonly number[])[],
  limitUs: number,
  now: number,
): number {
  let most = Math.max(1, now)
  for (const values of lines)
    for (const [index, value] of values.entries())
      if ((timesUs[index] ?? 0) <= limitUs && value > most) most = value
  const power = 10 ** Math.floor(Math.log10(most))
  for (const step of [1, 2, 3, 4, 5, 6, 8, 10]) if (most <= step * power) return step * power
  return 10 * power
}
