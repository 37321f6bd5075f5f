// Committed records reach a node: its image, then what stands on it, the broker's replicas and the controller's waiting answers (server.md 4.12, 5.8).

import type { World } from '../../sim/world.ts'
import { fact, own } from '../../sim/world.ts'
import { loadLogs } from '../broker/load-logs.ts'
import { publishMetadata } from '../broker/publish.ts'
import { controllerCommitted } from '../controller/committed.ts'
import type { Node } from '../node.ts'
import { METADATA_APPLIED, SNAPSHOT_LOADED } from '../raft/facts.ts'
import { emptyDelta, isEmptyDelta, noteRecord } from './delta.ts'
import { applyRecord } from './image.ts'
import type { MetadataBatch } from './metadata-batch.ts'
import { imageOf } from './node-image.ts'
import type { MetadataSnapshot } from './snapshot.ts'
import { loadSnapshot } from './snapshot.ts'

/** Applies batches in order, after a snapshot if there is one to begin with; a whole run of them is one delta. */
export function committed(
  world: World,
  node: Readonly<Node>,
  batches: readonly MetadataBatch[],
  snapshot: MetadataSnapshot | null = null,
): void {
  const image = own(world, imageOf(world, node))
  const delta = emptyDelta()
  const from = image.endOffset
  if (snapshot !== null) {
    loadSnapshot(image, snapshot, delta)
    const { endOffset, sizeBytes, records } = snapshot
    fact(world, SNAPSHOT_LOADED, node.processSlot, -1, from, endOffset, records.length, sizeBytes)
  }
  for (const batch of batches) {
    let offset = batch.baseOffset
    for (const record of batch.records) {
      noteRecord(delta, image, record)
      applyRecord(image, offset, record)
      offset += 1
    }
  }
  fact(world, METADATA_APPLIED, node.processSlot, -1, from, image.endOffset)
  if (node.isBroker) {
    if (from === 0) loadLogs(world, node)
    else if (!isEmptyDelta(delta)) publishMetadata(world, node, delta)
  }
  if (node.isController) controllerCommitted(world, node, image.endOffset)
}
