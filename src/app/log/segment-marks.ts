// Beside a tank: where its files begin, and what their indexes point to.

import type { LogSegmentRow } from '../../view/log-rows.ts'
import { bytesText } from './bytes-text.ts'
import { fitting, TEXT_SIZE } from './marks.ts'
import type { Tank } from './tank.ts'

const LINE = 15

/** A line where each file begins, its name and size if they do not touch those of the file below; notches where its index points. */
export function segmentMarks(tank: Tank): void {
  const rolled = tank.changes.find((change) => change.kind === 'roll')?.from ?? -1
  let free = Number.POSITIVE_INFINITY
  for (const segment of tank.replica.segments) {
    beginning(tank, segment, segment.base === rolled)
    free = names(tank, segment, free)
    for (const entry of segment.entries) {
      const at = tank.y(entry + 0.5)
      const { x } = tank.place
      tank.marks.push({ shape: 'line', points: [x - 6, at, x - 1, at], stroke: 'ink-2', width: 2 })
    }
  }
}

function beginning(
  { marks, place, picture: { window }, replica, y }: Tank,
  segment: LogSegmentRow,
  isNew: boolean,
): void {
  const { base } = segment
  if (base < window.from || base > window.to || base <= replica.logStart) return
  const at = Math.round(y(base)) + 0.5
  const points = [place.x - 5, at, place.x + place.width + 6, at]
  marks.push({ shape: 'line', points, stroke: 'ink', width: isNew ? 2.6 : 1.5 })
}

/** From the foot of the file upwards: name, size, whether it is the active one. `free`: all below this height is taken; answers the same. */
function names(tank: Tank, segment: LogSegmentRow, free: number): number {
  const { marks, place, geometry, picture, words, y } = tank
  const low = y(Math.max(segment.base, picture.window.from))
  const high = y(Math.min(segment.end, picture.window.to))
  const room = geometry.gap - 7
  const name = fitting(fileNames(segment.file), room, 'mono')
  if (name === '' || low > free - LINE || low - high < 3) return free
  const x = place.x + place.width + 6
  const { active } = segment
  const fill = active ? 'ink' : 'ink-2'
  marks.push({ shape: 'text', x, y: low - 8, text: name, fill, font: 'mono', size: TEXT_SIZE, bold: active })
  let taken = low - LINE
  for (const text of [bytesText(segment.sizeBytes), ...(active ? [words.active] : [])]) {
    const shown = fitting([text], room, 'ui')
    if (shown === '' || taken - high < LINE + 2) break
    marks.push({ shape: 'text', x, y: taken - 8, text: shown, fill: 'ink-2', font: 'ui', size: TEXT_SIZE })
    taken -= LINE
  }
  return taken
}

/** 00000000000000000108.log, then without its zeros, as far as there is room. */
function fileNames(file: string): string[] {
  const base = file.replace(/\.log$/, '')
  const short = base.replace(/^0+(?=\d)/, '')
  return [file, `${short.padStart(6, '0')}.log`, `${short}.log`, short]
}
