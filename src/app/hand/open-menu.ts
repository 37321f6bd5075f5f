// Which menu is open of those that lie not with a process: of a message, of a timer, of a branch; and whose name is being written.

import { create } from 'zustand'
import type { EventMoment } from '../play/session.ts'
import { whenRunIsOld } from '../state/forget-old-run.ts'
import { useRun } from '../state/run-state.ts'
import { select } from '../state/selection.ts'

export interface HandPlace {
  readonly kind: 'hand'
  /** Of a message or a timer. */
  readonly address: string
  /** In page coordinates. */
  readonly x: number
  readonly y: number
  /** Of a message that is drawn whether it is on its way or not. */
  readonly flight: Flight | null
}

export interface Flight {
  readonly sent: EventMoment
  /** null: it had not arrived by the end of what was looked at. */
  readonly arrival: EventMoment | null
}

export interface BranchPlace {
  readonly kind: 'branch'
  readonly branch: number
  readonly x: number
  readonly y: number
}

interface OpenMenu {
  readonly menu: HandPlace | BranchPlace | null
  /** Branch that is being named on its track. */
  readonly naming: number | null
}

export const useOpenMenu = create<OpenMenu>(() => ({ menu: null, naming: null }))

whenRunIsOld(() => useOpenMenu.setState({ menu: null, naming: null }))

/** What goes on under an open menu would be gone before it is chosen. */
export function openHand(menu: HandPlace, pause: () => void): void {
  if (useRun.getState().playing) pause()
  select(menu.address)
  useOpenMenu.setState({ menu, naming: null })
}
