// Which lens is open: all of them show the same moment and share one selection.

import { create } from 'zustand'
import type { LensId } from '../../view/lens-rows.ts'

export const useLens = create<{ readonly lens: LensId }>(() => ({ lens: 'cluster' }))

export function openLens(lens: LensId): void {
  if (useLens.getState().lens !== lens) useLens.setState({ lens })
}
