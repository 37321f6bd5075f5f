// Paints plain marks on a canvas, in the colours of the page's theme.

import type { Mark, Paint, TextMark } from './marks.ts'

export interface Palette {
  readonly of: (paint: Paint) => string | CanvasPattern
  readonly fonts: { readonly ui: string; readonly mono: string }
}

const STYLES = ['ui', 'mono'] as const

/** The tokens as the page has them now, with the two patterns made of them. */
export function paletteOf(element: Element, context: CanvasRenderingContext2D): Palette {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const made = new Map<Paint, string | CanvasPattern>()
  const make = (paint: Paint): string | CanvasPattern => {
    if (paint === 'stipple') return stipple(context, token('sand-fill'), token('sand'))
    if (paint === 'hatch') return hatch(context, token('gone-fill'), token('gone'))
    return token(paint)
  }
  const fonts = { ui: '', mono: '' }
  for (const font of STYLES) fonts[font] = token(`font-${font}`)
  return {
    fonts,
    of: (paint) => {
      const known = made.get(paint)
      if (known !== undefined) return known
      const fresh = make(paint)
      made.set(paint, fresh)
      return fresh
    },
  }
}

export function paintMarks(
  context: CanvasRenderingContext2D,
  palette: Palette,
  marks: readonly Mark[],
): void {
  for (const mark of marks) paintMark(context, palette, mark)
}

function paintMark(context: CanvasRenderingContext2D, palette: Palette, mark: Mark): void {
  switch (mark.shape) {
    case 'rect': {
      context.globalAlpha = mark.alpha ?? 1
      context.beginPath()
      if (mark.radius === undefined) context.rect(mark.x, mark.y, mark.width, mark.height)
      else context.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius)
      if (mark.fill !== null) {
        context.fillStyle = palette.of(mark.fill)
        context.fill()
      }
      if (mark.stroke !== undefined)
        stroke(context, palette, mark.stroke, mark.strokeWidth ?? 1, mark.dashed === true ? [4, 3] : [])
      context.globalAlpha = 1
      return
    }
    case 'line':
      context.beginPath()
      for (let at = 0; at < mark.points.length; at += 2)
        context.lineTo(mark.points[at] as number, mark.points[at + 1] as number)
      if (mark.fill !== undefined) {
        context.closePath()
        context.fillStyle = palette.of(mark.fill)
        context.fill()
      }
      stroke(context, palette, mark.stroke, mark.width, mark.dash ?? [])
      return
    case 'dot':
      context.beginPath()
      context.arc(mark.x, mark.y, mark.radius, 0, Math.PI * 2)
      if (mark.fill !== null) {
        context.fillStyle = palette.of(mark.fill)
        context.fill()
      }
      if (mark.stroke !== undefined) stroke(context, palette, mark.stroke, mark.strokeWidth ?? 1, [])
      return
    case 'text':
      paintText(context, palette, mark)
      return
    case 'clip':
      context.save()
      context.beginPath()
      context.rect(mark.x, mark.y, mark.width, mark.height)
      context.clip()
      return
    case 'unclip':
      context.restore()
  }
}

function stroke(
  context: CanvasRenderingContext2D,
  palette: Palette,
  paint: Paint,
  width: number,
  dash: readonly number[],
): void {
  context.strokeStyle = palette.of(paint)
  context.lineWidth = width
  context.setLineDash(dash as number[])
  context.stroke()
}

function paintText(context: CanvasRenderingContext2D, palette: Palette, mark: TextMark): void {
  context.font = `${mark.bold === true ? 650 : 400} ${mark.size}px ${palette.fonts[mark.font]}`
  context.textAlign = mark.align ?? 'left'
  context.textBaseline = 'middle'
  context.fillStyle = palette.of(mark.fill)
  context.fillText(mark.text, mark.x, mark.y)
  if (mark.struck !== true) return
  const { width } = context.measureText(mark.text)
  const left = mark.align === 'right' ? mark.x - width : mark.align === 'center' ? mark.x - width / 2 : mark.x
  context.fillRect(left, Math.round(mark.y), width, 1)
}

function stipple(context: CanvasRenderingContext2D, ground: string, grain: string): CanvasPattern | string {
  return tile(context, 6, ground, (on) => {
    on.fillStyle = grain
    for (const [x, y] of [
      [1.5, 1.5],
      [4.5, 4.5],
    ] as const) {
      on.beginPath()
      on.arc(x, y, 0.75, 0, Math.PI * 2)
      on.fill()
    }
  })
}

function hatch(context: CanvasRenderingContext2D, ground: string, line: string): CanvasPattern | string {
  return tile(context, 8, ground, (on) => {
    on.strokeStyle = line
    on.lineWidth = 1.2
    on.beginPath()
    for (const from of [-8, 0, 8]) {
      on.moveTo(from, 8)
      on.lineTo(from + 8, 0)
    }
    on.stroke()
  })
}

/** A pattern tile at the screen's own resolution. */
function tile(
  context: CanvasRenderingContext2D,
  size: number,
  ground: string,
  draw: (on: CanvasRenderingContext2D) => void,
): CanvasPattern | string {
  const ratio = globalThis.devicePixelRatio || 1
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(size * ratio)
  canvas.height = Math.round(size * ratio)
  const on = canvas.getContext('2d')
  if (on === null) return ground
  on.scale(canvas.width / size, canvas.height / size)
  on.fillStyle = ground
  on.fillRect(0, 0, size, size)
  draw(on)
  const pattern = context.createPattern(canvas, 'repeat')
  pattern?.setTransform(new DOMMatrix().scale(size / canvas.width, size / canvas.height))
  return pattern ?? ground
}
