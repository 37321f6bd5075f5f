// Cells too small for signs and outlines, tens of thousands of them: written as pixels, since a rectangle each takes longer than a frame.

import type { Fate } from '../../check/fates.ts'
import { BY_TELLING } from '../../view/ledger-rows.ts'
import type { Inks } from './cell-look.ts'
import { flatInks } from './cell-look.ts'
import type { Grid } from './grid.ts'
import { placeOf } from './grid.ts'

export function drawSmallCells(
  on: CanvasRenderingContext2D,
  cells: Uint8Array,
  grid: Grid,
  inks: Inks,
  scale: number,
): void {
  const { width, height } = on.canvas
  const image = on.createImageData(width, height)
  const pixels = new Uint32Array(image.data.buffer)
  const colours = coloursOf(inks)
  const last = colours.length - 1
  for (let cell = 0; cell < cells.length; cell++) {
    const [outer, inner] = colours[Math.min(cells[cell] as number, last)] as readonly [number, number]
    const { x, y } = placeOf(grid, cell)
    fill(pixels, width, height, x * scale, y * scale, grid.size * scale, outer)
    if (inner !== outer)
      fill(pixels, width, height, (x + 1) * scale, (y + 1) * scale, (grid.size - 2) * scale, inner)
  }
  on.putImageData(image, 0, 0)
}

function fill(
  pixels: Uint32Array,
  width: number,
  height: number,
  x: number,
  y: number,
  side: number,
  colour: number,
): void {
  const [left, top] = [Math.round(x), Math.round(y)]
  const right = Math.min(width, Math.round(x + side))
  const bottom = Math.min(height, Math.round(y + side))
  for (let row = top; row < bottom; row++) pixels.fill(colour, row * width + left, row * width + right)
}

/** Outer and inner of each fate in the order of BY_TELLING, then of a cell that is filtered out; as a browser reads the inks. */
function coloursOf(inks: Inks): readonly (readonly [number, number])[] {
  const names = [...BY_TELLING.map((fate: Fate) => flatInks(fate)), ['gone-fill', 'gone-fill'] as const]
  const canvas = document.createElement('canvas')
  canvas.width = names.length * 2
  canvas.height = 1
  const on = canvas.getContext('2d', { willReadFrequently: true })
  if (on === null) return names.map(() => [0, 0] as const)
  names.flat().forEach((name, place) => {
    on.fillStyle = inks.get(name) ?? ''
    on.fillRect(place, 0, 1, 1)
  })
  const read = new Uint32Array(on.getImageData(0, 0, names.length * 2, 1).data.buffer)
  return names.map((_, place) => [read[place * 2] as number, read[place * 2 + 1] as number] as const)
}
