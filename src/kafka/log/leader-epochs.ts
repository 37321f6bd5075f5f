// The leader epoch cache (server.md 2.9): where each leader epoch began in this log. By it two logs find where they part.

export interface EpochEntry {
  readonly sealed: true
  readonly epoch: number
  readonly startOffset: number
}

/** Adds an epoch if it is newer than the last; entries it contradicts go. */
export function assignEpoch(epochs: EpochEntry[], epoch: number, startOffset: number): void {
  const last = epochs[epochs.length - 1]
  if (last !== undefined && epoch <= last.epoch) return
  while (epochs.length > 0) {
    const entry = epochs[epochs.length - 1] as EpochEntry
    if (entry.epoch < epoch && entry.startOffset < startOffset) break
    epochs.pop()
  }
  epochs.push({ sealed: true, epoch, startOffset })
}

// rule: epochs.empty-dropped
export function truncateEpochsFromEnd(epochs: EpochEntry[], end: number): void {
  while (epochs.length > 0 && (epochs[epochs.length - 1] as EpochEntry).startOffset >= end) epochs.pop()
}

// rule: epochs.truncate-start
/** Of the epochs that ended below the log's start none is left; the one that the start falls into begins there. */
export function truncateEpochsFromStart(epochs: EpochEntry[], start: number): void {
  let kept: EpochEntry | null = null
  while (epochs.length > 0 && (epochs[0] as EpochEntry).startOffset < start) {
    kept = epochs.shift() as EpochEntry
  }
  if (kept === null || epochs[0]?.startOffset === start) return
  epochs.unshift({ sealed: true, epoch: kept.epoch, startOffset: start })
}

export interface EpochEnd {
  /** −1: unknown. */
  readonly epoch: number
  readonly endOffset: number
}

// rule: epochs.end-offset
/** Where an epoch ended in a log: the greatest known epoch not above it, and the start of the next. The end of the latest is the log's. */
export function endOffsetFor(epochs: readonly EpochEntry[], logEnd: number, epoch: number): EpochEnd {
  const last = epochs[epochs.length - 1]
  if (epoch < 0 || last === undefined || epoch > last.epoch) return { epoch: -1, endOffset: -1 }
  if (epoch === last.epoch) return { epoch, endOffset: logEnd }
  const first = epochs[0] as EpochEntry
  if (epoch < first.epoch) return { epoch, endOffset: first.startOffset }
  let index = epochs.length - 1
  while ((epochs[index] as EpochEntry).epoch > epoch) index -= 1
  return {
    epoch: (epochs[index] as EpochEntry).epoch,
    endOffset: (epochs[index + 1] as EpochEntry).startOffset,
  }
}
