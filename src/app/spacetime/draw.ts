// Paints the marks of a scene on a canvas.

import type { Point } from './plan.ts'
import type { Ink, SceneMark } from './scene.ts'

export type Inks = { readonly [ink in Ink]: string }

const NAMES: readonly Ink[] = [
  'ink',
  'ink-2',
  'line',
  'line-strong',
  'plate',
  'bad',
  'gone',
  'warn',
  'good',
  'api-client',
  'api-replica',
  'api-control',
  'api-group',
]

/** The colours of the theme at hand. */
export function readInks(): Inks {
  const style = getComputedStyle(document.documentElement)
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Inks
}

const FONTS = {
  plain: '500 12.5px "Pretendard Variable", Pretendard, system-ui, sans-serif',
  bold: '700 13px "Pretendard Variable", Pretendard, system-ui, sans-serif',
  mono: '500 12px "JetBrains Mono Variable", ui-monospace, monospace',
} as const

export function drawScene(
  canvas: HTMLCanvasElement,
  marks: readonly SceneMark[],
  size: { readonly width: number; readonly height: number },
  inks: Inks,
): void {
  const scale = devicePixelRatio
  const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)]
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
  }
  const on = canvas.getContext('2d')
  if (on === null) return
  on.setTransform(scale, 0, 0, scale, 0, 0)
  on.clearRect(0, 0, size.width, size.height)
  for (const mark of marks) drawMark(on, mark, inks)
}

function drawMark(on: CanvasRenderingContext2D, mark: SceneMark, inks: Inks): void {
  const colour = inks[mark.ink]
  on.globalAlpha = 'opacity' in mark ? mark.opacity : 1
  on.strokeStyle = colour
  on.fillStyle = colour
  switch (mark.kind) {
    case 'line':
      drawLine(on, mark)
      return
    case 'rect':
      drawRect(on, mark)
      return
    case 'ring':
      on.lineWidth = 2
      on.beginPath()
      on.arc(mark.at.x, mark.at.y, mark.radius, 0, Math.PI * 2)
      if (mark.filled) on.fill()
      else on.stroke()
      return
    case 'cross':
      on.lineWidth = 2.4
      on.beginPath()
      cross(on, mark.at, 5.5)
      on.stroke()
      return
    case 'text':
      on.font = FONTS[mark.look]
      on.textAlign = mark.anchor === 'middle' ? 'center' : mark.anchor
      // A rim of the plate's colour keeps words readable over lines.
      on.strokeStyle = inks.plate
      on.lineWidth = 3.5
      on.lineJoin = 'round'
      on.strokeText(mark.text, mark.at.x, mark.at.y)
      on.fillText(mark.text, mark.at.x, mark.at.y)
  }
}

function drawLine(on: CanvasRenderingContext2D, mark: Extract<SceneMark, { kind: 'line' }>): void {
  const { from, to, head, width } = mark
  on.lineWidth = width
  on.setLineDash(mark.dashed ? [4, 3] : [])
  on.beginPath()
  on.moveTo(from.x, from.y)
  on.lineTo(to.x, to.y)
  on.stroke()
  on.setLineDash([])
  if (head === null) return
  on.beginPath()
  if (head === 'cross') {
    cross(on, to, 3.5)
    on.stroke()
    return
  }
  const [tip, left, right] = headOf(from, to, width)
  on.moveTo(tip.x, tip.y)
  on.lineTo(left.x, left.y)
  on.lineTo(right.x, right.y)
  on.closePath()
  if (head === 'filled') on.fill()
  else {
    on.lineWidth = Math.min(1.6, width)
    on.stroke()
  }
}

function cross(on: CanvasRenderingContext2D, at: Point, half: number): void {
  on.moveTo(at.x - half, at.y - half)
  on.lineTo(at.x + half, at.y + half)
  on.moveTo(at.x - half, at.y + half)
  on.lineTo(at.x + half, at.y - half)
}

/** The three corners of an arrow's head. */
export function headOf(from: Point, to: Point, width: number): readonly [Point, Point, Point] {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const size = 4 + width * 2
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length]
  const back = { x: to.x - ux * size, y: to.y - uy * size }
  const half = size * 0.45
  return [
    to,
    { x: back.x - uy * half, y: back.y + ux * half },
    { x: back.x + uy * half, y: back.y - ux * half },
  ]
}

const HATCH = 6

function drawRect(on: CanvasRenderingContext2D, mark: Extract<SceneMark, { kind: 'rect' }>): void {
  const { from, to } = mark
  const [x, y, width, height] = [from.x, from.y, to.x - from.x, to.y - from.y]
  if (!mark.hatched) {
    on.fillRect(x, y, width, height)
    return
  }
  const alpha = on.globalAlpha
  on.globalAlpha = alpha * 0.22
  on.fillRect(x, y, width, height)
  on.globalAlpha = alpha * 0.55
  on.save()
  on.beginPath()
  on.rect(x, y, width, height)
  on.clip()
  on.lineWidth = 1
  on.beginPath()
  for (let at = -height; at < width; at += HATCH) {
    on.moveTo(x + at, y + height)
    on.lineTo(x + at + height, y)
  }
  on.stroke()
  on.restore()
}
