// How the log lens looks at a partition: which one, how many offsets, where; and which of its drawers is open.

import { create } from 'zustand'
import type { LogAsk } from '../../view/log-rows.ts'
import { whenRunIsOld } from './forget-old-run.ts'

export type LogDrawer = 'none' | 'record' | 'lookup' | 'files' | 'disks'

export interface LogView {
  /** null: the one last selected, or the first. */
  readonly partition: string | null
  /** Offsets from floor to brim; 0: the whole log; −1: as many as can be read. */
  readonly span: number
  /** Offset at the brim; null follows the newest. */
  readonly top: number | null
  /** So many records have room for words. */
  readonly recordsMax: number
  readonly bucketsMax: number
  readonly drawer: LogDrawer
  /** Whose directory is listed. */
  readonly node: number | null
  readonly folder: string | null
  /** The record that is open: of which replica, at which offset. */
  readonly opened: { readonly node: number; readonly offset: number } | null
}

export const useLogView = create<LogView>(() => ({
  partition: null,
  span: -1,
  top: null,
  recordsMax: 24,
  bucketsMax: 256,
  drawer: 'none',
  node: null,
  folder: null,
  opened: null,
}))

whenRunIsOld(() => lookAt({ partition: null, top: null, node: null, folder: null, opened: null }))

export function lookAt(part: Partial<LogView>): void {
  useLogView.setState(part)
}

/** What to ask of the worker while the lens is open. `selected`: a partition that is selected when nobody chose one. */
export function logAsk(view: LogView, selected: string | null): LogAsk {
  const { partition, span, top, recordsMax, bucketsMax, drawer, node, folder } = view
  return {
    partition: partition ?? partitionIn(selected),
    span: span < 0 ? recordsMax : span,
    top,
    recordsMax,
    bucketsMax,
    directory: drawer === 'files' && node !== null ? { node, folder } : null,
    disks: drawer === 'disks',
  }
}

/** The partition that an address is about, if any. */
export function partitionIn(address: string | null): string | null {
  const found = /^(?:partition|replica|log):([^@/]+)/.exec(address ?? '')
  return found?.[1] ?? null
}
