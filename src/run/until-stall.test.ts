import { describe, expect, test } from 'vitest'
import { APPENDED, BECAME_LEADER, HIGH_WATERMARK_ADVANCED } from '../kafka/broker/facts.ts'
import type { FactKind } from '../sim/facts.ts'
import { createScratchRecorder, recordEvent, recordRow } from '../sim/trace.ts'
import { stallWatcher } from './until-stall.ts'

const S = 1_000_000
const ORDERS = 0

/** Times, in seconds, at which a stall of a second is found; each event is a second, a kind of fact and its numbers. */
function stalls(
  events: readonly (readonly [seconds: number, kind: FactKind, b: number, c: number, d: number])[],
) {
  const watcher = stallWatcher(null, S)
  const recorder = createScratchRecorder(0)
  return events.flatMap(([seconds, { code, rank }, b, c, d], event) => {
    recordEvent(recorder, event, seconds * S, -1)
    recordRow(recorder, code, rank, 0, -1, ORDERS, b, c, d)
    const { chunk } = recorder
    const look = { timeUs: seconds * S, chunk, place: event - chunk.firstEvent, here: null }
    return watcher.observe(look) ? [seconds] : []
  })
}

describe('a high watermark stalls', () => {
  test('below what a new leader has brought along, though nothing is appended to it', () => {
    expect(
      stalls([
        [1, APPENDED, 0, 10, 0],
        [1.1, HIGH_WATERMARK_ADVANCED, 0, 10, 0],
        [2, BECAME_LEADER, 1, 10, 8],
        [4, BECAME_LEADER, 1, 10, 8],
      ]),
    ).toEqual([4])
  })

  test('again under a leader that began with all of it committed', () => {
    expect(
      stalls([
        [1, APPENDED, 0, 10, 0],
        [3, BECAME_LEADER, 1, 5, 5],
        [4, APPENDED, 5, 5, 0],
        [6, APPENDED, 10, 5, 0],
      ]),
    ).toEqual([3, 6])
  })
})
