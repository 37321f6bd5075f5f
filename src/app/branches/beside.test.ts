import { beforeEach, expect, test } from 'vitest'
import type { OpenSource, RunInfo } from '../../worker/protocol.ts'
import type { Session } from '../play/session.ts'
import { answer, forgetAnswers, useLesson } from '../state/lesson.ts'
import { EMPTY_RUN, useRun } from '../state/run-state.ts'
import { bringOn, openBeside } from './beside.ts'

const infoOf = (seed: string) => ({ seed, branches: [{ id: 0 }] }) as unknown as RunInfo
const first: OpenSource = { kind: 'shipped', id: 'x' }
const other: OpenSource = { kind: 'shipped', id: 'x', seed: '2' }

let stage: RunInfo
let beside: RunInfo
let swaps: number
let session: Session

beforeEach(async () => {
  stage = infoOf('1')
  beside = infoOf('2')
  swaps = 0
  forgetAnswers()
  useRun.setState({ ...EMPTY_RUN, info: stage, source: first })
  session = {
    host: {
      openBeside: async () => ({ kind: 'beside', info: beside, source: other }),
      swapRuns: async () => {
        swaps += 1
        ;[stage, beside] = [beside, stage]
        return { stage, beside }
      },
    },
    player: { pause: () => {}, idle: async () => {}, reset: () => {}, seekTime: () => {} },
    inTurn: (work: () => Promise<unknown>) => work(),
    runAtHand: () => async () => true,
  } as unknown as Session
  await openBeside(session, other)
})

test('two runs change places, and back again', async () => {
  await bringOn(session)
  expect(useRun.getState()).toMatchObject({ source: other, info: { seed: '2' } })
  await bringOn(session)
  expect(useRun.getState()).toMatchObject({ source: first, info: { seed: '1' } })
})

test('what was answered in the lesson of a run is there again when it comes back', async () => {
  answer(3, 1)
  await bringOn(session)
  expect(useLesson.getState().answers).toEqual({})
  await bringOn(session)
  expect(useLesson.getState().answers).toEqual({ 3: 1 })
})

test('a run that was opened meanwhile keeps the stage', async () => {
  useRun.setState({ ...EMPTY_RUN, info: infoOf('9'), source: { kind: 'shipped', id: 'y' } })
  await bringOn(session)
  expect(swaps).toBe(0)
  expect(useRun.getState().info?.seed).toBe('9')
})
