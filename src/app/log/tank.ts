// What the parts of a tank are drawn from.

import type { LogChangeRow, LogReplicaRow } from '../../view/log-rows.ts'
import type { LogGeometry, TankPlace } from './geometry.ts'
import type { Mark, Paint } from './marks.ts'
import type { LogPicture, LogWords } from './picture.ts'

/** Width of the band of leader epochs. */
export const BAND = 7

/** What each part of a tank is drawn from. */
export interface Tank {
  readonly marks: Mark[]
  readonly picture: LogPicture
  readonly geometry: LogGeometry
  readonly words: LogWords
  readonly replica: LogReplicaRow
  readonly place: TankPlace
  readonly changes: readonly LogChangeRow[]
  readonly offline: boolean
  /** Height of an offset, kept inside the tank. */
  readonly y: (offset: number) => number
}

/** A fill over the tank's whole width, kept inside it. */
export function fillBetween(tank: Tank, from: number, to: number, fill: Paint, alpha?: number): void {
  const top = tank.y(to)
  const height = tank.y(from) - top
  if (height <= 0) return
  const { x, width } = tank.place
  tank.marks.push({
    shape: 'rect',
    x,
    y: top,
    width,
    height,
    fill,
    ...(alpha === undefined ? {} : { alpha }),
  })
}
