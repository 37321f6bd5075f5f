import { describe, expect, it } from 'vitest'
import type { LogReplicaRow } from '../../view/log-rows.ts'
import { changesBetween } from './use-recent-changes.ts'

const segment = (base: number, end: number) => ({
  base,
  end,
  sizeBytes: 100,
  file: `${base}.log`,
  active: true,
  entries: [],
})

const BEFORE: LogReplicaRow = {
  address: 'replica:orders-0@1',
  node: 1,
  role: 'follower',
  leads: false,
  inSync: true,
  leaderEpoch: 1,
  logStart: 10,
  highWatermark: 20,
  lastStable: 20,
  logEnd: 30,
  flushedEnd: 10,
  sizeBytes: 1_000,
  epochs: [],
  segments: [segment(10, 30)],
  segmentCount: 1,
  torn: null,
}

function kinds(part: Partial<LogReplicaRow>): unknown[] {
  return changesBetween([BEFORE], [{ ...BEFORE, ...part }]).map(({ kind, from, to }) => [kind, from, to])
}

describe('what happened between two frames of play', () => {
  it('is a truncation when a log ends earlier, and nothing when it goes on', () => {
    expect(kinds({ logEnd: 26, sizeBytes: 900 })).toEqual([['truncate', 26, 30]])
    expect(kinds({ logEnd: 40, sizeBytes: 1_400, highWatermark: 38 })).toEqual([])
  })

  it('is a deletion when it begins later, a cleaning when only its size falls', () => {
    expect(kinds({ logStart: 20, sizeBytes: 600 })).toEqual([['delete', 10, 20]])
    expect(kinds({ sizeBytes: 700 })).toEqual([['clean', 10, 30]])
  })

  it('is a roll when there is a file more', () => {
    const segments = [segment(10, 30), segment(30, 31)]
    expect(kinds({ segments, segmentCount: 2, logEnd: 31, sizeBytes: 1_020 })).toEqual([['roll', 30, 30]])
  })
})
