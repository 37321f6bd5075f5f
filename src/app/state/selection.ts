// What is selected, pinned, hovered and looked through: addresses, shared by every lens and by the link.

import { create } from 'zustand'

export interface Selection {
  /** Address under inspection; it survives moments at which its thing does not exist. */
  readonly selected: string | null
  /** Address that stays in the inspector while others are selected. */
  readonly pinned: string | null
  readonly hovered: string | null
  /** Name of the process whose beliefs are shown (`2`, `101`, `p1`); null: what is. */
  readonly viewpoint: string | null
}

export const useSelection = create<Selection>(() => ({
  selected: null,
  pinned: null,
  hovered: null,
  viewpoint: null,
}))

export function select(address: string | null): void {
  if (useSelection.getState().selected !== address) useSelection.setState({ selected: address })
}

export function hover(address: string | null): void {
  if (useSelection.getState().hovered !== address) useSelection.setState({ hovered: address })
}

export function pin(address: string | null): void {
  useSelection.setState({ pinned: address })
}

export function lookThrough(viewpoint: string | null): void {
  useSelection.setState({ viewpoint })
}

/** The address whose fields are asked for with each frame. */
export function inspected(selection: Selection): string | null {
  return selection.pinned ?? selection.selected
}

/** Whether a thing is meant by an address: its own, or that of the partition whose replica it is. */
export function concerns(address: string, meant: string | null): boolean {
  if (meant === null) return false
  if (meant === address) return true
  return meant.startsWith('partition:') && address.startsWith(`replica:${meant.slice('partition:'.length)}@`)
}
