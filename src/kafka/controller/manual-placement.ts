// Replicas that somebody placed by hand (ReplicationControlManager.validateManualPartitionAssignment).

import type { Image } from '../metadata/image.ts'
import { INVALID_REPLICA_ASSIGNMENT, NONE } from '../protocol/errors.ts'

/** Not empty, no id negative or twice, every broker registered, fenced or not; and as many as there must be, if that is said. */
export function manualError(image: Readonly<Image>, replicas: readonly number[], factor = -1): number {
  const isSound =
    replicas.length > 0 &&
    replicas.every((id, place) => id >= 0 && replicas.indexOf(id) === place && image.brokers.has(id)) &&
    (factor < 0 || replicas.length === factor)
  return isSound ? NONE : INVALID_REPLICA_ASSIGNMENT
}
