// Topic settings as the controller's image has them: the topic's own, else the cluster's dynamic default, else the controller's file.

import type { Image } from '../metadata/image.ts'
import type { Node } from '../node.ts'
import { ELR_FEATURE } from '../rules/features.ts'

export function isElrOn(image: Readonly<Image>): boolean {
  return (image.features.get(ELR_FEATURE) ?? 0) >= 1
}

/** min.insync.replicas, at most the replicas that partition 0 has. */
export function effectiveMinIsr(image: Readonly<Image>, node: Readonly<Node>, topic: string): number {
  const given = setting(image, topic, 'min.insync.replicas')
  const wanted = given === null ? node.config.minInsyncReplicas : Number(given)
  const replicas = image.partitions.get(`${topic}-0`)?.replicas.length ?? wanted
  return node.rules.minIsrCap === 'none' ? wanted : Math.min(wanted, replicas)
}

export function isUncleanElectionOn(image: Readonly<Image>, node: Readonly<Node>, topic: string): boolean {
  const given = setting(image, topic, 'unclean.leader.election.enable')
  return given === null ? node.config.uncleanLeaderElectionEnable : given === 'true'
}

function setting(image: Readonly<Image>, topic: string, key: string): string | null {
  return image.configs.get(`topic/${topic}`)?.[key] ?? image.configs.get('broker/')?.[key] ?? null
}
