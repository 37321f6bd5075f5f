// Which two branches are held side by side.

import { create } from 'zustand'

export interface Comparison {
  readonly a: number
  readonly b: number
}

export const useComparison = create<Comparison>(() => ({ a: 0, b: 0 }))
