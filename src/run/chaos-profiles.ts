// Profiles of chaos, as data: which faults, how often, how long, and the budget within which the promises must hold.

export interface FaultClass {
  readonly id: string
  readonly fault: 'kill' | 'power-loss' | 'pause' | 'stop' | 'cut-off' | 'cut-link' | 'split'
  readonly on: 'broker' | 'controller' | 'host'
}

export interface ChaosProfile {
  readonly id: string
  /** Every producer writes at this rate for so long. */
  readonly ratePerSecond: number
  readonly producesForUs: number
  readonly classes: readonly FaultClass[]
  readonly faultsMin: number
  readonly faultsMax: number
  /** Besides, so many at most that events of the run provoke: an election, a shrink, an unfencing (provoked.ts). */
  readonly provokedMax: number
  /** A fault lasts up to so long, unless the healing ends it. Half of them are short. */
  readonly shortUs: number
  readonly longUs: number
  /** Fault budget: on how many machines the page cache may be lost. `below-min-isr` leaves a complete copy of whatever was committed. */
  readonly powerLosses: 'none' | 'below-min-isr' | 'any'
}

const SECOND_US = 1_000_000

const CRASHES: readonly FaultClass[] = [
  { id: 'broker-kill', fault: 'kill', on: 'broker' },
  { id: 'broker-power-loss', fault: 'power-loss', on: 'broker' },
  { id: 'broker-stop', fault: 'stop', on: 'broker' },
  { id: 'broker-pause', fault: 'pause', on: 'broker' },
  { id: 'controller-kill', fault: 'kill', on: 'controller' },
  { id: 'controller-power-loss', fault: 'power-loss', on: 'controller' },
  { id: 'controller-pause', fault: 'pause', on: 'controller' },
]

const CUTS: readonly FaultClass[] = [
  { id: 'broker-cut-off', fault: 'cut-off', on: 'broker' },
  { id: 'controller-cut-off', fault: 'cut-off', on: 'controller' },
  { id: 'link-cut', fault: 'cut-link', on: 'host' },
  { id: 'split', fault: 'split', on: 'host' },
]

const DEFAULT: ChaosProfile = {
  id: 'default',
  ratePerSecond: 100,
  producesForUs: 40 * SECOND_US,
  classes: [...CRASHES, ...CUTS],
  faultsMin: 3,
  faultsMax: 14,
  provokedMax: 0,
  shortUs: 2 * SECOND_US,
  longUs: 15 * SECOND_US,
  powerLosses: 'below-min-isr',
}

export const CHAOS_PROFILES: readonly ChaosProfile[] = [
  DEFAULT,
  { ...DEFAULT, id: 'network', classes: CUTS, powerLosses: 'none' },
  { ...DEFAULT, id: 'timed', faultsMin: 1, faultsMax: 5, provokedMax: 9 },
  // Beyond what the promises bear: its losses are lessons, and its verdicts void.
  { ...DEFAULT, id: 'blackout', classes: CRASHES, powerLosses: 'any' },
]

export function chaosProfile(id: string): ChaosProfile | null {
  return CHAOS_PROFILES.find((profile) => profile.id === id) ?? null
}
