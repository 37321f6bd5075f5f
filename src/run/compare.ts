// Two runs side by side: the first event that is not the same to the bit, then what differs at a moment. Goes in steps, so that whoever drives it can do
// other things between them.

import type { Finding } from '../check/invariant.ts'
import { ledgerOf } from '../check/ledger.ts'
import { nodesOf, truthImage } from '../kafka/truth.ts'
import type { FieldTable } from '../scenario/condition-fields.ts'
import { conditionFields } from '../scenario/condition-fields.ts'
import { fieldLookup } from '../scenario/fields.ts'
import type { FieldValue } from '../scenario/holds.ts'
import { present } from '../sim/assert.ts'
import type { Hash } from '../sim/hash.ts'
import type { World } from '../sim/world.ts'
import type { Branch } from './branch.ts'
import { EVENTS_PER_MILESTONE } from './branch.ts'
import type { Here } from './here.ts'
import { eventAt } from './rows.ts'
import type { Diverged } from './seek.ts'
import type { Side } from './signatures.ts'
import { isDiverged, standAt, stepOn } from './stand.ts'

/** The first event up to a time whose facts, time or cause differ, or that only one of them has; null when neither computed any such. */
export function* firstDivergence(
  a: Side,
  b: Side,
  untilUs: number,
): Generator<'more', number | null | Diverged, void> {
  const [lastA, lastB] = [eventAt(a.run, a.branch, untilUs), eventAt(b.run, b.branch, untilUs)]
  const ends = Math.min(lastA, lastB)
  const milestone = sharedMilestones(a.branch, b.branch) * EVENTS_PER_MILESTONE - 1
  const shared = Math.min(milestone, ends)
  const here = yield* standAt(a.run, a.branch, shared)
  if (isDiverged(here)) return here
  const there = yield* standAt(b.run, b.branch, shared)
  if (isDiverged(there)) return there
  if (!nameAlike(here.world, there.world)) return 0
  while (here.world.event < ends) {
    const diverged = stepOn(a.run, a.branch, here) ?? stepOn(b.run, b.branch, there)
    if (diverged !== null) return diverged
    if (!isEqual(here.world.traceHash, there.world.traceHash)) return here.world.event
    if (here.world.event % EVENTS_BETWEEN_STEPS === 0) yield 'more'
  }
  return lastA === lastB ? null : ends + 1
}

/** Whether a slot means the same in both: hashes tell slots apart, not whose they are. */
function nameAlike(a: World, b: World): boolean {
  const [left, right] = [a.tables.entities, b.tables.entities]
  return left.length === right.length && left.every(({ address }, slot) => right[slot]?.address === address)
}

function sharedMilestones(a: Branch, b: Branch): number {
  let shared = 0
  for (;;) {
    const [here, there] = [a.milestones[shared], b.milestones[shared]]
    if (here === undefined || there === undefined || !isEqual(here, there)) return shared
    shared += 1
  }
}

function isEqual(a: Readonly<Hash>, b: Readonly<Hash>): boolean {
  return a.lo === b.lo && a.hi === b.hi
}

const EVENTS_BETWEEN_STEPS = 128

/** One field of one thing that is not the same; undefined where a side does not have the thing. */
export interface Difference {
  readonly address: string
  readonly field: string
  readonly a: FieldValue | undefined
  readonly b: FieldValue | undefined
}

/** Everything that a condition could tell apart, and the verdicts, where both stand. */
export function* differences(a: Here, b: Here): Generator<'more', Difference[], void> {
  const [here, there] = [looksAt(a), looksAt(b)]
  const found: Difference[] = []
  for (const address of [...new Set([...here.addresses, ...there.addresses])].sort()) {
    for (const field of Object.keys(fieldsOf(address))) {
      const [left, right] = [here.look(address, field), there.look(address, field)]
      if (JSON.stringify(left) !== JSON.stringify(right)) found.push({ address, field, a: left, b: right })
    }
    yield 'more'
  }
  return found
}

interface Looks {
  readonly addresses: readonly string[]
  readonly look: (address: string, field: string) => FieldValue | undefined
}

function fieldsOf(address: string): FieldTable {
  const kind = address.split(':')[0] ?? ''
  if (kind === 'invariant') return { violations: 'number', void: 'flag' }
  return conditionFields(kind) ?? {}
}

function looksAt(head: Here): Looks {
  const { world } = head
  const checks = present(head.checks, 'the checks of a run that is compared')
  const look = fieldLookup(world, () => ledgerOf(checks))
  const findings = checks.entities.filter((entity) => entity.kind === 'finding') as Finding[]
  return {
    addresses: [...addressesOf(world), ...findings.map(({ address }) => address)],
    look: (address, field) => {
      const finding = findings.find((one) => one.address === address)
      if (finding === undefined) return address.startsWith('invariant:') ? undefined : look(address, field)
      return field === 'void' ? finding.voidBy >= 0 : finding.violations.length
    },
  }
}

function addressesOf(world: World): string[] {
  const nodes = nodesOf(world)
  const image = truthImage(world, nodes)
  const found = ['ledger']
  for (const node of nodes) {
    if (node.isBroker) found.push(`broker:${node.id}`)
    if (node.isController) found.push(`controller:${node.id}`)
  }
  for (const topic of image.topicNames) {
    for (const name of image.topics.get(topic)?.partitions ?? []) {
      found.push(`partition:${name}`)
      for (const id of image.partitions.get(name)?.replicas ?? []) found.push(`replica:${name}@${id}`)
    }
  }
  for (const entity of world.tables.entities)
    if (entity.kind === 'producer' || entity.kind === 'consumer')
      found.push(`client:${(entity as unknown as { readonly id: string }).id}`)
  return found
}
