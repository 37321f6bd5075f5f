// The exchange between members and their coordinator, as much of it as stands around a moment.

import type { GroupMessage } from '../../view/group-rows.ts'

/** HeartBeat and ConsumerGroupHeartbeat are the pulse: they can be left out. */
const HEARTBEATS: readonly number[] = [12, 68]

/** Under KIP-848 the heartbeat is the protocol itself: it is never left out there. */
export function withoutPulse(messages: readonly GroupMessage[]): readonly GroupMessage[] {
  if (messages.some((message) => message.api === 68)) return messages
  return messages.filter((message) => !HEARTBEATS.includes(message.api))
}

/** So many messages up to and after an event, in order; `at` is the place of the last one that has happened, −1 for none. */
export function messagesAround(
  messages: readonly GroupMessage[],
  event: number,
  before: number,
  after: number,
): { readonly shown: readonly GroupMessage[]; readonly at: number } {
  const last = lastUpTo(messages, event)
  const from = Math.max(0, last - before + 1)
  return { shown: messages.slice(from, last + 1 + after), at: last - from }
}

/** The next message after an event, or the last one before it; null at either end. */
export function neighbourMessage(
  messages: readonly GroupMessage[],
  event: number,
  direction: 1 | -1,
): GroupMessage | null {
  if (direction > 0) return messages[lastUpTo(messages, event) + 1] ?? null
  return messages[lastUpTo(messages, event - 1)] ?? null
}

function lastUpTo(messages: readonly GroupMessage[], event: number): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((messages[middle] as GroupMessage).event <= event) low = middle + 1
    else high = middle
  }
  return low - 1
}
