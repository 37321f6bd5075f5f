import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FrameAnswer, FrameAsk, OpenSource, RunHost, RunInfo } from '../../worker/protocol.ts'
import { useLedger } from '../ledger/store.ts'
import { useSpacetime } from '../spacetime/store.ts'
import { useLogView } from '../state/log-view.ts'
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
let renamed: number
/** What the opening of a scenario waits for, by its name. */
let opens: Map<string, Promise<void>>
let session: Session

const shipped = (id: string): OpenSource => ({ kind: 'shipped', id })
const nameOf = (source: OpenSource) => (source.kind === 'shipped' ? source.id : '')

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
  reportState: async () => null,
  open: async (source: OpenSource) => {
    await opens.get(nameOf(source))
    return { ...info, scenarioId: nameOf(source) }
  },
  renameBranch: async () => {
    renamed += 1
    return info
  },
  input: async (branch: number, event: number, _timeUs: number, input: string) => {
    done.push({ branch, event, input })
    return { ...info, branch: branch + 1 }
  },
} as unknown as RunHost

beforeEach(() => {
  done = []
  renamed = 0
  opens = new Map()
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

test('an input is not done to a run that was opened after it was asked', async () => {
  session.player.seek({ by: 'event', event: 12 })
  const asked = session.act('pause', { node: '1' })
  const named = session.renameBranch(1, 'mine')
  await session.open(shipped('other'))
  expect(await asked).toBeNull()
  await named
  expect(done).toEqual([])
  expect(renamed).toBe(0)
  expect(useRun.getState()).toMatchObject({ info: { scenarioId: 'other' }, branch: 0, playing: false })
})

test('an input whose run was not replaced after all is done', async () => {
  const { open } = host
  host.open = async () => {
    throw new Error('no such file')
  }
  const asked = session.act('pause', { node: '1' })
  await session.open(shipped('gone'))
  host.open = open
  expect(await asked).toEqual({ branch: 1, event: 11 })
})

test('of two runs that are opened in a row the last one stays, also when the first takes longer', async () => {
  let arrive = () => {}
  opens.set(
    'slow',
    new Promise((resolve) => {
      arrive = resolve
    }),
  )
  const first = session.open(shipped('slow'))
  const second = session.open(shipped('quick'))
  await new Promise((resolve) => setTimeout(resolve, 5))
  arrive()
  await Promise.all([first, second])
  expect(useRun.getState().info?.scenarioId).toBe('quick')
})

test('a question about a branch that went with its run is no failure', async () => {
  useRun.setState({ branch: 2 })
  const { timeline } = host
  host.timeline = async () => {
    await session.open(shipped('other'))
    throw new Error('no branch 2')
  }
  await session.act('pause', { node: '1' })
  host.timeline = timeline
  await session.idle()
  expect(useRun.getState().failure).toBeNull()
})

test('how a lens was set for one run is forgotten when another is opened', async () => {
  useLedger.setState({ range: { from: 40, to: 80 }, partition: 'payments-3' })
  useLogView.setState({ partition: 'orders-0', top: 120, opened: { node: 1, offset: 119 } })
  useSpacetime.setState({ hidden: ['4'], api: 'Fetch' })
  await session.open(shipped('other'))
  expect(useLedger.getState()).toMatchObject({ range: null, partition: null })
  expect(useLogView.getState()).toMatchObject({ partition: null, top: null, opened: null })
  expect(useSpacetime.getState()).toMatchObject({ stretch: null, hidden: [], api: null })
})
