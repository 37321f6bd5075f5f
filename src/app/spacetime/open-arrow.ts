// The menu of an arrow: of the message that it is.

import type { ArrowRow } from '../../view/spacetime-rows.ts'
import { openHand } from '../hand/open-menu.ts'
import type { Point } from './plan.ts'

export function openArrow(arrow: ArrowRow, at: Point, pause: () => void): void {
  const { address, sentEvent, sentUs, event, arrivesUs } = arrow
  const arrival = event < 0 || arrivesUs === null ? null : { event, timeUs: arrivesUs }
  const flight = { sent: { event: sentEvent, timeUs: sentUs }, arrival }
  openHand({ kind: 'hand', address, ...at, flight }, pause)
}
