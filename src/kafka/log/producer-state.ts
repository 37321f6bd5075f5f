// What a log remembers of each idempotent producer: its epoch and its last five batches (server.md 2.4).

import { INVALID_PRODUCER_EPOCH, NONE, OUT_OF_ORDER_SEQUENCE_NUMBER } from '../protocol/errors.ts'
import type { Batch } from './batch.ts'
import { endOf, lastSequenceOf } from './batch.ts'

export interface ProducerState {
  readonly sealed: true
  readonly epoch: number
  /** The last batches, oldest first, at most five. */
  readonly batches: readonly {
    readonly baseSequence: number
    readonly lastSequence: number
    readonly baseOffset: number
  }[]
  /** Of its last batch, as snapshots have it. */
  readonly lastOffset: number
  readonly lastOffsetDelta: number
  readonly lastTimestampMs: number
}

const BATCHES_REMEMBERED = 5
/** Sequences wrap from 2^31 − 1 to 0. */
const SEQUENCES = 2_147_483_648

export type SequenceCheck =
  | { readonly kind: 'accept' }
  | { readonly kind: 'duplicate'; readonly baseOffset: number }
  | { readonly kind: 'refuse'; readonly error: number }

// rule: produce.idempotence
/** Judges a batch from a client: accepted, a duplicate of one of the last five, or out of order. An unknown producer may begin anywhere. */
export function checkSequence(producers: ReadonlyMap<number, ProducerState>, batch: Batch): SequenceCheck {
  const state = producers.get(batch.producerId)
  if (state === undefined) return { kind: 'accept' }
  if (batch.producerEpoch === state.epoch) {
    for (const known of state.batches) {
      if (known.baseSequence === batch.baseSequence && known.lastSequence === lastSequenceOf(batch)) {
        return { kind: 'duplicate', baseOffset: known.baseOffset }
      }
    }
  }
  if (batch.producerEpoch < state.epoch) return { kind: 'refuse', error: INVALID_PRODUCER_EPOCH }
  const last = state.batches[state.batches.length - 1]
  const next =
    batch.producerEpoch > state.epoch || last === undefined ? 0 : (last.lastSequence + 1) % SEQUENCES
  const error = batch.baseSequence === next ? NONE : OUT_OF_ORDER_SEQUENCE_NUMBER
  return error === NONE ? { kind: 'accept' } : { kind: 'refuse', error }
}

/** Remembers an appended batch; replicas do it too, so that a new leader knows what the old one knew. */
export function rememberBatch(producers: Map<number, ProducerState>, batch: Batch): void {
  const state = producers.get(batch.producerId)
  const entry = {
    baseSequence: batch.baseSequence,
    lastSequence: lastSequenceOf(batch),
    baseOffset: batch.baseOffset,
  }
  const before = state === undefined || state.epoch !== batch.producerEpoch ? [] : state.batches
  let batches: typeof before
  if (before.length < BATCHES_REMEMBERED) batches = [...before, entry]
  else {
    const moved = before.slice()
    for (let i = 1; i < moved.length; i++) moved[i - 1] = moved[i] as typeof entry
    moved[moved.length - 1] = entry
    batches = moved
  }
  producers.set(batch.producerId, {
    sealed: true,
    epoch: batch.producerEpoch,
    batches,
    lastOffset: endOf(batch) - 1,
    lastOffsetDelta: batch.lastOffsetDelta,
    lastTimestampMs: batch.maxTimestampMs,
  })
}

/** What is left of it when batches from `end` on are cut. */
export function cutProducer(state: ProducerState, end: number): ProducerState | null {
  const batches = state.batches.filter((batch) => batch.baseOffset < end)
  const last = batches[batches.length - 1]
  if (last === undefined) return null
  if (batches.length === state.batches.length) return state
  const lastOffsetDelta = (last.lastSequence - last.baseSequence + SEQUENCES) % SEQUENCES
  return { ...state, batches, lastOffset: last.baseOffset + lastOffsetDelta, lastOffsetDelta }
}

/** A producer as a snapshot has it. */
export interface ProducerEntry {
  readonly sealed: true
  readonly producerId: number
  readonly epoch: number
  readonly lastSequence: number
  readonly lastOffset: number
  readonly lastOffsetDelta: number
  readonly lastTimestampMs: number
}

/** In order of their ids. */
export function snapshotOf(producers: ReadonlyMap<number, ProducerState>): ProducerEntry[] {
  const ids = [...producers.keys()].sort((a, b) => a - b)
  return ids.map((producerId) => {
    const { epoch, batches, lastOffset, lastOffsetDelta, lastTimestampMs } = producers.get(
      producerId,
    ) as ProducerState
    const lastSequence = batches[batches.length - 1]?.lastSequence ?? -1
    return { sealed: true, producerId, epoch, lastSequence, lastOffset, lastOffsetDelta, lastTimestampMs }
  })
}
