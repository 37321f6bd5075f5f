// What the event at this moment did to a log, along its tank's edge.

import type { LogChangeRow } from '../../view/log-rows.ts'
import type { Paint } from './marks.ts'
import { fitting, TEXT_SIZE, textWidth } from './marks.ts'
import type { Tank } from './tank.ts'
import { BAND } from './tank.ts'

export function changeMarks(tank: Tank): void {
  for (const change of tank.changes) changeMark(tank, change)
}

function changeMark({ marks, place, y, words, geometry }: Tank, change: LogChangeRow): void {
  const paint = CHANGE_PAINT[change.kind]
  if (paint === null) return
  const top = y(change.to)
  const bottom = Math.max(top + 3, y(change.from))
  const x = place.x + place.width
  marks.push({ shape: 'rect', x: x - 1.5, y: top, width: 4.5, height: bottom - top, fill: paint })
  const text = fitting(words.change(change), geometry.gap + place.width * 0.6, 'ui')
  if (text === '') return
  const width = textWidth(text, 'ui') + 12
  const middle = Math.max(geometry.top + 10, Math.min(geometry.floor - 10, top - 11))
  const left = Math.max(
    place.x + BAND + 2,
    Math.min(x - 2, geometry.size.width - width - 22) - (width > geometry.gap ? width - geometry.gap + 4 : 0),
  )
  marks.push({
    shape: 'rect',
    x: left,
    y: middle - 10,
    width,
    height: 20,
    fill: 'plate',
    stroke: paint,
    radius: 5,
  })
  marks.push({
    shape: 'text',
    x: left + 6,
    y: middle,
    text,
    fill: paint === 'sand' ? 'ink' : paint,
    font: 'ui',
    size: TEXT_SIZE,
    bold: true,
  })
}

const CHANGE_PAINT: { readonly [kind in LogChangeRow['kind']]: Paint | null } = {
  append: 'sand',
  truncate: 'bad',
  roll: 'ink',
  delete: 'bad',
  clean: 'api-control',
  highWatermark: 'water',
}
