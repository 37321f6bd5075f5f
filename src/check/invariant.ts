// Invariants, declared as data: an id, the assumptions on which it stands, and what was found. A verdict is kept, void (an assumption broke) or violated.

import { assert } from '../sim/assert.ts'
import { numberedFinder } from '../sim/finders.ts'
import type { Entity, Tables } from '../sim/tables.ts'
import { addEntity, findEntity, ownIn } from '../sim/tables.ts'
import type { Sealed } from '../sim/tree.ts'
import type { Detail } from './detail.ts'

export interface Invariant {
  readonly id: string
  readonly assumptions: readonly string[]
}

/** Of kills, pauses and cuts alone nothing is lost; nor of power losses within the budget that ELR bears (server.md 4.14). */
const WITHIN_BUDGET = [
  'no-unclean-election',
  'fewer-unclean-stops-than-min-isr',
  'elr-for-power-loss',
  'min-isr-unchanged',
] as const

export const ONE_LEADER_PER_EPOCH: Invariant = { id: 'one-leader-per-epoch', assumptions: [] }
/** Nothing acknowledged with acks=all may be lost. */
export const ACKNOWLEDGED_SURVIVES: Invariant = {
  id: 'acknowledged-survives',
  assumptions: ['acks-all', ...WITHIN_BUDGET],
}
/** After a loss of page cache a replica may differ until it has truncated. */
export const LOGS_AGREE: Invariant = { id: 'logs-agree', assumptions: WITHIN_BUDGET }
export const ONE_CONTROLLER_PER_EPOCH: Invariant = { id: 'one-controller-per-epoch', assumptions: [] }
/** A leader's own log counts before its fsync (KIP-595): what a majority of the voters loses with its power is gone. */
export const METADATA_SURVIVES: Invariant = {
  id: 'metadata-survives',
  assumptions: ['quorum-keeps-power'],
}
/** As committed, and as each broker in turn learns it. */
export const EPOCHS_NEVER_FALL: Invariant = {
  id: 'epochs-never-fall',
  assumptions: ['quorum-keeps-power'],
}
/** Within one leader's reign. */
export const WATERMARK_NEVER_FALLS: Invariant = { id: 'watermark-never-falls', assumptions: [] }
/** KIP-207: nobody is told less than before, whoever leads. */
export const LATEST_NEVER_FALLS: Invariant = {
  id: 'latest-never-falls',
  assumptions: ['rules-hold-back-latest', ...WITHIN_BUDGET],
}
/** The leader is one of the ISR, the ISR and the ELR are of the replicas, and nobody is in both. */
export const ISR_OF_REPLICAS: Invariant = { id: 'isr-of-replicas', assumptions: [] }
/** Since 3.7 the high watermark stands still below min ISR. */
export const COMMITS_AT_MIN_ISR: Invariant = {
  id: 'commits-at-min-isr',
  assumptions: ['rules-hold-back-below-min-isr'],
}
export const READS_ARE_COMMITTED: Invariant = { id: 'reads-are-committed', assumptions: WITHIN_BUDGET }
/** Between two changes of its position, or of who owns the partition, a consumer goes on where it was. */
export const READS_GO_ON: Invariant = { id: 'reads-go-on', assumptions: [] }
export const NO_DUPLICATES: Invariant = {
  id: 'no-duplicates',
  assumptions: ['idempotence', ...WITHIN_BUDGET],
}
export const IN_ORDER: Invariant = { id: 'in-order', assumptions: ['idempotence', ...WITHIN_BUDGET] }

/** A generation is its record: numbers can be given again. */
export const ONE_OWNER_PER_GENERATION: Invariant = { id: 'one-owner-per-generation', assumptions: [] }
/** KIP-848: nothing is granted that another member has or is about to give up. */
export const GRANTED_WHEN_FREE: Invariant = { id: 'granted-when-free', assumptions: [] }
/** Commits of members that were removed, replaced or left behind change nothing. */
export const COMMITS_OF_MEMBERS: Invariant = { id: 'commits-of-members', assumptions: [] }

