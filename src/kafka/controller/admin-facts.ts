// What the controller does for admin clients. Codes 270 to 289. Subject: the controller's process.

import { declareFact } from '../../sim/facts.ts'

export const TOPIC_DELETED = declareFact(270, 'topic.deleted', 'control', 79, ['name:topic', 'partitions'])
export const PARTITIONS_ADDED = declareFact(271, 'topic.partitionsAdded', 'control', 77, [
  'name:topic',
  'fromPartitions',
  'toPartitions',
])
export const CONFIG_SET = declareFact(272, 'config.set', 'control', 76, [
  'name:resource',
  'name:config',
  'name:value',
])
export const CONFIG_DELETED = declareFact(273, 'config.deleted', 'control', 76, [
  'name:resource',
  'name:config',
])
/** Replicas that come and replicas that go. */
export const REASSIGNMENT_BEGUN = declareFact(274, 'reassignment.begun', 'control', 83, [
  'name:partition',
  'adding',
  'removing',
])
export const REASSIGNMENT_DONE = declareFact(275, 'reassignment.done', 'control', 85, [
  'name:partition',
  'replicas',
  'leader',
  'leaderEpoch',
])
export const REASSIGNMENT_CANCELLED = declareFact(276, 'reassignment.cancelled', 'control', 83, [
  'name:partition',
  'replicas',
])
/** One topic, partition or resource of a request. */
export const ADMIN_REFUSED = declareFact(277, 'admin.refused', 'control', 74, ['name:of', 'error'])
export const QUORUM_DESCRIBED = declareFact(278, 'quorum.described', 'control', 47, [
  'leader',
  'leaderEpoch',
  'highWatermark',
])
