// Invariants, declared as data: an id, the assumptions on which it stands, and what was found. A verdict is kept, void (an assumption broke) or violated.

import { assert } from '../sim/assert.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, findEntity, ownIn } from '../sim/tables.ts'

export interface Invariant {
  readonly id: string
  readonly assumptions: readonly string[]
}

export const ONE_LEADER_PER_EPOCH: Invariant = { id: 'one-leader-per-epoch', assumptions: [] }
/** Of kills, pauses and cuts alone nothing acknowledged with acks=all may be lost; nor of power losses while fewer than min ISR replicas are out uncleanly (server.md 4.14). */
export const ACKNOWLEDGED_SURVIVES: Invariant = {
  id: 'acknowledged-survives',
  assumptions: ['acks-all', 'no-unclean-election', 'fewer-unclean-stops-than-min-isr'],
}
/** After a loss of page cache a replica may differ until it has truncated. */
export const LOGS_AGREE: Invariant = {
  id: 'logs-agree',
  assumptions: ['no-unclean-election', 'fewer-unclean-stops-than-min-isr'],
}

export const INVARIANTS: readonly Invariant[] = [ONE_LEADER_PER_EPOCH, ACKNOWLEDGED_SURVIVES, LOGS_AGREE]

/** What has been found of one invariant so far. */
export interface Finding extends Entity {
  readonly kind: 'finding'
  readonly invariant: string
  /** Event that broke an assumption first, −1 while all hold; and which. */
  voidBy: number
  voidAssumption: string
  /** First violations, at most a hundred: event, and what it is about (a partition or an epoch). */
  readonly violations: {
    readonly sealed: true
    readonly event: number
    readonly about: string
    readonly detail: string
  }[]
}

export type Verdict = 'kept' | 'void' | 'violated'

export function addFindings(tables: Tables): void {
  for (const { id } of INVARIANTS) {
    addEntity<Finding>(tables, (slot, stamp) => ({
      kind: 'finding',
      address: `invariant:${id}`,
      slot,
      stamp,
      invariant: id,
      voidBy: -1,
      voidAssumption: '',
      violations: [],
    }))
  }
}

function findingOf(tables: Tables, invariant: Invariant): Finding {
  const found = findEntity(tables, `invariant:${invariant.id}`)
  assert(found !== null, `no finding for ${invariant.id}`)
  return found as Finding
}

/** An assumption broke: from here on the invariant claims nothing. */
export function breakAssumption(tables: Tables, assumption: string, event: number): void {
  for (const invariant of INVARIANTS) {
    if (!invariant.assumptions.includes(assumption)) continue
    const finding = findingOf(tables, invariant)
    if (finding.voidBy >= 0) continue
    const mine = ownIn(tables, finding)
    mine.voidBy = event
    mine.voidAssumption = assumption
  }
}

const VIOLATIONS_MAX = 100

export function violate(
  tables: Tables,
  invariant: Invariant,
  event: number,
  about: string,
  detail: string,
): void {
  const finding = findingOf(tables, invariant)
  if (finding.voidBy >= 0 || finding.violations.length >= VIOLATIONS_MAX) return
  ownIn(tables, finding).violations.push({ sealed: true, event, about, detail })
}

function verdictOf(finding: Readonly<Finding>): Verdict {
  if (finding.violations.length > 0) return 'violated'
  return finding.voidBy >= 0 ? 'void' : 'kept'
}

/** All verdicts, in order of declaration. */
export function verdicts(
  tables: Tables,
): readonly { readonly id: string; readonly verdict: Verdict; readonly finding: Finding }[] {
  return INVARIANTS.map((invariant) => {
    const finding = findingOf(tables, invariant)
    return { id: invariant.id, verdict: verdictOf(finding), finding }
  })
}
