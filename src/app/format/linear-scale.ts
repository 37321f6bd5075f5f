// A linear scale between two spans. Only the choice of round ticks is worth a library here: d3-scale brings colours, formats and dates along.

import { ticks } from 'd3-array'

type Pair = readonly [number, number]

export interface LinearScale {
  (value: number): number
  readonly invert: (at: number) => number
  /** Round values within the domain, about as many as asked for. */
  readonly ticks: (count: number) => readonly number[]
}

/** A domain without extent lies at the beginning of the range. */
export function linearScale([from, to]: Pair, [start, end]: Pair): LinearScale {
  const perValue = to === from ? 0 : (end - start) / (to - from)
  return Object.assign((value: number) => start + (value - from) * perValue, {
    invert: (at: number) => (perValue === 0 ? from : from + (at - start) / perValue),
    ticks: (count: number) => ticks(from, to, count),
  })
}