/** An offset of a position is one of a record that could be read, or of the next. */
export const COMMITS_WITHIN_LOG: Invariant = {
  id: 'commits-within-log',
  assumptions: ['offsets-not-by-hand', 'positions-stay-valid', ...WITHIN_BUDGET],
}
/** What a group has committed it has processed: where commits follow the work, and nothing else moves a position. */
export const PROCESSED_AT_LEAST_ONCE: Invariant = {
  id: 'processed-at-least-once',
  assumptions: [
    'commits-after-processing',
    'reset-to-earliest',
    'offsets-not-by-hand',
    'positions-stay-valid',
    ...WITHIN_BUDGET,
  ],
}
/** Where commitSync succeeds before the work begins. */
export const PROCESSED_AT_MOST_ONCE: Invariant = {
  id: 'processed-at-most-once',
  assumptions: [
    'commits-before-processing',
    'commits-in-order',
    'offsets-not-by-hand',
    'positions-stay-valid',
    ...WITHIN_BUDGET,
  ],
}

export const INVARIANTS: readonly Invariant[] = [
  ONE_LEADER_PER_EPOCH,
  ACKNOWLEDGED_SURVIVES,
  LOGS_AGREE,
  ONE_CONTROLLER_PER_EPOCH,
  METADATA_SURVIVES,
  EPOCHS_NEVER_FALL,
  WATERMARK_NEVER_FALLS,
  LATEST_NEVER_FALLS,
  ISR_OF_REPLICAS,
  COMMITS_AT_MIN_ISR,
  READS_ARE_COMMITTED,
  READS_GO_ON,
  NO_DUPLICATES,
  IN_ORDER,
  ONE_OWNER_PER_GENERATION,
  GRANTED_WHEN_FREE,
  COMMITS_OF_MEMBERS,
  COMMITS_WITHIN_LOG,
  PROCESSED_AT_LEAST_ONCE,
  PROCESSED_AT_MOST_ONCE,
]

/** One time that it did not hold: the event, what it is about (a partition, an epoch, a client), and the batch that it befell, −1 for none. */
export interface Violation extends Sealed {
  readonly event: number
  readonly about: string
  readonly detail: Detail
  /** Slot of the producer's process. */
  readonly producer: number
  readonly batch: number
}

/** It did not hold, and it had not been promised: an assumption was broken, or a setting of the producer allowed it. */
export interface Allowed extends Violation {
  readonly assumption: string
}

/** What has been found of one invariant so far. */
export interface Finding extends Entity {
  readonly kind: 'finding'
  readonly invariant: string
  /** Event that broke an assumption first, −1 while all hold; and which. */
  voidBy: number
  voidAssumption: string
  /** First violations, at most a hundred: event, and what it is about (a partition or an epoch). */
  readonly violations: Violation[]
  readonly allowed: Allowed[]
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
      allowed: [],
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

export interface Evidence {
  readonly about: string
  readonly detail: Detail
  readonly producer?: number
  readonly batch?: number
  /** An assumption that does not hold for this record, though it may for others. */
  readonly excusedBy?: string
}

export function violate(tables: Tables, invariant: Invariant, event: number, evidence: Evidence): void {
  const finding = findingOf(tables, invariant)
  const { about, detail, producer = -1, batch = -1, excusedBy } = evidence
  const assumption = excusedBy ?? (finding.voidBy >= 0 ? finding.voidAssumption : null)
  const list = assumption === null ? finding.violations : finding.allowed
  if (list.length >= VIOLATIONS_MAX) return
  const row: Violation = { sealed: true, event, about, detail, producer, batch }
  const mine = ownIn(tables, finding)
  if (assumption === null) mine.violations.push(row)
  else mine.allowed.push({ ...row, assumption })
}

/** The assumption that broke first, '' while all hold. */
export function voidAssumptionOf(tables: Tables, invariant: Invariant): string {
  return findingOf(tables, invariant).voidAssumption
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

const findFirst = numberedFinder(() => `invariant:${INVARIANTS[0]?.id ?? ''}`)

/** An invariant was violated, or an assumption broke, with the present event. */
export function isAlarmed(tables: Tables): boolean {
  const { touched } = tables
  if (touched.length === 0) return false
  // Findings lie one behind the other: they are added at once.
  const first = findFirst(tables, 0, null)
  if (first === null) return false
  for (let i = 0; i < touched.length; i++) {
    const place = (touched[i] as number) - first.slot
    if (place >= 0 && place < INVARIANTS.length) return true
  }
  return false
}
