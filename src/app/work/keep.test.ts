import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { OpenSource, RunInfo } from '../../worker/protocol.ts'
import type { Session } from '../play/session.ts'
import { EMPTY_RUN, useRun } from '../state/run-state.ts'
import type { JournalEntry } from './journal.ts'
import { forgetJournal } from './journal.ts'
import { beginKeeping } from './keep.ts'
import type { KeptWork } from './kept-work.ts'
import { WORK_FORMAT } from './kept-work.ts'
import { saveWork } from './store.ts'
import { takeUp } from './take-up.ts'

vi.mock('./store.ts', () => ({ loadWork: async () => null, saveWork: vi.fn(), forgetWork: vi.fn() }))

const info = { title: { en: '', ko: '' }, branches: [{ id: 0 }], untilUs: 1_000 } as unknown as RunInfo
const source: OpenSource = { kind: 'shipped', id: 'ours' }
const entry = (event: number): JournalEntry => ({
  kind: 'input',
  branch: 0,
  made: 0,
  event,
  timeUs: event,
  input: 'kill',
  args: {},
})
const work: KeptWork = {
  format: WORK_FORMAT,
  savedAtMs: 0,
  title: info.title,
  source,
  journal: [entry(5), entry(6)],
  endUs: 1_000,
  branch: 0,
  event: 6,
  timeUs: 60,
  lens: 'cluster',
  selected: null,
}

/** Each input takes so long that what is there would be kept in between. */
const SLOW_MS = 2_000

const session = {
  host: {
    timeline: async () => ({ events: 100, computedUs: 1_000, endUs: 1_000 }),
    frame: async () => ({}),
    input: async () => {
      await new Promise((resolve) => setTimeout(resolve, SLOW_MS))
      return { ...info, branch: 0 }
    },
  },
  player: { seek: () => {}, switchBranch: () => {} },
  open: async () => useRun.setState({ ...EMPTY_RUN, info, source }),
  inTurn: (task: () => Promise<unknown>) => task(),
  runAtHand: () => async () => true,
} as unknown as Session

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('sessionStorage', { getItem: () => null, removeItem: () => {} })
  forgetJournal()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('work that is being taken up is kept when it is whole again, and not before', async () => {
  await beginKeeping(async () => {})
  const done = takeUp(session, work)
  await vi.advanceTimersByTimeAsync(SLOW_MS + 1_500)
  expect(saveWork).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(SLOW_MS)
  await done
  useRun.setState({ event: 6 })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(saveWork).toHaveBeenLastCalledWith(expect.objectContaining({ journal: work.journal }))
})
