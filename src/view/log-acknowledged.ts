// What of a partition was acknowledged, as the checks have followed it: by batch for records, by stretch for a log seen from far.

import type { History, HistoryChunk } from '../check/history.ts'
import { endOfChunk } from '../check/history.ts'
import type { Batch } from '../kafka/log/batch.ts'
import type { Tables } from '../sim/tables.ts'
import { findEntity } from '../sim/tables.ts'
import type { World } from '../sim/world.ts'
import { find } from '../sim/world.ts'
import type { Acknowledged } from './log-rows.ts'

/** Asked for batches in any order. */
export type AcknowledgedOf = (batch: Batch) => Acknowledged

/** null: without checks nobody knows. */
export function acknowledgedOf(world: World, checks: Tables | null, partition: string): AcknowledgedOf {
  const history = historyIn(world, checks, partition)
  if (history === null) return () => 'no'
  const lost = new Set(history.lostRows.map((row) => `${row.producer}/${row.batch}`))
  const slots = new Map<string, number>()
  const slotOf = (producer: string): number => {
    const known = slots.get(producer)
    if (known !== undefined) return known
    const slot = find(world, `process:${producer}`)?.slot ?? -1
    slots.set(producer, slot)
    return slot
  }
  return (batch) => {
    const slot = slotOf(batch.producer)
    const chunk = chunkAt(history, batch.baseOffset)
    const row = chunk === null ? -1 : chunk.base.indexOf(batch.baseOffset)
    if (chunk !== null && chunk.producer[row] === slot && chunk.batch[row] === batch.batchNumber)
      return chunk.acknowledged[row] === 1 ? 'yes' : 'no'
    return lost.has(`${slot}/${batch.batchNumber}`) ? 'lost' : 'no'
  }
}

function historyIn(world: World, checks: Tables | null, partition: string): History | null {
  const name = world.nameIds.get(partition)
  if (checks === null || name === undefined) return null
  return findEntity(checks, `history:${name}`) as History | null
}

/** The chunk that would hold a batch, by halving. */
function chunkAt(history: History, offset: number): HistoryChunk | null {
  const { chunks } = history
  let low = 0
  let high = chunks.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (((chunks[middle] as HistoryChunk).base[0] as number) <= offset) low = middle
    else high = middle - 1
  }
  const chunk = chunks[low]
  return chunk === undefined || offset >= endOfChunk(chunk) ? null : chunk
}
