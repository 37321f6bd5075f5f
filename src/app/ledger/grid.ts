// Cells on a plane: as large as they can be so that all fit, line by line.

export interface Grid {
  readonly columns: number
  /** Side of a cell with its gap. */
  readonly step: number
  readonly size: number
}

const STEPS: readonly number[] = [20, 16, 13, 11, 9, 7, 6, 5, 4]
const STEP_MIN = 4

/** How many cells there is room for at all. */
export function cellsMax(width: number, height: number): number {
  return Math.max(1, Math.floor(width / STEP_MIN) * Math.floor(height / STEP_MIN))
}

export function gridOf(width: number, height: number, cells: number): Grid {
  const step = STEPS.find((side) => Math.floor(width / side) * Math.floor(height / side) >= cells) ?? STEP_MIN
  return { columns: Math.max(1, Math.floor(width / step)), step, size: step > 6 ? step - 2 : step - 1 }
}

export function placeOf(grid: Grid, cell: number): { readonly x: number; readonly y: number } {
  return { x: (cell % grid.columns) * grid.step, y: Math.floor(cell / grid.columns) * grid.step }
}

/** The cell at a point; null beside them all. */
export function cellAt(grid: Grid, x: number, y: number, cells: number): number | null {
  const column = Math.floor(x / grid.step)
  if (column < 0 || column >= grid.columns || y < 0) return null
  const cell = Math.floor(y / grid.step) * grid.columns + column
  return cell < cells ? cell : null
}

export interface Range {
  readonly from: number
  readonly to: number
}

/** The number of the last record in a range: its end is the first one beyond. */
export function lastOf({ to }: Range): number {
  return to - 1
}

const RANGE_MIN = 24

/** `factor` below 1 shows fewer records; the one at `part` stays where it is. */
export function zoomedRange({ from, to }: Range, factor: number, part: number, records: number): Range {
  const span = Math.min(records, Math.max(Math.min(RANGE_MIN, records), Math.round((to - from) * factor)))
  const start = Math.round(from + (to - from) * part - span * part)
  const first = Math.max(0, Math.min(start, records - span))
  return { from: first, to: first + span }
}
