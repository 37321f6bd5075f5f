// How the space-time lens is set: kept while other lenses are open.

import { create } from 'zustand'
import type { Family } from '../../view/rows.ts'
import { whenRunIsOld } from '../state/forget-old-run.ts'
import type { Stretch } from './window.ts'

export const FAMILIES: readonly Family[] = ['client', 'replica', 'control', 'group']

export interface SpacetimeState {
  /** null: around the cursor. */
  readonly stretch: Stretch | null
  readonly families: readonly Family[]
  readonly hidden: readonly string[]
  readonly api: string | null
  /** Time runs to the right, or down. */
  readonly across: boolean
}

export const useSpacetime = create<SpacetimeState>(() => ({
  stretch: null,
  families: FAMILIES,
  hidden: [],
  api: null,
  across: true,
}))

whenRunIsOld(() => useSpacetime.setState({ stretch: null, hidden: [], api: null }))

export function toggleFamily(family: Family): void {
  useSpacetime.setState(({ families }) => ({
    families: FAMILIES.filter((one) => families.includes(one) !== (one === family)),
  }))
}

export function toggleLane(name: string): void {
  useSpacetime.setState(({ hidden }) => ({
    hidden: hidden.includes(name) ? hidden.filter((one) => one !== name) : [...hidden, name],
  }))
}
