// One replica as a tank: water below its high watermark, stippled sand above, a record a row, leader epochs as a band at its edge, its files beside it.

import type { LogReplicaRow } from '../../view/log-rows.ts'
import { countText } from '../format/time.ts'
import { bucketMarks } from './bucket-marks.ts'
import { changeMarks } from './change-marks.ts'
import type { LogGeometry, TankPlace } from './geometry.ts'
import { yOf } from './geometry.ts'
import type { Mark, Paint } from './marks.ts'
import { fitting, TEXT_SIZE } from './marks.ts'
import type { LogPicture, LogWords } from './picture.ts'
import { recordMarks } from './record-marks.ts'
import { segmentMarks } from './segment-marks.ts'
import type { Tank } from './tank.ts'
import { BAND, fillBetween } from './tank.ts'

export function tankMarks(
  marks: Mark[],
  picture: LogPicture,
  geometry: LogGeometry,
  words: LogWords,
  replica: LogReplicaRow,
  place: TankPlace,
): void {
  const tank: Tank = {
    marks,
    picture,
    geometry,
    words,
    replica,
    place,
    changes: picture.changes.filter((change) => change.node === replica.node),
    offline: replica.role === 'offline',
    y: (offset) => Math.max(geometry.top, Math.min(geometry.floor, yOf(geometry, picture.window, offset))),
  }
  headMarks(tank)
  const { top, floor } = geometry
  marks.push({ shape: 'clip', x: place.x, y: top, width: place.width, height: floor - top })
  contentMarks(tank)
  if (picture.window.bucket > 0) bucketMarks(tank)
  else recordMarks(tank)
  tornMarks(tank)
  bandMarks(tank)
  surfaceMarks(tank)
  marks.push({ shape: 'unclip' })
  wallMarks(tank)
  cacheMarks(tank)
  elsewhereMarks(tank)
  segmentMarks(tank)
  changeMarks(tank)
  footMarks(tank)
}

function headMarks({ marks, words, replica, place, geometry }: Tank): void {
  const x = place.x + 8
  glyphMarks(marks, replica, x, 17)
  const room = place.width + geometry.gap - 30
  marks.push({
    shape: 'text',
    x: x + 15,
    y: 17,
    text: fitting([words.broker(replica.node), String(replica.node)], room, 'ui', 15),
    fill: 'ink',
    font: 'ui',
    size: 15,
    bold: true,
  })
  const standing = fitting(words.standing(replica), place.width + geometry.gap - 8, 'ui')
  marks.push({ shape: 'text', x: place.x, y: 37, text: standing, fill: 'ink-2', font: 'ui', size: TEXT_SIZE })
}

/** The signs of the cluster's stage: a flag, a ring, half a disc. */
function glyphMarks(marks: Mark[], replica: LogReplicaRow, x: number, y: number): void {
  const offline = replica.role === 'offline'
  if (replica.leads) {
    const paint: Paint = offline ? 'gone' : 'ink'
    marks.push({ shape: 'line', points: [x - 5, y + 8, x - 5, y - 8], stroke: paint, width: 1.7 })
    marks.push({
      shape: 'line',
      points: [x - 5, y - 8, x + 7, y - 4, x - 5, y],
      stroke: paint,
      width: 1,
      fill: paint,
    })
  } else if (offline)
    marks.push({ shape: 'dot', x, y, radius: 4.5, fill: null, stroke: 'gone', strokeWidth: 2 })
  else if (replica.inSync)
    marks.push({ shape: 'dot', x, y, radius: 4.5, fill: null, stroke: 'good', strokeWidth: 2.2 })
  else {
    const points: number[] = []
    for (let step = 0; step <= 8; step++) {
      const angle = (Math.PI * step) / 8
      points.push(x + 5.5 * Math.cos(angle), y - 1.5 + 5.5 * Math.sin(angle))
    }
    marks.push({ shape: 'line', points, stroke: 'warn', width: 0.5, fill: 'warn' })
  }
}

/** Air, water and sand; what is below the log's start is gone. */
function contentMarks(tank: Tank): void {
  const { replica, marks, place, geometry, offline } = tank
  marks.push({
    shape: 'rect',
    x: place.x,
    y: geometry.top,
    width: place.width,
    height: geometry.floor - geometry.top,
    fill: 'plate',
  })
  const high = Math.max(replica.logStart, Math.min(replica.highWatermark, replica.logEnd))
  fillBetween(tank, replica.logStart, high, 'water-fill', offline ? 0.45 : undefined)
  fillBetween(tank, high, replica.logEnd, 'stipple', offline ? 0.45 : undefined)
  const first = replica.segments[0]?.base ?? replica.logStart
  if (first < replica.logStart) fillBetween(tank, first, replica.logStart, 'hatch')
  if (replica.torn !== null) fillBetween(tank, replica.torn.batchEnd, replica.torn.to, 'hatch')
}

