// Zooming and moving: from the window that is shown and what the hand does to the window that is asked for.

import type { LogWindowRow } from '../../view/log-rows.ts'
import type { LogView } from '../state/log-view.ts'

export type Aim = Pick<LogView, 'span' | 'top'>

type Shown = Pick<LogWindowRow, 'from' | 'to' | 'start' | 'end'>

/** From one record to the whole log. */
const SPAN_MIN = 1

/** `factor` below 1 goes nearer. `anchor`: the offset that stays where it is; null keeps following the newest. */
export function zoomed(shown: Shown, factor: number, anchor: number | null): Aim {
  const span = shown.to - shown.from
  const whole = (shown.end - shown.start) * 1.07
  const wanted = Math.max(SPAN_MIN, span * factor)
  if (factor > 1 && wanted >= whole && span >= whole * 0.999) return { span: 0, top: null }
  if (anchor === null) return { span: wanted, top: null }
  const top = anchor + (shown.to - anchor) * (wanted / span)
  return { span: wanted, top }
}

/** `records` up, towards the newest; whoever comes there follows it again. */
export function moved(shown: Shown, records: number): Aim {
  const span = shown.to - shown.from
  const top = shown.to + records
  return records > 0 && top >= shown.end + span * 0.07 ? { span, top: null } : { span, top }
}

/** So that an offset is in the middle. */
export function centred(shown: Shown, offset: number): Aim {
  const span = shown.to - shown.from
  return { span, top: offset + 0.5 + span / 2 }
}
