// The window of offsets a partition's tanks show: the newest ones, wide enough for the replicas' differences to be seen.

import type { ReplicaRow } from '../../view/rows.ts'

export interface TankWindow {
  /** Offset at the tank's floor. */
  readonly base: number
  /** Offsets from floor to brim. */
  readonly span: number
}

const SPAN_MIN = 16
/** The longest log stands at this part of the height, so that there is room to rise into. */
const FULL = 0.82

/** One window for all replicas of a partition. Replicas that are offline do not widen it. */
export function tankWindow(replicas: readonly ReplicaRow[]): TankWindow {
  const live = replicas.filter((replica) => replica.role !== 'offline')
  const counted = live.length > 0 ? live : replicas
  const high = Math.max(0, ...counted.map((replica) => replica.logEnd))
  const low = Math.min(high, ...counted.map((replica) => Math.min(replica.highWatermark, replica.logEnd)))
  let span = SPAN_MIN
  while (span * FULL * 0.75 < high - low) span *= 2
  return { base: Math.max(0, high - span * FULL), span }
}

/** By partition. */
export function windowsOf(replicas: readonly ReplicaRow[]): ReadonlyMap<string, TankWindow> {
  const groups = new Map<string, ReplicaRow[]>()
  for (const replica of replicas) {
    const rows = groups.get(replica.partition)
    if (rows === undefined) groups.set(replica.partition, [replica])
    else rows.push(replica)
  }
  return new Map([...groups].map(([partition, rows]) => [partition, tankWindow(rows)]))
}

/** Height of an offset in the window, as a part of the tank's height, kept inside it. */
export function levelOf(window: TankWindow, offset: number): number {
  return Math.max(0, Math.min(1, (offset - window.base) / window.span))
}

/** Levels of the offset lines inside the window: every eighth of its span, at whole multiples. */
export function tickLevels(window: TankWindow): readonly number[] {
  const every = Math.max(1, window.span / 8)
  const levels: number[] = []
  for (let at = Math.ceil(window.base / every) * every; at <= window.base + window.span; at += every) {
    levels.push(levelOf(window, at))
  }
  return levels
}
