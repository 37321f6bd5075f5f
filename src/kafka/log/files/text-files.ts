// Files that are text: checkpoints (version, count, lines), partition.metadata, meta.properties, .kafka_cleanshutdown. As Kafka 4.3.1 writes them, line ends and all.

import type { EpochEntry } from '../leader-epochs.ts'

export interface PartitionOffset {
  readonly topic: string
  readonly index: number
  readonly offset: number
}

// rule: files.text
export function offsetCheckpointText(rows: readonly PartitionOffset[]): string {
  return checkpointText(rows.map((row) => `${row.topic} ${row.index} ${row.offset}`))
}

/** Empty until a leader epoch was written for the first time. */
export function leaderEpochText(epochs: readonly EpochEntry[], wasWritten: boolean): string {
  return wasWritten ? checkpointText(epochs.map((entry) => `${entry.epoch} ${entry.startOffset}`)) : ''
}

function checkpointText(lines: readonly string[]): string {
  return ['0', String(lines.length), ...lines, ''].join('\n')
}

/** Without a line end. */
export function partitionMetadataText(topicId: string): string {
  return `version: 0\ntopic_id: ${topicId}`
}

/** Written when the directory is formatted: before the first moment of the run, whose clocks count from 1970. */
export function metaPropertiesText(nodeId: number, clusterId: string, directoryId: string): string {
  const rows = [`node.id=${nodeId}`, `directory.id=${directoryId}`, 'version=1', `cluster.id=${clusterId}`]
  return ['#', '#Thu Jan 01 00:00:00 UTC 1970', ...rows, ''].join('\n')
}

export function cleanShutdownText(brokerEpoch: number): string {
  return `{"version":0,"brokerEpoch":${brokerEpoch}}`
}

/** Of a file of a segment: its base offset in 20 digits. */
export function segmentFileName(baseOffset: number, ending: string): string {
  return `${String(baseOffset).padStart(20, '0')}.${ending}`
}
