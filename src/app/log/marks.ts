// Plain marks: what a picture is made of, before anybody paints it. Colours are tokens of the page.

export type Paint =
  | 'ink'
  | 'ink-2'
  | 'ink-3'
  | 'line'
  | 'line-strong'
  | 'paper'
  | 'plate'
  | 'water'
  | 'water-fill'
  | 'water-deep'
  | 'sand'
  | 'sand-fill'
  | 'good'
  | 'warn'
  | 'warn-fill'
  | 'bad'
  | 'bad-fill'
  | 'gone'
  | 'gone-fill'
  | 'api-client'
  | 'api-group'
  | 'api-control'
  | 'epoch-0'
  | 'epoch-1'
  | 'epoch-2'
  | 'epoch-3'
  | 'epoch-4'
  | 'stipple'
  | 'hatch'

export interface RectMark {
  readonly shape: 'rect'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly fill: Paint | null
  readonly stroke?: Paint
  readonly strokeWidth?: number
  readonly dashed?: boolean
  readonly radius?: number
  readonly alpha?: number
}

export interface LineMark {
  readonly shape: 'line'
  /** x and y of each point, one after the other. */
  readonly points: readonly number[]
  readonly stroke: Paint
  readonly width: number
  readonly dash?: readonly number[]
  /** Closed and filled as well. */
  readonly fill?: Paint
}

export interface DotMark {
  readonly shape: 'dot'
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly fill: Paint | null
  readonly stroke?: Paint
  readonly strokeWidth?: number
}

export interface TextMark {
  readonly shape: 'text'
  readonly x: number
  /** Middle of the line. */
  readonly y: number
  readonly text: string
  readonly fill: Paint
  readonly font: 'ui' | 'mono'
  readonly size: number
  readonly bold?: boolean
  readonly align?: 'left' | 'right' | 'center'
  readonly struck?: boolean
}

/** What follows shows inside of it only, up to the mark that ends it. */
export interface ClipMark {
  readonly shape: 'clip'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface UnclipMark {
  readonly shape: 'unclip'
}

export type Mark = RectMark | LineMark | DotMark | TextMark | ClipMark | UnclipMark

/** Least size of words on the page. */
export const TEXT_SIZE = 12.5

/** About how wide a text comes out: mono letters are all alike, and a Hangul syllable takes two. */
export function textWidth(text: string, font: TextMark['font'], size = TEXT_SIZE): number {
  let units = 0
  for (const letter of text) units += letter > '\u1100' ? 0.92 : font === 'mono' ? 0.6 : 0.55
  return units * size
}

/** The first of some wordings that fits, '' if none does. */
export function fitting(
  texts: readonly string[],
  room: number,
  font: TextMark['font'],
  size = TEXT_SIZE,
): string {
  return texts.find((text) => textWidth(text, font, size) <= room) ?? ''
}
