// What a condition can ask of each kind of thing. The names are those of the rows on the page.

export type FieldType = 'number' | 'text' | 'flag' | 'list'

export type FieldTable = { readonly [field: string]: FieldType }

export const CONDITION_FIELDS = {
  partition: {
    leader: 'number',
    leaderEpoch: 'number',
    partitionEpoch: 'number',
    replicas: 'list',
    isr: 'list',
    elr: 'list',
    minIsr: 'number',
  },
  replica: {
    role: 'text',
    inSync: 'flag',
    logStart: 'number',
    logEnd: 'number',
    highWatermark: 'number',
    lastEpoch: 'number',
    logHash: 'text',
    truncatedRecords: 'number',
    records: 'number',
    segments: 'number',
    activeBase: 'number',
    indexEntries: 'number',
    sizeBytes: 'number',
    diskBytes: 'number',
    tornBytes: 'number',
  },
  broker: {
    status: 'text',
    fenced: 'flag',
    raftRole: 'text',
    raftEpoch: 'number',
    metadataApplied: 'number',
    metadataLogStart: 'number',
    metadataSnapshots: 'number',
    metadataSnapshotEnd: 'number',
    cacheHits: 'number',
    cacheMisses: 'number',
    offlineDirs: 'number',
  },
  controller: {
    status: 'text',
    active: 'flag',
    raftRole: 'text',
    raftEpoch: 'number',
    metadataApplied: 'number',
    metadataLogStart: 'number',
    metadataSnapshots: 'number',
    metadataSnapshotEnd: 'number',
  },
  client: {
    status: 'text',
    acks: 'number',
    waitingRecords: 'number',
    inFlightRecords: 'number',
    sentRecords: 'number',
    acknowledgedRecords: 'number',
    failedRecords: 'number',
    deliveredRecords: 'number',
    processedRecords: 'number',
    member: 'text',
    owned: 'text',
    ownedPartitions: 'number',
  },
  group: {
    state: 'text',
    epoch: 'number',
    members: 'number',
    assignor: 'text',
    leader: 'text',
    coordinator: 'number',
    committed: 'number',
    lag: 'number',
  },
  ledger: {
    sent: 'number',
    appended: 'number',
    acknowledged: 'number',
    committed: 'number',
    delivered: 'number',
    failed: 'number',
    lost: 'number',
    duplicated: 'number',
    g1a: 'number',
    precommittedReads: 'number',
    inconsistentOffsets: 'number',
    reordered: 'number',
    reprocessed: 'number',
    nonmonotonicPolls: 'number',
    pollSkips: 'number',
  },
} as const satisfies { readonly [kind: string]: FieldTable }

/** null when conditions cannot ask anything of that kind of thing. */
export function conditionFields(kind: string): FieldTable | null {
  return Object.hasOwn(CONDITION_FIELDS, kind)
    ? CONDITION_FIELDS[kind as keyof typeof CONDITION_FIELDS]
    : null
}
