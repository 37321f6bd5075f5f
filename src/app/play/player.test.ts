import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FrameAnswer, FrameAsk, RunHost, RunInfo } from '../../worker/protocol.ts'
import { EMPTY_RUN, useRun } from '../state/run-state.ts'
import { useSelection } from '../state/selection.ts'
import { createPlayer, type Player } from './player.ts'

const words = { en: '', ko: '' }
const info: RunInfo = {
  scenarioId: 'x',
  title: words,
  summary: words,
  rules: '4.3',
  seed: '1',
  untilUs: 1_000_000,
  lesson: [{ atUs: 300_000, pause: true, title: words, text: words, question: null }],
  expectations: [],
  branches: [],
}

interface Asked {
  readonly ask: FrameAsk
  readonly answer: (part?: Partial<FrameAnswer>) => Promise<void>
  readonly refuse: () => Promise<void>
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('the player', () => {
  let asked: Asked[]
  let frames: FrameRequestCallback[]
  let player: Player
  let nowMs: number

  const host = {
    frame: (ask: FrameAsk) =>
      new Promise<FrameAnswer>((resolve, reject) => {
        asked.push({
          ask,
          refuse: async () => {
            reject(new Error('no branch 2'))
            await Promise.resolve()
            await Promise.resolve()
          },
          answer: async (part) => {
            const timeUs = ask.at.by === 'time' ? ask.at.timeUs : ask.at.event * 100
            const event = ask.at.by === 'event' ? ask.at.event : Math.floor(ask.at.timeUs / 100)
            resolve({
              version: asked.length,
              branch: ask.branch,
              event,
              timeUs,
              traceHash: '',
              cluster: {},
              inspect: null,
              beliefs: [],
              touched: [],
              computing: false,
              ...part,
            })
            await Promise.resolve()
            await Promise.resolve()
          },
        })
      }),
    stateHash: async () => 'hash',
    neighbour: async (_branch: number, event: number, _kind: string, direction: number) => ({
      event: event + direction,
      timeUs: 0,
    }),
  } as unknown as RunHost

  const tick = (ms = 16) => {
    nowMs += ms
    for (const frame of frames.splice(0)) frame(nowMs)
  }

  beforeEach(() => {
    asked = []
    frames = []
    nowMs = 1000
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs)
    vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame))
    vi.stubGlobal('cancelAnimationFrame', () => {})
    useRun.setState({ ...EMPTY_RUN, info })
    useSelection.setState({ selected: null })
    player = createPlayer(host)
  })

  afterEach(() => {
    player.dispose()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  it('asks nothing while nothing changes', () => {
    tick()
    tick()
    expect(asked).toHaveLength(0)
  })

  it('asks no second question before the answer, and the latest seek wins', async () => {
    player.seekTime(100)
    tick()
    player.seekTime(200)
    player.seekTime(300)
    tick()
    tick()
    expect(asked).toHaveLength(1)
    await asked[0]?.answer()
    tick()
    expect(asked.map(({ ask }) => ask.at)).toEqual([
      { by: 'time', timeUs: 100 },
      { by: 'time', timeUs: 300 },
    ])
  })

  it('tells the host which version the page holds', async () => {
    player.seekTime(100)
    tick()
    await asked[0]?.answer({ version: 7 })
    player.seekTime(200)
    tick()
    expect(asked[1]?.ask.since).toBe(7)
  })

  it('plays by the clock, and a slow answer does not make the cursor leap', async () => {
    player.setPace({ kind: 'clock', usPerSecond: 1_000_000 })
    player.play()
    tick(20)
    await asked[0]?.answer()
    tick(5000)
    expect(asked.map(({ ask }) => ask.at)).toEqual([
      { by: 'time', timeUs: 20_000 },
      { by: 'time', timeUs: 120_000 },
    ])
  })

  it('halts at a pause of the lesson, to the microsecond, and goes on from there', async () => {
    player.setPace({ kind: 'clock', usPerSecond: 10_000_000 })
    player.play()
    tick(50)
    await asked[0]?.answer()
    expect(useRun.getState()).toMatchObject({ playing: false, cursorUs: 300_000 })
    player.play()
    tick(10)
    await asked[1]?.answer()
    expect(useRun.getState()).toMatchObject({ playing: true, cursorUs: 400_000 })
  })

  it('asks again for a moment that is still being computed', async () => {
    player.seekTime(900_000)
    tick()
    await asked[0]?.answer({ computing: true, timeUs: 500_000 })
    expect(useRun.getState()).toMatchObject({ computing: true, cursorUs: 500_000 })
    tick()
    expect(asked[1]?.ask.at).toEqual({ by: 'time', timeUs: 900_000 })
  })

  it('goes on to where it halts when that is yet to be computed', async () => {
    player.setPace({ kind: 'clock', usPerSecond: 10_000_000 })
    player.play()
    tick(50)
    await asked[0]?.answer({ computing: true, timeUs: 250_000 })
    expect(useRun.getState()).toMatchObject({ playing: false, cursorUs: 250_000 })
    tick()
    expect(asked[1]?.ask.at).toEqual({ by: 'time', timeUs: 300_000 })
  })

  it('takes each of two steps, also while something else is being answered', async () => {
    player.seek({ by: 'event', event: 5 })
    await asked[0]?.answer()
    useSelection.setState({ selected: 'broker:1' })
    tick()
    player.step('event', 1)
    player.step('event', 1)
    await settled()
    await asked[1]?.answer()
    await settled()
    tick()
    await asked[2]?.answer()
    await settled()
    tick()
    await asked[3]?.answer()
    expect(useRun.getState().event).toBe(7)
  })

  it('drops a step whose run was replaced before it was answered', async () => {
    player.seek({ by: 'event', event: 5 })
    await asked[0]?.answer()
    player.step('event', 1)
    await Promise.resolve()
    useRun.setState({ source: { kind: 'shipped', id: 'other' } })
    await settled()
    expect(asked).toHaveLength(1)
  })

  it('shows no failure of a run that was left', async () => {
    player.seekTime(100)
    useRun.setState({ ...EMPTY_RUN, info })
    player.reset()
    await asked[0]?.refuse()
    expect(useRun.getState().failure).toBeNull()
  })

  it('shows another branch at the same time, whatever lies at the same index there', async () => {
    player.seek({ by: 'event', event: 5 })
    await asked[0]?.answer({ timeUs: 70_000 })
    player.switchBranch(3)
    tick()
    expect(asked[1]?.ask).toMatchObject({ branch: 3, at: { by: 'time', timeUs: 70_000 } })
    await asked[1]?.answer({ event: 9 })
    expect(useRun.getState()).toMatchObject({ branch: 3, event: 9, cursorUs: 70_000 })
  })

  it('forgets an answer for a branch that was left', async () => {
    player.seekTime(100)
    tick()
    player.switchBranch(3)
    await asked[0]?.answer()
    expect(useRun.getState()).toMatchObject({ branch: 3, cursorUs: 0 })
  })

  it('remembers the furthest moment seen', async () => {
    player.seekTime(500)
    tick()
    await asked[0]?.answer()
    player.seekTime(200)
    tick()
    await asked[1]?.answer()
    expect(useRun.getState()).toMatchObject({ cursorUs: 200, seenUs: 500 })
  })
})
