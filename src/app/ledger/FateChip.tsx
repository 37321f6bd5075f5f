// A fate in the legend: its look, its name, how many, and the filter.

import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fate } from '../../check/fates.ts'
import { countText } from '../format/time.ts'
import { useSettings } from '../state/settings.ts'
import { drawCell, readInks } from './cell-look.ts'
import { toggleFate, useLedger } from './store.ts'

const SIDE = 14

export function FateChip({ fate, count }: { readonly fate: Fate; readonly count: number }) {
  const { t } = useTranslation()
  const pressed = useLedger((state) => state.fates === null || state.fates.includes(fate))
  return (
    <button
      type="button"
      className={count === 0 ? 'fate-chip empty' : 'fate-chip'}
      aria-pressed={pressed}
      title={t(`fate.${fate}.note`)}
      data-testid={`fate-${fate}`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => toggleFate(fate)}
    >
      <Swatch fate={fate} />
      <span>{t(`fate.${fate}`)}</span>
      <b data-testid={`fate-count-${fate}`}>{countText(count)}</b>
    </button>
  )
}

export function Swatch({ fate }: { readonly fate: Fate }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useSettings((settings) => settings.theme)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours change with the theme
  useEffect(() => {
    const on = canvas.current?.getContext('2d')
    if (on == null) return
    on.setTransform(2, 0, 0, 2, 0, 0)
    on.clearRect(0, 0, SIDE, SIDE)
    drawCell(on, fate, 0, 0, SIDE, readInks())
  }, [fate, theme])
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus
    <canvas
      ref={canvas}
      width={SIDE * 2}
      height={SIDE * 2}
      style={{ width: SIDE, height: SIDE }}
      aria-hidden="true"
    />
  )
}
