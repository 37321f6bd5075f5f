import { describe, expect, it } from 'vitest'
import type { BranchInfo, RunInfo } from '../../worker/protocol.ts'
import { sameMoment } from './same-moment.ts'

const branch = (id: number, parent: number | null, forkEvent: number) =>
  ({ id, parent, forkEvent }) as unknown as BranchInfo
/** 1 and 2 left the first branch, 3 left branch 1. */
const info = {
  branches: [branch(0, null, -1), branch(1, 0, 100), branch(2, 0, 60), branch(3, 1, 200)],
} as unknown as RunInfo
const at = (branch: number, event: number) => ({ info, branch, event, cursorUs: 5_000.4 })
const sameTime = { by: 'time', timeUs: 5_000 }

describe('the same moment on another branch', () => {
  it('is the same event while both share it', () => {
    expect(sameMoment(at(0, 100), 1)).toEqual({ by: 'event', event: 100 })
    expect(sameMoment(at(1, 100), 0)).toEqual({ by: 'event', event: 100 })
    expect(sameMoment(at(3, 150), 1)).toEqual({ by: 'event', event: 150 })
    expect(sameMoment(at(3, 60), 2)).toEqual({ by: 'event', event: 60 })
    expect(sameMoment(at(2, 4_000), 2)).toEqual({ by: 'event', event: 4_000 })
  })

  it('is the same time where they have parted', () => {
    expect(sameMoment(at(0, 101), 1)).toEqual(sameTime)
    expect(sameMoment(at(1, 101), 0)).toEqual(sameTime)
    expect(sameMoment(at(3, 150), 0)).toEqual(sameTime)
    expect(sameMoment(at(3, 61), 2)).toEqual(sameTime)
  })

  it('is the same time before the first event', () => {
    expect(sameMoment(at(0, -1), 1)).toEqual(sameTime)
  })
})
