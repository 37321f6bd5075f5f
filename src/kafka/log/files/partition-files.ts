// What lies in the directory of one replica: `<topic>-<partition>`, as Kafka 4.3.1 leaves it. Sizes come without making the bytes.

import type { TopicConfig } from '../../config/resolve.ts'
import { utf8Bytes } from '../../workload/murmur2.ts'
import type { WorkloadOf } from '../bytes/log-bytes.ts'
import { bytesOf } from '../bytes/log-bytes.ts'
import type { Log } from '../log.ts'
import { activeSegment } from '../log.ts'
import type { ProducerEntry } from '../producer-state.ts'
import { snapshotOf } from '../producer-state.ts'
import type { TornTail } from '../torn.ts'
import { indexBytes, timeIndexBytes } from './index-file.ts'
import { snapshotBytes } from './producer-snapshot.ts'
import { INDEX_ENTRY_BYTES, maxIndexEntries, maxTimeIndexEntries, TIME_INDEX_ENTRY_BYTES } from './roll.ts'
import type { Segment } from './segments.ts'
import { segmentInFiles, segmentsOf } from './segments.ts'
import { leaderEpochText, partitionMetadataText, segmentFileName } from './text-files.ts'

export interface DataFile {
  /** Within the directory. */
  readonly path: string
  /** Size as `ls` shows it: what is beyond the bytes is zeros that take no place on the disk. */
  readonly sizeBytes: number
  readonly bytes: () => Uint8Array
}

export interface ReplicaOnDisk {
  readonly log: Readonly<Log>
  readonly config: TopicConfig
  readonly topicId: string
  /** After an orderly stop: the active segment is closed as well. */
  readonly closed: boolean
  readonly workloadOf: WorkloadOf
}

/** In order of name. */
export function partitionFiles(replica: ReplicaOnDisk): DataFile[] {
  const { log, closed } = replica
  const { torn } = log
  const segments = segmentsOf(log, closed)
  const files: DataFile[] = []
  for (const segment of segments) {
    if (torn?.segmentBase === segment.baseOffset) files.push(...tornFiles(replica, torn, segment))
    else files.push(...segmentFiles(replica, segment))
  }
  files.push(...snapshotFiles(log, closed), ...deletedFiles(replica))
  const epochs = torn?.epochs ?? log.epochs
  const wasLed = epochs.length > 0 || log.logEnd > 0
  files.push(textFile('leader-epoch-checkpoint', leaderEpochText(epochs, wasLed)))
  files.push(textFile('partition.metadata', partitionMetadataText(replica.topicId)))
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

export function textFile(path: string, text: string): DataFile {
  const bytes = Uint8Array.from(utf8Bytes(text))
  return { path, sizeBytes: bytes.length, bytes: () => bytes }
}

/** While a segment is open its indexes have the size that they may grow to, and its log too if `preallocate` is set. */
function segmentFiles(replica: ReplicaOnDisk, segment: Segment): DataFile[] {
  const { config, workloadOf } = replica
  const isOpen = segment.isActive && !replica.closed
  const name = (ending: string): string => segmentFileName(segment.baseOffset, ending)
  const logBytes = isOpen && config.preallocate ? config.segmentBytes : segment.sizeBytes
  const indexSize = (isOpen ? maxIndexEntries(config) : segment.index.length) * INDEX_ENTRY_BYTES
  const timeEntries = isOpen ? maxTimeIndexEntries(config) : segment.timeIndex.length
  return [
    { path: name('index'), sizeBytes: indexSize, bytes: () => indexBytes(segment) },
    { path: name('log'), sizeBytes: logBytes, bytes: () => bytesOf(segment.batches, workloadOf) },
    {
      path: name('timeindex'),
      sizeBytes: timeEntries * TIME_INDEX_ENTRY_BYTES,
      bytes: () => timeIndexBytes(segment),
    },
  ]
}

// rule: files.torn
/** As a loss of power has left them, until recovery: the segment with the torn batch, and those behind it. Its indexes end with what is whole. */
function tornFiles(replica: ReplicaOnDisk, torn: TornTail, whole: Segment): DataFile[] {
  const files: DataFile[] = []
  const isLast = torn.later.length === 0
  for (const file of segmentFiles(replica, { ...whole, isActive: isLast })) {
    if (!file.path.endsWith('.log')) files.push(file)
    else {
      const sizeBytes = Math.max(isLast ? file.sizeBytes : 0, torn.sizeBytes)
      files.push({ ...file, sizeBytes, bytes: () => tornLogBytes(torn, whole, replica.workloadOf) })
    }
  }
  torn.later.forEach((later, place) => {
    files.push(...segmentFiles(replica, segmentInFiles(later, place === torn.later.length - 1)))
    const { snapshot } = later.segment
    if (snapshot !== null) files.push(snapshotFile(later.baseOffset, snapshot))
  })
  return files
}

/** What was written, and zeros where a page was not. */
function tornLogBytes(torn: TornTail, whole: Segment, workloadOf: WorkloadOf): Uint8Array {
  const bytes = new Uint8Array(torn.sizeBytes)
  bytes.set(bytesOf(whole.batches, workloadOf))
  const written = bytesOf(torn.batches, workloadOf)
  bytes.set(written.subarray(0, torn.sizeBytes - torn.position), torn.position)
  return bytes.fill(0, torn.holeFrom, torn.holeTo)
}

// rule: files.deleted
/** What is gone from the log lies on the disk under another name until file.delete.delay.ms is over; of two of one name the later one. Where cleaning has put a segment in its place, the producers' snapshot stays. */
function deletedFiles(replica: ReplicaOnDisk): DataFile[] {
  const { log } = replica
  const byPath = new Map<string, DataFile>()
  for (const deleted of log.deleted) {
    const files = segmentFiles(replica, segmentInFiles(deleted))
    const { snapshot } = deleted.segment
    const isReplaced = log.segments.some(({ baseOffset }) => baseOffset === deleted.baseOffset)
    if (snapshot !== null && !isReplaced) files.push(snapshotFile(deleted.baseOffset, snapshot))
    for (const file of files) byPath.set(file.path, { ...file, path: `${file.path}.deleted` })
  }
  return [...byPath.values()]
}

/** One at each roll, and one at the end of the log at an orderly stop. */
function snapshotFiles(log: Readonly<Log>, closed: boolean): DataFile[] {
  const files: DataFile[] = []
  for (const { baseOffset, snapshot } of log.segments)
    if (snapshot !== null) files.push(snapshotFile(baseOffset, snapshot))
  if (closed && log.logEnd > activeSegment(log).baseOffset)
    files.push(snapshotFile(log.logEnd, snapshotOf(log.producers)))
  return files
}

function snapshotFile(offset: number, entries: readonly ProducerEntry[]): DataFile {
  const bytes = snapshotBytes(entries)
  return { path: segmentFileName(offset, 'snapshot'), sizeBytes: bytes.length, bytes: () => bytes }
}
