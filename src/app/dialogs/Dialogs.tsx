// The dialogs, each loaded when first opened.

import { lazy, Suspense } from 'react'
import { useSettings } from '../state/settings.ts'

const Fidelity = lazy(async () => ({
  default: (await import('../fidelity/FidelityDialog.tsx')).FidelityDialog,
}))
const Help = lazy(async () => ({ default: (await import('./HelpDialog.tsx')).HelpDialog }))
const Library = lazy(async () => ({ default: (await import('../library/LibraryDialog.tsx')).LibraryDialog }))
const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }))

export function Dialogs() {
  const dialog = useSettings((settings) => settings.dialog)
  return (
    <Suspense fallback={null}>
      {dialog === 'fidelity' && <Fidelity />}
      {dialog === 'help' && <Help />}
      {dialog === 'library' && <Library />}
      {dialog === 'palette' && <Palette />}
    </Suspense>
  )
}
