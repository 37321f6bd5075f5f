// The records of a tank, a row each: key, record, whether it was acknowledged, its leader epoch.

import type { LogRecordRow } from '../../view/log-rows.ts'
import { ROW_MIN, rowHeight, yOf } from './geometry.ts'
import type { Mark, Paint } from './marks.ts'
import { TEXT_SIZE } from './marks.ts'
import type { Tank } from './tank.ts'
import { BAND, fillBetween } from './tank.ts'

export function recordMarks(tank: Tank): void {
  const { picture, geometry, replica, place, marks } = tank
  const height = rowHeight(geometry, picture.window)
  const columns = height >= ROW_MIN - 2 ? columnsOf(tank, height) : null
  let above = Math.min(replica.logEnd, Math.ceil(picture.window.to))
  for (const record of picture.records) {
    if (record.node !== replica.node) continue
    const top = yOf(geometry, picture.window, record.offset + 1)
    const y = top + height / 2
    if (record.gone)
      fillBetween(tank, record.offset, record.offset + 1, isTorn(tank, record) ? 'bad-fill' : 'hatch')
    // Rows come newest first: what lies between two of them, compaction has taken.
    else if (above > record.offset + 1) gapMarks(tank, record.offset + 1, above)
    if (!record.gone) above = record.offset
    const bottom = Math.round(top + height) + 0.5
    const line: Paint = record.opensBatch ? 'line-strong' : 'line'
    if (height > 4)
      marks.push({
        shape: 'line',
        points: [place.x + BAND, bottom, place.x + place.width, bottom],
        stroke:
          record.offset < replica.highWatermark && !record.gone && !record.opensBatch ? 'water-deep' : line,
        width: record.opensBatch ? 1 : 0.6,
      })
    if (isMeant(tank, record)) frame(tank, top, height, 2)
    else if (isUnderCursor(tank, record)) frame(tank, top, height, 1)
    if (columns !== null) rowText(tank, record, y, columns)
  }
  const lowest = Math.max(replica.logStart, Math.floor(picture.window.from))
  if (above > lowest) gapMarks(tank, lowest, above)
}

function isTorn({ replica: { torn } }: Tank, record: LogRecordRow): boolean {
  return torn !== null && record.behind && record.offset < torn.batchEnd
}

function isMeant({ picture }: Tank, record: LogRecordRow): boolean {
  return record.record !== '' && picture.selected === record.record
}

function isUnderCursor({ picture: { cursor } }: Tank, record: LogRecordRow): boolean {
  return cursor !== null && cursor.node === record.node && cursor.offset === record.offset
}

function frame({ marks, place }: Tank, top: number, height: number, strokeWidth: number): void {
  marks.push({
    shape: 'rect',
    x: place.x + 1,
    y: top + 1,
    width: place.width - 2,
    height: Math.max(3, height - 2),
    fill: null,
    stroke: 'ink',
    strokeWidth,
    radius: 3,
  })
}

/** How the words of a tank's rows stand: the same for all of them. */
interface Columns {
  readonly size: number
  /** null: no room for its number. */
  readonly epochRight: number | null
  readonly isKeyCut: boolean
  /** Middle of the tick; null where there is no room for it. */
  readonly tickX: number | null
  readonly left: number
  /** Letters of the key that fit; 0 for none. */
  readonly keyLetters: number
  /** Where the record's own name begins; null where there is no room for it. */
  readonly valueX: number | null
}

/** Rows with room to spare have larger words. */
const TALL_ROW = 24
const TALL_SIZE = 15

function columnsOf(tank: Tank, height: number): Columns {
  const tall = height >= TALL_ROW ? layColumns(tank, TALL_SIZE, true) : null
  if (tall?.valueX != null) return tall
  const all = layColumns(tank, TEXT_SIZE, tank.place.width > 70)
  // The band tells the epoch too, so its number gives way before the key does.
  return all.isKeyCut ? layColumns(tank, TEXT_SIZE, false) : all
}

function layColumns({ picture, place }: Tank, size: number, hasEpoch: boolean): Columns {
  let keyLength = 0
  let valueLength = 0
  let hasVerdict = false
  for (const record of picture.records) {
    keyLength = Math.max(keyLength, keyText(record).length)
    valueLength = Math.max(valueLength, record.value.length)
    hasVerdict ||= record.acknowledged !== 'no'
  }
  const letter = size * 0.6
  const left = place.x + BAND + 6
  const epochRight = place.x + place.width - 6
  const afterEpoch = hasEpoch ? epochRight - 2.6 * letter - 4 : epochRight
  // What brokers write for themselves nobody acknowledges.
  const tickX = hasVerdict && place.width > 50 ? afterEpoch - 6 : null
  const room = (tickX === null ? afterEpoch : tickX - 8) - left
  const letters = Math.floor(room / letter)
  const both = keyLength + (keyLength === 0 ? 0 : 2) + valueLength <= letters
  return {
    size,
    epochRight: hasEpoch ? epochRight : null,
    isKeyCut: keyLength > letters,
    tickX,
    left,
    keyLetters: Math.min(letters, keyLength),
    valueX: both ? left + (keyLength === 0 ? 0 : (keyLength + 2) * letter) : keyLength === 0 ? left : null,
  }
}

function rowText(tank: Tank, record: LogRecordRow, y: number, columns: Columns): void {
  const { marks } = tank
  const { size, epochRight, tickX, left, keyLetters, valueX } = columns
  const fill: Paint = record.gone ? 'ink-2' : 'ink'
  const base = { shape: 'text', y, fill, font: 'mono', size, struck: record.gone } as const
  if (epochRight !== null)
    marks.push({ ...base, x: epochRight, text: `e${record.epoch}`, align: 'right', struck: false })
  if (tickX !== null) verdict(marks, record, tickX, y)
  const key = clipped(keyText(record), keyLetters)
  if (key !== '') marks.push({ ...base, x: left, text: key })
  if (valueX !== null && record.value !== '') marks.push({ ...base, x: valueX, text: record.value })
}

function keyText({ key, tombstone }: LogRecordRow): string {
  return tombstone ? `${key} ∅` : key
}

/** Acknowledged: a tick. Acknowledged, and the partition's leader does not have it: a cross. */
function verdict(marks: Mark[], record: LogRecordRow, x: number, y: number): void {
  if (record.acknowledged === 'lost') {
    marks.push({ shape: 'line', points: [x - 4.5, y - 4.5, x + 4.5, y + 4.5], stroke: 'bad', width: 2 })
    marks.push({ shape: 'line', points: [x - 4.5, y + 4.5, x + 4.5, y - 4.5], stroke: 'bad', width: 2 })
  } else if (record.acknowledged === 'yes' && !record.gone)
    marks.push({
      shape: 'line',
      points: [x - 5, y, x - 1.5, y + 4, x + 5.5, y - 5],
      stroke: 'good',
      width: 2,
    })
}

/** Keys differ at their ends. */
function clipped(text: string, letters: number): string {
  if (text.length <= letters) return text
  if (letters < 2) return ''
  return letters < 4 ? text.slice(-letters) : `…${text.slice(1 - letters)}`
}

/** Offsets that no record has any more. */
function gapMarks(tank: Tank, from: number, to: number): void {
  fillBetween(tank, from, to, 'plate', 0.82)
  const { marks, place, y } = tank
  if (y(from) - y(to) < 8) return
  const x = place.x + place.width / 2
  marks.push({
    shape: 'line',
    points: [x, y(to) + 3, x, y(from) - 3],
    stroke: 'ink-3',
    width: 1.4,
    dash: [1.5, 3.5],
  })
}
