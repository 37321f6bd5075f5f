// Topic settings as the controller's image has them: the topic's own, else the cluster's dynamic default, else the controller's file.

import type { ConfigValues } from '../config/check-value.ts'
import { topicConfig } from '../config/resolve.ts'
import type { Image } from '../metadata/image.ts'
import type { Node } from '../node.ts'
import { ELR_FEATURE } from '../rules/features.ts'

export function isElrOn(image: Readonly<Image>): boolean {
  return (image.features.get(ELR_FEATURE) ?? 0) >= 1
}

/** min.insync.replicas, at most the replicas that partition 0 has. */
function effectiveMinIsr(image: Readonly<Image>, node: Readonly<Node>, topic: string): number {
  const given = setting(image, topic, 'min.insync.replicas')
  const wanted = given === null ? node.config.minInsyncReplicas : Number(given)
  const replicas = image.partitions.get(`${topic}-0`)?.replicas.length ?? wanted
  return node.rules.minIsrCap === 'none' ? wanted : Math.min(wanted, replicas)
}

export function isUncleanElectionOn(image: Readonly<Image>, node: Readonly<Node>, topic: string): boolean {
  const given = setting(image, topic, 'unclean.leader.election.enable')
  return given === null ? node.config.uncleanLeaderElectionEnable : given === 'true'
}

/** What every change of a partition goes by, whoever asks for it. `byLeader`: its leader does. */
export function changeRules(image: Readonly<Image>, node: Readonly<Node>, topic: string, byLeader = false) {
  return {
    effectiveMinIsr: effectiveMinIsr(image, node, topic),
    isElrOn: isElrOn(image),
    bumpsOnShrink: bumpsOnShrink(node, byLeader),
  }
}

// rule: versions.epoch-on-shrink
/** Whether a shrink raises the leader epoch though the leader stays. */
function bumpsOnShrink({ rules }: Readonly<Node>, byLeader: boolean): boolean {
  switch (rules.epochOnShrink) {
    case 'by-controller':
      return !byLeader
    case 'always':
      return true
    case 'never':
      return false
  }
}

/** min.compaction.lag.ms above max.compaction.lag.ms: refused of a new topic and of a changed one. */
export function areLagsCrossed(values: ConfigValues, node: Readonly<Node>): boolean {
  const config = topicConfig(values, node.config)
  return config.minCompactionLagMs > config.maxCompactionLagMs
}

function setting(image: Readonly<Image>, topic: string, key: string): string | null {
  return image.configs.get(`topic/${topic}`)?.[key] ?? image.configs.get('broker/')?.[key] ?? null
}
