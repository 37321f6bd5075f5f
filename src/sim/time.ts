// Virtual time: an integer count of microseconds since the start of the run, exact for 285 years.

const US_PER_MS = 1_000
export const US_PER_S = 1_000_000

/** Never: later than any deadline, an integer, and safe to compare. */
export const NEVER_US = Number.MAX_SAFE_INTEGER

export function msToUs(ms: number): number {
  return ms * US_PER_MS
}

/** Whole milliseconds, as Kafka's clocks read them. */
export function usToMs(us: number): number {
  return Math.floor(us / US_PER_MS)
}
