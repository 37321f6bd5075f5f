// The cells themselves, on a canvas; one is chosen by hand or by keys.

import type { KeyboardEvent, MouseEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fate } from '../../check/fates.ts'
import type { LedgerCells } from '../../view/ledger-rows.ts'
import { BY_TELLING, NO_FATE } from '../../view/ledger-rows.ts'
import { countText } from '../format/time.ts'
import { select, useSelection } from '../state/selection.ts'
import { useSettings } from '../state/settings.ts'
import { drawCell, OUTLINE_MIN, readInks } from './cell-look.ts'
import type { Grid } from './grid.ts'
import { cellAt, gridOf, placeOf, zoomedRange } from './grid.ts'
import { drawSmallCells } from './small-cells.ts'
import { useLedger } from './store.ts'

export interface CellsProps {
  readonly cells: LedgerCells
  readonly width: number
  readonly height: number
}

export function Cells({ cells, width, height }: CellsProps) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useSettings((settings) => settings.theme)
  const selected = useSelection((state) => state.selected)
  const [pointed, setPointed] = useState<number | null>(null)
  const grid = gridOf(width, height, cells.cells.length)
  const chosen = cellOfAddress(cells, selected)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours change with the theme
  useEffect(() => {
    if (canvas.current !== null)
      draw(canvas.current, cells, gridOf(width, height, cells.cells.length), chosen, width, height)
  }, [cells, width, height, chosen, theme])
  useZoom(canvas, cells, grid)
  const pick = (cell: number) => {
    if (cells.perCell === 1) select(addressOf(cells, cells.from + cell))
    else {
      const part = cell / Math.max(1, cells.cells.length)
      useLedger.setState({ range: zoomedRange(cells, 1 / cells.perCell, part, cells.records) })
    }
  }
  const cellUnder = (event: MouseEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return cellAt(grid, event.clientX - box.left, event.clientY - box.top, cells.cells.length)
  }
  return (
    <>
      <canvas
        ref={canvas}
        className="ledger-cells"
        style={{ width, height }}
        tabIndex={0}
        role="img"
        aria-label={t('fates.picture', { count: cells.records, text: countText(cells.records) })}
        data-testid="ledger-cells"
        data-cells={cells.cells.length}
        data-per-cell={cells.perCell}
        onClick={(event) => {
          const cell = cellUnder(event)
          if (cell !== null) pick(cell)
        }}
        onMouseMove={(event) => setPointed(cellUnder(event))}
        onMouseLeave={() => setPointed(null)}
        onKeyDown={(event) => {
          const next = moved(event, chosen ?? -1, grid, cells)
          if (next === null) return
          event.preventDefault()
          select(addressOf(cells, cells.from + next * cells.perCell))
        }}
      />
      <p className="ledger-status">{pointed !== null && <Pointed cells={cells} cell={pointed} />}</p>
    </>
  )
}

function Pointed({ cells, cell }: { readonly cells: LedgerCells; readonly cell: number }) {
  const { t } = useTranslation()
  const code = cells.cells[cell] ?? NO_FATE
  const first = cells.from + cell * cells.perCell
  const name = addressOf(cells, first).slice('record:'.length)
  const fate = code === NO_FATE ? t('fates.filtered') : t(`fate.${BY_TELLING[code] as Fate}`)
  if (cells.perCell === 1) return `${name} · ${fate}`
  return t('fates.cell', { name, count: Math.min(cells.perCell, cells.to - first), fate })
}

/** The record at a place of the order. */
function addressOf(cells: LedgerCells, place: number): string {
  const producer = cells.producers.find(({ first, records }) => place >= first && place < first + records)
  return producer === undefined ? '' : `record:${producer.id}/${producer.number + place - producer.first}`
}

function cellOfAddress(cells: LedgerCells, address: string | null): number | null {
  const named = /^record:([^/]+)\/(\d+)$/.exec(address ?? '')
  const producer = cells.producers.find(({ id }) => id === named?.[1])
  if (named === null || producer === undefined) return null
  const place = producer.first + Number(named[2]) - producer.number
  if (place < cells.from || place >= cells.to) return null
  return Math.floor((place - cells.from) / cells.perCell)
}

function moved(
  event: KeyboardEvent<HTMLCanvasElement>,
  from: number,
  grid: Grid,
  { cells }: LedgerCells,
): number | null {
  if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return null
  const ways: { readonly [key: string]: number } = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -grid.columns,
    ArrowDown: grid.columns,
  }
  const way = ways[event.key]
  if (way === undefined || cells.length === 0) return null
  return Math.max(0, Math.min(cells.length - 1, from < 0 ? 0 : from + way))
}

function draw(
  canvas: HTMLCanvasElement,
  { cells }: LedgerCells,
  grid: Grid,
  chosen: number | null,
  width: number,
  height: number,
): void {
  const scale = devicePixelRatio
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const on = canvas.getContext('2d')
  if (on === null) return
  on.setTransform(scale, 0, 0, scale, 0, 0)
  const inks = readInks()
  if (grid.size < OUTLINE_MIN) drawSmallCells(on, cells, grid, inks, scale)
  else
    cells.forEach((code, cell) => {
      const { x, y } = placeOf(grid, cell)
      if (code === NO_FATE) {
        on.fillStyle = inks.get('gone-fill') ?? ''
        on.fillRect(x, y, grid.size, grid.size)
      } else drawCell(on, BY_TELLING[code] as Fate, x, y, grid.size, inks)
    })
  if (chosen === null) return
  const { x, y } = placeOf(grid, chosen)
  on.strokeStyle = inks.get('ink') ?? ''
  on.lineWidth = 2.4
  on.strokeRect(x - 1, y - 1, grid.size + 2, grid.size + 2)
}

const PER_STEP = 0.0016

function useZoom(
  canvas: { readonly current: HTMLCanvasElement | null },
  cells: LedgerCells,
  grid: Grid,
): void {
  const held = useRef({ cells, grid })
  held.current = { cells, grid }
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const { cells: now, grid: on } = held.current
      const box = element.getBoundingClientRect()
      const cell = cellAt(on, event.clientX - box.left, event.clientY - box.top, now.cells.length)
      const part = (cell ?? now.cells.length / 2) / Math.max(1, now.cells.length)
      useLedger.setState({ range: zoomedRange(now, Math.exp(event.deltaY * PER_STEP), part, now.records) })
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [canvas])
}
