// Which offsets the log lens shows: a window on the axis that all replicas share.

import type { LogAsk } from './log-rows.ts'

/** Edges may lie within a record, so that it moves smoothly. */
export interface LogWindow {
  readonly from: number
  readonly to: number
  /** Offsets a bucket; 0: each record by itself. */
  readonly bucket: number
}

/** Part of the window that stays free above the newest record, so that there is room to rise into. */
const AIR = 0.07
const SPAN_MIN = 1
const SPAN_OF_EMPTY = 8
const SHORT_MAX = 100

/** `start` and `end`: lowest log start and highest log end of the replicas. */
export function logWindow(
  ask: Pick<LogAsk, 'span' | 'top' | 'recordsMax' | 'bucketsMax'>,
  start: number,
  end: number,
): LogWindow {
  const whole = ask.span === 0
  const all = spanOfAll(end - start)
  const wanted = whole ? all : Math.max(SPAN_MIN, ask.span)
  // A short log, followed, need not stand at the bottom of a tall tank.
  const span = ask.top === null ? Math.min(wanted, all) : wanted
  const from = whole ? start : fromOf(ask.top, span, start, end)
  return { from, to: from + span, bucket: bucketOf(span, ask) }
}

function fromOf(top: number | null, span: number, start: number, end: number): number {
  // Never so far that nothing but air, or nothing but ground, is left.
  if (top !== null) return Math.max(start - span / 2, Math.min(top - span, end - span / 4))
  return Math.max(start, end + span * AIR - span)
}

/** Room for a whole log. A short one grows in steps, so that not every record moves all others. */
function spanOfAll(records: number): number {
  const needed = records * (1 + AIR)
  if (needed > SHORT_MAX) return Math.ceil(needed)
  let span = SPAN_OF_EMPTY
  while (span < needed) span = Math.ceil(span * 1.5)
  return span
}

/** Powers of two, so that buckets stay the same while the window moves. */
function bucketOf(
  span: number,
  { recordsMax, bucketsMax }: Pick<LogAsk, 'recordsMax' | 'bucketsMax'>,
): number {
  if (span <= recordsMax) return 0
  let bucket = 1
  while (span / bucket > bucketsMax) bucket *= 2
  return bucket
}
