// Sizes of the clients' requests on the wire, near enough: a header with the client's id, then about what each entry takes.

import { NO_HEADERS_BYTES } from '../log/record-size.ts'

const HEADER_BYTES = 24

/** A record's upper bound before it is in a batch (AbstractRecords.estimateSizeInBytesUpperBound): batch header, the largest record header, key, value, headers. */
export function recordUpperBoundBytes(
  keyBytes: number,
  valueBytes: number,
  headersBytes: number = NO_HEADERS_BYTES,
): number {
  return 61 + 21 + Math.max(keyBytes, 0) + Math.max(valueBytes, 0) + headersBytes - NO_HEADERS_BYTES
}

export function metadataRequestBytes(topics: number): number {
  return HEADER_BYTES + 6 + 34 * topics
}

// rule: bytes.requests
export function produceRequestBytes(partitions: number, batchBytes: number): number {
  return HEADER_BYTES + 30 + 10 * partitions + batchBytes
}

export function initProducerIdRequestBytes(): number {
  return HEADER_BYTES + 16
}

export function fetchRequestBytes(partitions: number, forgotten: number): number {
  return HEADER_BYTES + 58 + 34 * partitions + 5 * forgotten
}

export function listOffsetsRequestBytes(partitions: number): number {
  return HEADER_BYTES + 26 + 17 * partitions
}

export function offsetForLeaderEpochRequestBytes(partitions: number): number {
  return HEADER_BYTES + 24 + 13 * partitions
}

export function createTopicsRequestBytes(topics: number, partitions: number): number {
  return HEADER_BYTES + 12 + 40 * topics + 18 * partitions
}

// Groups: fixed parts and lists, with names and member ids at their usual length.

export function findCoordinatorRequestBytes(nameBytes: number): number {
  return HEADER_BYTES + 6 + nameBytes
}

export function joinGroupRequestBytes(protocols: number, topics: number, owned: number): number {
  return HEADER_BYTES + 90 + protocols * (30 + 12 * topics + 4 * owned)
}

export function syncGroupRequestBytes(members: number, partitions: number): number {
  return HEADER_BYTES + 80 + 60 * members + 4 * partitions
}

export function heartbeatRequestBytes(): number {
  return HEADER_BYTES + 70
}

export function leaveGroupRequestBytes(): number {
  return HEADER_BYTES + 80
}

export function offsetCommitRequestBytes(partitions: number): number {
  return HEADER_BYTES + 80 + 20 * partitions
}

export function offsetFetchRequestBytes(partitions: number): number {
  return HEADER_BYTES + 70 + 5 * partitions
}

export function groupHeartbeatRequestBytes(topics: number, owned: number): number {
  return HEADER_BYTES + 70 + 12 * topics + 4 * owned
}
