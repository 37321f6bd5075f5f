// One node's part in the metadata quorum: `raft:<id>` in its memory, `quorum:<id>` and `metadata-log:<id>` on its disk.

import { assert } from '../../sim/assert.ts'
import type { Message } from '../../sim/connection.ts'
import { numberedFinder } from '../../sim/finders.ts'
import type { Entity } from '../../sim/tables.ts'
import type { Sealed } from '../../sim/tree.ts'
import type { World } from '../../sim/world.ts'
import { add, at, find, own } from '../../sim/world.ts'
import type { MetadataBatch } from '../metadata/metadata-batch.ts'
import { ensureImage } from '../metadata/node-image.ts'
import type { Node } from '../node.ts'
import { isPlanted } from '../plants.ts'
import type { MetadataLog } from './metadata-log.ts'
import { emptyMetadataLog } from './metadata-log.ts'

/** `none`: the process does not run. Brokers are observers, whether they know the leader or not. */
export type RaftRole =
  | 'none'
  | 'unattached'
  | 'prospective'
  | 'candidate'
  | 'follower'
  | 'leader'
  | 'resigned'
  | 'observer'

/** Contents of the file quorum-state. −1: none. */
export interface ElectionState extends Sealed {
  readonly leaderId: number
  readonly epoch: number
  readonly votedId: number
}

export interface Quorum extends Entity {
  readonly kind: 'quorum'
  /** As last written; of it, as last flushed. */
  written: ElectionState
  flushed: ElectionState
}

export interface Raft extends Entity {
  readonly kind: 'raft'
  readonly nodeId: number
  readonly quorumSlot: number
  readonly logSlot: number
  readonly imageSlot: number
  role: RaftRole
  epoch: number
  /** −1: not known. */
  leader: number
  /** −1: no vote given in this epoch. */
  voted: number
  /** −1: not known. */
  highWatermark: number
  /** Asking for votes: who said yes, itself included, and who said no. */
  granted: number[]
  rejected: number[]
  /** A candidate asks only once its own vote is on disk. */
  voteFlushed: boolean
  /** Leading: offset of the epoch's first record, and what the other voters have fetched. */
  epochStart: number
  voters: VoterProgress[]
  /** Leading: what the brokers have fetched, in the order in which they came. */
  observers: VoterProgress[]
  /** Voters that fetched since the check-quorum timer was last set. */
  heard: number[]
  parked: ParkedFetch[]
  /** Appended by the controller, waiting for the linger to pass. */
  pending: MetadataBatch[]
  /** Following: node from which a fetch is wanted or under way, −1 for none. */
  fetchingFrom: number
  /** Has had an answer from the present leader: from then on it denies pre-votes. */
  hasFetched: boolean
  /** What was fetched, or appended while leading, must be flushed before the next fetch. */
  flushing: boolean
  /** A snapshot that is being fetched from the leader, or about to be. */
  download: SnapshotDownload | null
  /** When this process began: the cleaner of snapshots counts from there. */
  startedUs: number
  /** Committed since the last snapshot was taken or loaded, and when that was. */
  bytesSinceSnapshot: number
  lastSnapshotUs: number
  /** Resigned: whom to propose, and who knows. */
  preferred: readonly number[]
  told: number[]
  stopping: boolean
}

export interface VoterProgress {
  readonly id: number
  /** End of its log as its last fetch said, −1 for unknown. */
  endOffset: number
  lastFetchUs: number
}

export interface SnapshotDownload extends Sealed {
  readonly endOffset: number
  readonly epoch: number
  /** Bytes that have come. */
  readonly position: number
}

export interface ParkedFetch extends Sealed {
  readonly connectionSlot: number
  readonly message: Message
  readonly deadlineUs: number
}

const NO_ELECTION: ElectionState = { sealed: true, leaderId: -1, epoch: 0, votedId: -1 }

type WithId = { readonly id: number }

/** Made at the first start of the node. */
export function ensureRaft(world: World, node: WithId): Raft {
  const known = find(world, `raft:${node.id}`)
  if (known !== null) return known as Raft
  const quorum = add<Quorum>(world, (slot, stamp) => ({
    kind: 'quorum',
    address: `quorum:${node.id}`,
    slot,
    stamp,
    written: NO_ELECTION,
    flushed: NO_ELECTION,
  }))
  const log = add<MetadataLog>(world, (slot, stamp) => emptyMetadataLog(slot, stamp, node.id))
  const image = ensureImage(world, node)
  return add<Raft>(world, (slot, stamp) => ({
    kind: 'raft',
    address: `raft:${node.id}`,
    slot,
    stamp,
    nodeId: node.id,
    quorumSlot: quorum.slot,
    logSlot: log.slot,
    imageSlot: image.slot,
    ...emptyRaft(),
  }))
}

function emptyRaft() {
  return {
    role: 'none' as RaftRole,
    epoch: 0,
    leader: -1,
    voted: -1,
    highWatermark: -1,
    granted: [],
    rejected: [],
    voteFlushed: false,
    epochStart: -1,
    voters: [],
    observers: [],
    heard: [],
    parked: [],
    pending: [],
    fetchingFrom: -1,
    hasFetched: false,
    flushing: false,
    download: null,
    startedUs: 0,
    bytesSinceSnapshot: 0,
    lastSnapshotUs: 0,
    preferred: [],
    told: [],
    stopping: false,
  }
}

/** Memory is gone. */
export function forgetRaft(world: World, node: WithId): void {
  Object.assign(own(world, raftOf(world, node)), emptyRaft())
}

const findRaft = numberedFinder((id: number) => `raft:${id}`)

export function raftOf(world: World, node: WithId): Raft {
  const raft = findRaft(world.tables, node.id, node.id)
  assert(raft !== null, 'a node without its raft')
  return raft as Raft
}

export function quorumFile(world: World, raft: Readonly<Raft>): Quorum {
  return at(world, raft.quorumSlot) as Quorum
}

export function metadataLogOf(world: World, raft: Readonly<Raft>): MetadataLog {
  return at(world, raft.logSlot) as MetadataLog
}

export function majorityOf(node: Readonly<Node>): number {
  return Math.floor(node.voters.length / 2) + 1
}

/** The node's idea of who leads the quorum and so is the active controller, −1 when it knows of none. */
export function currentLeader(world: World, node: WithId): number {
  const raft = raftOf(world, node)
  switch (raft.role) {
    case 'leader':
    case 'follower':
    case 'observer':
      return raft.leader
    default:
      return -1
  }
}

export function votesToLead(world: World, node: Readonly<Node>): number {
  return isPlanted(world, 'majority-of-one') ? 1 : majorityOf(node)
}
