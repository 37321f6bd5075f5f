// The log lens's picture as plain marks: the axis, a tank for each replica, levels by name, and the whole log in small.

import type { LogWindowRow } from '../../view/log-rows.ts'
import { countText } from '../format/time.ts'
import type { LogGeometry } from './geometry.ts'
import { axisOffsets, dodge, OVERVIEW_WIDTH, yOf } from './geometry.ts'
import type { Mark, Paint } from './marks.ts'
import { fitting, TEXT_SIZE, textWidth } from './marks.ts'
import type { LogPicture, LogWords } from './picture.ts'
import { tankMarks } from './tank-marks.ts'

export function logScene(picture: LogPicture, geometry: LogGeometry, words: LogWords): Mark[] {
  const marks: Mark[] = []
  axisMarks(marks, picture, geometry)
  cursorMarks(marks, picture, geometry)
  picture.replicas.forEach((replica, place) => {
    const tank = geometry.tanks[place]
    if (tank !== undefined) tankMarks(marks, picture, geometry, words, replica, tank)
  })
  levelMarks(marks, picture, geometry, words)
  readerMarks(marks, picture, geometry)
  overviewMarks(marks, picture, geometry)
  return marks
}

function axisMarks(marks: Mark[], { window }: LogPicture, geometry: LogGeometry): void {
  const right = (geometry.namesX ?? geometry.overviewX) - 8
  for (const offset of axisOffsets(window, geometry.floor - geometry.top)) {
    const y = Math.round(yOf(geometry, window, offset)) + 0.5
    marks.push({ shape: 'line', points: [geometry.axisX, y, right, y], stroke: 'line', width: 1 })
    marks.push({
      shape: 'text',
      x: axisNumbersX(geometry, window),
      y,
      text: countText(offset),
      fill: 'ink-3',
      font: 'mono',
      size: TEXT_SIZE,
      align: 'right',
    })
  }
}

/** The offset of the record that is pointed at, over the axis. */
function cursorMarks(marks: Mark[], { window, cursor }: LogPicture, geometry: LogGeometry): void {
  if (cursor === null || window.bucket > 0 || cursor.offset < window.from || cursor.offset >= window.to)
    return
  const text = countText(cursor.offset)
  const right = axisNumbersX(geometry, window)
  const y = yOf(geometry, window, cursor.offset + 0.5)
  const width = textWidth(text, 'mono') + 8
  marks.push({ shape: 'rect', x: right - width + 4, y: y - 9, width, height: 18, fill: 'ink', radius: 4 })
  marks.push({
    shape: 'text',
    x: right,
    y,
    text,
    fill: 'plate',
    font: 'mono',
    size: TEXT_SIZE,
    align: 'right',
    bold: true,
  })
}

/** Right edge of the numbers: the readers stand between them and the tanks. */
function axisNumbersX(geometry: LogGeometry, window: LogWindowRow): number {
  const widest = countText(Math.max(window.end, 100))
  return Math.min(geometry.axisX - 8, 10 + textWidth(widest, 'mono'))
}

interface Level {
  readonly offset: number
  readonly text: string
  readonly note: string
  readonly paint: Paint
}

/** The leader's levels, by name at the right, with the high watermark as a line through all tanks. */
function levelMarks(marks: Mark[], picture: LogPicture, geometry: LogGeometry, words: LogWords): void {
  const { window, replicas } = picture
  const leader = replicas.find((replica) => replica.leads)
  if (leader === undefined) return
  const inSight = (offset: number) => offset >= window.from && offset <= window.to
  if (inSight(leader.highWatermark)) {
    const y = yOf(geometry, window, leader.highWatermark)
    const right = (geometry.namesX ?? geometry.overviewX) - 6
    marks.push({
      shape: 'line',
      points: [geometry.axisX, y, right, y],
      stroke: 'water',
      width: 1.4,
      dash: [1.5, 4],
    })
  }
  if (geometry.namesX === null) return
  const levels: Level[] = []
  const add = (offset: number, text: string, note: string, paint: Paint) => {
    if (inSight(offset)) levels.push({ offset, text: `${text} ${countText(offset)}`, note, paint })
  }
  if (leader.logEnd !== leader.highWatermark) add(leader.logEnd, words.logEnd, words.logEndNote, 'sand')
  add(leader.highWatermark, words.highWatermark, words.highWatermarkNote, 'water')
  if (leader.lastStable !== leader.highWatermark) add(leader.lastStable, words.lastStable, '', 'api-control')
  add(leader.logStart, words.logStart, '', 'ink-2')
  const heights = dodge(
    levels.map((level) => yOf(geometry, window, level.offset)),
    36,
    geometry.top,
    geometry.floor - 4,
  )
  for (const [place, level] of levels.entries()) {
    const y = heights[place] ?? 0
    marks.push({ ...LEVEL_TEXT, x: geometry.namesX, y, text: level.text, fill: level.paint, bold: true })
    if (level.note !== '')
      marks.push({ ...LEVEL_TEXT, x: geometry.namesX, y: y + 16, text: level.note, fill: 'ink-2' })
  }
}