/** A batch that a loss of power has left in part: nobody knows of it before the next start. */
function tornMarks(tank: Tank): void {
  const { marks, replica, place, picture, geometry, words, y } = tank
  const { torn } = replica
  if (torn === null || torn.batchEnd <= picture.window.from || torn.from >= picture.window.to) return
  const isFar = picture.window.bucket > 0
  if (isFar) fillBetween(tank, torn.from, torn.batchEnd, 'bad-fill')
  const at = Math.round(y(torn.from)) + 0.5
  marks.push({
    shape: 'line',
    points: [place.x, at, place.x + place.width, at],
    stroke: 'bad',
    width: 2,
    dash: [5, 3],
  })
  const text = fitting(words.torn(torn), place.width - BAND - 10, 'ui')
  // Near by the rows of its records stand there.
  if (text === '' || !isFar) return
  marks.push({
    shape: 'text',
    x: place.x + BAND + 5,
    y: Math.min(geometry.floor - 10, at + 10),
    text,
    fill: 'bad',
    font: 'ui',
    size: TEXT_SIZE,
    bold: true,
  })
}

/** Leader epochs: a narrow band, never the fill. */
function bandMarks({ marks, replica, place, y }: Tank): void {
  for (const [index, { epoch, start }] of replica.epochs.entries()) {
    const from = Math.max(start, replica.logStart)
    const to = Math.max(from, replica.epochs[index + 1]?.start ?? replica.logEnd)
    const top = y(to)
    const height = y(from) - top
    if (height > 0)
      marks.push({
        shape: 'rect',
        x: place.x,
        y: top,
        width: BAND,
        height,
        fill: EPOCHS[epoch % EPOCHS.length] ?? 'epoch-0',
      })
  }
}

export const EPOCHS: readonly Paint[] = ['epoch-1', 'epoch-2', 'epoch-3', 'epoch-4', 'epoch-0']

/** A wave: none where the surface is out of sight. */
function surfaceMarks({ marks, replica, place, picture, geometry, offline }: Tank): void {
  const { highWatermark } = replica
  if (offline || highWatermark < picture.window.from || highWatermark > picture.window.to) return
  const y = yOf(geometry, picture.window, highWatermark)
  const points: number[] = []
  for (let x = 0; x <= place.width; x += 4) points.push(place.x + x, y + Math.sin((x / 26) * Math.PI) * 2.6)
  marks.push({ shape: 'line', points, stroke: 'water', width: 2.4 })
}

function wallMarks({ marks, replica, place, geometry, offline }: Tank): void {
  marks.push({
    shape: 'rect',
    x: place.x,
    y: geometry.top,
    width: place.width,
    height: geometry.floor - geometry.top,
    fill: null,
    stroke: offline ? 'gone' : replica.leads ? 'ink' : 'line-strong',
    strokeWidth: replica.leads ? 2.4 : 1.6,
    dashed: offline,
    radius: 4,
  })
}

/** What lies in the page cache only: a loss of power would take it. */
function cacheMarks({ marks, replica, place, y }: Tank): void {
  const top = y(replica.logEnd)
  const bottom = y(Math.max(replica.flushedEnd, replica.logStart))
  if (bottom - top < 2) return
  const x = place.x - 3.5
  marks.push({ shape: 'line', points: [x, top, x, bottom], stroke: 'ink-3', width: 1.6, dash: [3, 2.5] })
}

/** Where the log is, when all of it is out of sight. */
function elsewhereMarks({ marks, replica, place, geometry, picture, words }: Tank): void {
  const { window, records } = picture
  const isBelow = replica.logEnd <= window.from
  if (!isBelow && replica.logStart < window.to) return
  // Records that it lost, or that lie behind a torn batch, are in sight.
  if (records.some(({ node, gone }) => gone && node === replica.node)) return
  const texts = isBelow ? words.below(replica.logEnd) : words.above(replica.logStart)
  marks.push({
    shape: 'text',
    x: place.x + place.width / 2,
    y: isBelow ? geometry.floor - 14 : geometry.top + 14,
    text: fitting(texts, place.width - 6, 'ui'),
    fill: 'ink-2',
    font: 'ui',
    size: TEXT_SIZE,
    align: 'center',
  })
}

/** Log start, high watermark and log end. */
function footMarks({ marks, replica, place, geometry, offline }: Tank): void {
  const high = offline ? '–' : countText(replica.highWatermark)
  const all = [countText(replica.logStart), high, countText(replica.logEnd)]
  const text = fitting(
    [all.join(' · '), all.slice(1).join(' · '), all[2] ?? ''],
    place.width + geometry.gap - 6,
    'mono',
  )
  marks.push({
    shape: 'text',
    x: place.x,
    y: geometry.floor + 15,
    text,
    fill: 'ink-2',
    font: 'mono',
    size: TEXT_SIZE,
  })
}
