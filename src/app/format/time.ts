// Virtual time in words: 00:06.231 and 480 microseconds, 5 s, 250 ms.

export interface ClockText {
  readonly clock: string
  readonly micros: string
}

export function clockText(timeUs: number): ClockText {
  const whole = Math.max(0, Math.floor(timeUs))
  const micros = whole % 1000
  const millis = Math.floor(whole / 1000) % 1000
  const seconds = Math.floor(whole / 1_000_000) % 60
  const minutes = Math.floor(whole / 60_000_000)
  return {
    clock: `${padded(minutes, 2)}:${padded(seconds, 2)}.${padded(millis, 3)}`,
    micros: padded(micros, 3),
  }
}

/** Seconds with milliseconds, as the event list shows them: 6.231 s. */
export function secondsText(timeUs: number): string {
  return `${(timeUs / 1_000_000).toFixed(3)} s`
}

/** The shortest exact unit: 40 s, 1.5 s, 250 ms, 80 µs. */
export function spanText(spanUs: number): string {
  const size = Math.abs(spanUs)
  if (size >= 1_000_000) return `${trimmed(spanUs / 1_000_000)} s`
  if (size >= 1_000) return `${trimmed(spanUs / 1_000)} ms`
  return `${trimmed(spanUs)} µs`
}

/** 3412 as 3 412, parted by a thin space that does not break. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f')
}

/** A hash in groups of four digits. */
export function hashText(hash: string): string {
  return hash.replace(/(.{4})(?=.)/g, '$1 ')
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(value >= 100 ? 0 : 1)))
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}