const LEVEL_TEXT = { shape: 'text', font: 'ui', size: TEXT_SIZE } as const

/** Each reader points at the record that it will read next. */
function readerMarks(marks: Mark[], { window, readers }: LogPicture, geometry: LogGeometry): void {
  const seen = readers.filter((reader) => reader.offset >= window.from && reader.offset <= window.to)
  const heights = dodge(
    seen.map((reader) => yOf(geometry, window, reader.offset)),
    15,
    geometry.top,
    geometry.floor,
  )
  const left = axisNumbersX(geometry, window) + 6
  for (const [place, reader] of seen.entries()) {
    const y = yOf(geometry, window, reader.offset)
    const paint: Paint = reader.kind === 'position' ? 'api-client' : 'api-group'
    const x = geometry.axisX - 2
    marks.push({
      shape: 'line',
      points: [x - 9, y - 5, x, y, x - 9, y + 5],
      stroke: paint,
      width: 1.4,
      ...(reader.kind === 'position' ? { fill: paint } : {}),
    })
    const text = fitting(wordingsOf(reader.name), x - 12 - left, 'ui')
    if (text !== '') marks.push({ ...READER_TEXT, x: x - 12, y: heights[place] ?? y, text, fill: paint })
  }
}

const READER_TEXT = { shape: 'text', font: 'ui', size: TEXT_SIZE, align: 'right', bold: true } as const

/** A name, and its beginnings for less room. */
function wordingsOf(name: string): readonly string[] {
  return [
    name,
    ...[5, 3, 1]
      .filter((letters) => letters < name.length - 1)
      .map((letters) => `${name.slice(0, letters)}…`),
  ]
}

/** The whole log, the part in sight framed. */
function overviewMarks(marks: Mark[], { window, replicas }: LogPicture, geometry: LogGeometry): void {
  const { overviewX: x, top, floor } = geometry
  const most = Math.max(window.end, window.start + 1)
  const at = (offset: number) =>
    floor - ((clamp(offset, window.start, most) - window.start) / (most - window.start)) * (floor - top)
  const leader = replicas.find((replica) => replica.leads) ?? replicas[0]
  marks.push({
    shape: 'rect',
    x,
    y: top,
    width: OVERVIEW_WIDTH,
    height: floor - top,
    fill: 'plate',
    stroke: 'line-strong',
    radius: 3,
  })
  if (leader !== undefined) {
    const surface = at(Math.max(leader.highWatermark, leader.logStart))
    const brim = at(leader.logEnd)
    const ground = at(leader.logStart)
    marks.push({
      shape: 'rect',
      x,
      y: brim,
      width: OVERVIEW_WIDTH,
      height: Math.max(0, surface - brim),
      fill: 'sand-fill',
    })
    marks.push({
      shape: 'rect',
      x,
      y: surface,
      width: OVERVIEW_WIDTH,
      height: Math.max(0, ground - surface),
      fill: 'water-fill',
    })
  }
  const high = at(window.to)
  const low = at(window.from)
  marks.push({
    shape: 'rect',
    x: x - 2.5,
    y: Math.min(high, floor - 4),
    width: OVERVIEW_WIDTH + 5,
    height: Math.max(4, low - high),
    fill: null,
    stroke: 'ink',
    strokeWidth: 1.5,
    radius: 3,
  })
}

/** Offset under a height of the overview. */
export function overviewOffset(
  { window }: Pick<LogPicture, 'window'>,
  geometry: LogGeometry,
  y: number,
): number {
  const part = (geometry.floor - y) / (geometry.floor - geometry.top)
  return Math.round(window.start + clamp(part, 0, 1) * (window.end - window.start))
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
