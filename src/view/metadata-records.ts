// __cluster_metadata record by record, as the log that leads has it, and which voters hold each record.

import type { MetadataBatch } from '../kafka/metadata/metadata-batch.ts'
import type { MetadataLog } from '../kafka/raft/metadata-log.ts'
import { lastEpoch, readMetadataLog } from '../kafka/raft/metadata-log.ts'
import { find } from '../sim/world.ts'
import type { CopyState, MetadataRecordRow, VoterRow } from './lens-rows.ts'
import { recordSentence, recordType } from './record-words.ts'
import type { Scene } from './scene.ts'

/** Only the newest are told, so that a day's log costs no more than a minute's. */
const RECORDS_SHOWN = 400

export function metadataRecordRows(
  scene: Scene,
  voters: readonly VoterRow[],
  count: number = RECORDS_SHOWN,
): MetadataRecordRow[] {
  const logs = voters.map((voter) => ({ voter, log: logOf(scene, voter.id) }))
  const shown = leadingLog(scene, voters)
  if (shown === null) return []
  const from = Math.max(shown.startOffset, shown.endOffset - count)
  const committedEnd = Math.max(0, ...voters.map((voter) => voter.highWatermark))
  const rows: MetadataRecordRow[] = []
  for (const batch of readMetadataLog(shown, from, shown.endOffset, Number.MAX_SAFE_INTEGER))
    batchRows(batch, from, logs, committedEnd, rows)
  return rows
}

type VoterLog = { readonly voter: VoterRow; readonly log: Readonly<MetadataLog> | null }

function batchRows(
  batch: MetadataBatch,
  from: number,
  logs: readonly VoterLog[],
  committedEnd: number,
  rows: MetadataRecordRow[],
): void {
  batch.records.forEach((record, place) => {
    const offset = batch.baseOffset + place
    if (offset < from) return
    rows.push({
      address: `metadata-record:${offset}`,
      offset,
      epoch: batch.epoch,
      type: recordType(record),
      says: recordSentence(record),
      copies: logs.map(({ voter, log }) => ({
        voter: voter.id,
        state: copyState(voter, log, offset, batch.epoch),
      })),
      committed: offset < committedEnd,
      opensBatch: place === 0,
    })
  })
}

/** Another epoch at that offset is another record. */
function copyState(
  voter: VoterRow,
  log: Readonly<MetadataLog> | null,
  offset: number,
  epoch: number,
): CopyState {
  // What lies below the start of its log is in its snapshot.
  if (log !== null && offset < log.startOffset) return 'committed'
  if (log === null || offset >= log.endOffset || epochAt(log, offset) !== epoch) return 'absent'
  return offset < voter.highWatermark ? 'committed' : 'held'
}

function epochAt(log: Readonly<MetadataLog>, offset: number): number {
  for (let i = log.epochs.length - 1; i >= 0; i--) {
    const entry = log.epochs[i]
    if (entry !== undefined && entry.startOffset <= offset) return entry.epoch
  }
  return -1
}

function logOf(scene: Scene, id: number): Readonly<MetadataLog> | null {
  return find(scene.world, `metadata-log:${id}`) as MetadataLog | null
}

/** The leader's; while nobody leads, the log that would win an election. A voter that was cut off may have a longer one, of an old epoch. */
export function leadingLog(scene: Scene, voters: readonly VoterRow[]): Readonly<MetadataLog> | null {
  return logOf(scene, scene.active) ?? furthest(voters.map(({ id }) => logOf(scene, id)))
}

/** By its last epoch and then its length. */
function furthest(logs: readonly (Readonly<MetadataLog> | null)[]): Readonly<MetadataLog> | null {
  let best: Readonly<MetadataLog> | null = null
  for (const log of logs) {
    if (log === null) continue
    const ahead = best === null ? 1 : lastEpoch(log) - lastEpoch(best) || log.endOffset - best.endOffset
    if (ahead > 0) best = log
  }
  return best
}
