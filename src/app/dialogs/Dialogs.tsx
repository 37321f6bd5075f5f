// The dialogs, each loaded when first opened.

import { lazy, Suspense } from 'react'
import { useSettings } from '../state/settings.ts'

const Calculators = lazy(async () => ({
  default: (await import('../calculators/CalculatorsDialog.tsx')).CalculatorsDialog,
}))
const Fidelity = lazy(async () => ({
  default: (await import('../fidelity/FidelityDialog.tsx')).FidelityDialog,
}))
const Help = lazy(async () => ({ default: (await import('./HelpDialog.tsx')).HelpDialog }))
const Library = lazy(async () => ({ default: (await import('../library/LibraryDialog.tsx')).LibraryDialog }))
const Share = lazy(async () => ({ default: (await import('../reports/ShareDialog.tsx')).ShareDialog }))
const Compare = lazy(async () => ({ default: (await import('../branches/CompareDialog.tsx')).CompareDialog }))
const Engine = lazy(async () => ({ default: (await import('../engine/EngineDialog.tsx')).EngineDialog }))
const Until = lazy(async () => ({ default: (await import('../until/UntilDialog.tsx')).UntilDialog }))
const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }))

export function Dialogs() {
  const dialog = useSettings((settings) => settings.dialog)
  return (
    <Suspense fallback={null}>
      {dialog === 'calculators' && <Calculators />}
      {dialog === 'fidelity' && <Fidelity />}
      {dialog === 'help' && <Help />}
      {dialog === 'library' && <Library />}
      {dialog === 'palette' && <Palette />}
      {dialog === 'share' && <Share />}
      {dialog === 'compare' && <Compare />}
      {dialog === 'engine' && <Engine />}
      {dialog === 'until' && <Until />}
    </Suspense>
  )
}
