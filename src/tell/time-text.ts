// Times in sentences and tables. Units are SI symbols, the same in every language.

/** A moment: `12.345678 s`, to the microsecond. */
export function timeText(timeUs: number): string {
  const whole = Math.floor(timeUs / 1_000_000)
  const rest = String(timeUs - whole * 1_000_000).padStart(6, '0')
  return `${whole}.${rest} s`
}

/** A span, short: `9.0 s`, `23.4 ms`, `250 µs`. */
export function spanText(spanUs: number): string {
  if (spanUs < 0) return `-${spanText(-spanUs)}`
  if (spanUs >= 1_000_000) return `${tenths(spanUs, 1_000_000)} s`
  if (spanUs >= 1_000) return `${tenths(spanUs, 1_000)} ms`
  return `${spanUs} µs`
}

function tenths(value: number, unit: number): string {
  const rounded = Math.round((value * 10) / unit)
  const whole = Math.floor(rounded / 10)
  return `${whole}.${rounded - whole * 10}`
}
