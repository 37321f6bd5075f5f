// Middle and spread of a few measurements.

export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** Largest less smallest of the runs. */
  readonly spread: number
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Linear between the two neighbours. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const low = sorted[Math.floor(place)] ?? 0
  const high = sorted[Math.ceil(place)] ?? 0
  return low + (high - low) * (place - Math.floor(place))
}

export function figure(name: string, unit: string, runs: readonly number[], digits: number): Figure {
  const round = (value: number): number => Number(value.toFixed(digits))
  return {
    name,
    value: round(median(runs)),
    unit,
    spread: round(Math.max(...runs) - Math.min(...runs)),
  }
}
