// The features of a cluster and the levels at which a release formats them.

import type { FeatureLevels } from '../setup.ts'
import { isSince } from './releases.ts'
import type { Rules } from './rules.ts'

/** Feature level at which ELR is on (server.md 4.14). */
export const ELR_FEATURE = 'eligible.leader.replicas.version'
const METADATA_VERSION_FEATURE = 'metadata.version'

/** What a cluster is formatted with, and since which release: with the newest metadata version that it knows (4.3-IV0 is 30), and other features by name. */
const FEATURES: readonly (readonly [name: string, level: number, since: string])[] = [
  [ELR_FEATURE, 1, '4.1'],
  ['group.version', 1, '4.0'],
  ['share.version', 1, '4.2'],
  ['streams.version', 1, '4.2'],
  ['transaction.version', 2, '4.0'],
]
/** Newest metadata version of each release, from the first with KRaft for production (MetadataVersion). */
const METADATA_VERSIONS: readonly (readonly [release: string, level: number])[] = [
  ['3.3', 7],
  ['3.4', 8],
  ['3.5', 11],
  ['3.6', 14],
  ['3.7', 19],
  ['3.8', 20],
  ['3.9', 21],
  ['4.0', 25],
  ['4.1', 27],
  ['4.2', 29],
  ['4.3', 30],
]
/** Releases that could migrate from ZooKeeper say that they do not (seen on 3.9.2). */
export function tellsOfMigration(rules: Rules): boolean {
  return isSince(rules, '3.4') && !isSince(rules, '4.0')
}

/** In the order in which they are written. */
export const FEATURE_NAMES: readonly string[] = [
  METADATA_VERSION_FEATURE,
  ...FEATURES.map((feature) => feature[0]),
]

interface WithRules {
  readonly rules: Rules
  readonly features?: FeatureLevels
}

/** As it was formatted. ELR comes with a release whose rules elect from it. */
export function featureLevel(node: WithRules, name: string): number {
  const given = node.features?.[name]
  if (given !== undefined) return given
  if (name === METADATA_VERSION_FEATURE) return metadataVersion(node)
  if (name === ELR_FEATURE) return node.rules.election === 'elr' ? 1 : 0
  const feature = FEATURES.find((one) => one[0] === name)
  return feature !== undefined && isSince(node.rules, feature[2]) ? feature[1] : 0
}

function metadataVersion(node: WithRules): number {
  let newest = METADATA_VERSIONS[0]?.[1] ?? 0
  for (const [release, level] of METADATA_VERSIONS) if (isSince(node.rules, release)) newest = level
  return newest
}
