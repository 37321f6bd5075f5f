// Which two branches are held side by side, of the run on the stage or of the one beside it.

import { create } from 'zustand'
import type { SideAsk } from '../../worker/compare-tools.ts'

export interface Comparison {
  readonly a: SideAsk
  readonly b: SideAsk
}

export const useComparison = create<Comparison>(() => ({ a: onStage(0), b: onStage(0) }))

export function onStage(branch: number): SideAsk {
  return { run: 'stage', branch }
}
