// How each fate looks: shape before colour, the same in the cells and in the legend.

import type { Fate } from '../../check/fates.ts'

interface Look {
  readonly fill: string | null
  readonly line: string
  /** Drawn in cells that are large enough. */
  readonly sign: 'tick' | 'cross' | 'dots' | 'stripes' | 'twice' | 'ring' | 'half' | 'swap' | null
}

const LOOKS: { readonly [fate in Fate]: Look } = {
  waiting: { fill: null, line: 'line-strong', sign: null },
  sent: { fill: null, line: 'api-client', sign: 'ring' },
  pending: { fill: 'sand-fill', line: 'sand', sign: 'dots' },
  acknowledged: { fill: 'sand-fill', line: 'sand', sign: 'tick' },
  safe: { fill: 'water-fill', line: 'water', sign: 'tick' },
  delivered: { fill: 'water-deep', line: 'water', sign: null },
  unanswered: { fill: 'sand-fill', line: 'sand', sign: null },
  compacted: { fill: 'gone-fill', line: 'gone', sign: 'dots' },
  doubtful: { fill: 'warn-fill', line: 'warn', sign: 'stripes' },
  reordered: { fill: 'warn-fill', line: 'warn', sign: 'swap' },
  expired: { fill: 'gone-fill', line: 'gone', sign: 'half' },
  failed: { fill: 'bad-fill', line: 'bad', sign: 'stripes' },
  duplicated: { fill: 'warn-fill', line: 'warn', sign: 'twice' },
  lost: { fill: 'bad', line: 'bad', sign: 'cross' },
  readGone: { fill: 'bad-fill', line: 'bad', sign: 'cross' },
}

/** From the making of a record on. */
export const LIFE_ORDER: readonly Fate[] = [
  'waiting',
  'sent',
  'pending',
  'acknowledged',
  'safe',
  'delivered',
  'unanswered',
  'expired',
  'compacted',
  'failed',
  'doubtful',
  'reordered',
  'duplicated',
  'readGone',
  'lost',
]

export type Inks = ReadonlyMap<string, string>

export function readInks(): Inks {
  const style = getComputedStyle(document.documentElement)
  const names = new Set([
    'ink',
    'plate',
    ...Object.values(LOOKS).flatMap(({ fill, line }) => [fill ?? 'plate', line]),
  ])
  return new Map([...names].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]))
}

/** Below this side a cell has neither outline nor sign. */
export const OUTLINE_MIN = 5
const SIGN_MIN = 9

/** Inks of a cell that is too small for more: around it, and in it. What has no fill is told by its line. */
export function flatInks(fate: Fate): readonly [string, string] {
  const { fill, line } = LOOKS[fate]
  return fill === null ? ['plate', line] : [fill, fill]
}

export function drawCell(
  on: CanvasRenderingContext2D,
  fate: Fate,
  x: number,
  y: number,
  size: number,
  inks: Inks,
): void {
  const { fill, line, sign } = LOOKS[fate]
  on.fillStyle = inks.get(fill ?? 'plate') ?? ''
  on.fillRect(x, y, size, size)
  on.strokeStyle = inks.get(line) ?? ''
  on.lineWidth = 1
  on.strokeRect(x + 0.5, y + 0.5, size - 1, size - 1)
  if (size < SIGN_MIN || sign === null) return
  on.strokeStyle = inks.get(fate === 'lost' ? 'plate' : line) ?? ''
  on.fillStyle = on.strokeStyle
  on.lineWidth = 1.4
  on.beginPath()
  drawSign(on, sign, x, y, size)
  on.stroke()
}

function drawSign(
  on: CanvasRenderingContext2D,
  sign: NonNullable<Look['sign']>,
  x: number,
  y: number,
  size: number,
): void {
  const at = (part: number) => size * part
  switch (sign) {
    case 'tick':
      on.moveTo(x + at(0.24), y + at(0.52))
      on.lineTo(x + at(0.43), y + at(0.72))
      on.lineTo(x + at(0.78), y + at(0.3))
      return
    case 'cross':
      on.moveTo(x + at(0.26), y + at(0.26))
      on.lineTo(x + at(0.74), y + at(0.74))
      on.moveTo(x + at(0.74), y + at(0.26))
      on.lineTo(x + at(0.26), y + at(0.74))
      return
    case 'dots':
      for (const [dx, dy] of [
        [0.3, 0.32],
        [0.66, 0.42],
        [0.42, 0.7],
      ] as const)
        on.fillRect(x + at(dx), y + at(dy), 1.6, 1.6)
      return
    case 'stripes':
      on.moveTo(x + at(0.1), y + at(0.55))
      on.lineTo(x + at(0.55), y + at(0.1))
      on.moveTo(x + at(0.25), y + at(0.9))
      on.lineTo(x + at(0.9), y + at(0.25))
      return
    case 'twice':
      on.rect(x + at(0.2), y + at(0.2), at(0.38), at(0.38))
      on.rect(x + at(0.42), y + at(0.42), at(0.38), at(0.38))
      return
    case 'ring':
      on.arc(x + at(0.5), y + at(0.5), at(0.2), 0, Math.PI * 2)
      return
    case 'swap':
      on.moveTo(x + at(0.22), y + at(0.36))
      on.lineTo(x + at(0.78), y + at(0.36))
      on.moveTo(x + at(0.78), y + at(0.66))
      on.lineTo(x + at(0.22), y + at(0.66))
      on.lineTo(x + at(0.42), y + at(0.84))
      return
    case 'half':
      on.moveTo(x + at(0.2), y + at(0.5))
      on.lineTo(x + at(0.8), y + at(0.5))
  }
}
