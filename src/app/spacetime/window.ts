// The stretch of virtual time in sight: zoomed about a moment, panned, kept within the run.

export interface Stretch {
  readonly fromUs: number
  readonly toUs: number
}

/** Finer than the clock's own grain nothing can be told apart. */
export const SPAN_MIN_US = 20

export function spanOf({ fromUs, toUs }: Stretch): number {
  return toUs - fromUs
}

/** Whole microseconds, no shorter than can be told apart, no longer than the run, and within it. */
export function fitted(stretch: Stretch, endUs: number): Stretch {
  const span = Math.min(Math.max(SPAN_MIN_US, Math.round(spanOf(stretch))), Math.max(SPAN_MIN_US, endUs))
  const fromUs = Math.max(0, Math.min(Math.round(stretch.fromUs), endUs - span))
  return { fromUs, toUs: fromUs + span }
}

/** `factor` below 1 shows less time; the moment at `part` of the width stays where it is. */
export function zoomed(stretch: Stretch, factor: number, part: number, endUs: number): Stretch {
  const span = Math.min(Math.max(SPAN_MIN_US, spanOf(stretch) * factor), endUs)
  const fixedUs = stretch.fromUs + spanOf(stretch) * part
  return fitted({ fromUs: fixedUs - span * part, toUs: fixedUs + span * (1 - part) }, endUs)
}

export function panned(stretch: Stretch, part: number, endUs: number): Stretch {
  const byUs = spanOf(stretch) * part
  return fitted({ fromUs: stretch.fromUs + byUs, toUs: stretch.toUs + byUs }, endUs)
}

/** Where the cursor comes to stand when it would leave the stretch. */
const FOLLOW_PART = 0.72
const MARGIN = 0.04

/** The stretch itself while the cursor is in it. */
export function following(stretch: Stretch, cursorUs: number, endUs: number): Stretch {
  const span = spanOf(stretch)
  if (cursorUs >= stretch.fromUs && cursorUs <= stretch.toUs - span * MARGIN) return stretch
  return around(cursorUs, span, endUs)
}

export function around(cursorUs: number, spanUs: number, endUs: number): Stretch {
  const fromUs = cursorUs - spanUs * FOLLOW_PART
  return fitted({ fromUs, toUs: fromUs + spanUs }, endUs)
}

/** All of these moments with some room at the sides. */
export function covering(timesUs: readonly number[], endUs: number): Stretch {
  const first = Math.min(...timesUs)
  const last = Math.max(...timesUs)
  const room = Math.max((last - first) * 0.08, SPAN_MIN_US)
  return fitted({ fromUs: first - room, toUs: last + room }, endUs)
}

/** Times between the marks of the axis: 1, 2 or 5 of a power of ten. */
export function axisStepUs(spanUs: number, marksMax: number): number {
  const least = Math.max(1, spanUs / Math.max(1, marksMax))
  for (let power = 1; ; power *= 10)
    for (const step of [power, power * 2, power * 5]) if (step >= least) return step
}

export function axisTimes(stretch: Stretch, stepUs: number): number[] {
  const times: number[] = []
  for (let at = Math.ceil(stretch.fromUs / stepUs) * stepUs; at <= stretch.toUs; at += stepUs) times.push(at)
  return times
}

/** Seconds with as many digits as the step needs, parted in threes: 14.083 412 s. */
export function axisText(timeUs: number, stepUs: number): string {
  let digits = 6
  while (digits > 0 && stepUs % 10 ** (7 - digits) === 0) digits -= 1
  const [whole = '', part = ''] = (timeUs / 1_000_000).toFixed(digits).split('.')
  return part === '' ? `${whole} s` : `${whole}.${part.replace(/(\d{3})(?=\d)/, '$1\u202f')} s`
}
