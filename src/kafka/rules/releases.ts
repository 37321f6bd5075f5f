// Which release brought which rule (curriculum 0.4): the first release of each position. Releases before KRaft count as well: what they did to replicas can be
// seen on a cluster of today.

import { assert } from '../../sim/assert.ts'
import type { RuleName, Rules, RulesOverride } from './rules.ts'
import { POSITIONS, RULE_NAMES } from './rules.ts'

/** Oldest first. */
export const RELEASES: readonly string[] = [
  '0.10',
  '0.11',
  '1.0',
  '1.1',
  ...['2.0', '2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.7', '2.8'],
  ...['3.0', '3.1', '3.2', '3.3', '3.4', '3.5', '3.6', '3.7', '3.8', '3.9'],
  ...['4.0', '4.1', '4.2', '4.3'],
]

export const PRESENT_RELEASE = '4.3'

/** First release of each position, in the order of POSITIONS; the first position holds from the beginning. */
const SINCE: { readonly [Name in RuleName]: readonly string[] } = {
  truncation: ['0.10', '0.11', '2.0', '2.1', '2.7'],
  isrJoin: ['0.10', '2.1'],
  isrEligible: ['0.10', '3.3', '3.5'],
  hwRule: ['0.10', '3.7'],
  minIsrCap: ['0.10', '3.7'],
  election: ['0.10', '0.11', '4.1'],
  kraftLeader: ['0.10', '3.7', '4.0'],
  consumerTruncation: ['0.10', '2.3'],
  listOffsets: ['0.10', '2.2'],
  fetchFrom: ['0.10', '2.4'],
  epochOnShrink: ['0.10', '3.3', '3.6'],
  isrOrder: ['0.10', '4.0'],
  session: ['0.10', '4.0'],
}

/** The row of a release, with single rules put in its place. */
export function rulesOf(release: string, override: RulesOverride = {}): Rules {
  const age = RELEASES.indexOf(release)
  assert(age >= 0, `no rules of Kafka ${release}`)
  const row: { [name: string]: string } = {}
  for (const name of RULE_NAMES) {
    let place = 0
    for (const first of SINCE[name].slice(1)) if (RELEASES.indexOf(first) <= age) place += 1
    row[name] = override[name] ?? (POSITIONS[name][place] as string)
  }
  return { ...row, release, sealed: true } as Rules
}

/** Whether a release has what came with another. */
export function isSince(rules: Rules, first: string): boolean {
  return RELEASES.indexOf(rules.release) >= RELEASES.indexOf(first)
}

/** Of the present release: for what is built without a set-up of its own. */
export const PRESENT_RULES: Rules = rulesOf(PRESENT_RELEASE)
