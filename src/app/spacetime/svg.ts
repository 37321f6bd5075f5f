// The same marks as an SVG file.

import type { Inks } from './draw.ts'
import { headOf } from './draw.ts'
import type { Point } from './plan.ts'
import type { SceneMark } from './scene.ts'

export interface SvgParts {
  readonly marks: readonly SceneMark[]
  readonly width: number
  readonly height: number
  readonly inks: Inks
  readonly title: string
  /** Names of the lanes, which the page shows as buttons. */
  readonly names: readonly { readonly text: string; readonly at: Point }[]
}

export function sceneSvg({ marks, width, height, inks, title, names }: SvgParts): string {
  const body = marks.map((mark) => markSvg(mark, inks))
  for (const { text, at } of names)
    body.push(textSvg(text, at, 'start', 'font-weight="700" font-family="Pretendard, sans-serif"', inks.ink))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-size="12.5">`,
    `<title>${escaped(title)}</title>`,
    `<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" stroke="${inks.gone}"/></pattern></defs>`,
    `<rect width="${width}" height="${height}" fill="${inks.plate}"/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n')
}

function markSvg(mark: SceneMark, inks: Inks): string {
  const colour = inks[mark.ink]
  switch (mark.kind) {
    case 'line':
      return lineSvg(mark, colour)
    case 'rect': {
      const { from, to } = mark
      const fill = mark.hatched ? 'url(#hatch)' : colour
      return `<rect x="${n(from.x)}" y="${n(from.y)}" width="${n(Math.max(0, to.x - from.x))}" height="${n(Math.max(0, to.y - from.y))}" fill="${fill}" opacity="${mark.opacity}"/>`
    }
    case 'ring': {
      const paint = mark.filled ? `fill="${colour}"` : `fill="none" stroke="${colour}" stroke-width="2"`
      return `<circle cx="${n(mark.at.x)}" cy="${n(mark.at.y)}" r="${mark.radius}" ${paint}/>`
    }
    case 'cross':
      return `<path d="${crossPath(mark.at, 5.5)}" stroke="${colour}" stroke-width="2.4"/>`
    case 'text': {
      const family = mark.look === 'mono' ? 'JetBrains Mono, monospace' : 'Pretendard, sans-serif'
      const weight = mark.look === 'bold' ? 700 : 500
      const look = `font-family="${family}" font-weight="${weight}"`
      return textSvg(mark.text, mark.at, mark.anchor, look, colour)
    }
  }
}

function lineSvg(mark: Extract<SceneMark, { kind: 'line' }>, colour: string): string {
  const { from, to, head, width, opacity } = mark
  const dash = mark.dashed ? ' stroke-dasharray="4 3"' : ''
  const parts = [
    `<path d="M${n(from.x)} ${n(from.y)}L${n(to.x)} ${n(to.y)}" stroke="${colour}" stroke-width="${width}" opacity="${opacity}"${dash}/>`,
  ]
  if (head === 'cross')
    parts.push(
      `<path d="${crossPath(to, 3.5)}" stroke="${colour}" stroke-width="${width}" opacity="${opacity}"/>`,
    )
  else if (head !== null) {
    const corners = headOf(from, to, width)
    const d = `M${corners.map(({ x, y }) => `${n(x)} ${n(y)}`).join('L')}Z`
    const fill = head === 'filled' ? `fill="${colour}"` : `fill="none" stroke="${colour}"`
    parts.push(`<path d="${d}" ${fill} opacity="${opacity}"/>`)
  }
  return parts.join('')
}

function crossPath({ x, y }: Point, half: number): string {
  return `M${n(x - half)} ${n(y - half)}L${n(x + half)} ${n(y + half)}M${n(x - half)} ${n(y + half)}L${n(x + half)} ${n(y - half)}`
}

function textSvg(text: string, at: Point, anchor: string, look: string, colour: string): string {
  return `<text x="${n(at.x)}" y="${n(at.y)}" text-anchor="${anchor}" ${look} fill="${colour}">${escaped(text)}</text>`
}

function n(value: number): string {
  return String(Number(value.toFixed(1)))
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
