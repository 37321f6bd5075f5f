import { beforeEach, expect, test } from 'vitest'
import type { OpenSource, RunInfo } from '../../worker/protocol.ts'
import type { Session } from '../play/session.ts'
import { EMPTY_RUN, useRun } from '../state/run-state.ts'
import { forgetJournal, useJournal } from './journal.ts'
import type { KeptWork } from './kept-work.ts'
import { WORK_FORMAT } from './kept-work.ts'
import { takeUp } from './take-up.ts'

const info = { title: { en: '', ko: '' }, branches: [{ id: 0 }], untilUs: 1_000 } as unknown as RunInfo
const ours: OpenSource = { kind: 'shipped', id: 'ours' }
const another: OpenSource = { kind: 'shipped', id: 'another' }
const work: KeptWork = {
  format: WORK_FORMAT,
  savedAtMs: 0,
  title: info.title,
  source: ours,
  journal: [
    { kind: 'input', branch: 0, made: 0, event: 5, timeUs: 50, input: 'kill', args: { node: '1' } },
    { kind: 'input', branch: 0, made: 0, event: 6, timeUs: 60, input: 'start', args: { node: '1' } },
  ],
  endUs: 1_000,
  branch: 0,
  event: 6,
  timeUs: 60,
  lens: 'cluster',
  selected: null,
}

let done: string[]

function sessionThatOpens(source: OpenSource): Session {
  return {
    host: {
      timeline: async () => ({ events: 100, computedUs: 1_000, endUs: 1_000 }),
      frame: async () => ({}),
      input: async (_branch: number, event: number, _timeUs: number, input: string) => {
        done.push(`${input} at ${event}`)
        return { ...info, branch: 0 }
      },
    },
    player: { seek: () => {}, switchBranch: () => {} },
    open: async () => useRun.setState({ ...EMPTY_RUN, info, source }),
    inTurn: (task: () => Promise<unknown>) => task(),
    runAtHand: () => async () => useRun.getState().source === source,
  } as unknown as Session
}

beforeEach(() => {
  done = []
  forgetJournal()
})

test('kept work that is taken up is done again in its order, and journaled again', async () => {
  await takeUp(sessionThatOpens(ours), work)
  expect(done).toEqual(['kill at 5', 'start at 6'])
  expect(useJournal.getState().entries).toEqual(work.journal)
})

test('what is left of it is not done to a run that is opened meanwhile', async () => {
  const session = sessionThatOpens(ours)
  const { input } = session.host
  session.host.input = async (...asked) => {
    const answer = await input(...asked)
    useRun.setState({ ...EMPTY_RUN, info, source: another })
    return answer
  }
  await takeUp(session, work)
  expect(done).toEqual(['kill at 5'])
})

test('where its run is refused, nothing is done to the run that stays on the stage', async () => {
  await takeUp(sessionThatOpens(another), work)
  expect(done).toEqual([])
})
