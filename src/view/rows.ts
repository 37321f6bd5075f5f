// The rows a view hands to whoever draws: plain data, one row a thing, found by its address. A row never shares an object with the world.

import type { Sentence } from '../tell/sentence.ts'

/** Families of requests; each has one colour everywhere. */
export type Family = 'client' | 'replica' | 'control' | 'group'

/** `dead`: killed or powered off; `stopped`: ended in order; `cutOff`: alive, but every link of it is cut. */
export type LifeStatus = 'running' | 'paused' | 'stopping' | 'stopped' | 'dead' | 'cutOff'

export type RaftRole =
  | 'leader'
  | 'follower'
  | 'candidate'
  | 'prospective'
  | 'unattached'
  | 'resigned'
  | 'observer'

export interface NodeRow {
  readonly address: string
  readonly id: number
  readonly roles: readonly ('broker' | 'controller')[]
  readonly rack: string | null
  readonly status: LifeStatus
  /** Event that took the process down, paused it or cut it off; null while it runs. */
  readonly downBy: number | null
  readonly raftRole: RaftRole
  readonly raftEpoch: number
  /** The controller that acts: its writes are the cluster's metadata. */
  readonly active: boolean
  /** Brokers: null until registered. */
  readonly fenced: boolean | null
  /** Broker session as the active controller keeps it; null when fenced or unknown. */
  readonly sessionEndsUs: number | null
  /** End of the metadata that this node has applied. */
  readonly metadataOffset: number
  readonly leaders: number
  readonly followers: number
}

export type ReplicaRole = 'leader' | 'follower' | 'offline'

export interface ReplicaRow {
  readonly address: string
  readonly partition: string
  readonly node: number
  readonly role: ReplicaRole
  readonly inSync: boolean
  readonly logStart: number
  readonly logEnd: number
  readonly highWatermark: number
  readonly lastEpoch: number
  /** Hash of the whole log up to its end, 16 hex digits: equal logs, equal hashes. */
  readonly logHash: string
  /** Records cut by truncation since the start of the run. */
  readonly truncatedRecords: number
}

export interface PartitionRow {
  readonly address: string
  readonly topic: string
  readonly index: number
  /** −1: none. */
  readonly leader: number
  readonly leaderEpoch: number
  readonly partitionEpoch: number
  readonly replicas: readonly number[]
  readonly isr: readonly number[]
  readonly elr: readonly number[]
  readonly minIsr: number
}

export interface ClientRow {
  readonly address: string
  readonly id: string
  readonly kind: 'producer' | 'consumer'
  readonly status: LifeStatus
  /** Producer: acks as configured, −1 for all. */
  readonly acks: number | null
  /** Producer: records waiting in the accumulator, and sent but unanswered. */
  readonly waitingRecords: number
  readonly inFlightRecords: number
  readonly sentRecords: number
  readonly acknowledgedRecords: number
  readonly failedRecords: number
  /** Consumer: position per assigned partition, in order of assignment. */
  readonly positions: readonly { readonly partition: string; readonly position: number }[]
  readonly deliveredRecords: number
}

/** `stalled`: a cut link holds it; `held`: a hand does; `buffered`: arrived, but the process is paused or busy with an earlier request; `parked`: in purgatory. */
export type MessageState = 'flying' | 'stalled' | 'held' | 'buffered' | 'parked' | 'failed'

export interface MessageRow {
  readonly address: string
  readonly from: string
  readonly to: string
  readonly api: string
  readonly kind: 'request' | 'response'
  readonly family: Family
  readonly sentUs: number
  /** null when no arrival is set (stalled, buffered, parked). */
  readonly arrivesUs: number | null
  readonly state: MessageState
  /** Kafka's error name when a response carries one. */
  readonly error: string | null
  /** What it carries in a few characters: "3 records", "offset 120". */
  readonly carries: Sentence | null
}

export interface CutRow {
  readonly address: string
  readonly from: string
  readonly to: string
}

export interface LedgerRow {
  readonly address: 'ledger'
  readonly sent: number
  readonly appended: number
  readonly acknowledged: number
  readonly committed: number
  /** In a leader's log now, above what is committed. */
  readonly uncommitted: number
  readonly delivered: number
  readonly failed: number
  readonly lost: number
}

/** What the cluster lens asks for. */
export interface ClusterRows {
  readonly nodes: readonly NodeRow[]
  readonly partitions: readonly PartitionRow[]
  readonly replicas: readonly ReplicaRow[]
  readonly clients: readonly ClientRow[]
  readonly messages: readonly MessageRow[]
  readonly cuts: readonly CutRow[]
  readonly ledger: LedgerRow
}

/** One line of the event list: the sentence of the event's leading fact. */
export interface EventRow {
  readonly index: number
  readonly timeUs: number
  readonly node: string
  readonly family: Family | 'input' | 'life' | 'timer'
  readonly fact: string
  readonly sentence: Sentence
  /** Event index of the cause; −1 for an input or the start. */
  readonly cause: number
}

/** One step of "why?": from the asked event back to an input or the start. */
export interface WhyRow extends EventRow {
  /** How this event led to the one before in the list. */
  readonly link: 'asked' | 'cause' | 'awaited' | 'blocked'
  /** Left out where nobody asked. */
  readonly decided?: DecidedRow['decided']
}

/** The configs that decided an event, as they stood. */
export interface DecidedRow {
  readonly index: number
  readonly decided: readonly { readonly name: string; readonly value: string }[]
}

/** A node's belief beside the truth. */
export interface BeliefRow {
  readonly address: string
  readonly field: string
  readonly truth: string
  readonly belief: string
  readonly differs: boolean
}

/** What a hand can do to a message or a timer as it stands: one of the declared inputs, with what it is done to. */
export interface HandRow {
  readonly input: string
  readonly args: { readonly [field: string]: string }
  /** It also wants to know by how long. */
  readonly takesTime: boolean
}

/** The inspector: named fields in groups, machine values as text. */
export interface InspectRow {
  readonly address: string
  /** `notYet` / `noMore`: the address resolves to nothing at this moment. */
  readonly presence: 'here' | 'notYet' | 'noMore'
  readonly kind: string
  readonly groups: readonly {
    readonly label: string // message key: inspect.group.<label>
    readonly fields: readonly { readonly name: string; readonly value: string; readonly changed: boolean }[] // message key: inspect.field.<name>
  }[]
  /** Of a message and of a timer. */
  readonly hands?: readonly HandRow[]
}

export type Health = 'good' | 'warn' | 'bad'

export interface MarkRow {
  readonly event: number
  readonly timeUs: number
  readonly kind:
    | 'fault'
    | 'repair'
    | 'election'
    | 'isr'
    | 'violation'
    | 'truncation'
    | 'loss'
    | 'allowedLoss'
    | 'group'
    | 'storage'
    | 'lesson'
  readonly sentence: Sentence
}

/** The run as the timeline draws it, as far as it has been computed. */
export interface TimelineRows {
  readonly computedUs: number
  readonly endUs: number
  readonly events: number
  readonly marks: readonly MarkRow[]
  /** Health from `fromUs` on, until the next entry. */
  readonly health: readonly { readonly fromUs: number; readonly level: Health }[]
  /** Events per equal slice of [0, endUs]. */
  readonly density: readonly number[]
}
