import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FrameAnswer, FrameAsk, RunHost, RunInfo } from '../../worker/protocol.ts'
import { EMPTY_RUN, useRun } from '../state/run-state.ts'
import { createSession, type Session } from './session.ts'

const words = { en: '', ko: '' }
const info: RunInfo = {
  scenarioId: 'x',
  title: words,
  summary: words,
  rules: '4.3',
  seed: '1',
  untilUs: 1_000_000,
  lesson: [],
  expectations: [],
  branches: [],
}

/** Where each input was done. */
let done: { branch: number; event: number; input: string }[]
let session: Session

/** A host that answers every question, frames slower than all else, and begins a branch at each input. */
const host = {
  frame: async ({ at, branch }: FrameAsk) => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    return {
      version: 1,
      branch,
      event: at.by === 'event' ? at.event : Math.floor(at.timeUs / 100),
      timeUs: at.by === 'event' ? at.event * 100 : at.timeUs,
      traceHash: '',
      cluster: {},
      inspect: null,
      beliefs: [],
      touched: [],
      computing: false,
    } as unknown as FrameAnswer
  },
  stateHash: async () => 'hash',
  timeline: async () => null,
  input: async (branch: number, event: number, _timeUs: number, input: string) => {
    done.push({ branch, event, input })
    return { ...info, branch: branch + 1 }
  },
} as unknown as RunHost

beforeEach(() => {
  done = []
  vi.stubGlobal('document', { hidden: false })
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) =>
    setTimeout(() => frame(performance.now()), 1),
  )
  vi.stubGlobal('cancelAnimationFrame', clearTimeout)
  useRun.setState({ ...EMPTY_RUN, info, event: 10, cursorUs: 1_000 })
  session = createSession(host)
})

afterEach(() => {
  session.dispose()
  vi.unstubAllGlobals()
})

test('two inputs that are asked at once are done at one moment and the one after it', async () => {
  void session.act('pause', { node: '1' })
  await session.act('resume', { node: '1' })
  expect(done).toEqual([
    { branch: 0, event: 10, input: 'pause' },
    { branch: 1, event: 11, input: 'resume' },
  ])
})

test('the session is idle when the input is done and its moment is shown', async () => {
  void session.act('pause', { node: '1' })
  await session.idle()
  expect(done.length).toBe(1)
  expect(useRun.getState()).toMatchObject({ branch: 1, event: 11 })
})
